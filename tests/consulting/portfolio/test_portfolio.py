"""The list of a practice's clients: who is in it, why, in which order, and what a row says."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessment.consulting.clients.models import Conversation, Message
from assessment.consulting.portfolio.queries.needs import Need, wrote_slot
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.journey.results.models import Movement
from assessment.parties.consultancies.models import Consultancy, Engagement
from assessment.parties.engagements.models import NewClient
from assessment.parties.engagements.services import prepare_business
from tests.consulting.portfolio.making import TODAY, areas, ends_in, make_client, stand
from tests.factories import (
    NOON,
    make_answers,
    make_assessment,
    make_consultancy,
    make_user,
    new_operation,
)

pytestmark = pytest.mark.django_db


def url(practice: Consultancy, query: str = "") -> str:
    return reverse("portfolio", args=[practice.slug]) + query


def page(client: Client, practice: Consultancy, query: str = "") -> str:
    reply = client.get(url(practice, query))
    assert reply.status_code == 200
    return " ".join(reply.text.split())


def names(text: str) -> list[str]:
    """The clients of the list, in its order."""
    return re.findall(r'class="shelf__name"><a [^>]*>([^<]*)<', text)


def row_of(text: str, name: str) -> str:
    rows: list[str] = re.findall(r'<tr role="row">.*?</tr>', text)
    return next(row for row in rows if f">{name}</a>" in row)


# ---- why a client needs the practice, and what the row says about it


def access_ends(one: Engagement) -> None:
    stand(one)
    ends_in(one, 1)


def is_overdue(one: Engagement) -> None:
    stand(one, next_due_on=TODAY - timedelta(days=12))
    open_one = make_assessment(one.business, quarter_starts_on=TODAY.replace(month=11, day=1))
    make_answers(open_one, one.consultancy.members.all()[0].user, {"CUL1": 2})


def is_unscored(one: Engagement) -> None:
    left = {key: cell for key, cell in areas(44).items() if key != "channels"}
    stand(
        one,
        score=None,
        score_shown="",
        level="",
        level_rank=None,
        movement=Movement.UNSCORED,
        areas=left,
    )


def has_fallen(one: Engagement) -> None:
    columns = {"points_before": 71, "points_now": 58, "fallen_area": "policies"}
    stand(one, movement=Movement.CLEAR_FALL, **columns)


def stands_still(one: Engagement) -> None:
    moved_at = NOON - timedelta(weeks=6)
    stand(one, actions=3, achieved=1, plan_moved_at=moved_at)


def never_came(_one: Engagement) -> None:
    pass


REASONS: dict[Need, tuple[Callable[[Engagement], None], str, str]] = {
    Need.ENDING: (access_ends, "Your access ends tomorrow", "Until 21 November"),
    Need.OVERDUE: (is_overdue, "Check 12 days overdue", "Started, 1 of 30 answered"),
    Need.UNSCORED: (is_unscored, "Could not be scored", "Too few answers in Channels"),
    Need.FALLEN: (has_fallen, "Fell clearly, 71 to 58", "Policies fell most"),
    Need.STILL: (stands_still, "Plan stands still", "Nothing done for 6 weeks"),
    Need.NEW: (never_came, "Never came in", "You have had access since 21 October 2026"),
}


def test_every_reason_is_in_this_table() -> None:
    assert set(REASONS) | {Need.WROTE} == set(Need)


@pytest.mark.parametrize("need", REASONS)
def test_a_reason_is_said_in_words_and_can_be_filtered_by(
    need: Need, as_ruth: Client, practice: Consultancy
) -> None:
    make, title, detail = REASONS[need]
    make(make_client(practice, "Tin Kettle"))
    stand(make_client(practice, "Quiet"))

    text = page(as_ruth, practice, f"?why={need}")

    assert names(text) == ["Tin Kettle"]
    assert title in row_of(text, "Tin Kettle")
    assert detail in row_of(text, "Tin Kettle")
    assert f'href="#why-{need}"' in row_of(text, "Tin Kettle")
    assert "1 of 2 clients needs you" in text


def test_the_most_urgent_reason_comes_first_and_the_others_are_named(
    as_ruth: Client, practice: Consultancy
) -> None:
    one = make_client(practice, "Tin Kettle")
    stand(one, next_due_on=TODAY - timedelta(days=1), movement=Movement.CLEAR_FALL)
    ends_in(one, 7)

    row = row_of(page(as_ruth, practice), "Tin Kettle")

    assert row.index("Your access ends in 7 days") < row.index("Check 1 day overdue")
    assert "Also: Check 1 day overdue; Fell clearly, 50 to 52" in row


def test_clients_are_in_the_order_of_urgency(as_ruth: Client, practice: Consultancy) -> None:
    for need in reversed(REASONS):
        REASONS[need][0](make_client(practice, need.value))

    assert names(page(as_ruth, practice)) == [need.value for need in REASONS]


def test_among_overdue_checks_the_oldest_comes_first(
    as_ruth: Client, practice: Consultancy
) -> None:
    for days in (3, 40, 12):
        stand(make_client(practice, f"{days} days"), next_due_on=TODAY - timedelta(days=days))

    assert names(page(as_ruth, practice)) == ["40 days", "12 days", "3 days"]


@pytest.mark.parametrize(
    ("columns", "needing"),
    [
        ({"next_due_on": TODAY}, False),
        ({"next_due_on": TODAY - timedelta(days=1)}, True),
        ({"movement": Movement.LIKELY_FALL}, False),
        ({"actions": 3, "achieved": 3, "plan_moved_at": NOON - timedelta(weeks=9)}, False),
        ({"actions": 3, "achieved": 2, "plan_moved_at": NOON - timedelta(weeks=5)}, False),
        ({"actions": 3, "achieved": 2, "plan_moved_at": NOON - timedelta(days=36)}, True),
    ],
)
def test_where_a_reason_begins(
    as_ruth: Client, practice: Consultancy, *, columns: dict[str, Any], needing: bool
) -> None:
    stand(make_client(practice, "Tin Kettle"), **columns)

    assert ("1 of 1 clients needs you" in page(as_ruth, practice)) is needing


@pytest.mark.parametrize(("days", "needing"), [(7, True), (8, False)])
def test_access_is_about_to_end_for_a_week(
    as_ruth: Client, practice: Consultancy, *, days: int, needing: bool
) -> None:
    one = make_client(practice, "Tin Kettle")
    stand(one)
    ends_in(one, days)

    assert (names(page(as_ruth, practice)) == ["Tin Kettle"]) is needing


def wrote(one: Engagement, *, answered: bool = False) -> None:
    stand(one)
    ruth = one.consultancy.members.all()[0].user
    talk = Conversation.objects.create(consultancy=one.consultancy, business=one.business)
    for minutes, from_client in ((0, False), (1, True), *([(2, False)] if answered else [])):
        Message.objects.create(
            conversation=talk,
            operation=new_operation(),
            from_client=from_client,
            text="Can we talk?",
            written_by=ruth,
            written_at=NOON + timedelta(minutes=minutes),
        )


def test_a_client_who_wrote_needs_an_answer_until_there_is_one(
    as_ruth: Client, practice: Consultancy
) -> None:
    wrote(make_client(practice, "Waiting"))
    wrote(make_client(practice, "Answered"), answered=True)

    text = page(as_ruth, practice)

    assert names(text) == ["Waiting"]
    assert "Wrote to you" in row_of(text, "Waiting")
    assert names(page(as_ruth, practice, "?why=wrote")) == ["Waiting"]


def test_nobody_can_have_written_until_a_room_says_who(
    as_ruth: Client, practice: Consultancy, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand(make_client(practice, "Tin Kettle"))
    monkeypatch.setattr(wrote_slot, "waiting", None)

    assert 'value="wrote"' not in page(as_ruth, practice)


def test_a_client_that_wrote_comes_after_overdue_checks(
    as_ruth: Client, practice: Consultancy
) -> None:
    wrote(make_client(practice, "Wrote"))
    has_fallen(make_client(practice, "Fallen"))
    stand(make_client(practice, "Late"), next_due_on=TODAY - timedelta(days=2))

    assert names(page(as_ruth, practice)) == ["Late", "Wrote", "Fallen"]


def test_a_first_check_that_was_started_gives_its_progress(
    as_ruth: Client, practice: Consultancy, ruth: User
) -> None:
    one = make_client(practice, "Tin Kettle")
    make_answers(make_assessment(one.business), ruth, {"CUL1": 2})

    row = row_of(page(as_ruth, practice), "Tin Kettle")

    assert "First check not sent yet" in row
    assert "Started, 1 of 30 answered" in row


def test_a_check_that_can_no_longer_be_sent_is_not_called_started(
    as_ruth: Client, practice: Consultancy, ruth: User
) -> None:
    one = make_client(practice, "Tin Kettle")
    old = make_assessment(one.business, quarter_starts_on=TODAY.replace(month=7, day=1))
    make_answers(old, ruth, {"CUL1": 2})

    assert "Never came in" in row_of(page(as_ruth, practice), "Tin Kettle")


def test_a_business_made_for_a_client_is_not_handed_over_yet(
    as_ruth: Client, practice: Consultancy, ruth: User
) -> None:
    made = NewClient(name="Tin Kettle", trade="food", team_size="2-4", owner_name="Bea")
    prepare_business(consultancy=practice, by=ruth, at=NOON, client=made)

    assert "Not handed over yet" in row_of(page(as_ruth, practice), "Tin Kettle")


# ---- what a row says


def test_a_row_says_how_a_client_stands(as_ruth: Client, practice: Consultancy) -> None:
    one = make_client(practice, "Tin Kettle", trade="food")
    columns: dict[str, Any] = {"certainty": "perhaps", "other_level": "smooth"}
    columns |= {"movement": Movement.CLEAR_RISE, "points_before": 40, "next_due_on": TODAY}
    stand(one, actions=5, achieved=2, plan_moved_at=NOON, **columns)
    record(Event.LOOKED, by=practice.members.get().user, at=NOON, business=one.business)

    row = row_of(page(as_ruth, practice, "?show=all"), "Tin Kettle")

    assert "<small>Food and drink</small>" in row
    assert '<span class="heat heat--word heat--1">Solid</span><small>perhaps Smooth</small>' in row
    assert "<b>52</b>" in row
    assert '<span class="visually-hidden">up</span> 12' in row
    assert "<small>clearly better</small>" in row
    cell = '<span class="heat heat--1">52<span class="visually-hidden"> (Solid)</span></span>'
    assert row.count(cell) == 5
    assert "2 of 5" in row
    assert re.findall(r'data-label="Last seen">([^<]*)<', row) == ["20 Nov"]
    assert re.findall(r'data-label="Next due">([^<]*)<', row) == ["20 Nov"]


def test_too_little_known_is_a_range_and_never_a_shade(
    as_ruth: Client, practice: Consultancy
) -> None:
    unknown = {key: cell | {"rank": None, "high": 95} for key, cell in areas(45).items()}
    stand(make_client(practice, "Tin Kettle"), areas=unknown)

    row = row_of(page(as_ruth, practice, "?show=all"), "Tin Kettle")

    assert row.count('<span class="heat heat--none">40–95</span>') == 5


def test_looks_of_others_are_not_ours(as_ruth: Client, practice: Consultancy) -> None:
    one = make_client(practice, "Tin Kettle")
    stand(one)
    record(Event.LOOKED, by=make_user("bea"), at=NOON, business=one.business)

    row = row_of(page(as_ruth, practice, "?show=all"), "Tin Kettle")

    assert 'data-label="Last seen"><span class="muted">never</span>' in row


# ---- who is in the list


def test_a_stranger_finds_nothing(practice: Consultancy, stranger: User) -> None:
    client = Client()
    client.force_login(stranger)

    assert client.get(url(practice)).status_code == 404


def test_clients_of_another_practice_and_those_without_access_are_left_out(
    as_ruth: Client, practice: Consultancy
) -> None:
    make_client(make_consultancy("Other", admin=make_user("bea")), "Of another")
    make_client(practice, "Archived", archived_at=NOON, archived_for="deleted")
    ended, expired = make_client(practice, "Ended"), make_client(practice, "Expired")
    Engagement.objects.filter(pk=ended.pk).update(ended_at=NOON)
    ends_in(expired, -1)
    make_client(practice, "Tin Kettle")

    assert names(page(as_ruth, practice, "?show=all")) == ["Tin Kettle"]
    assert "1 of 1 clients needs you" in page(as_ruth, practice)


def test_a_practice_without_clients_is_shown_how_to_begin(
    as_ruth: Client, practice: Consultancy
) -> None:
    reply = as_ruth.get(url(practice))

    assert "consulting/portfolio/begin.html" in [t.name for t in reply.templates]


def test_if_nobody_needs_the_practice_it_says_so(as_ruth: Client, practice: Consultancy) -> None:
    stand(make_client(practice, "Tin Kettle"))

    text = page(as_ruth, practice)

    assert "Nobody needs you today" in text
    assert "Show your client" in text


# ---- what it costs


@pytest.mark.parametrize("query", ["", "?show=all&sort=-seen", "?show=all&tag=-&sort=culture&q=c"])
def test_the_number_of_queries_is_fixed(
    query: str, as_ruth: Client, practice: Consultancy, at_most: Any, ruth: User
) -> None:
    for number in range(60):
        one = make_client(practice, f"Client {number:02}")
        if number % 2:
            stand(one, next_due_on=TODAY - timedelta(days=number))
    page(as_ruth, practice, query)

    with at_most(12):
        page(as_ruth, practice, query)
