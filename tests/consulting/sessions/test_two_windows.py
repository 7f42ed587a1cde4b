"""The shared screen and the consultant's page show the same check, and each other's changes."""

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
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.journey.questionnaire.models import Answer, Assessment
from assessment.journey.questionnaire.services import close
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business, Role
from assessment.parties.consultancies.models import AccessLevel, Consultancy, Engagement
from assessment.parties.departures.services import end_engagement
from tests.consulting.sessions.conftest import address
from tests.factories import (
    NOON,
    make_answers,
    make_assessment,
    make_business,
    make_model_version,
    make_user,
    new_operation,
)

pytestmark = pytest.mark.django_db

SECRET = "Maja hesitates at complaints."
OVER = "This session is over"


def answer(code: str, value: str, seen: int = 0, **more: str) -> dict[str, Any]:
    """Return what a window sends for one question."""
    sent = {"value": value, "revision": seen, "operation": new_operation(), **more}
    return {f"{code}-{name}": given for name, given in sent.items()}


def chosen(page: str, code: str) -> list[str]:
    """Return the values that a page shows as chosen for a question."""
    return [
        re.search(r'value="(\w+)"', field)[1]  # type: ignore[index]
        for field in re.findall(r"<input[^>]*>", page)
        if f'name="{code}-value"' in field and "checked" in field
    ]


# ---- starting


def test_a_consultant_starts_a_session_about_the_open_check(
    as_connie: Client, engagement: Engagement, business: Business
) -> None:
    make_model_version()
    url = reverse("client_session", args=[engagement.consultancy.slug, business.slug])

    reply = as_connie.post(url, {"minutes": "90"})

    session = ClientSession.objects.get()
    assert reply["Location"] == f"{address('session_pane', session)}#screen"
    assert session.minutes == 90
    assert session.expires_at == NOON.replace(hour=0) + timedelta(days=1)
    assert Assessment.objects.get() == session.assessment
    entry = AuditEntry.objects.get(kind=Event.SESSION_STARTED)
    assert (entry.business, entry.about) == (business, {"firm": "North Star"})


def test_starting_again_leads_to_the_session_that_is_on(
    as_connie: Client, session: ClientSession, pane: str
) -> None:
    url = reverse("client_session", args=[session.consultancy.slug, "cafe-lindgren"])

    again = as_connie.post(url, {"minutes": "30"})

    assert again["Location"] == pane
    assert ClientSession.objects.count() == 1


def test_there_is_no_session_about_a_check_that_was_sent(
    as_connie: Client, engagement: Engagement, assessment: Assessment, owner: User
) -> None:
    make_answers(assessment, owner)
    close(assessment=assessment, by=owner, at=NOON)
    url = reverse("client_session", args=[engagement.consultancy.slug, "cafe-lindgren"])

    page = as_connie.post(url, {"minutes": "60"})

    assert "has been sent in, so there is none to go through" in page.text
    assert not ClientSession.objects.exists()


@pytest.mark.parametrize("level", [AccessLevel.SEE, AccessLevel.WORK, AccessLevel.SEND])
def test_only_a_level_that_lets_the_practice_answer_allows_a_session(
    as_connie: Client, engagement: Engagement, business: Business, level: str
) -> None:
    make_model_version()
    Engagement.objects.update(level=level)
    url = reverse("client_session", args=[engagement.consultancy.slug, business.slug])

    assert as_connie.get(url).status_code == (403 if level == AccessLevel.SEE else 200)


def test_a_session_that_nobody_ended_makes_room_for_another_the_next_day(
    as_connie: Client, session: ClientSession, at_noon: time_machine.Traveller
) -> None:
    at_noon.shift(timedelta(days=1))
    as_connie.post(
        reverse("client_session", args=[session.consultancy.slug, "cafe-lindgren"]),
        {"minutes": "60"},
    )

    old, new = ClientSession.objects.order_by("pk")

    assert old.ended_at == old.expires_at
    assert new.ended_at is None


# ---- what one window changes, the other shows


def test_an_answer_on_the_shared_screen_appears_in_the_pane(
    projector: Client, as_connie: Client, screen: str, pane: str, connie: User
) -> None:
    reply = projector.post(f"{screen}answers/CUL1/", answer("CUL1", "2"), HTTP_HX_REQUEST="true")

    assert "Answer saved at" in reply.text
    assert Answer.objects.get(practice="CUL1").answered_by == connie
    assert chosen(as_connie.get(pane).text, "CUL1") == ["2"]


def test_an_answer_in_the_pane_appears_on_the_shared_screen(
    projector: Client, as_connie: Client, screen: str, pane: str
) -> None:
    as_connie.post(f"{pane}answers/CUL1/", answer("CUL1", "1"), HTTP_HX_REQUEST="true")

    assert chosen(projector.get(screen).text, "CUL1") == ["1"]


@pytest.mark.parametrize("window", ["screen", "pane"])
def test_saving_an_area_goes_on_to_the_next_in_both_windows(
    request: pytest.FixtureRequest, projector: Client, as_connie: Client, window: str
) -> None:
    screen, pane = request.getfixturevalue("screen"), request.getfixturevalue("pane")
    client = projector if window == "screen" else as_connie

    client.post(screen if window == "screen" else pane, answer("CUL1", "2"))

    assert Answer.objects.get(practice="CUL1").value == "2"
    assert 'data-area="policies"' in projector.get(screen).text
    assert 'data-area="policies"' in as_connie.get(pane).text


@pytest.mark.parametrize("window", ["screen", "pane"])
def test_either_window_turns_both_to_another_area(
    request: pytest.FixtureRequest, projector: Client, as_connie: Client, window: str
) -> None:
    screen, pane = request.getfixturevalue("screen"), request.getfixturevalue("pane")
    client = projector if window == "screen" else as_connie

    client.post(f"{screen if window == 'screen' else pane}turn/", {"area": "channels"})

    assert 'data-area="channels"' in projector.get(screen).text
    assert 'data-area="channels"' in as_connie.get(pane).text


def test_two_answers_to_one_question_are_shown_to_choose_from(
    projector: Client, as_connie: Client, screen: str, pane: str
) -> None:
    projector.post(f"{screen}answers/CUL1/", answer("CUL1", "2"), HTTP_HX_REQUEST="true")

    at_once = as_connie.post(f"{pane}answers/CUL1/", answer("CUL1", "0"), HTTP_HX_REQUEST="true")
    page = as_connie.post(pane, answer("CUL1", "0"))

    assert at_once.status_code == 409
    assert "See both and choose" in at_once.text
    assert page.status_code == 422
    assert "Save again to use yours instead." in page.text
    assert Answer.objects.get(practice="CUL1").value == "2"


def test_an_unchanged_window_costs_one_query_and_gets_no_page(
    projector: Client, screen: str, django_assert_num_queries: Any
) -> None:
    mark = projector.get(screen)["ETag"]

    with django_assert_num_queries(1):
        reply = projector.get(screen, HTTP_IF_NONE_MATCH=mark)

    assert (reply.status_code, reply.content) == (304, b"")


def test_the_pane_costs_one_query_more_than_finding_out_who_may_see_it(
    as_connie: Client, pane: str, session: ClientSession, django_assert_num_queries: Any
) -> None:
    mark = as_connie.get(pane)["ETag"]

    with django_assert_num_queries(5):
        reply = as_connie.get(pane, HTTP_IF_NONE_MATCH=mark)

    assert reply.status_code == 304


def test_every_change_of_the_other_window_is_news(
    projector: Client, as_connie: Client, screen: str, pane: str
) -> None:
    marks = [projector.get(screen)["ETag"]]

    for path, sent in (
        ("answers/CUL1/", answer("CUL1", "2")),
        ("turn/", {"last": "show"}),
        ("turn/", {"area": "policies"}),
    ):
        as_connie.post(f"{pane}{path}", sent, HTTP_HX_REQUEST="true")
        marks.append(projector.get(screen)["ETag"])

    assert len(set(marks)) == len(marks)


def test_without_scripts_a_link_shows_what_has_changed(
    projector: Client, as_connie: Client, screen: str, pane: str
) -> None:
    for client, url in ((projector, screen), (as_connie, pane)):
        hidden = re.findall(r"<noscript>(.*?)</noscript>", client.get(url).text, re.DOTALL)

        assert any(f'href="{url}">Show what has changed<' in part for part in hidden)


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
