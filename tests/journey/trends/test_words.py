"""The wording of findings, time spans and captions."""

from dataclasses import replace
from datetime import date

import pytest

from assessment.domain.model.answers import SET_ASIDE
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.comparison import comparison
from assessment.journey.trends.wording import quarters as words
from assessment.journey.trends.wording.finding import finding, reading
from assessment.parties.catalogue.library import shipped_model
from tests.domain.making import change, make_sheet
from tests.journey.cafe import eight_checks

CHECKS = eight_checks()
FIRST, LAST = CHECKS[0], CHECKS[-1]
"""In between lies a clear rise from 27 to 59."""
YEAR = "in a year"
RISE = (3, 2, 1, 1, 2, 1)


def answering(value: int) -> Submission:
    return replace(LAST, sheet=make_sheet(LAST.model, value))


def answering_by_area(**values: int) -> Submission:
    """Return a check with one answer for each area, and "sometimes" elsewhere."""
    steps = {p.code: values.get(p.dimension, 1) for p in LAST.model.practices}
    return replace(LAST, sheet=make_sheet(LAST.model, steps))


def found(before: Submission, now: Submission) -> tuple[str, str]:
    both = comparison(before, now)
    return finding(both, YEAR), reading(both)


def test_a_fall_is_described_as_plainly_as_a_rise() -> None:
    title, lead = found(LAST, FIRST)

    assert title == "Down 32 points in a year, Channels most of all"
    assert lead == (
        "The fall from 59 to 27 is a clear change. Also clear: Channels and Personalisation. "
        "Policies, Culture and Consistency have probably dropped."
    )


def test_a_likely_fall_names_the_likely_areas_and_leaves_the_others_to_chance() -> None:
    title, lead = found(LAST, CHECKS[-5])

    assert title == "Probably down 19 points in a year"
    assert lead == (
        "The change from 59 to 40 is probably real. Channels has probably dropped. "
        "The changes in the other 4 areas may just be chance."
    )


def test_by_the_first_rule_a_change_is_clear_or_may_be_chance() -> None:
    checks = eight_checks(shipped_model("cairn-1.0"))

    title, lead = found(checks[-1], checks[-5])

    assert title == "Down 19 points in a year, Channels most of all"
    assert lead == (
        "The fall from 59 to 40 is a clear change. Also clear: Channels and Personalisation. "
        "The changes in the other 3 areas may just be chance."
    )


def test_unchanged_answers_are_reported_as_such() -> None:
    assert found(LAST, LAST) == (
        "All areas are close to where they were",
        "The score is still 59.",
    )


def test_small_changes_are_not_clear() -> None:
    title, lead = found(CHECKS[-3], CHECKS[-2])

    assert title == "No clear change in a year"
    assert lead.startswith("The change from 48 to 51 may just be chance.")


def test_a_clear_rise_from_many_small_steps_names_no_area() -> None:
    before = answering(1)
    # Of 36 points in each area, two basics and a sparkle bring 3 × 2 + 3 × 1 + 1 × 1 more.
    steps = {
        p.code: v for d in LAST.model.dimensions for p, v in zip(d.practices, RISE, strict=True)
    }
    now = replace(before, sheet=change(before.sheet, **steps))

    title, lead = found(before, now)

    assert title == "Up 28 points in a year"
    assert lead == (
        "The rise from 33 to 61 is a clear change. In each area, the change may just be chance."
    )


def test_if_every_area_is_clear_chance_is_not_mentioned() -> None:
    _title, lead = found(answering(0), answering(3))

    assert lead.endswith("Consistency and Personalisation.")
    assert "chance" not in lead


def test_rises_and_falls_are_named_separately() -> None:
    before = answering_by_area(culture=1, policies=2)

    title, lead = found(before, answering_by_area(culture=3, policies=0))

    assert title == "No clear change overall, but a clear one in Culture and Policies"
    assert "Culture has clearly improved. Policies has clearly dropped." in lead


def test_without_an_overall_score_and_without_a_clear_area() -> None:
    codes = [practice.code for practice in LAST.model.dimension("culture").practices]
    sheet = change(CHECKS[-2].sheet, **dict.fromkeys(codes[:3], SET_ASIDE))

    title, lead = found(CHECKS[-3], replace(CHECKS[-2], sheet=sheet))

    assert title == "No clear change in any area in a year"
    assert lead.startswith("One of the two quarters has no overall score.")


def test_with_some_new_questions_overall_scores_are_not_compared() -> None:
    new = replace(LAST.model, version="1.2")
    keys = {p.key: p.key for p in new.practices if p.dimension != "culture"}
    model = replace(new, mappings={LAST.model.key: keys})

    title, lead = found(FIRST, replace(LAST, model=model))

    assert title == "A clear change in Channels and Personalisation in a year"
    assert lead.startswith("Some questions are new, so the overall scores can’t be compared.")
    assert lead.endswith("Not compared: Culture.")


def quarter(year: int, month: int) -> Quarter:
    return Quarter(date(year, month, 1))


@pytest.mark.parametrize(
    ("before", "newest", "span", "apart"),
    [
        (quarter(2026, 7), True, "since last quarter", "One quarter apart"),
        (quarter(2026, 7), False, "in 3 months", "One quarter apart"),
        (quarter(2026, 4), True, "in 6 months", "6 months apart"),
        (quarter(2025, 10), True, "in a year", "A year apart"),
        (quarter(2024, 10), True, "in 2 years", "2 years apart"),
        (quarter(2025, 8), True, "in 14 months", "14 months apart"),
    ],
)
def test_time_spans_use_the_largest_whole_unit(
    before: Quarter,
    newest: bool,  # noqa: FBT001
    span: str,
    apart: str,
) -> None:
    now = quarter(2026, 10)

    assert words.span(before, now, newest=newest) == span
    assert words.apart(before, now) == apart


def test_quarters_are_abbreviated_in_tables() -> None:
    assert words.short_quarter(quarter(2026, 10)) == "Oct–Dec 2026"
    assert words.short_quarter(quarter(2026, 11)) == "Nov 2026–Jan 2027"


def test_a_column_is_named_by_year_if_the_months_are_the_same() -> None:
    assert words.column(quarter(2026, 10), quarter(2025, 10)) == "2026"
    assert words.column(quarter(2026, 10), quarter(2026, 7)) == "Oct–Dec 2026"
