"""Edge cases of the small multiples."""

from fractions import Fraction
from itertools import pairwise

from assessment.domain.quarters import Quarter
from assessment.domain.trends.timeline import Point
from assessment.journey.trends.charts import Multiple, multiple


def chart(*values: int | None, basis: str = "a", start: str = "2025-Q1") -> Multiple:
    """Draw consecutive quarters; None is a quarter without a check."""
    quarter, line = Quarter.parse(start), []
    for value in values:
        if value is None:
            line.append(Point(quarter=quarter, state="no_check"))
        else:
            points = Fraction(value)
            line.append(Point(quarter=quarter, state="scored", points=points, basis=basis))
        quarter = quarter.next()
    return multiple(line)


def test_eight_quarters_fill_the_chart_and_the_newest_dot_is_largest() -> None:
    drawn = chart(0, 10, 20, 30, 40, 50, 60, 100)

    assert [dot.x for dot in drawn.dots] == [f"{30 * n}.0" for n in range(1, 9)]
    assert (drawn.dots[0].y, drawn.dots[-1].y) == ("112.0", "12.0")
    assert [dot.last for dot in drawn.dots] == [False] * 7 + [True]
    assert drawn.newest
    assert (drawn.newest.x, drawn.newest.y, drawn.newest.points) == ("254.0", "17.0", 100)


def test_only_the_newest_eight_quarters_are_drawn() -> None:
    drawn = chart(*range(12))

    assert len(drawn.dots) == 8
    assert drawn.dots[0].y == "108.0"


def test_fewer_quarters_are_aligned_to_the_right() -> None:
    drawn = chart(10, 20, 30)

    assert [dot.x for dot in drawn.dots] == ["180.0", "210.0", "240.0"]
    assert drawn.lines == ("180.0,102.0 210.0,92.0 240.0,82.0",)


def test_a_single_point_is_a_dot_without_a_line() -> None:
    drawn = chart(50)

    assert len(drawn.dots) == 1
    assert drawn.lines == ()
    assert [year.year for year in drawn.years] == ["2025"]


def test_a_gap_is_a_dash_and_is_not_bridged() -> None:
    drawn = chart(10, 20, None, 40, 50)

    assert drawn.dashes == ("180.0",)
    assert drawn.lines == ("120.0,102.0 150.0,92.0", "210.0,72.0 240.0,62.0")


def test_a_last_quarter_without_a_score_has_no_number() -> None:
    drawn = chart(10, 20, None)

    assert drawn.newest is None
    assert not any(dot.last for dot in drawn.dots)


def test_years_are_placed_under_their_first_quarter() -> None:
    drawn = chart(1, 2, 3, 4, 5, 6, start="2025-Q3")

    assert [(year.x, year.year) for year in drawn.years] == [("90.0", "2025"), ("150.0", "2026")]


def test_a_first_year_with_one_quarter_moves_aside_for_the_next() -> None:
    drawn = chart(1, 2, 3, start="2025-Q4")

    assert [(year.x, year.year) for year in drawn.years] == [("164.0", "2025"), ("210.0", "2026")]


def test_a_year_with_one_quarter_between_others_has_a_short_label() -> None:
    quarters = ("2024-Q1", "2024-Q3", "2025-Q2", "2026-Q1", "2026-Q4", "2027-Q2", "2028-Q1")
    points = Fraction(50)

    drawn = multiple(
        [
            Point(quarter=Quarter.parse(q), state="scored", points=points, basis="a")
            for q in quarters
        ]
    )

    labels = [(year.x, year.year) for year in drawn.years]
    assert labels == [
        *(("60.0", "2024"), ("112.0", "’25"), ("150.0", "2026")),
        *(("202.0", "’27"), ("240.0", "2028")),
    ]
    assert all(
        Fraction(after) - Fraction(before) >= 38 for (before, _), (after, _) in pairwise(labels)
    )


def test_new_questions_are_marked_halfway() -> None:
    quarter = Quarter.parse("2025-Q1")
    bases = ["a", "a", "b"]
    line = []
    for basis in bases:
        line.append(Point(quarter=quarter, state="scored", points=Fraction(50), basis=basis))
        quarter = quarter.next()

    drawn = multiple(line)

    assert drawn.breaks == ("225.0",)
    assert drawn.lines == ("180.0,62.0 210.0,62.0",)
