"""The shared screen shows nothing private, leads nowhere else, and closes in time."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.consulting.sessions.models import ClientSession, ScreenLink
from assessment.consulting.sessions.services import end_session
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Answer
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business, Role
from assessment.parties.consultancies.models import AccessLevel, Consultancy, Engagement
from assessment.parties.departures.services import end_engagement
from tests.consulting.sessions.conftest import answer
from tests.factories import (
    NOON,
    make_answers,
    make_assessment,
    make_business,
    make_model_version,
    make_user,
)

pytestmark = pytest.mark.django_db

SECRET = "Maja hesitates at complaints."
OVER = "This session is over"


# ---- what stays private


@pytest.fixture
def others(connie: User, firm: Consultancy) -> Business:
    """Another client of the same practice."""
    other = make_business("Oak & Ivy", owner=make_user("olga"))
    Engagement.objects.create(consultancy=firm, business=other, given_at=NOON)
    return other


def test_the_shared_screen_shows_nothing_private_even_where_the_consultant_is_signed_in(
    as_connie: Client,
    screen: str,
    pane: str,
    business: Business,
    firm: Consultancy,
    others: Business,
) -> None:
    as_connie.post(f"{pane}notes/", {"note-text": SECRET})

    culture = make_model_version().maturity.dimensions[0]
    page = as_connie.get(screen).text

    assert SECRET in as_connie.get(pane).text
    for private in (
        SECRET,
        "Only your practice sees it",
        "Oak",
        "connie",
        "Connie",
        "/practice/",
        "/account/",
        "/b/",
    ):
        assert private not in page
    assert set(re.findall(r'(?:href|action|data-hx-post)="(/(?!static)[^"#]*)', page)) == {
        screen,
        f"{screen}turn/",
        *(f"{screen}answers/{practice.code}/" for practice in culture.practices),
    }


def test_last_times_answers_are_on_the_screen_only_if_the_consultant_shows_them(
    projector: Client, as_connie: Client, screen: str, pane: str, business: Business, owner: User
) -> None:
    earlier = make_assessment(business, quarter_starts_on=NOON.date().replace(month=7, day=1))
    make_answers(earlier, owner, 1)
    submit(assessment=earlier, by=owner, at=NOON)

    hidden = projector.get(screen).text
    as_connie.post(f"{pane}turn/", {"last": "show"})
    shown = projector.get(screen).text

    assert "Last time:" in as_connie.get(pane).text
    assert "Last time:" not in hidden
    assert "Last time:" in shown


def test_an_assistant_holds_a_session_without_the_private_notes(
    as_connie: Client, as_assistant: Client, pane: str
) -> None:
    as_connie.post(f"{pane}notes/", {"note-text": SECRET})

    page = as_assistant.get(pane)

    assert page.status_code == 200
    assert SECRET not in page.text
    assert "Private notes" not in page.text
    assert as_assistant.post(f"{pane}notes/", {"note-text": "Mine"}).status_code == 404


# ---- the address, the code and the end


def test_a_code_opens_the_screen_on_another_device_once(
    as_connie: Client, projector: Client, pane: str, session: ClientSession
) -> None:
    as_connie.post(f"{pane}screen/", {"code": "new"})
    code = re.search(r"enter <b>(\w{8})</b>", as_connie.get(pane).text)[1]  # type: ignore[index]
    typed = f"{code[:4]}-{code[4:]} ".upper()

    opened = projector.post(reverse("screen_code"), {"code": typed})
    again = Client().post(reverse("screen_code"), {"code": typed})

    assert projector.get(opened["Location"]).status_code == 200
    assert again.status_code == 422
    assert "This code doesn’t work." in again.text
    assert "enter <b>" not in as_connie.get(pane).text


def test_a_code_is_no_address_and_works_for_a_quarter_of_an_hour(
    as_connie: Client, projector: Client, pane: str, at_noon: time_machine.Traveller
) -> None:
    as_connie.post(f"{pane}screen/", {"code": "new"})
    code = re.search(r"enter <b>(\w{8})</b>", as_connie.get(pane).text)[1]  # type: ignore[index]

    assert projector.get(reverse("screen", args=[code])).status_code == 404
    at_noon.shift(timedelta(minutes=15))
    assert projector.post(reverse("screen_code"), {"code": code}).status_code == 422


def test_a_new_code_replaces_the_one_before(as_connie: Client, pane: str) -> None:
    as_connie.post(f"{pane}screen/", {"code": "new"})
    as_connie.post(f"{pane}screen/", {"code": "new"})

    assert ScreenLink.objects.open().filter(claimed_at=None).count() == 1


def test_the_owner_opens_the_shared_screen_too_and_answers_in_their_own_name(
    client: Client, owner: User, session: ClientSession
) -> None:
    client.force_login(owner)
    opened = client.post(reverse("open_own_screen", args=["cafe-lindgren"]))
    url = opened["Location"]

    client.post(f"{url}answers/CUL1/", answer("CUL1", "3"), HTTP_HX_REQUEST="true")

    assert client.get(url).status_code == 200
    assert Answer.objects.get(practice="CUL1").answered_by == owner


def end_now(session: ClientSession, connie: User) -> None:
    end_session(session=session, by=connie, at=NOON)


def end_access(session: ClientSession, connie: User) -> None:
    engagement = Engagement.objects.get()
    owner = session.assessment.business.memberships.get(role=Role.OWNER).user
    end_engagement(engagement=engagement, by=owner, at=NOON)


def let_access_expire(session: ClientSession, connie: User) -> None:
    Engagement.objects.update(ends_on=NOON.date(), expires_at=NOON)


def lower_the_level(session: ClientSession, connie: User) -> None:
    Engagement.objects.update(level=AccessLevel.SEE)


def deactivate(session: ClientSession, connie: User) -> None:
    User.objects.filter(pk=connie.pk).update(is_active=False)


@pytest.mark.parametrize(
    "stop", [end_now, end_access, let_access_expire, lower_the_level, deactivate]
)
def test_the_shared_screen_shows_the_clear_page_at_the_next_poll(
    projector: Client, screen: str, session: ClientSession, connie: User, stop: Any
) -> None:
    mark = projector.get(screen)["ETag"]

    stop(session, connie)

    reply = projector.get(screen, HTTP_IF_NONE_MATCH=mark)
    assert reply.status_code == 404
    assert OVER in reply.text
    saved = projector.post(f"{screen}answers/CUL1/", answer("CUL1", "2"), HTTP_HX_REQUEST="true")
    assert saved["HX-Refresh"] == "true"
    assert projector.post(screen, answer("CUL1", "2")).status_code == 404
    assert projector.post(f"{screen}turn/", {"area": "policies"}).status_code == 404
    assert not Answer.objects.given().exists()


def test_the_pane_says_so_when_access_has_ended(
    as_connie: Client, pane: str, session: ClientSession, connie: User
) -> None:
    mark = as_connie.get(pane)["ETag"]

    end_access(session, connie)

    reply = as_connie.get(pane, HTTP_IF_NONE_MATCH=mark)
    assert reply.status_code == 404
    assert "access" in reply.text
    assert "Café Lindgren" in reply.text


def test_the_pane_says_so_when_the_session_has_ended(
    as_connie: Client, pane: str, session: ClientSession, connie: User
) -> None:
    mark = as_connie.get(pane)["ETag"]

    end_now(session, connie)

    assert OVER in as_connie.get(pane, HTTP_IF_NONE_MATCH=mark).text


def test_a_session_is_over_at_midnight(
    projector: Client, screen: str, at_noon: time_machine.Traveller
) -> None:
    at_noon.shift(timedelta(hours=12))

    assert OVER in projector.get(screen).text
