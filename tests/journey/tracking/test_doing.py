"""Each kind of change to an action, and replanning around it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from assessment.domain.planning.planned_actions import Status
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Plan, PlanItem
from assessment.journey.tracking.views import item as item_views
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
    state_of,
    told,
)

pytestmark = pytest.mark.django_db


def test_starting_an_action_moves_it_to_this_week(as_owner: Client, later: PlanItem) -> None:
    send(as_owner, "start_item", later)

    later.refresh_from_db()
    assert (later.status, later.started_on) == (Status.RUNNING, TODAY)
    assert later.due_on == TODAY + timedelta(days=6)


def test_starting_a_late_action_keeps_its_date(as_owner: Client, late: PlanItem) -> None:
    due_on = late.due_on

    send(as_owner, "start_item", late)

    late.refresh_from_db()
    assert (late.status, late.due_on) == (Status.RUNNING, due_on)


def test_starting_an_ended_action_restarts_it(as_owner: Client, soon: PlanItem) -> None:
    send(as_owner, "finish_item", soon, **told())
    soon.refresh_from_db()

    send(as_owner, "start_item", soon)

    soon.refresh_from_db()
    assert (soon.status, soon.ended_on, soon.outcome) == (Status.RUNNING, None, "")


def test_done_takes_one_click_and_the_outcome_can_follow(as_owner: Client, soon: PlanItem) -> None:
    send(as_owner, "finish_item", soon)
    soon.refresh_from_db()
    assert (soon.status, soon.ended_on, soon.real_hours) == (Status.DONE, TODAY, None)

    send(as_owner, "finish_item", soon, **told(end="partly", hours="1.25", money=""))

    soon.refresh_from_db()
    assert (soon.status, soon.ended_on) == (Status.PARTLY, TODAY)
    assert (soon.outcome, soon.real_hours, soon.real_money) == ("It works.", Decimal("1.25"), None)


def test_clicking_done_again_keeps_the_outcome(as_owner: Client, soon: PlanItem) -> None:
    send(as_owner, "finish_item", soon, **told())
    before = state_of(soon)

    send(as_owner, "finish_item", soon)

    assert state_of(soon) == before


@pytest.mark.parametrize(
    ("written", "kept", "shown"),
    [
        ("2", "2", "2"),
        ("2.5", "2.5", "2.5"),
        ("2,75", "2.75", "2.75"),
        ("2½", "2.5", "2.5"),
        (" 0.25 ", "0.25", "0.25"),
        ("0", "0", "0"),
        ("2000", "2000", "2,000"),
    ],
)
def test_hours_can_be_written_with_comma_or_point(
    as_owner: Client, soon: PlanItem, written: str, kept: str, shown: str
) -> None:
    send(as_owner, "finish_item", soon, **told(hours=written))

    soon.refresh_from_db()
    assert soon.real_hours == Decimal(kept)
    page = as_owner.get(address("finish_item", soon)).text
    assert f'value="{shown}"' in page


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"hours": "two"}, "like 2.5 or 2,25"),
        ({"hours": "2.1"}, "like 2.5 or 2,25"),
        ({"hours": "-1"}, "like 2.5 or 2,25"),
        ({"hours": "2001"}, "like 2.5 or 2,25"),
        ({"hours": "NaN"}, "like 2.5 or 2,25"),
        ({"hours": "1e999999"}, "like 2.5 or 2,25"),
        ({"hours": "0e-99999999"}, "like 2.5 or 2,25"),
        ({"hours": "1e-999999"}, "like 2.5 or 2,25"),
        ({"hours": "1e-99999999"}, "like 2.5 or 2,25"),
        ({"money": "-5"}, "Enter a whole amount"),
        ({"money": "9" * 5000}, "Enter a whole amount"),
        ({"end": ""}, "Choose how far you got."),
        ({"end": "open"}, "Choose how far you got."),
        ({"outcome": "x" * 10_001}, "10,000 characters or fewer"),
    ],
)
def test_wrong_values_are_explained_and_nothing_is_lost(
    as_owner: Client, soon: PlanItem, wrong: dict[str, str], says: str
) -> None:
    before = state_of(soon)

    response = send(as_owner, "finish_item", soon, **told(**wrong))

    assert response.status_code == 422
    assert response.text.count(says) == 2
    assert "<title>Error:" in response.text
    assert "outcome" in wrong or "It works." in response.text
    assert state_of(soon) == before


def test_the_person_doing_it_cannot_drop_it_with_the_outcome_form(
    as_doer: Client, soon: PlanItem
) -> None:
    assert "Dropped it" not in as_doer.get(address("finish_item", soon)).text
    assert send(as_doer, "finish_item", soon, **told(end="dropped")).status_code == 422


def test_reopening_clears_the_outcome(as_owner: Client, soon: PlanItem) -> None:
    send(as_owner, "finish_item", soon, **told())
    soon.refresh_from_db()

    send(as_owner, "reopen_item", soon)

    soon.refresh_from_db()
    assert (soon.status, soon.ended_on) == (Status.OPEN, None)
    assert (soon.outcome, soon.real_hours, soon.real_money) == ("", None, None)


def test_reopening_a_started_action_leaves_it_started(as_owner: Client, soon: PlanItem) -> None:
    for name in ("start_item", "finish_item", "reopen_item"):
        send(as_owner, name, soon)
        soon.refresh_from_db()

    assert soon.status == Status.RUNNING


def test_reopening_an_open_action_changes_nothing(as_owner: Client, soon: PlanItem) -> None:
    before = state_of(soon)

    assert send(as_owner, "reopen_item", soon).status_code == 302
    assert state_of(soon) == before


def test_the_first_tick_starts_the_action(as_owner: Client, later: PlanItem) -> None:
    send(as_owner, "tick_item", later, ticks="on", step=["1"])

    later.refresh_from_db()
    assert (later.status, later.started_on, later.ticked) == (Status.RUNNING, TODAY, [1])
    assert later.due_on == LATER


def test_ticks_and_note_are_saved_together_and_can_be_cleared(
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
def test_wrong_ticks_and_notes_are_explained(
    as_owner: Client, soon: PlanItem, fields: dict[str, Any]
) -> None:
    before = state_of(soon)

    response = send(as_owner, "tick_item", soon, **fields)

    assert response.status_code == 422
    assert "There is a problem" in response.text
    assert state_of(soon) == before


def test_moving_changes_date_and_person(as_owner: Client, soon: PlanItem, viewer: User) -> None:
    send(as_owner, "move_item", soon, due="2026-12-09", who=str(viewer.pk))

    soon.refresh_from_db()
    assert (soon.due_on, soon.owner) == (day(9, 12), viewer)


def test_moving_without_a_person_keeps_the_person(
    as_owner: Client, soon: PlanItem, owner: User
) -> None:
    send(as_owner, "move_item", soon, due="2026-12-09")

    soon.refresh_from_db()
    assert (soon.due_on, soon.owner) == (day(9, 12), owner)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"due": "2026-11-19", "who": ""}, "Choose today or a later day."),
        ({"due": "", "who": ""}, "Choose the day it should be done by."),
        ({"due": "2026-12-09", "who": "0"}, "Choose a team member, or nobody yet."),
        ({"due": "2026-12-09", "who": "helper"}, "Choose a team member, or nobody yet."),
    ],
)
def test_an_impossible_move_is_explained(
    as_owner: Client, soon: PlanItem, fields: dict[str, str], says: str
) -> None:
    before = state_of(soon)

    response = send(as_owner, "move_item", soon, **fields)

    assert response.status_code == 422
    assert response.text.count(says) == 2
    assert state_of(soon) == before


def test_an_action_cannot_be_given_to_a_person_from_another_business(
    as_owner: Client, soon: PlanItem, stranger: User
) -> None:
    response = send(as_owner, "move_item", soon, due="2026-12-09", who=str(stranger.pk))

    assert response.status_code == 422
    assert "Stranger" not in response.text


def test_dropping_needs_no_reason(as_owner: Client, soon: PlanItem) -> None:
    send(as_owner, "drop_item", soon, why="")

    soon.refresh_from_db()
    assert (soon.status, soon.ended_on, soon.outcome) == (Status.DROPPED, TODAY, "")


# ---- replanning


def test_replanning_keeps_started_and_dropped_actions(
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


def test_an_action_left_out_of_a_new_plan_says_so(
    as_owner: Client, as_stranger: Client, plan: Plan, soon: PlanItem, owner: User
) -> None:
    replan(plan, owner, ("POL2q", "CON4q"))

    for response in (
        as_owner.get(address("plan_item", soon)),
        send(as_owner, "start_item", soon),
    ):
        assert response.status_code == 404
        assert "This action is no longer in the plan" in response.text
    assert "no longer in the plan" not in as_stranger.get(address("plan_item", soon)).text


def test_a_change_made_by_replanning_cannot_be_undone(
    as_owner: Client, plan: Plan, soon: PlanItem, owner: User
) -> None:
    replan(plan, owner, CODES)
    soon.refresh_from_db()
    before = state_of(soon)

    send(as_owner, "undo_item", soon)

    assert state_of(soon) == before
    assert address("undo_item", soon) not in as_owner.get(address("plan_item", soon)).text


def test_a_plan_saved_while_undo_is_pressed_is_left_as_it_was_saved(
    as_owner: Client, plan: Plan, soon: PlanItem, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(as_owner, "drop_item", soon, why="No time.")

    def replanned(*_: Any) -> bool:
        replan(plan, owner, CODES)
        return False

    monkeypatch.setattr(item_views, "undone_already", replanned)

    response = send(as_owner, "undo_item", soon)

    assert response.status_code == 302
    soon.refresh_from_db()
    assert (soon.status, soon.due_on) == (Status.OPEN, LATER)


def test_planning_a_dropped_action_again_reopens_it(
    as_owner: Client, plan: Plan, soon: PlanItem, owner: User
) -> None:
    send(as_owner, "start_item", soon)
    soon.refresh_from_db()
    send(as_owner, "drop_item", soon, why="No time.")

    replan(plan, owner, CODES)

    soon.refresh_from_db()
    assert (soon.status, soon.started_on, soon.ended_on) == (Status.OPEN, None, None)
    assert soon.due_on == LATER


def test_the_person_doing_it_cannot_restart_it_once_it_has_ended(
    as_doer: Client, soon: PlanItem
) -> None:
    send(as_doer, "finish_item", soon, **told())
    before = state_of(soon)

    response = send(as_doer, "start_item", soon)

    assert response.status_code == 403
    assert state_of(soon) == before


def test_a_dropped_action_that_is_then_done_ends_today(
    as_owner: Client, soon: PlanItem, at_noon: time_machine.Traveller
) -> None:
    send(as_owner, "drop_item", soon, why="No time.")
    at_noon.shift(timedelta(days=5))
    soon.refresh_from_db()

    send(as_owner, "finish_item", soon, **told())

    soon.refresh_from_db()
    assert (soon.status, soon.ended_on) == (Status.DONE, TODAY + timedelta(days=5))


def test_undo_cannot_reassign_to_a_deleted_account(as_owner: Client, soon: PlanItem) -> None:
    gone = make_user("gone")
    PlanItem.objects.filter(pk=soon.pk).update(owner=gone)
    send(as_owner, "move_item", soon, due="2026-12-09", who="")
    gone.delete()
    soon.refresh_from_db()

    response = send(as_owner, "undo_item", soon)

    assert response.status_code == 302
    soon.refresh_from_db()
    assert (soon.owner, soon.due_on) == (None, SOON)
