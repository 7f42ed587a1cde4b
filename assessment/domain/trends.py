"""Two quarters side by side: what changed, and whether it is more than chance."""

from dataclasses import dataclass
from fractions import Fraction

from assessment.domain.answers import AnswerSheet, Value
from assessment.domain.checks import Check
from assessment.domain.maturity import Dimension, MaturityModel, Practice
from assessment.domain.scoring import shown

CLEAR_SQUARED = Fraction(196, 100) ** 2 * 2
"""(1.96·√2)²: 95 % of the differences between two looks at the same thing are smaller."""


@dataclass(frozen=True, slots=True)
class Change:
    """A score then and now; `clear` if answering twice alike would hardly give such a change."""

    before: Fraction
    now: Fraction
    clear: bool

    @property
    def shown(self) -> int:
        """The difference of the two numbers on the page."""
        return shown(self.now) - shown(self.before)


@dataclass(frozen=True, slots=True)
class Moved:
    """A practice whose answer is another than last time."""

    practice: Practice
    before: Value
    now: Value


def change_of(before: Check, now: Check, dimension: Dimension) -> Change | None:
    """How one area moved, or None if it cannot be compared: unscored, or another model."""
    if before.model.key != now.model.key:
        return None
    old, new = before.scored.dimension(dimension.key), now.scored.dimension(dimension.key)
    if not (old.scored and new.scored):
        return None
    limit = clear_from_squared(now.model, dimension)
    return Change(old.points, new.points, (new.points - old.points) ** 2 >= limit)


def overall_change(before: Check, now: Check) -> Change | None:
    """How the whole business moved, or None if it cannot be compared."""
    old, new = before.scored.overall, now.scored.overall
    if before.model.key != now.model.key or not (old.scored and new.scored):
        return None
    limit = overall_clear_from_squared(now.model)
    return Change(old.points, new.points, (new.points - old.points) ** 2 >= limit)


def clear_from_squared(model: MaturityModel, dimension: Dimension) -> Fraction:
    """The square of the smallest clear change of a dimension, in points.

    (1.96·√2·σ·(100/3)·√Σw²/Σw)², squared so that it stays exact.
    """
    weights = [Fraction(model.tier(p.tier).weight) for p in dimension.practices]
    top = len(model.planning.step_values) - 1
    spread = sum((w * w for w in weights), Fraction()) / sum(weights, Fraction()) ** 2
    return CLEAR_SQUARED * (model.scoring.retest_noise * Fraction(100, top)) ** 2 * spread


def overall_clear_from_squared(model: MaturityModel) -> Fraction:
    """The same for the weighted mean of the dimensions; of equal ones, divided by their number."""
    total = sum((d.weight for d in model.dimensions), Fraction())
    parts = [(d.weight / total) ** 2 * clear_from_squared(model, d) for d in model.dimensions]
    return sum(parts, Fraction())


def moved_practices(
    model: MaturityModel, before: AnswerSheet, now: AnswerSheet
) -> tuple[Moved, ...]:
    """The practices whose answers differ, in the order of the questions."""
    pairs = [(p, before.get(p.code), now.get(p.code)) for p in model.practices]
    return tuple(
        Moved(practice, old.value, new.value)
        for practice, old, new in pairs
        if old and new and old.value != new.value
    )
