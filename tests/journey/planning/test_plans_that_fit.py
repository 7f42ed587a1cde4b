"""Plans that fit the business: hours of the whole team, and nothing that does not suit it."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.queries import submission_of, usual_wish
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business
from tests.factories import NOON, make_answers, make_assessment, make_model_version
from tests.journey.planning.making import build_url, make_saved_plan

pytestmark = pytest.mark.django_db

TOGETHER = "all of you together"


@pytest.fixture
def checked(business: Business, owner: User) -> Assessment:
    check = make_assessment(business, model_version=make_model_version("cairn-1.1"))
    make_answers(check, owner, 1)
    submit(assessment=check, by=owner, at=NOON)
    return check


def sized(business: Business, team: str) -> Business:
    business.team_size = team
    business.save()
    return business


@pytest.mark.parametrize(
    ("team", "hours", "money"),
    [("", 12, 200), ("1", 8, 100), ("2-4", 12, 200), ("10-24", 36, 800), ("25-50", 60, 1500)],
)
def test_a_team_begins_with_what_is_usual_for_its_size(
    business: Business, checked: Assessment, team: str, hours: int, money: int
) -> None:
    model = submission_of(checked.result, sized(business, team)).model

    wish = usual_wish(model, business)

    assert (wish.hours, wish.money, wish.team) == (hours, money, team)


def test_what_the_owner_said_counts_before_what_is_usual(
    business: Business, checked: Assessment
) -> None:
    business.hours, business.money = 3, 0
    model = submission_of(checked.result, sized(business, "25-50")).model

    assert (usual_wish(model, business).hours, usual_wish(model, business).money) == (3, 0)


def test_an_action_takes_more_hours_in_a_larger_team(
    as_owner: Client, business: Business, checked: Assessment
) -> None:
    costs = {}
    for team in ("1", "25-50"):
        submission = submission_of(checked.result, sized(business, team))
        wish = usual_wish(submission.model, business)
        costs[team] = wish.cost(submission.model, submission.model.action("CUL1q")).hours

    page = as_owner.get(build_url(business)).text

    assert costs["1"] < costs["25-50"]
    assert f"{costs['25-50']} hours, {TOGETHER}" in page


def test_one_person_reads_plain_hours_and_why_some_actions_are_left_out(
    as_owner: Client, business: Business, checked: Assessment
) -> None:
    page = unescape(as_owner.get(build_url(sized(business, "1"))).text)

    assert TOGETHER not in page
    assert "Doesn’t suit you" in page
    assert "You work alone, so nobody needs your permission." in page


def test_a_pin_wins_over_what_does_not_suit(
    as_owner: Client, business: Business, checked: Assessment
) -> None:
    page = as_owner.get(build_url(sized(business, "1"), "pin=CUL3q")).text
    plan = page.split(">In your plan<")[1].split(">Doesn’t suit you<", maxsplit=1)[0]

    assert 'id="CUL3q"' in plan


def test_the_board_and_the_action_say_whose_hours_they_are(
    as_owner: Client, business: Business, checked: Assessment
) -> None:
    submission = submission_of(checked.result, sized(business, "5-9"))
    saved = make_saved_plan(checked, usual_wish(submission.model, business))
    item = saved.items.order_by("position")[0]

    board = as_owner.get(reverse("plan", args=[business.slug])).text
    page = as_owner.get(reverse("plan_item", args=[business.slug, item.key])).text

    assert saved.wish["team_size"] == "5-9"
    assert f"{item.hours} hours, {TOGETHER}" in board
    assert f"{item.hours} hours, {TOGETHER}" in page


def test_words_and_first_move_fit_the_trade(
    as_owner: Client, business: Business, checked: Assessment
) -> None:
    business.trade = "food"
    submission = submission_of(checked.result, sized(business, "2-4"))
    wish = usual_wish(submission.model, business)
    saved = make_saved_plan(checked, wish, pinned=frozenset({"CUL3q"}), hours=40)
    item = saved.items.get(action="CUL3q")

    page = as_owner.get(reverse("plan_item", args=[business.slug, item.key])).text

    assert "I’ll take that off your bill. Would you like something else instead?" in page


def test_one_person_is_offered_no_handout_for_a_team(
    as_owner: Client, business: Business, checked: Assessment
) -> None:
    address = reverse("reports", args=[business.slug])

    assert "Handout for the team" in as_owner.get(address).text

    sized(business, "1")

    assert "Handout for the team" not in as_owner.get(address).text
