"""Tests of quarters and of the due dates of actions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.quarters import Quarter, UnknownQuarter

OCTOBER = Quarter(date(2026, 10, 1))


def test_a_quarter_knows_its_name_and_days() -> None:
    assert (OCTOBER.key, OCTOBER.slug, OCTOBER.year) == ("2026-Q4", "2026-q4", 2026)
    assert OCTOBER.first_month == 10
    assert OCTOBER.ends_on == date(2026, 12, 31)


def test_quarters_follow_each_other_over_new_year() -> None:
    assert OCTOBER.next() == Quarter(date(2027, 1, 1))
    assert OCTOBER.next().previous() == OCTOBER
    assert OCTOBER.next() > OCTOBER


def test_a_quarter_can_end_in_a_leap_february() -> None:
    assert Quarter(date(2027, 12, 1)).ends_on == date(2028, 2, 29)


@pytest.mark.parametrize("words", ["2026-Q4", "2026-q4"])
def test_a_quarter_is_read_from_its_name(words: str) -> None:
    assert Quarter.parse(words) == OCTOBER


@pytest.mark.parametrize(
    "words", ["", "2026", "2026-Q0", "2026-Q5", "26-Q4", "2026-Q4 ", "2026-Q٤", "0000-Q1", "2026Q4"]
)
def test_any_other_text_is_refused_as_a_quarter(words: str) -> None:
    with pytest.raises(UnknownQuarter):
        Quarter.parse(words)


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)), st.integers(1, 12))
def test_every_day_is_within_its_quarter(day: date, first_month: int) -> None:
    quarter = Quarter.containing(day, first_month)

    assert quarter.starts_on <= day <= quarter.ends_on
    assert (quarter.first_month - first_month) % 3 == 0
    assert quarter.next().starts_on == quarter.ends_on + timedelta(days=1)
    assert quarter.next().previous() == quarter


@given(st.dates(date(1900, 1, 1), date(2998, 12, 31)), st.integers(1, 12))
def test_a_name_leads_back_to_its_quarter(day: date, first_month: int) -> None:
    quarter = Quarter.containing(day, first_month)

    assert Quarter.parse(quarter.slug, first_month) == quarter


@pytest.mark.parametrize(
    ("sent_on", "due_on"),
    [
        (None, (2026, 10, 1)),
        (date(2026, 7, 10), (2026, 10, 1)),
        (date(2026, 7, 23), (2026, 10, 1)),
        (date(2026, 7, 24), (2026, 10, 2)),
        (date(2026, 8, 28), (2026, 11, 6)),
        (date(2026, 10, 14), (2026, 12, 23)),
    ],
)
def test_a_check_falls_due_with_its_quarter_but_ten_weeks_after_the_last_at_the_soonest(
    sent_on: date | None, due_on: tuple[int, int, int]
) -> None:
    assert OCTOBER.check_due_on(sent_on) == date(*due_on)


@given(st.dates(date(1900, 1, 1), date(2998, 12, 31)))
def test_a_check_falls_due_within_its_quarter_even_if_the_last_was_sent_late(day: date) -> None:
    checked = Quarter.containing(day)
    coming = checked.next()

    due_on = coming.check_due_on(min(day + timedelta(days=14), checked.closes_on))

    assert coming.starts_on <= due_on <= coming.ends_on


def test_a_check_can_be_finished_two_weeks_into_the_next_quarter() -> None:
    assert OCTOBER.closes_on == date(2027, 1, 14)
    assert OCTOBER.closes_on in _days_of(OCTOBER.next())


def _days_of(quarter: Quarter) -> list[date]:
    days = (quarter.ends_on - quarter.starts_on).days + 1
    return [quarter.starts_on + timedelta(days=n) for n in range(days)]


def test_a_business_is_in_the_quarter_of_the_day() -> None:
    day = date(2026, 11, 20)

    assert Quarter.running(day, 1, None) == OCTOBER
    assert Quarter.running(day, 1, OCTOBER.previous()) == OCTOBER
    assert Quarter.running(day, 1, OCTOBER) == OCTOBER


@pytest.mark.parametrize(
    ("day", "starts_on"),
    [
        # November to January overlaps the checked quarter, so the checked one continues.
        (date(2026, 11, 20), date(2026, 10, 1)),
        (date(2027, 1, 31), date(2026, 10, 1)),
        (date(2027, 2, 1), date(2027, 2, 1)),
    ],
)
def test_moved_quarters_start_after_the_checked_one_has_ended(day: date, starts_on: date) -> None:
    assert Quarter.running(day, 11, OCTOBER) == Quarter(starts_on)


@given(
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.integers(1, 12),
    st.integers(1, 12),
    st.integers(0, 400),
)
def test_no_month_is_ever_in_two_checks(
    day: date, before: int, after: int, days_later: int
) -> None:
    checked = Quarter.containing(day, before)

    now = Quarter.running(day + timedelta(days=days_later), after, checked)

    assert now == checked or now.starts_on > checked.ends_on
