"""Every form of the sentences that compare plans, and what a level to expect rests on."""

import re
from dataclasses import replace
from typing import Any

import pytest

from assessment.domain.planning.contrasts import Alternative, Contrasts, Lever
from assessment.domain.planning.plans import QuarterPlan
from assessment.journey.planning.wording import contrasts as says
from assessment.journey.results.wording.areas import gains_line, rests_on_gaps
from tests.claims.test_contrasts import planned_for
from tests.domain.making import change, make_sheet
from tests.domain.test_contrasts import NEW, OLD, SEEDS, some_plan


def alternative(points: int = 0, **fields: Any) -> tuple[QuarterPlan, Alternative]:
    """Return a plan, and an alternative that differs from it in just this."""
    plan, sheet = planned_for(change(make_sheet(OLD, 2), CUL1=1))
    found = Contrasts(plan, sheet).without(plan.library[0])
    assert found
    now = plan.expected.overall
    base: dict[str, Any] = {
        "levels": 0,
        "hours": 0,
        "money": 0,
        "better": False,
        "decided_by": "value",
    }
    expected = replace(now, points=now.points + points)
    return plan, replace(found, expected=expected, **(base | fields))


@pytest.mark.parametrize(
    ("points", "levels", "sentence"),
    [
        (-2, -1, "That would give 2 points less, and one level fewer across the areas."),
        (-1, 0, "That would give 1 point less."),
        (-2, 2, "That would give 2 points less, but 2 levels more across the areas."),
        (0, -2, "That would give as many points, but 2 levels fewer across the areas."),
        (0, 0, "That would give as many points and levels."),
        (0, 1, "That would give as many points, and one level more across the areas."),
        (1, -1, "That would give 1 point more, but one level fewer across the areas."),
        (2, 0, "That would give 2 points more."),
        (2, 1, "That would give 2 points more, and one level more across the areas."),
    ],
)
def test_what_another_plan_would_give(points: int, levels: int, sentence: str) -> None:
    plan, found = alternative(points, levels=levels)

    assert says.gives(plan, found) == sentence


@pytest.mark.parametrize(
    ("hours", "money", "sentence"),
    [
        (-3, -50, "It would save 3 hours and £50."),
        (-1, 0, "It would save 1 hour."),
        (-3, 50, "It would save 3 hours, but cost £50 more."),
        (0, -50, "It would save £50."),
        (0, 0, "It would take just as long and cost just as much."),
        (0, 1000, "It would cost £1,000 more."),
        (2, -50, "It would take 2 hours more, but save £50."),
        (2, 0, "It would take 2 hours more."),
        (2, 50, "It would take 2 hours and £50 more."),
    ],
)
def test_what_another_plan_would_take(hours: int, money: int, sentence: str) -> None:
    _plan, found = alternative(hours=hours, money=money)

    assert says.takes(found, "GBP") == sentence


@pytest.mark.parametrize(
    ("decided_by", "sentence"),
    [
        ("overall", "This plan gets further towards the next level for the whole business."),
        ("levels", "This plan gains more levels across the areas."),
        ("value", "This plan still does more, counting tiers, importance and steps."),
        ("hours", "Both do as much, but this plan takes less time."),
        ("money", "Both do as much in the same time, but this plan costs less."),
        ("number", "Both do as much for the same time and money, but this plan has fewer actions."),
        ("order", "Both are just as good, so the earlier question goes first."),
    ],
)
def test_what_decides_is_said_only_if_points_and_levels_do_not_tell(
    decided_by: str, sentence: str
) -> None:
    plan, alike = alternative(decided_by=decided_by)
    [action, *_rest] = plan.library

    assert says.why_chosen(plan, action, alike) == sentence
    for visible in ({"points": -1}, {"levels": -1}):
        _plan, less = alternative(decided_by=decided_by, **visible)
        assert says.why_chosen(plan, action, less) == ""


def test_what_a_pin_moves() -> None:
    one, other = OLD.actions[:2]
    both = one.title, other.title

    assert says.pinned([one], []) == f"“{both[0]}” would come in too."
    assert says.pinned([], [one, other]) == f"“{both[0]}” and “{both[1]}” would go out."
    assert says.pinned([], []) == "Nothing would go out."


@pytest.mark.parametrize(
    ("searched", "sentence"),
    [
        (
            {Lever.PLACE: 3, Lever.HOURS: 20, Lever.MONEY: 1000},
            (
                "On its own, none of these would be enough: 20 hours more, £1,000 more, "
                "or room for 3 more actions."
            ),
        ),
        (
            {Lever.PLACE: 3, Lever.HOURS: 20},
            "Neither 20 hours more nor room for 3 more actions would be enough.",
        ),
        (
            {Lever.PLACE: 3, Lever.MONEY: 50},
            "Neither £50 more nor room for 3 more actions would be enough.",
        ),
        ({Lever.PLACE: 3}, "Room for 3 more actions would not be enough."),
    ],
)
def test_what_would_not_be_enough(searched: dict[Lever, int], sentence: str) -> None:
    assert says.no_way_in(searched, "GBP") == sentence


# ---- levels that rest on a gap


def test_a_level_to_expect_says_which_step_it_rests_on() -> None:
    seen = set()

    for seed in range(12):
        plan, _sheet = some_plan(NEW, seed)
        gaps = {}
        for area in plan.model.dimensions:
            now, then = plan.now.dimension(area.key), plan.expected.dimension(area.key)
            missing = [sum(t.steps for t in then.tiers[:n]) for n in range(len(then.tiers) + 1)]
            rank = max(n - steps for n, steps in enumerate(missing))
            rises = now.level and then.level and then.level.rank > now.level.rank
            if rises and not now.unknown and missing[max(0, rank)]:
                gaps[area.title] = missing[rank]
        found = re.findall(r"(\w+) would still miss (\d+) steps? lower down;", gains_line(plan))
        assert {area: int(steps) for area, steps in found} == gaps
        seen |= set(gaps.values())

    assert seen


def test_under_the_first_rule_no_level_rests_on_a_gap() -> None:
    assert {rests_on_gaps(some_plan(OLD, seed)[0]) for seed in SEEDS} == {""}
