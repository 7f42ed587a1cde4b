"""Actions can be read before anybody plans them."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessment.domain.planning.constraints import Cost
from assessment.domain.planning.planned_actions import Status
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business
from tests.factories import NOON, make_answers
from tests.journey.planning.making import become, build_url, make_saved_plan

pytestmark = pytest.mark.django_db

MEANS = "hours=20&money=200&actions=5"


def url(business: Business, code: str = "POL2q") -> str:
    return reverse("read_action", args=[business.slug, code])


@pytest.mark.usefixtures("lindgren")
def test_the_page_says_what_to_do_and_why(
    as_owner: Client, business: Business, at_most: Callable[[int], Any]
) -> None:
    with at_most(8):
        page = as_owner.get(url(business)).text

    for words in (
        "Give complaints an address and a deadline",
        "Start here",
        "Why it pays",
        "Done when",
    ):
        assert words in page
    assert "Then, step by step" in page
    assert reverse("build_plan", args=[business.slug]) + "?pin=POL2q#pin-POL2q" in page


@pytest.mark.usefixtures("lindgren")
def test_it_leads_back_to_the_plan_that_is_being_built(
    as_owner: Client, business: Business
) -> None:
    here = build_url(business, MEANS)

    page = as_owner.get(url(business), headers={"Referer": f"http://testserver{here}"}).text

    assert "Back to the plan" in page
    assert "hours=20&amp;money=200&amp;actions=5&amp;pin=POL2q#pin-POL2q" in page


@pytest.mark.usefixtures("lindgren")
def test_the_builder_and_the_results_lead_to_it(as_owner: Client, business: Business) -> None:
    building = as_owner.get(build_url(business, MEANS)).text
    results = as_owner.get(reverse("latest_results", args=[business.slug]), follow=True).text

    for code in ("POL2q", "POL6q"):
        assert url(business, code) in building
    assert url(business) in results


def test_an_action_in_the_plan_leads_to_it_and_a_dropped_one_can_be_added_again(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    plan = make_saved_plan(lindgren, pinned=frozenset({"POL2q"}), own_costs={"POL2q": Cost(5, 20)})

    planned = as_owner.get(url(business)).text
    item = become(plan, "POL2q", Status.DROPPED)
    dropped = as_owner.get(url(business)).text

    in_plan = reverse("plan_item", args=[business.slug, item.key])
    assert in_plan in planned
    assert '<dd class="number">5 hours</dd>' in planned
    assert "up to £20" in planned
    assert in_plan not in dropped
    assert "?pin=POL2q#pin-POL2q" in dropped


@pytest.mark.usefixtures("lindgren")
def test_it_says_why_the_action_is_in_the_plan_or_what_would_bring_it_in(
    as_owner: Client, business: Business
) -> None:
    here = {"Referer": f"http://testserver{build_url(business, MEANS)}"}

    planned, left_out, taken_out = (
        unescape(as_owner.get(url(business, code), headers=headers).text)
        for code, headers in (
            ("POL2q", here),
            ("POL6q", here),
            ("POL6q", {"Referer": f"{here['Referer']}&exclude=POL6q"}),
        )
    )

    assert "Why it’s in the plan" in planned
    assert "Instead of “List ten of your rules, strike one”" in planned
    assert "Why it’s not in the plan" in left_out
    assert "Room for one more action would bring it in." in left_out
    assert "If you pin it" in left_out
    assert "Put back, it would still be left out." in taken_out


def test_hours_that_would_go_to_finding_out_are_not_said_to_bring_it_in(
    as_owner: Client, owner: User, business: Business, assessment: Assessment
) -> None:
    make_answers(assessment, owner, 1)
    make_answers(assessment, owner, {"CHA2": "dk"})
    submit(assessment=assessment, by=owner, at=NOON)
    six_hours = as_owner.get(build_url(business, "hours=6&money=0")).context["building"]
    [first, *_rest] = six_hours.plan.library

    too_few, enough_to_find_out = (
        as_owner.get(url(business, first.code), headers={"Referer": f"http://testserver{link}"})
        for link in (build_url(business, f"hours={hours}&money=0") for hours in (0, 1))
    )

    bring_in = re.compile("more hours? would bring it in")
    assert bring_in.search(enough_to_find_out.text)
    assert "Why it’s not in the plan" in too_few.text
    assert not bring_in.search(too_few.text)


@pytest.mark.usefixtures("lindgren")
def test_where_the_pins_do_not_fit_there_is_nothing_to_compare(
    as_owner: Client, business: Business
) -> None:
    unfit = build_url(business, "hours=1&money=0&actions=1&pin=POL2q&pin=POL6q")

    page = as_owner.get(url(business, "POL4q"), headers={"Referer": f"http://testserver{unfit}"})

    assert "in-the-plan" not in page.text


@pytest.mark.usefixtures("lindgren")
def test_an_unknown_action_is_not_found(as_owner: Client, business: Business) -> None:
    assert as_owner.get(url(business, "NOPE1q")).status_code == 404


def test_before_the_first_result_the_page_leads_to_the_check(
    as_owner: Client, business: Business, answered: Assessment
) -> None:
    assert "Start with the check" in as_owner.get(url(business)).text


@pytest.mark.usefixtures("lindgren")
def test_a_stranger_finds_nothing(as_stranger: Client, business: Business) -> None:
    assert as_stranger.get(url(business)).status_code == 404
