"""The board: what is late, due this week, later and done, and the totals."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessment.domain.planning.planned_actions import Status
from assessment.foundation.accounts.models import User
from assessment.foundation.formatting.numbers import exact_hours
from assessment.journey.planning.models import Plan, PlanItem
from assessment.journey.results.services import submit
from assessment.journey.tracking import wording
from assessment.parties.businesses.models import Business
from tests.factories import NOON, make_answers, make_assessment
from tests.journey.tracking.plans import LATE, TODAY, address, board, group, put, send, told

pytestmark = pytest.mark.django_db


def test_the_plan_is_grouped_by_how_soon_it_is_due(
    as_owner: Client,
    business: Business,
    late: PlanItem,
    soon: PlanItem,
    later: PlanItem,
    at_most: Callable[[int], Any],
) -> None:
    send(as_owner, "finish_item", soon)

    with at_most(10):
        page = as_owner.get(board(business)).text

    assert "<h1>One done, one late, one to go</h1>" in page
    assert "Today is Friday 20\xa0November. You have ten weeks left until your next check." in page
    assert address("plan_item", late) in group(page, "late")
    assert "9 days late" in group(page, "late")
    assert "New date, or drop it?" in group(page, "late")
    assert address("plan_item", later) in group(page, "later")
    assert address("plan_item", soon) in group(page, "done")
    assert 'data-column="this-week"' not in page
    assert "Saved by Owner on 20" in page
    assert reverse("reports", args=[business.slug]) in page


def test_a_board_after_many_changes_needs_no_more_queries(
    as_owner: Client,
    business: Business,
    late: PlanItem,
    soon: PlanItem,
    later: PlanItem,
    at_most: Callable[[int], Any],
) -> None:
    for of in (late, soon, later):
        for step in ("0", "1", "2"):
            of.refresh_from_db()
            send(as_owner, "tick_item", of, ticks="on", step=[step])

    with at_most(10):
        as_owner.get(board(business))
    with at_most(10):
        as_owner.get(board(business, "?view=columns"))


@pytest.mark.parametrize(
    ("done", "late", "to_go", "says"),
    [
        (2, 1, 2, "Two done, one late, two to go"),
        (2, 1, 0, "Two done, one late"),
        (1, 0, 11, "One done, 11 to go"),
        (0, 1, 2, "One late, two to go"),
        (0, 0, 2, "Two actions to go"),
        (0, 0, 1, "One action to go"),
        (0, 2, 0, "Two actions are late"),
        (0, 1, 0, "One action is late"),
        (5, 0, 0, "Five done, none to go"),
        (0, 0, 0, "No actions left in this plan"),
    ],
)
def test_the_heading_sums_up_the_plan(done: int, late: int, to_go: int, says: str) -> None:
    assert wording.finding(done, late, to_go) == says


@pytest.mark.parametrize(
    ("amount", "says"),
    [
        ("3.50", "3½ hours"),
        ("0.25", "¼ hour"),
        ("1.00", "1 hour"),
        ("1.75", "1¾ hours"),
        ("2.10", "2.1 hours"),
        ("0", "0 hours"),
    ],
)
def test_hours_are_shown_in_quarters(amount: str, says: str) -> None:
    assert exact_hours(Decimal(amount)) == says


def test_totals_use_actual_figures_or_else_planned_ones(
    as_owner: Client, business: Business, late: PlanItem, soon: PlanItem, later: PlanItem
) -> None:
    put(late, hours=3, money=0)
    put(soon, hours=2, money=50)
    put(later, hours=4, money=150)
    send(as_owner, "finish_item", late)
    send(as_owner, "finish_item", soon, **told(hours="2.5", money="30"))

    page = as_owner.get(board(business)).text

    assert "<b>5½ of 9 hours used</b> · £30 of £200 spent · expected" in page
    assert "in January" in page


def test_dropped_actions_do_not_count_as_planned(
    as_owner: Client, business: Business, late: PlanItem, soon: PlanItem, later: PlanItem
) -> None:
    for of, hours in ((late, 3), (soon, 2), (later, 4)):
        put(of, hours=hours, money=0)
    send(as_owner, "drop_item", later, why="Too much at once.")

    page = as_owner.get(board(business)).text

    assert "<b>0 of 5 hours used</b>" in page
    assert "spent" not in page
    assert "<h1>One late, one to go</h1>" in page
    assert ">Dropped <span" in page
    assert "“Too much at once.”" in group(page, "done")
    assert "Plan it again" in group(page, "done")


def test_the_title_of_the_last_group_mentions_dropped_actions(
    as_owner: Client, business: Business, late: PlanItem, soon: PlanItem
) -> None:
    send(as_owner, "drop_item", late, why="")
    send(as_owner, "finish_item", soon, **told(end="partly"))

    page = as_owner.get(board(business)).text

    assert "Done and dropped" in page
    assert "Partly done" in group(page, "done")
    assert "2½ hours" in group(page, "done")


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (1, "done on 20\xa0November, a day early"),
        (5, "done on 20\xa0November, five days early"),
        (0, "done on 20\xa0November, the day it was due"),
        (-1, "done on 20\xa0November, a day late"),
        (-12, "done on 20\xa0November, 12 days late"),
    ],
)
def test_a_completed_action_shows_how_early_or_late_it_was(
    as_owner: Client, business: Business, soon: PlanItem, days: int, says: str
) -> None:
    put(soon, due_on=TODAY + timedelta(days=days))
    send(as_owner, "finish_item", soon)

    assert says in as_owner.get(board(business)).text


def test_a_late_action_shows_its_ticked_steps(
    as_owner: Client, business: Business, late: PlanItem, at_noon: time_machine.Traveller
) -> None:
    send(as_owner, "tick_item", late, ticks="on", step=["0"])

    page = as_owner.get(board(business)).text

    assert "One of three steps ticked, the last on 20\xa0November." in group(page, "late")


# ---- columns, and almost empty boards


def test_columns_go_from_later_to_done(
    as_owner: Client, business: Business, late: PlanItem, soon: PlanItem, later: PlanItem
) -> None:
    send(as_owner, "finish_item", soon)

    page = as_owner.get(board(business, "?view=columns")).text

    order = [page.index(f'data-column="{key}"') for key in ("later", "this-week", "done")]
    assert order == sorted(order)
    assert "9 days late" in group(page, "this-week")
    assert "Show as a list" in page
    assert "js/board.js" in page
    assert "You haven’t said yet" not in page
    assert 'value="columns"' in page


@pytest.mark.parametrize(
    ("key", "ways"), [("later", {"this-week"}), ("this-week", {"later", "done"})]
)
def test_every_column_that_a_card_can_be_dragged_to_has_a_button(
    as_owner: Client, business: Business, plan: Plan, key: str, ways: set[str]
) -> None:
    page = as_owner.get(board(business, "?view=columns")).text

    assert set(re.findall(r'data-move-to="([\w-]+)"', group(page, key))) == ways


def test_a_viewer_cannot_drag_cards(as_viewer: Client, business: Business, plan: Plan) -> None:
    page = as_viewer.get(board(business, "?view=columns")).text

    assert "js/board.js" not in page
    assert "data-move-to" not in page


def test_an_empty_column_says_so(as_owner: Client, business: Business, later: PlanItem) -> None:
    send(as_owner, "start_item", later)

    assert "Nothing here." in group(as_owner.get(board(business, "?view=columns")).text, "later")


def test_when_everything_is_done_the_board_names_the_next_check(
    as_owner: Client, business: Business, plan: Plan
) -> None:
    for of in plan.items.all():
        send(as_owner, "finish_item", of)

    page = as_owner.get(board(business)).text

    assert "<h1>Three done, none to go</h1>" in page
    assert "Nothing left to do" in page
    assert "The next check is due on 29\xa0January" in page


def test_when_everything_was_dropped_no_actions_are_left(
    as_owner: Client, business: Business, plan: Plan
) -> None:
    for of in plan.items.all():
        send(as_owner, "drop_item", of, why="")

    assert "<h1>No actions left in this plan</h1>" in as_owner.get(board(business)).text


def test_after_the_quarter_the_plan_says_so(
    as_owner: Client, business: Business, owner: User, late: PlanItem, at_noon: Any
) -> None:
    at_noon.move_to(NOON.replace(year=2027, month=2, day=1))
    as_owner.force_login(owner)

    page = as_owner.get(board(business)).text

    assert "Your next check is due." in page
    assert f"{(date(2027, 2, 1) - LATE).days} days late" in page


def test_an_own_action_without_area_but_with_a_helper_is_listed(
    as_owner: Client, business: Business, plan: Plan
) -> None:
    PlanItem.objects.create(
        plan=plan, title="Ask <three> regulars", position=9, hours=1, money=0, due_on=TODAY,
        helper_name="Anna", helper_email="anna@example.com", status=Status.OPEN,
    )  # fmt: skip

    page = as_owner.get(board(business)).text

    assert "Ask &lt;three&gt; regulars" in page
    assert "Your own" in group(page, "this-week")
    assert "<span>Anna</span>" in page


def test_after_its_quarter_the_plan_leads_to_the_look_back(
    as_owner: Client, business: Business, owner: User, late: PlanItem, at_noon: Any
) -> None:
    at_noon.move_to(NOON.replace(year=2027, month=1, day=29))
    as_owner.force_login(owner)

    page = as_owner.get(board(business)).text

    assert "Your next check is due." in page
    assert reverse("look_back", args=[business.slug]) in page


def test_open_actions_are_still_listed_after_the_next_check_is_submitted(
    as_owner: Client, business: Business, owner: User, late: PlanItem, at_noon: Any
) -> None:
    at_noon.move_to(NOON.replace(year=2027, month=1, day=4))
    as_owner.force_login(owner)
    assessment = make_assessment(business, quarter_starts_on=date(2027, 1, 1))
    make_answers(assessment, owner)
    submit(assessment=assessment, by=owner, at=timezone.now())

    page = as_owner.get(board(business)).text

    assert "No plan has been saved yet" in page
    assert "Still open from your last plan" in page
    assert address("plan_item", late) in page
