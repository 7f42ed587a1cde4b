"""What becomes of an action, change by change, and of the plan made anew around it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from assessment.domain.planning.planned_actions import Status
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Plan, PlanItem
from tests.factories import make_user
from tests.journey.tracking.plans import (
    CODES,
    LATER,
    SOON,
    TODAY,
    address,
    board,
    day,
    replan,
    send,
    standing,
    told,
)

pytestmark = pytest.mark.django_db


def test_starting_brings_it_into_this_week(as_owner: Client, later: PlanItem) -> None:
    send(as_owner, "start_item", later)

    later.refresh_from_db()
    assert (later.status, later.started_on) == (Status.RUNNING, TODAY)
    assert later.due_on == TODAY + timedelta(days=6)


def test_starting_what_is_late_keeps_its_day(as_owner: Client, late: PlanItem) -> None:
    due_on = late.due_on

    send(as_owner, "start_item", late)

    late.refresh_from_db()
    assert (late.status, late.due_on) == (Status.RUNNING, due_on)


def test_starting_what_has_ended_begins_it_anew(as_owner: Client, soon: PlanItem) -> None:
    send(as_owner, "finish_item", soon, **told())
    soon.refresh_from_db()

    send(as_owner, "start_item", soon)

    soon.refresh_from_db()
    assert (soon.status, soon.ended_on, soon.outcome) == (Status.RUNNING, None, "")


def test_done_is_one_click_and_what_changed_is_said_later(as_owner: Client, soon: PlanItem) -> None:
    send(as_owner, "finish_item", soon)
    soon.refresh_from_db()
    assert (soon.status, soon.ended_on, soon.real_hours) == (Status.DONE, TODAY, None)

    send(as_owner, "finish_item", soon, **told(end="partly", hours="1.25", money=""))

    soon.refresh_from_db()
    assert (soon.status, soon.ended_on) == (Status.PARTLY, TODAY)
    assert (soon.outcome, soon.real_hours, soon.real_money) == ("It works.", Decimal("1.25"), None)


def test_clicking_done_on_what_was_told_loses_none_of_it(as_owner: Client, soon: PlanItem) -> None:
    send(as_owner, "finish_item", soon, **told())
    before = standing(soon)

    send(as_owner, "finish_item", soon)

    assert standing(soon) == before


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2", "2"),
        ("2.5", "2.5"),
        ("2,75", "2.75"),
        (" 0.25 ", "0.25"),
        ("0", "0"),
        ("0e-99999999", "0"),
        ("2000", "2000"),
    ],
)
def test_hours_are_written_with_comma_or_point(
    as_owner: Client, soon: PlanItem, written: str, kept: str
) -> None:
    send(as_owner, "finish_item", soon, **told(hours=written))

    soon.refresh_from_db()
    assert soon.real_hours == Decimal(kept)
    page = as_owner.get(address("finish_item", soon)).text
    assert f'value="{kept}"' in page


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"hours": "two"}, "like 2.5 or 2,25"),
        ({"hours": "2.1"}, "like 2.5 or 2,25"),
        ({"hours": "-1"}, "like 2.5 or 2,25"),
        ({"hours": "2001"}, "like 2.5 or 2,25"),
        ({"hours": "NaN"}, "like 2.5 or 2,25"),
        ({"hours": "1e999999"}, "like 2.5 or 2,25"),
        ({"hours": "1e-999999"}, "like 2.5 or 2,25"),
        ({"hours": "1e-99999999"}, "like 2.5 or 2,25"),
        ({"money": "-5"}, "Write a whole amount"),
        ({"money": "9" * 5000}, "Write a whole amount"),
        ({"end": ""}, "Choose how far you got."),
        ({"end": "open"}, "Choose how far you got."),
        ({"outcome": "x" * 10_001}, "at most 10,000 letters"),
    ],
)
def test_what_does_not_fit_is_explained_and_nothing_is_lost(
    as_owner: Client, soon: PlanItem, wrong: dict[str, str], says: str
) -> None:
    before = standing(soon)

    response = send(as_owner, "finish_item", soon, **told(**wrong))

    assert response.status_code == 422
    assert response.text.count(says) == 2
    assert "<title>Error:" in response.text
    assert "outcome" in wrong or "It works." in response.text
    assert standing(soon) == before


def test_whoever_only_does_it_cannot_drop_it_while_telling(as_doer: Client, soon: PlanItem) -> None:
    assert "Dropped it after all" not in as_doer.get(address("finish_item", soon)).text
    assert send(as_doer, "finish_item", soon, **told(end="dropped")).status_code == 422


def test_not_done_after_all_forgets_what_was_told(as_owner: Client, soon: PlanItem) -> None:
    send(as_owner, "finish_item", soon, **told())
    soon.refresh_from_db()

    send(as_owner, "reopen_item", soon)

    soon.refresh_from_db()
    assert (soon.status, soon.ended_on) == (Status.OPEN, None)
    assert (soon.outcome, soon.real_hours, soon.real_money) == ("", None, None)


def test_what_was_begun_is_begun_again_after_all(as_owner: Client, soon: PlanItem) -> None:
    for name in ("start_item", "finish_item", "reopen_item"):
        send(as_owner, name, soon)
        soon.refresh_from_db()

    assert soon.status == Status.RUNNING


def test_not_done_after_all_leaves_alone_what_is_to_do(as_owner: Client, soon: PlanItem) -> None:
    before = standing(soon)

    assert send(as_owner, "reopen_item", soon).status_code == 302
    assert standing(soon) == before


def test_the_first_tick_begins_it(as_owner: Client, later: PlanItem) -> None:
    send(as_owner, "tick_item", later, ticks="on", step=["1"])

    later.refresh_from_db()
    assert (later.status, later.started_on, later.ticked) == (Status.RUNNING, TODAY, [1])
    assert later.due_on == LATER


def test_ticks_and_note_are_saved_together_and_can_be_taken_away(
    as_owner: Client, soon: PlanItem
) -> None:
    send(as_owner, "note_item", soon, ticks="on", step=["0"], note="Half way.")
    soon.refresh_from_db()
    assert (soon.ticked, soon.note) == ([0], "Half way.")

    send(as_owner, "tick_item", soon, ticks="on", note="")

    soon.refresh_from_db()
    assert (soon.ticked, soon.note) == ([], "")


@pytest.mark.parametrize(
    "fields",
    [{"ticks": "on", "step": ["99"]}, {"ticks": "on", "step": ["x"]}, {"note": "x" * 10_001}],
)
def test_ticks_and_notes_that_do_not_fit_are_explained(
    as_owner: Client, soon: PlanItem, fields: dict[str, Any]
) -> None:
    before = standing(soon)

    response = send(as_owner, "tick_item", soon, **fields)

    assert response.status_code == 422
    assert "There is a problem" in response.text
    assert standing(soon) == before


def test_moving_gives_another_day_and_somebody_else(
    as_owner: Client, soon: PlanItem, viewer: User
) -> None:
    send(as_owner, "move_item", soon, due="2026-12-09", who=str(viewer.pk))

    soon.refresh_from_db()
    assert (soon.due_on, soon.owner) == (day(9, 12), viewer)


def test_moving_alone_leaves_who_does_it(as_owner: Client, soon: PlanItem, owner: User) -> None:
    send(as_owner, "move_item", soon, due="2026-12-09")

    soon.refresh_from_db()
    assert (soon.due_on, soon.owner) == (day(9, 12), owner)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"due": "2026-11-19", "who": ""}, "Choose today or a later day."),
        ({"due": "", "who": ""}, "Choose the day it should be done by."),
        ({"due": "2026-12-09", "who": "0"}, "Choose somebody of your team, or nobody yet."),
        ({"due": "2026-12-09", "who": "helper"}, "Choose somebody of your team, or nobody yet."),
    ],
)
def test_a_move_that_does_not_work_is_explained(
    as_owner: Client, soon: PlanItem, fields: dict[str, str], says: str
) -> None:
    before = standing(soon)

    response = send(as_owner, "move_item", soon, **fields)

    assert response.status_code == 422
    assert response.text.count(says) == 2
    assert standing(soon) == before


def test_nothing_is_given_to_somebody_of_another_business(
    as_owner: Client, soon: PlanItem, stranger: User
) -> None:
    response = send(as_owner, "move_item", soon, due="2026-12-09", who=str(stranger.pk))

    assert response.status_code == 422
    assert "Stranger" not in response.text


def test_dropping_needs_no_word(as_owner: Client, soon: PlanItem) -> None:
    send(as_owner, "drop_item", soon, why="")

    soon.refresh_from_db()
    assert (soon.status, soon.ended_on, soon.outcome) == (Status.DROPPED, TODAY, "")


# ---- planning anew


def test_planning_anew_keeps_what_is_running_and_what_was_dropped(
    as_owner: Client, plan: Plan, late: PlanItem, soon: PlanItem, owner: User
) -> None:
    send(as_owner, "start_item", late)
    send(as_owner, "drop_item", soon, why="Nobody has time.")

    replan(plan, owner, ("CON4q", "CON3q"))

    page = as_owner.get(board(plan.assessment.business)).text
    for url in (address("plan_item", late), address("plan_item", soon)):
        assert url in page
        assert as_owner.get(url).status_code == 200
    assert "“Nobody has time.”" in page


def test_what_a_new_plan_leaves_behind_says_so(
    as_owner: Client, as_stranger: Client, plan: Plan, soon: PlanItem, owner: User
) -> None:
    replan(plan, owner, ("POL2q", "CON4q"))

    for response in (
        as_owner.get(address("plan_item", soon)),
        send(as_owner, "start_item", soon),
    ):
        assert response.status_code == 404
        assert "This action is not in the plan any more" in response.text
    assert "not in the plan" not in as_stranger.get(address("plan_item", soon)).text


def test_what_planning_anew_changed_is_not_undone_alone(
    as_owner: Client, plan: Plan, soon: PlanItem, owner: User
) -> None:
    replan(plan, owner, CODES)
    soon.refresh_from_db()
    before = standing(soon)

    send(as_owner, "undo_item", soon)

    assert standing(soon) == before
    assert address("undo_item", soon) not in as_owner.get(address("plan_item", soon)).text


def test_what_was_dropped_and_done_after_all_is_done_on_the_day_that_was_said(
    as_owner: Client, soon: PlanItem, at_noon: time_machine.Traveller
) -> None:
    send(as_owner, "drop_item", soon, why="No time.")
    at_noon.shift(timedelta(days=5))
    soon.refresh_from_db()

    send(as_owner, "finish_item", soon, **told())

    soon.refresh_from_db()
    assert (soon.status, soon.ended_on) == (Status.DONE, TODAY + timedelta(days=5))


def test_undo_gives_nothing_back_to_an_account_that_is_gone(
    as_owner: Client, soon: PlanItem
) -> None:
    gone = make_user("gone")
    PlanItem.objects.filter(pk=soon.pk).update(owner=gone)
    send(as_owner, "move_item", soon, due="2026-12-09", who="")
    gone.delete()
    soon.refresh_from_db()

    response = send(as_owner, "undo_item", soon)

    assert response.status_code == 302
    soon.refresh_from_db()
    assert (soon.owner, soon.due_on) == (None, SOON)
