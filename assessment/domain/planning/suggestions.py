"""Suggestions that go beyond the plan."""

from assessment.domain.planning.plans import LeftOut, QuarterPlan

JOY_HOURS = 2
JOY_MONEY = 50
"""The most that a suggested sparkle action can take."""
NEVER_SUGGESTED = {"excluded", "not_suitable"}


def sparkle_pin(plan: QuarterPlan) -> LeftOut | None:
    """Suggest a small action of the highest tier, within `JOY_HOURS` and `JOY_MONEY`.

    Return None if the plan already contains an action of that tier, or none is small enough.
    """
    highest = plan.model.tiers[-1]
    if any(planned.tier == highest for planned in plan.actions):
        return None
    joys = [
        out
        for out in plan.left_out
        if out.tier == highest and out.reason not in NEVER_SUGGESTED and out.action.kind == "quick"
        and out.cost.hours <= JOY_HOURS and out.cost.money <= JOY_MONEY
    ]  # fmt: skip
    return min(joys, key=_smallest_and_soundest, default=None)


def _smallest_and_soundest(out: LeftOut) -> tuple[bool, int, int, str]:
    return (out.reason == "floor", out.cost.hours, out.cost.money, out.action.code)
