"""Sentences that depend on numbers, kept apart from the language they are said in."""

from collections.abc import Mapping
from dataclasses import dataclass, field


def _(text: str) -> str:
    """Mark a sentence for translation; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence with gaps, and the facts that fill them."""

    text: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format(**self.facts)


# ---- why an action is in the plan


def lifts_last_step(area: str, tier: str) -> Remark:
    return Remark(_("One step from {tier} in {area}"), {"tier": tier, "area": area})


def lifts_some_steps(area: str, tier: str, steps: int) -> Remark:
    facts = {"tier": tier, "area": area, "steps": steps}
    return Remark(_("Part of the {steps} steps to {tier} in {area}"), facts)


def nears_tier(area: str, tier: str) -> Remark:
    return Remark(_("Brings {area} closer to {tier}"), {"tier": tier, "area": area})


def puts_in_place(practice: str, area: str, tier: str) -> Remark:
    facts = {"practice": practice, "tier": tier, "area": area}
    return Remark(_("Makes “{practice}” usual; {tier} in {area} then stands firmer"), facts)


def polishes(practice: str, area: str) -> Remark:
    facts = {"practice": practice, "area": area}
    return Remark(_("Makes “{practice}” hold every time"), facts)


# ---- why an action is not


def taken_out() -> Remark:
    return Remark(_("Taken out by you"))


def waits_for_floor(area: str, tier: str) -> Remark:
    return Remark(_("Waits for {tier} in {area}"), {"tier": tier, "area": area})


def would_fit() -> Remark:
    return Remark(_("Would fit, but other actions give more"))


def over_the_number(actions: int) -> Remark:
    return Remark(_("Would fit, but you chose {actions} actions"), {"actions": actions})


def lacks(hours: int, money: int) -> Remark:
    facts = {"hours": hours, "money": money}
    if hours and money:
        return Remark(_("{hours} hours and {money} more than are left"), facts)
    if hours == 1:
        return Remark(_("1 hour more than is left"), facts)
    if hours:
        return Remark(_("{hours} hours more than are left"), facts)
    return Remark(_("{money} more than is left"), facts)
