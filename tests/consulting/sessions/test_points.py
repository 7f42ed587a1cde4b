"""What is agreed or left for later in a session, and the days by which it is done."""

from datetime import date
from unittest.mock import patch

import pytest
from django.test import Client

from assessment.consulting.sessions import services
from assessment.consulting.sessions.forms import AgreedForm
from assessment.consulting.sessions.models import (
    ClientSession,
    PointKind,
    SessionOutcome,
    SessionPoint,
)
from assessment.consulting.sessions.queries import NewPoint
from assessment.consulting.sessions.services import (
    MOST_POINTS,
    TooManyPoints,
    add_point,
    outcomes,
)
from tests.consulting.sessions.conftest import ACTION, address, names_under
from tests.factories import NOON

pytestmark = pytest.mark.django_db


# ---- points


def test_what_was_agreed_and_what_is_left_is_written_down_and_taken_off_again(
    as_connie: Client, pane: str, points: None
) -> None:
    page = as_connie.get(pane).text
    point = SessionPoint.objects.get(kind=PointKind.LATER)

    as_connie.post(f"{pane}points/", {"remove": str(point.pk)})

    assert "Write five service standards" in page
    assert "Maja · by 17\u00a0December" in page
    assert "Who answers on Mondays?" in page
    assert "Who answers on Mondays?" not in as_connie.get(pane).text


def test_a_form_sent_twice_writes_one_point_down(
    as_connie: Client, pane: str, points: None
) -> None:
    as_connie.post(f"{pane}points/", ACTION)

    assert SessionPoint.objects.filter(kind=PointKind.AGREED).count() == 1


def test_a_point_without_words_keeps_what_was_typed(as_connie: Client, pane: str) -> None:
    reply = as_connie.post(f"{pane}points/", {**ACTION, "agreed-text": " "})

    assert reply.status_code == 422
    assert "Write down what to do." in reply.text
    assert 'value="Maja"' in reply.text


def test_the_page_has_room_for_three_things_left_for_later(
    as_connie: Client, pane: str, session: ClientSession
) -> None:
    for number in range(MOST_POINTS[PointKind.LATER]):
        add_point(session=session, new=NewPoint(kind=PointKind.LATER, text=str(number)), at=NOON)

    with pytest.raises(TooManyPoints):
        add_point(session=session, new=NewPoint(kind=PointKind.LATER, text="more"), at=NOON)
    reply = as_connie.post(f"{pane}points/", {"kind": "later", "later-text": "more"})
    assert "The signed page has room for 3 of them." in reply.text


# ---- days


@pytest.mark.parametrize(
    ("day", "fits"),
    [
        ("2026-11-19", False),
        ("2026-11-20", True),
        ("2028-11-20", True),
        ("2028-11-21", False),
        ("0026-12-17", False),
        ("9999-12-31", False),
    ],
)
def test_an_action_is_due_between_today_and_two_years_from_now(
    as_connie: Client, pane: str, day: str, *, fits: bool
) -> None:
    reply = as_connie.post(f"{pane}points/", {**ACTION, "agreed-due_on": day})

    assert reply.status_code == (302 if fits else 422)
    assert SessionPoint.objects.exists() == fits
    said = "Choose a day between today and 20\u00a0November\u00a02028."
    assert (said in reply.text) != fits


def test_two_years_after_a_leap_day_is_the_last_of_february() -> None:
    assert AgreedForm(today=date(2028, 2, 29)).last == date(2030, 2, 28)


@pytest.mark.parametrize(
    ("day", "shown"),
    [("2026-12-17", "by 17\u00a0December<"), ("2027-01-15", "by 15\u00a0January\u00a02027<")],
)
def test_a_day_in_another_year_says_which(
    as_connie: Client, pane: str, day: str, shown: str
) -> None:
    as_connie.post(f"{pane}points/", {**ACTION, "agreed-due_on": day})

    before, to_sign = as_connie.get(pane).text, as_connie.get(f"{pane}finish/").text
    as_connie.post(f"{pane}finish/", names_under(as_connie, pane))
    outcome = SessionOutcome.objects.get()
    with patch.object(outcomes, "printed_page", return_value=b"%PDF") as printed:
        services.outcome_pdf(outcome)

    assert shown in before
    assert shown in to_sign
    assert shown in as_connie.get(address("session_outcome", outcome.session)).text
    assert shown.removeprefix("by ") in printed.call_args.args[0]
