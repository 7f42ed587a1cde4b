"""The page of one client: news, where it stands, and points for the next meeting."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Plan
from assessment.journey.questionnaire.models import Answer
from assessment.journey.questionnaire.services import start_correction
from assessment.journey.results.models import Result
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy, Engagement
from assessment.parties.departures.services import end_engagement
from tests.factories import NOON, make_user
from tests.journey.tracking.plans import item

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)


def page(client: Client, firm: Consultancy, business: Business) -> str:
    return client.get(reverse("client", args=[firm.slug, business.slug])).text


def meeting(client: Client, firm: Consultancy, business: Business) -> str:
    return client.get(reverse("client_meeting", args=[firm.slug, business.slug])).text


def test_it_works_before_the_first_check(
    as_connie: Client, business: Business, firm: Consultancy, assessment: Any
) -> None:
    shown = page(as_connie, firm, business)

    assert "This client has not sent in a check yet." in shown
    assert "Suggest changes" not in shown
    assert "nothing to prepare" in meeting(as_connie, firm, business)


def test_it_shows_where_the_client_stands(
    as_connie: Client, plan: Plan, firm: Consultancy, business: Business
) -> None:
    shown = page(as_connie, firm, business)

    result = Result.objects.get()
    assert f"{result.score} <small>of 100" in shown
    assert "One action late" in shown
    assert "0 of 3 actions done" in shown
    assert len(re.findall(r'class="heat heat--\d', shown)) == 5
    assert "Send in for you." in shown
    assert "owner@example.com" in shown


@pytest.mark.parametrize("name", ["client", "client_meeting", "client_evidence"])
def test_its_pages_need_few_queries(
    as_connie: Client,
    plan: Plan,
    firm: Consultancy,
    business: Business,
    name: str,
    at_most: Callable[[int], Any],
) -> None:
    url = reverse(name, args=[firm.slug, business.slug])
    as_connie.get(url)

    with at_most(30):
        as_connie.get(url)


# ---- what changed since the last look


def test_news_since_the_last_look_names_what_others_did(
    as_connie: Client,
    as_owner: Client,
    plan: Plan,
    owner: User,
    firm: Consultancy,
    at_noon: time_machine.Traveller,
) -> None:
    business = plan.assessment.business
    page(as_connie, firm, business)
    at_noon.shift(A_DAY)
    late = item("POL2q")
    as_owner.post(reverse("finish_item", args=[business.slug, late.key]), {"seen": late.revision})
    correction = start_correction(sent=plan.assessment, at=NOON + A_DAY)
    Answer.objects.filter(assessment=correction, practice="CUL1").update(value="2")
    submit(assessment=correction, by=owner, at=NOON + A_DAY)
    as_owner.post(
        reverse("consultant_comments", args=[business.slug, firm.slug]),
        {"about": "", "text": "Hello", "operation": "6a7d2d2e-5f0e-4f7c-9f10-0d9c54f4a111"},
    )

    shown = page(as_connie, firm, business)

    assert "Since you looked on 20\u00a0November" in shown
    assert "Owner corrected answers of the check for October to December 2026." in shown
    assert "Owner wrote to you." in shown
    assert "Owner finished “" in shown
    assert "Owner saved a plan" not in shown


def test_a_second_look_on_the_same_day_still_shows_the_news(
    as_connie: Client,
    as_owner: Client,
    plan: Plan,
    firm: Consultancy,
    business: Business,
    at_noon: time_machine.Traveller,
) -> None:
    page(as_connie, firm, business)
    at_noon.shift(A_DAY)
    late = item("POL2q")
    as_owner.post(reverse("finish_item", args=[business.slug, late.key]), {"seen": late.revision})

    page(as_connie, firm, business)

    assert "Owner finished “" in page(as_connie, firm, business)


def test_quiet_days_say_so(
    as_connie: Client, plan: Plan, firm: Consultancy, business: Business, at_noon: Any
) -> None:
    page(as_connie, firm, business)
    at_noon.shift(A_DAY)

    assert "Nothing has changed." in page(as_connie, firm, business)


# ---- points for the meeting


def test_points_come_from_late_actions_not_sure_and_unbacked_answers(
    as_connie: Client,
    as_owner: Client,
    plan: Plan,
    owner: User,
    firm: Consultancy,
    business: Business,
) -> None:
    correction = start_correction(sent=plan.assessment, at=NOON)
    Answer.objects.filter(assessment=correction, practice="CUL1").update(value="dk")
    Answer.objects.filter(assessment=correction, practice="CHA1").update(value="3")
    submit(assessment=correction, by=owner, at=NOON)

    shown = meeting(as_connie, firm, business)

    slug = business.slug
    assert "One action is late: what got in the way?" in shown
    assert reverse("plan_item", args=[slug, item("POL2q").key]) in shown
    assert "One answer is “I’m not sure”" in shown
    assert reverse("area_answers", args=[slug, "2026-q4", "culture"]) in shown
    assert "One high answer has no note yet" in shown
    assert reverse("client_evidence", args=[firm.slug, slug]) in shown
    assert "is the lowest area" in shown


def test_what_is_done_is_thanked_for_first(
    as_connie: Client, as_owner: Client, plan: Plan, firm: Consultancy, business: Business
) -> None:
    soon = item("CUL3q")
    as_owner.post(reverse("finish_item", args=[business.slug, soon.key]), {"seen": soon.revision})

    shown = meeting(as_connie, firm, business)

    assert shown.index("Begin with thanks") < shown.index("what got in the way?")
    assert "One action is done" in shown


# ---- who may


def test_strangers_and_people_of_other_practices_find_nothing(
    as_stranger: Client, as_owner: Client, plan: Plan, firm: Consultancy, business: Business
) -> None:
    url = reverse("client", args=[firm.slug, business.slug])
    ruth = make_user("ruth")

    assert as_stranger.get(url).status_code == 404
    assert as_owner.get(url).status_code == 404
    as_ruth = Client()
    as_ruth.force_login(ruth)
    assert as_ruth.get(url).status_code == 404


def test_with_the_access_the_page_is_gone_at_once(
    as_connie: Client,
    plan: Plan,
    engagement: Engagement,
    owner: User,
    firm: Consultancy,
    business: Business,
) -> None:
    end_engagement(engagement=engagement, by=owner, at=NOON)

    for name in ("client", "client_meeting", "client_evidence", "in_short", "client_comments"):
        url = reverse(name, args=[firm.slug, business.slug])
        assert as_connie.get(url).status_code == 404
