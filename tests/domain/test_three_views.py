"""Tests of owner, team and customers side by side."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.voices.three_views import AreaViews, Stance, three_views

POINTS = st.none() | st.fractions(0, 100, max_denominator=12)


def area(owner: int | None, team: int | None, customers: int | None = None) -> AreaViews:
    def exact(points: int | None) -> Fraction | None:
        return None if points is None else Fraction(points)

    return AreaViews(key="x", owner=exact(owner), team=exact(team), customers=exact(customers))


@pytest.mark.parametrize(
    ("owner", "team", "stance"),
    [
        (52, 33, Stance.LOWER),
        (52, 42, Stance.CLOSE),
        (52, 62, Stance.CLOSE),
        (52, 63, Stance.HIGHER),
        (None, 63, Stance.UNKNOWN),
        (52, None, Stance.UNKNOWN),
    ],
)
def test_up_to_ten_points_apart_is_close(
    owner: int | None, team: int | None, stance: Stance
) -> None:
    views = area(owner, team)

    assert views.team_stance is stance
    assert views.customers_stance is Stance.UNKNOWN
    assert views.shown == (stance is not Stance.UNKNOWN)


def test_the_largest_difference_to_the_team_comes_first() -> None:
    views = three_views(
        {"a": Fraction(50), "b": Fraction(50), "c": Fraction(50), "d": None},
        {"a": Fraction(45), "b": Fraction(80), "d": Fraction(1)},
        {"c": Fraction(90)},
    )

    assert [area.key for area in views.areas] == ["b", "a", "c", "d"]
    assert (views.team, views.customers) == (Stance.HIGHER, Stance.HIGHER)
    assert views.count(team=Stance.CLOSE) == 1
    assert views.shown


@pytest.mark.parametrize(
    ("team", "stance"),
    [
        ((30, 50), Stance.LOWER),
        ((30, 70), Stance.MIXED),
        ((50, 70), Stance.HIGHER),
        ((50, 50), Stance.CLOSE),
        ((None, None), Stance.UNKNOWN),
        ((39, 60, 60), Stance.MIXED),
        ((61, 40, 40), Stance.MIXED),
    ],
)
def test_a_group_leans_one_way_if_neither_an_area_nor_the_whole_leans_the_other(
    team: tuple[int | None, ...], stance: Stance
) -> None:
    scores = {key: None if p is None else Fraction(p) for key, p in zip("abc", team, strict=False)}

    views = three_views(dict.fromkeys(scores, Fraction(50)), scores, {})

    assert views.team is stance


@given(POINTS, POINTS, POINTS)
def test_a_difference_is_named_only_between_two_shown_views(
    owner: Fraction | None, team: Fraction | None, customers: Fraction | None
) -> None:
    [views] = three_views({"a": owner}, {"a": team}, {"a": customers}).areas

    unknown = owner is None or (team is None and customers is None)
    assert views.shown is not unknown
    if views.team_stance is Stance.LOWER:
        assert owner is not None
        assert team is not None
        assert owner - team > 10
