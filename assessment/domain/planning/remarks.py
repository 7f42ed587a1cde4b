"""Sentences with placeholders and their facts, kept separate from their translation."""

from collections.abc import Mapping
from dataclasses import dataclass, field


def _(text: str) -> str:
    """Mark a sentence for translation; the page that shows it translates it."""
    return text


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence with placeholders, and the facts that fill them.

    The fact `money` is in the business's currency.
    """

    text: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format(**self.facts)


# ---- why an action is in the plan


def completes_tier(area: str, tier: str, left: int, steps: int) -> Remark:
    """Say that the action completes a tier, with the last `left` of all its `steps`."""
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
    """Say that the action takes `done` of the `steps` to a tier, without completing it."""
    facts = {"tier": tier, "area": area, "done": done, "steps": steps}
    if steps == 2:  # noqa: PLR2004
        return Remark(_("One of two steps to {tier} in {area}"), facts)
    return Remark(_("{done} of {steps} steps to {tier} in {area}"), facts)


def lifts_the_one_basic(practice: str, area: str, label: str) -> Remark:
    facts = {"practice": practice, "area": area, "label": label}
    return Remark(_("Lifts “{practice}”, the only basic in {area} below {label}"), facts)


def lifts(practice: str, label: str) -> Remark:
    return Remark(_("Lifts “{practice}” to {label}"), {"practice": practice, "label": label})


def counts_later(area: str, tier: str) -> Remark:
    """Say when an action counts that the owner wants although a lower tier is not met."""
    return Remark(
        _("Your choice: it will count once {tier} is met in {area}"), {"tier": tier, "area": area}
    )


# ---- why an action is left out


def taken_out() -> Remark:
    return Remark(_("You removed this"))


def does_not_suit(reason: str) -> Remark:
    """Give the reason in the model's own sentence, which has its own translation."""
    return Remark("{reason}", {"reason": reason})


def waits_for_floor(area: str, tier: str) -> Remark:
    return Remark(_("Needs {tier} in {area} first"), {"tier": tier, "area": area})


def over_the_number(actions: int) -> Remark:
    if actions == 1:
        return Remark(_("Fits, but your limit is one action"))
    text = _("Fits, but your limit is {actions} actions")
    return Remark(text, {"actions": actions})


def lacks(hours: int, money: int) -> Remark:
    facts = {"hours": hours, "money": money}
    if hours == 1 and money:
        return Remark(_("1 hour and {money} over budget"), facts)
    if hours and money:
        return Remark(_("{hours} hours and {money} over budget"), facts)
    if hours == 1:
        return Remark(_("1 hour over budget"), facts)
    if hours:
        return Remark(_("{hours} hours over budget"), facts)
    return Remark(_("{money} over budget"), facts)


# ---- the status of an action in a saved plan


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
