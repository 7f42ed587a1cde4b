"""Sentences that depend on numbers, kept apart from the language they are said in."""

from collections.abc import Mapping
from dataclasses import dataclass, field


def _(text: str) -> str:
    """Mark a sentence for translation; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence with gaps, and the facts that fill them; `money` is in the business's currency."""

    text: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format(**self.facts)


# ---- why an action is in the plan


def completes_tier(area: str, tier: str, left: int, steps: int) -> Remark:
    """The action takes the last `left` of all `steps` to a tier."""
    facts = {"tier": tier, "area": area, "steps": left}
    if left < steps:
        others = {
            (1, steps): _("The last step to {tier} in {area}"),
            (1, 2): _("The other step to {tier} in {area}"),
        }
        rest = _("The last {steps} steps to {tier} in {area}")
        return Remark(others.get((left, steps), rest), facts)
    whole = {1: _("One step from {tier} in {area}"), 2: _("Both steps to {tier} in {area}")}
    return Remark(whole.get(steps, _("All {steps} steps to {tier} in {area}")), facts)


def part_of_tier(area: str, tier: str, done: int, steps: int) -> Remark:
    """The action takes `done` of all `steps` to a tier, and others take the rest or nobody does."""
    facts = {"tier": tier, "area": area, "done": done, "steps": steps}
    if steps == 2:  # noqa: PLR2004
        return Remark(_("One of two steps to {tier} in {area}"), facts)
    return Remark(_("{done} of {steps} steps to {tier} in {area}"), facts)


def lifts_the_one_basic(practice: str, area: str, label: str) -> Remark:
    facts = {"practice": practice, "area": area, "label": label}
    return Remark(_("Lifts “{practice}”, the one basic in {area} below {label}"), facts)


def lifts(practice: str, label: str) -> Remark:
    return Remark(_("Lifts “{practice}” to {label}"), {"practice": practice, "label": label})


def counts_later(area: str, tier: str) -> Remark:
    """For an action the owner wants although the tier below is not met."""
    return Remark(
        _("Your choice; it counts once {tier} is met in {area}"), {"tier": tier, "area": area}
    )


# ---- why an action is not


def taken_out() -> Remark:
    return Remark(_("Taken out by you"))


def waits_for_floor(area: str, tier: str) -> Remark:
    return Remark(_("Waits for {tier} in {area}"), {"tier": tier, "area": area})


def over_the_number(actions: int) -> Remark:
    if actions == 1:
        return Remark(_("Would fit, but you chose one action"))
    return Remark(_("Would fit, but you chose {actions} actions"), {"actions": actions})


def lacks(hours: int, money: int) -> Remark:
    facts = {"hours": hours, "money": money}
    if hours == 1 and money:
        return Remark(_("1 hour and {money} more than are left"), facts)
    if hours and money:
        return Remark(_("{hours} hours and {money} more than are left"), facts)
    if hours == 1:
        return Remark(_("1 hour more than is left"), facts)
    if hours:
        return Remark(_("{hours} hours more than are left"), facts)
    return Remark(_("{money} more than is left"), facts)


# ---- how far an action of a saved plan is


def how_far(status: str) -> Remark:
    return Remark(
        {
            "open": _("To do"),
            "running": _("Started"),
            "done": _("Done"),
            "partly": _("Partly done"),
            "dropped": _("Dropped"),
        }[status]
    )
