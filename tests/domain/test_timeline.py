"""Tests of the lines through a business's quarters."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from assessment.domain.model.maturity import MaturityModel
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.timeline import Point, breaks, runs, timeline_of
from assessment.parties.catalogue.library import sample_submissions
from tests.domain.making import change

CHECKS = sample_submissions()
LAST = CHECKS[-1]
MODEL = LAST.model
NEXT = "1.2"


def quarter(key: str) -> Quarter:
    return Quarter.parse(key)


def at(key: str, submission: Submission = LAST) -> Submission:
    return replace(submission, quarter=quarter(key))


def keys(submissions: list[Submission]) -> list[str]:
    return [entry.quarter.key for entry in timeline_of(submissions).entries]


def older(submission: Submission, **fields: object) -> Submission:
    """Return a check under Cairn 0.9, which has another structure and no mapping to later ones."""
    other = replace(submission.model, version="0.9", trades=())
    return replace(submission, model=replace(other, **fields))  # type: ignore[arg-type]


# ---- the quarters


def test_quarters_without_a_check_appear_in_order() -> None:
    found = timeline_of([at("2025-Q4"), at("2026-Q3")])

    assert [entry.quarter.key for entry in found.entries] == [
        "2025-Q4",
        "2026-Q1",
        "2026-Q2",
        "2026-Q3",
    ]
    assert [bool(entry.submission) for entry in found.entries] == [True, False, False, True]
    assert len(found.submissions) == 2


def test_a_single_check_makes_a_timeline() -> None:
    assert keys([LAST]) == ["2026-Q4"]


def test_moving_quarters_to_other_months_leaves_no_partial_quarter() -> None:
    moved = replace(LAST, quarter=Quarter(date(2026, 8, 1)))

    found = timeline_of([at("2026-Q1"), moved])

    assert [entry.quarter.starts_on for entry in found.entries] == [
        date(2026, 1, 1),
        date(2026, 4, 1),
        date(2026, 8, 1),
    ]


# ---- points


def test_points_are_exact_and_come_with_their_level() -> None:
    entry = timeline_of(CHECKS).entries[-1]

    assert entry.area("channels").points == Fraction(625, 9)
    assert entry.overall.points == LAST.scored.overall.points
    assert entry.level == LAST.scored.overall.level


def test_a_quarter_without_a_check_has_no_points_and_no_level() -> None:
    empty = timeline_of([at("2025-Q4"), at("2026-Q2")]).entries[1]

    assert empty.area("culture").state == empty.overall.state == "no_check"
    assert empty.level is None
    assert empty.submission is None


def test_an_area_without_a_score_leaves_the_overall_score_out() -> None:
    unscored = replace(LAST, sheet=change(LAST.sheet, CUL1="na", CUL3="na", CUL4="na"))
    entry = timeline_of([CHECKS[0], unscored]).entries[-1]

    assert entry.area("culture").state == entry.overall.state == "not_scored"
    assert entry.area("policies").state == "scored"
    assert entry.level is None


def test_an_area_that_was_not_asked_about_is_marked() -> None:
    first = older(CHECKS[0], dimensions=CHECKS[0].model.dimensions[1:])
    timeline = timeline_of([first, LAST])

    assert timeline.entries[0].area("culture").state == "not_asked"
    assert timeline.entries[0].area("policies").basis == "cairn-0.9"


def test_an_area_that_was_removed_stays_in_the_history() -> None:
    fewer = replace(LAST, model=replace(MODEL, version=NEXT, dimensions=MODEL.dimensions[1:]))

    timeline = timeline_of([CHECKS[0], fewer])

    assert list(timeline.areas) == [
        "policies",
        "channels",
        "consistency",
        "personalisation",
        "culture",
    ]
    assert [point.state for point in timeline.line("culture")][-1] == "not_asked"


# ---- lines and their breaks


def line(*values: tuple[int | None, str]) -> list[Point]:
    start = quarter("2025-Q1")
    points = []
    for value, basis in values:
        state = "scored" if value is not None else "not_scored" if basis else "no_check"
        exact = None if value is None else Fraction(value)
        points.append(Point(quarter=start, state=state, points=exact, basis=basis))  # type: ignore[arg-type]
        start = start.next()
    return points


def test_neighbours_are_joined_and_gaps_are_not_bridged() -> None:
    found = runs(line((1, "a"), (2, "a"), (None, ""), (4, "a"), (None, "a"), (6, "a"), (7, "a")))

    assert found == ((0, 1), (3,), (5, 6))


def test_points_are_not_joined_across_new_questions() -> None:
    points = line((1, "a"), (2, "a"), (3, "b"), (4, "b"))

    assert runs(points) == ((0, 1), (2, 3))
    assert breaks(points) == (2,)


def test_a_break_after_a_gap_is_before_the_first_point_with_new_questions() -> None:
    points = line((1, "a"), (None, ""), (None, "b"), (4, "b"))

    assert breaks(points) == (2,)


def test_a_line_without_points_has_no_runs_or_breaks() -> None:
    assert runs(line((None, ""), (None, "a"))) == ()
    assert breaks(line((None, ""), (None, "a"))) == ()


def mapped() -> MaturityModel:
    every = {practice.key: practice.key for practice in MODEL.practices}
    return replace(MODEL, version=NEXT, mappings={MODEL.key: every})


def test_with_a_mapping_the_line_continues_across_new_questions() -> None:
    now = replace(LAST, model=mapped())

    timeline = timeline_of([*CHECKS[-3:-1], now])

    assert breaks(timeline.whole) == ()
    assert runs(timeline.line("culture")) == ((0, 1, 2),)
    assert {point.basis for point in timeline.whole} == {"cairn-1.2"}


def test_without_a_mapping_the_old_points_keep_their_own_basis() -> None:
    timeline = timeline_of([older(CHECKS[-3]), older(CHECKS[-2]), LAST])

    assert breaks(timeline.whole) == (2,)
    assert [p.points for p in timeline.whole] == [c.scored.overall.points for c in CHECKS[-3:]]
