"""Tests of planned actions: suggested, in a saved plan, or the owner's own."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assessment.domain.planning.constraints import Cost
from assessment.domain.planning.planned_actions import (
    ENDED,
    Commitment,
    NotPromised,
    PlannedAction,
    Status,
)
from assessment.domain.planning.planner import make_plan
from assessment.parties.catalogue.library import sample_submissions, sample_wish

FRIDAY = date(2026, 11, 20)
PROMISED = Commitment(key="k", due_on=FRIDAY, who="Nora", email="nora@example.org")
PAINT = PlannedAction(title="Paint the door", cost=Cost(3, 10), commitment=PROMISED)


def paint(**fields: Any) -> PlannedAction:
    return replace(PAINT, commitment=replace(PROMISED, **fields))


def test_a_suggested_action_is_from_the_library_and_has_no_commitment() -> None:
    submission = sample_submissions()[-1]
    plan = make_plan(submission.model, submission.sheet, sample_wish())

    for planned, action in zip(plan.actions, plan.library, strict=True):
        assert not planned.own
        assert (planned.title, planned.code, planned.steps) == (
            action.title,
            action.code,
            action.steps,
        )
        assert planned.effect is not None
        assert 1 <= planned.due_week <= 13
        with pytest.raises(NotPromised):
            _ = planned.due_on


def test_an_action_of_the_owners_own_has_only_a_title_and_a_cost() -> None:
    assert PAINT.own
    assert (PAINT.hours, PAINT.money) == (3, 10)
    assert (PAINT.code, PAINT.area, PAINT.first_move, PAINT.steps) == ("", "", "", ())


@pytest.mark.parametrize(
    ("today", "soon", "late"),
    [
        (date(2026, 11, 13), False, 0),
        (date(2026, 11, 14), True, 0),
        (FRIDAY, True, 0),
        (date(2026, 11, 21), False, 1),
    ],
)
def test_an_action_is_due_soon_for_a_week_and_late_from_the_next_day(
    today: date, *, soon: bool, late: int
) -> None:
    assert (PAINT.is_soon(today), PAINT.days_late(today)) == (soon, late)


@pytest.mark.parametrize("status", sorted(ENDED))
def test_an_ended_action_is_never_late(status: Status) -> None:
    assert paint(status=status, ended_on=FRIDAY).days_late(date(2027, 1, 1)) == 0


def test_nobody_is_responsible_for_a_dropped_action() -> None:
    given = paint(who="Ann", user_id=7, email="")

    assert given.promised.is_given_to(7)
    assert not given.promised.is_given_to(8)
    assert not paint(user_id=7, status=Status.DROPPED).promised.is_given_to(7)


def test_an_assignee_is_a_responsible_person_without_an_account() -> None:
    assert PAINT.promised.assignee == "Nora"
    assert paint(who="Ann", user_id=7, email="").promised.assignee == ""
    assert paint(who="", email="").promised.assignee == ""


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"status": Status.DONE}, False),
        ({"status": Status.DONE, "outcome": "Fewer calls."}, True),
        ({"status": Status.DONE, "real_hours": Decimal(0)}, True),
        ({"status": Status.PARTLY, "real_money": 0}, True),
        ({"status": Status.DROPPED}, True),
    ],
)
def test_the_result_is_known_once_anything_is_reported(
    fields: dict[str, Any], *, told: bool
) -> None:
    assert paint(**fields).promised.has_outcome is told


def test_an_action_without_its_outcome_is_otherwise_unchanged() -> None:
    written = paint(status=Status.DONE, ended_on=FRIDAY, outcome="Fewer calls.")

    assert written.without_outcome() == paint(status=Status.DONE, ended_on=FRIDAY)


def test_every_status_has_its_own_label() -> None:
    assert len({str(status.label) for status in Status}) == len(Status)
