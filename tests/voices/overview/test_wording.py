"""Tests of the sentences about owner, team and customers: each says only what the numbers show."""

import re
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.scoring.scores import shown
from assessment.domain.voices.three_views import AreaViews, Stance, ThreeViews, three_views
from assessment.voices.overview import wording
from assessment.voices.overview.charts import views_row
from assessment.voices.pulse.wording import points

POINTS = st.none() | st.fractions(0, 100, max_denominator=12)


def area(owner: float | None, team: float | None, customers: float | None = None) -> AreaViews:
    given = [None if n is None else Fraction(n) for n in (owner, team, customers)]
    return AreaViews(key="culture", owner=given[0], team=given[1], customers=given[2])


def of(team: Stance, customers: Stance) -> ThreeViews:
    """Return views of two areas in which the groups have these stances."""
    points = {
        Stance.LOWER: (Fraction(20), Fraction(50)),
        Stance.HIGHER: (Fraction(80), Fraction(50)),
        Stance.MIXED: (Fraction(20), Fraction(80)),
        Stance.CLOSE: (Fraction(50), Fraction(50)),
        Stance.UNKNOWN: (None, None),
    }
    return three_views(
        {"a": Fraction(50), "b": Fraction(50)},
        dict(zip("ab", points[team], strict=True)),
        dict(zip("ab", points[customers], strict=True)),
    )


@pytest.mark.parametrize(
    ("views", "says"),
    [
        (area(52, 33), "Your team sees this 19 lower than you do."),
        (
            area(53, 39, 71),
            (
                "Your team sees this 14 lower than you do. "
                "Your customers rate this 18 higher than you do."
            ),
        ),
        (area(53, 48, 78), "Your customers rate this 25 higher than you do."),
        (area(69, 61, 62), "Close. All three of you see it much the same."),
        (area(69, 61), "Close. You and your team see it much the same."),
        (area(69, None, 61), "Close. You and your customers see it much the same."),
        (area(69, None), "Too few answers to compare."),
        (area(None, 40, 40), "Too few answers to compare."),
        (area(60, 2), "Your team sees this much lower than you do."),
        (area(60, 98), "Your team sees this higher than you do."),
    ],
)
def test_an_area_is_described_by_its_numbers(views: AreaViews, says: str) -> None:
    assert wording.area_line(views) == says


@given(POINTS, POINTS, POINTS)
def test_the_difference_is_that_of_the_numbers_shown(
    owner: Fraction | None, team: Fraction | None, customers: Fraction | None
) -> None:
    line = wording.area_line(AreaViews(key="a", owner=owner, team=team, customers=customers))

    if found := re.search(r"team sees this (\d+)", line):
        assert owner is not None
        assert team is not None
        assert int(found[1]) == abs(shown(owner) - shown(team)) > 10
        assert 5 <= team <= 95


@given(st.fractions(0, 100, max_denominator=12))
def test_near_the_ends_neither_number_nor_mark_reveals_what_everybody_said(team: Fraction) -> None:
    words, chart = points(team), views_row(area(50, float(team)))

    assert words == ("under 5" if team < 5 else "over 95" if team > 95 else str(shown(team)))
    assert chart.team is not None
    assert 24.8 <= float(chart.team) <= 255.2


@pytest.mark.parametrize(("team", "customers"), list(product(Stance, Stance)))
def test_the_verdict_says_who_sees_the_business_more_kindly(
    team: Stance, customers: Stance
) -> None:
    views = of(team, customers)

    verdict, counts = wording.verdict(views, heard=True), wording.counts(views)

    assert (views.team, views.customers) == (team, customers)
    differs = {Stance.LOWER, Stance.HIGHER, Stance.MIXED}
    assert ("team" in verdict) or team not in differs or "depends" in verdict
    assert ("customers" in verdict) or customers not in differs or "depends" in verdict
    assert ("much the same" in verdict) == (
        not differs & {team, customers} and Stance.CLOSE in {team, customers}
    )
    assert bool(counts) == bool(differs & {team, customers})


@pytest.mark.parametrize(
    ("heard", "says"),
    [(False, "So far, only you have been asked"), (True, "There isn’t enough to compare yet")],
)
def test_without_numbers_to_compare_the_verdict_says_whether_anybody_was_heard(
    says: str, *, heard: bool
) -> None:
    views = of(Stance.UNKNOWN, Stance.UNKNOWN)

    assert wording.verdict(views, heard=heard) == says


AREAS = ("a", "b", "c", "d", "e")


@given(*(st.lists(st.fractions(0, 100, max_denominator=3), min_size=5, max_size=5),) * 2)
def test_a_group_is_said_to_lean_one_way_only_if_its_scores_do_on_average(
    owner: list[Fraction], team: list[Fraction]
) -> None:
    views = three_views(
        dict(zip(AREAS, owner, strict=True)), dict(zip(AREAS, team, strict=True)), {}
    )

    assert (views.team is Stance.LOWER) <= (sum(team) < sum(owner))
    assert (views.team is Stance.HIGHER) <= (sum(team) > sum(owner))


def test_one_lower_area_does_not_outweigh_four_that_are_a_little_higher() -> None:
    owner, team = dict.fromkeys(AREAS, Fraction(50)), dict.fromkeys(AREAS, Fraction(58))

    views = three_views(owner, {**team, "a": Fraction(35)}, {})

    assert wording.verdict(views, heard=True) == "Who sees you better depends on the area"
    assert wording.counts(views) == "Your team sees one area lower than you do."


@pytest.mark.parametrize(
    ("known", "says"),
    [
        ("abcde", "You and your team see much the same"),
        ("abcd", "As far as we can compare, you see much the same"),
        ("a", "As far as we can compare, you see much the same"),
        ("", "There isn’t enough to compare yet"),
    ],
)
def test_one_area_that_is_close_speaks_for_no_other(known: str, says: str) -> None:
    owner = dict.fromkeys(AREAS, Fraction(50))

    views = three_views(owner, dict.fromkeys(known, Fraction(52)), {})

    assert wording.verdict(views, heard=True) == says
