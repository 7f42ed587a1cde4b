"""The shared screen and the consultant's page show the same check, and each other's changes."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.consulting.sessions.models import ClientSession
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.journey.questionnaire.models import Answer, Assessment
from assessment.journey.questionnaire.services import close
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import AccessLevel, Engagement
from tests.consulting.sessions.conftest import address, answer, chosen
from tests.factories import (
    NOON,
    make_answers,
    make_model_version,
)

pytestmark = pytest.mark.django_db


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

    assert "has been sent in, so there is nothing to go through" in page.text
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
