"""The plan builder: its form, the resulting plan, and every way to change it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Plan
from assessment.journey.planning.presenters import builder
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business, Role
from assessment.parties.catalogue.library import own_model
from assessment.parties.catalogue.models import ModelVersion
from tests.factories import NOON, make_answers, make_member
from tests.journey.planning.making import build_url, in_plan, query_behind
from tests.kept import kept

pytestmark = pytest.mark.django_db

MEANS = "hours=20&money=200&actions=5"
IN_PLAN = ["POL2q", "CUL3q", "CON4q", "CON3q", "POL4q"]


def test_the_plan_for_the_usual_budget_is_shown(
    as_owner: Client, business: Business, lindgren: Assessment, at_most: Callable[[int], Any]
) -> None:
    Business.objects.update(hours=20, money=200)
    as_owner.get(build_url(business))

    with at_most(10):
        page = as_owner.get(build_url(business)).text

    assert "<b>16</b> of 20" in page
    assert "<b>£45</b> of £200" in page
    assert "<b>5</b> of 5" in page
    assert "From 59 now to 66" in page
    assert "Solid to Smooth. Expected, not promised." in page
    assert in_plan(page).count("acts__title") == len(IN_PLAN)
    assert "Five more hours wouldn’t add anything" in page
    assert "Allow 6 actions" in page


def test_without_a_result_the_page_leads_to_the_check(
    as_owner: Client, business: Business, answered: Assessment
) -> None:
    page = as_owner.get(build_url(business)).text

    assert "Start with the check" in page
    assert reverse("check", args=[business.slug]) in page


def test_a_stranger_finds_nothing(
    as_stranger: Client, business: Business, lindgren: Assessment
) -> None:
    assert as_stranger.get(build_url(business)).status_code == 404
    assert as_stranger.get(reverse("save_plan", args=[business.slug])).status_code == 404
    assert as_stranger.get(reverse("plan", args=[business.slug])).status_code == 404


def test_a_viewer_may_not_plan(
    as_stranger: Client, stranger: User, business: Business, lindgren: Assessment
) -> None:
    make_member(business, stranger, Role.VIEWER)

    assert as_stranger.get(build_url(business)).status_code == 403
    assert as_stranger.post(reverse("save_plan", args=[business.slug])).status_code == 403


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("hours=lots&money=200&actions=5", "Enter a whole number of hours up to 2000"),
        ("hours=&money=200&actions=5", "Enter a whole number of hours up to 2000"),
        ("hours=20&money=-7&actions=5", "Enter a whole amount up to 100,000"),
        ("hours=20&money=200&actions=0", "Enter a whole number of actions from 1 to 60"),
        (f"{MEANS}&mode=fun", "Choose what comes first."),
        (f"{MEANS}&imp-culture=9", "Choose less, usual or more."),
    ],
)
def test_unreadable_values_are_explained_and_the_usual_plan_shown(
    as_owner: Client, business: Business, lindgren: Assessment, wrong: str, says: str
) -> None:
    Business.objects.update(hours=20, money=200)

    response = as_owner.get(build_url(business, wrong))

    assert response.status_code == 200
    assert "<title>Error:" in response.text
    assert response.text.count(says) == 2
    assert "<b>16</b> of 20" in response.text


def test_what_was_typed_is_kept(as_owner: Client, business: Business, lindgren: Assessment) -> None:
    page = as_owner.get(build_url(business, "hours=lots&money=300&actions=5")).text

    assert 'value="lots"' in page
    assert 'value="300"' in page


def test_an_action_can_be_removed_and_put_back(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    page = as_owner.get(build_url(business, MEANS)).text
    asked = query_behind(page, 'Remove<span class="visually-hidden"> Give complaints')
    assert asked["exclude"] == ["POL2q"]

    without = as_owner.get(build_url(business, f"{MEANS}&exclude=POL2q")).text

    assert "Give complaints" not in in_plan(without)
    assert "Removed by you" in without
    back = query_behind(without, 'Put back<span class="visually-hidden"> Give complaints')
    assert "exclude" not in back


def test_an_action_can_be_pinned_and_unpinned(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    page = as_owner.get(build_url(business, MEANS)).text
    assert query_behind(page, "Add and pin")["pin"]

    pinned = as_owner.get(build_url(business, f"{MEANS}&pin=POL2q&pin=POL6q&exclude=POL6q")).text

    assert in_plan(pinned).count("Pinned") == 2
    assert "List ten of your rules" in in_plan(pinned)
    unpin = query_behind(pinned, 'Unpin<span class="visually-hidden"> Give complaints')
    assert unpin["pin"] == ["POL6q"]


def test_a_link_with_only_a_pin_keeps_everything_else(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    Business.objects.update(hours=20, money=200)

    page = as_owner.get(build_url(business, "pin=POL6q")).text

    assert "List ten of your rules" in in_plan(page)
    assert 'name="pin" value="POL6q"' in page
    assert " of 20" in page


def test_a_removed_deep_action_can_be_put_back_while_its_quick_one_is_planned(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    page = as_owner.get(build_url(business, f"{MEANS}&exclude=POL2d")).text

    assert "Removed by you" in page
    assert "Put back" in page


def test_when_nothing_fits_the_smallest_action_is_named(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    page = as_owner.get(build_url(business, "hours=1&money=0&actions=5")).text

    assert "No action fits within 1 hour. The smallest useful one takes 2 hours." in page
    assert "Choose who and" not in page
    assert query_behind(page, "Allow the smallest action")["hours"] == ["2"]


def test_everything_done_leaves_nothing_to_plan(
    as_owner: Client, business: Business, assessment: Assessment, owner: User
) -> None:
    make_answers(assessment, owner, 3)
    submit(assessment=assessment, by=owner, at=NOON)

    page = as_owner.get(build_url(business)).text

    assert "There’s nothing left to plan this quarter." in page
    assert "Allow the smallest action" not in page


def test_pins_that_do_not_fit_are_explained(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    page = as_owner.get(build_url(business, "hours=5&money=9&actions=5&pin=POL2q&pin=CON4q")).text

    assert "The actions you’ve pinned need 6 hours (2 actions)." in page
    assert "You have 5 hours, £9 and room for 5 actions." in page
    assert query_behind(page, "Allow 6 hours")["hours"] == ["6"]
    assert "pin" not in query_behind(page, "Unpin all")


def test_a_pin_that_the_answers_are_beyond_is_explained(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    page = as_owner.get(build_url(business, f"{MEANS}&pin=CUL1q")).text

    assert "You can’t plan “" in page
    assert "pin" not in query_behind(page, "Plan without")


def test_a_pin_that_builds_on_a_removed_action_is_explained(
    as_owner: Client, business: Business, assessment: Assessment, owner: User
) -> None:
    make_answers(assessment, owner, 1)
    submit(assessment=assessment, by=owner, at=NOON)

    page = as_owner.get(build_url(business, f"{MEANS}&pin=POL2d&exclude=POL2q")).text

    assert "which you’ve removed." in page
    assert "exclude" not in query_behind(page, "Put “")


def test_an_unknown_action_is_left_out_with_a_notice(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    page = as_owner.get(build_url(business, f"{MEANS}&pin=<b>NOPE")).text

    assert "This link includes an action or a number that we don’t recognise" in page
    assert "NOPE" not in page
    assert "<b>16</b> of 20" in page


def test_questions_answered_not_sure_come_before_the_plan(
    as_owner: Client, business: Business, answered: Assessment, owner: User
) -> None:
    make_answers(answered, owner, {"CUL1": "dk"})
    submit(assessment=answered, by=owner, at=NOON)

    page = as_owner.get(build_url(business)).text

    assert "Find out first" in page
    assert page.index("Find out first") < page.index("In your plan")


def test_actions_wait_for_the_tier_below(
    as_owner: Client, business: Business, assessment: Assessment, owner: User
) -> None:
    make_answers(assessment, owner, 0)
    submit(assessment=assessment, by=owner, at=NOON)

    page = as_owner.get(build_url(business, "hours=6&money=200&actions=2")).text

    assert "Needs Solid in" in page
    assert "Five more hours would" in page


def test_a_plan_is_made_even_if_too_many_questions_are_set_aside(
    as_owner: Client,
    business: Business,
    lindgren: Assessment,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = lindgren.model_version.maturity
    strict = replace(model, scoring=replace(model.scoring, set_aside_limit=0))
    monkeypatch.setattr(ModelVersion, "fitted_to", lambda *_business: strict)

    page = as_owner.get(build_url(business, MEANS)).text

    assert "The plan still works." in page
    assert "In your plan" in page
    assert "The expected score" not in page


@pytest.mark.parametrize(
    "query",
    [
        f"hours={'9' * 10_000}",
        f"{MEANS}&pin={'A' * 10_000}",
        f"{MEANS}&mode={'x' * 10_000}",
        "hours=-1&money=-1&actions=-1&imp-culture=-1",
        "hours=1e3&money=0x10&actions=%F0%9F%8D%B0",
        "hours=2000&money=100000&actions=60",
        "hours=99999999999999999999&money=99999999999999999999&actions=99999999999999999999",
        "hours[]=1&=&&&%ff%fe=%c3%28",
        "&".join(f"exclude=X{n}" for n in range(500)),
        "hours=0&money=0&actions=1&pin=POL2q",
        "hours=%ED%A0%80&pin=%ED%A0%80",
    ],
)
def test_hostile_links_get_a_page(
    as_owner: Client, business: Business, lindgren: Assessment, query: str
) -> None:
    assert as_owner.get(build_url(business, query)).status_code == 200
    assert as_owner.get(reverse("save_plan", args=[business.slug]) + f"?{query}").status_code in {
        200,
        302,
    }


def test_a_nul_byte_is_refused_with_a_page(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    assert as_owner.get(build_url(business, "hours=1%00&pin=%00")).status_code == 400


def test_viewing_pages_writes_nothing(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    for name in ("build_plan", "save_plan", "plan"):
        as_owner.get(reverse(name, args=[business.slug]))

    assert not Plan.objects.exists()


# ---- when nothing is left, or nothing fits


@kept
def almost_done(assessment: Assessment, owner: User) -> Assessment:
    """Every answer "always", except one: only its deep action is left, for 12 hours and £500."""
    make_answers(assessment, owner, 3)
    make_answers(assessment, owner, {"CHA4": 2})
    submit(assessment=assessment, by=owner, at=NOON)
    return assessment


def test_removing_every_action_is_explained_as_ones_own_choice(
    as_owner: Client, business: Business, almost_done: Assessment
) -> None:
    page = as_owner.get(build_url(business, f"{MEANS}&exclude=CHA4d")).text

    assert "There are no actions left to choose from. Put back one that you removed." in page


@pytest.mark.parametrize(
    ("means", "says"),
    [
        ("hours=20&money=0", "within 20 hours and no money. The smallest useful one takes 12"),
        ("hours=20&money=100", "within 20 hours and £100. The smallest useful one takes 12"),
    ],
)
def test_when_money_is_short_the_price_of_the_smallest_action_is_named(
    as_owner: Client, business: Business, almost_done: Assessment, means: str, says: str
) -> None:
    page = " ".join(as_owner.get(build_url(business, f"{means}&actions=5")).text.split())

    assert f"No action fits {says}" in page


def test_a_swap_for_more_actions_than_the_page_names_is_left_out(
    as_owner: Client, business: Business, lindgren: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = build_url(business, MEANS)
    assert "in place of" in as_owner.get(url).text

    monkeypatch.setattr(builder, "MOST_SWAPPED_IN", 0)

    assert "in place of" not in as_owner.get(url).text


def test_one_more_action_names_what_it_would_replace(
    as_owner: Client, business: Business, assessment: Assessment, owner: User
) -> None:
    codes = [practice.code for practice in own_model().practices]
    values = "21?302?2210033221301??21223010"
    given = {c: v.replace("?", "dk") for c, v in zip(codes, values, strict=True)}
    make_answers(assessment, owner, given)
    submit(assessment=assessment, by=owner, at=NOON)

    page = as_owner.get(build_url(business, "hours=1200&money=200&actions=5")).text

    assert "You have 1,1" in page
    assert "Allowing one more would add" in page
    assert "This would replace" in page
