"""Tests of the due dates of a plan: spread to the next check, on open days, never too soon."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.model.maturity import Action
from assessment.domain.planning.constraints import Cost
from assessment.domain.planning.due_dates import Because, ClosedDay, DueDate, dates_of, least_days
from assessment.domain.planning.planned_actions import PlannedAction
from assessment.parties.catalogue.library import SHIPPED, shipped_model

SAVED, CHECK = date(2026, 10, 1), date(2027, 1, 1)
CLOSED = {
    date(2026, 12, 25): ClosedDay.HOLIDAY,
    date(2026, 12, 26): ClosedDay.HOLIDAY,
    date(2026, 12, 28): ClosedDay.HOLIDAY,
}


def planned(hours: int, week: int, *, gathers: int = 0) -> PlannedAction:
    action = Action(
        code="A",
        practice="P",
        kind="quick",
        title="",
        first_move="",
        steps=(),
        done_when="",
        hours=hours,
        cost_band=0,
        who="",
        least_days=gathers,
    )
    return PlannedAction(title="", action=action, cost=Cost(hours, 0), due_week=week)


def dates(
    actions: Sequence[PlannedAction],
    start: date = SAVED,
    end: date = CHECK,
    closed: Mapping[date, ClosedDay] = CLOSED,
) -> tuple[DueDate, ...]:
    return dates_of(actions, start, end, closed)


def is_closed(day: date, closed: Mapping[date, ClosedDay]) -> bool:
    return day in closed or day.weekday() == 6


@pytest.mark.parametrize(
    ("hours", "gathers", "days"),
    [(1, 0, 7), (4, 0, 7), (5, 0, 14), (8, 0, 14), (9, 0, 21), (3, 30, 30), (12, 14, 21)],
)
def test_an_action_takes_its_days_by_its_hours_or_longer_where_it_gathers(
    hours: int, gathers: int, days: int
) -> None:
    assert least_days(planned(hours, 1, gathers=gathers)) == days


def test_dates_are_spread_over_the_time_until_the_next_check() -> None:
    found = dates([planned(3, week) for week in (2, 5, 8, 11, 13)])

    assert [due.on for due in found] == [
        date(2026, 10, 14),
        date(2026, 11, 4),
        date(2026, 11, 25),
        date(2026, 12, 16),
        date(2026, 12, 31),
    ]
    assert {due.because for due in found} == {Because.SHARE}


def test_a_plan_saved_late_has_no_due_date_tomorrow() -> None:
    start, end = date(2026, 11, 26), date(2026, 12, 31)

    found = dates([planned(2, week) for week in (3, 6, 8, 11, 13)], start, end)

    assert [due.on for due in found] == [
        date(2026, 12, 3),
        date(2026, 12, 10),
        date(2026, 12, 17),
        date(2026, 12, 24),
        date(2026, 12, 31),
    ]


def test_asking_a_month_s_customers_takes_a_month_and_is_not_due_at_christmas() -> None:
    [early] = dates([planned(3, 1, gathers=30)])
    [late] = dates([planned(3, 12, gathers=30)], end=date(2027, 1, 3))

    assert (early.on, early.because) == (date(2026, 10, 31), Because.LEAST)
    assert (late.instead_of, late.closed) == (date(2026, 12, 25), ClosedDay.HOLIDAY)
    assert late.on == date(2026, 12, 29)


def test_a_date_moves_from_a_closed_day_to_the_next_open_one_and_says_why() -> None:
    busy = {date(2026, 12, 31): ClosedDay.BUSY}

    [due] = dates([planned(3, 13)], closed=busy, end=CHECK)

    assert (due.instead_of, due.closed) == (date(2026, 12, 31), ClosedDay.BUSY)
    assert due.on == CHECK


def test_sundays_are_left_out() -> None:
    [due] = dates([planned(3, 1)], closed={}, end=date(2027, 1, 1), start=date(2026, 10, 4))

    assert (due.instead_of, due.closed) == (date(2026, 10, 11), ClosedDay.SUNDAY)
    assert due.on == date(2026, 10, 12)


def test_the_last_open_day_before_the_check_is_taken_when_the_days_after_are_closed() -> None:
    closed = {date(2026, 12, 31): ClosedDay.BUSY, CHECK: ClosedDay.HOLIDAY}

    [due] = dates([planned(3, 13)], closed=closed)

    assert (due.on, due.because) == (date(2026, 12, 30), Because.CHECK)


def test_an_action_that_cannot_fit_ends_after_the_check_and_says_so() -> None:
    first, gathering, last = dates(
        [planned(1, 4), planned(3, 9, gathers=30), planned(1, 13)],
        start=date(2026, 12, 7),
        end=date(2026, 12, 21),
        closed={},
    )

    assert (first.on, first.because) == (date(2026, 12, 14), Because.LEAST)
    assert (gathering.on, gathering.because) == (date(2027, 1, 6), Because.BEYOND)
    assert (last.on, last.because) == (date(2027, 1, 13), Because.BEYOND)


def test_actions_saved_after_the_check_fell_due_still_take_their_turns() -> None:
    found = dates([planned(1, 6), planned(1, 13)], start=date(2027, 1, 4), end=CHECK, closed={})

    assert [due.on for due in found] == [date(2027, 1, 11), date(2027, 1, 18)]


def test_a_plan_without_actions_has_no_dates() -> None:
    assert dates([]) == ()


@pytest.mark.parametrize(
    ("key", "gather"),
    [("cairn-1.0", ["CUL2d", "PER1d"]), ("cairn-1.1", ["PER7d"])],
)
def test_a_question_set_says_which_actions_gather_for_a_month(key: str, gather: list[str]) -> None:
    days = {action.code: action.least_days for action in shipped_model(key).actions}

    assert [days[code] for code in gather] == [30] * len(gather)
    assert days["CON4q"] == 30
    assert days["CUL5q"] == 14
    assert days["CUL1q"] == 0


@pytest.mark.parametrize("key", SHIPPED)
def test_an_action_whose_steps_last_a_month_or_two_weeks_takes_as_long(key: str) -> None:
    for action in shipped_model(key).actions:
        text = " ".join(action.steps).lower()
        if re.search(r"for a month|a month later", text):
            assert action.least_days == 30, action.code
        if "for two weeks" in text:
            assert action.least_days == 14, action.code


# ---- properties

SOME_ACTIONS = st.lists(
    st.tuples(st.integers(1, 13), st.integers(1, 30), st.sampled_from([0, 0, 0, 14, 30])),
    min_size=1,
    max_size=12,
).map(
    lambda rows: [
        planned(hours, week, gathers=gathers)
        for week, (_, hours, gathers) in zip(sorted(r[0] for r in rows), rows, strict=True)
    ]
)
WINDOWS = st.tuples(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(-10, 130))
CLOSINGS = st.dictionaries(
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.sampled_from([ClosedDay.HOLIDAY, ClosedDay.BUSY]),
)


@pytest.mark.thorough
@given(SOME_ACTIONS, WINDOWS, CLOSINGS, st.lists(st.integers(0, 18), max_size=6))
def test_dates_keep_their_order_their_days_and_the_check(
    actions: list[PlannedAction],
    window: tuple[date, int],
    holidays: dict[date, ClosedDay],
    busy_weeks: list[int],
) -> None:
    start, days = window
    end = start + timedelta(days=days)
    busy = {
        start + timedelta(weeks=week, days=day): ClosedDay.BUSY
        for week in busy_weeks
        for day in range(7)
    }
    closed = {**holidays, **busy}

    found = dates(actions, start, end, closed)

    assert [due.on for due in found] == sorted(due.on for due in found)
    assert not any(is_closed(due.on, closed) for due in found)
    soonest = start
    for action, due in zip(actions, found, strict=True):
        least = start + timedelta(days=least_days(action))
        assert due.on >= least
        soonest = max(soonest, least)
        while is_closed(soonest, closed):
            soonest += timedelta(days=1)
        # Only what cannot be done any sooner ends after the check, and then it is said.
        assert (due.on > end) == (soonest > end) == (due.because is Because.BEYOND)
        assert (due.closed is None) == (due.instead_of is None)


@pytest.mark.thorough
@given(SOME_ACTIONS, st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_where_there_is_time_each_action_takes_its_days_after_the_one_before(
    actions: list[PlannedAction], start: date
) -> None:
    work = [least_days(replace(a, action=None)) for a in actions]
    # With up to one Sunday to step over for each action, this is always enough.
    end = start + timedelta(days=30 + sum(work) + 2 * len(actions))

    found = dates(actions, start, end, {})

    for before, after, days in zip(found, found[1:], work[1:], strict=False):
        assert (after.on - before.on).days >= days
