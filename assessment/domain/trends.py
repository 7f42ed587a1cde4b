"""Two quarters side by side: what changed, and whether it is more than chance."""

from dataclasses import dataclass
from fractions import Fraction

from assessment.domain.answers import AnswerSheet, Value
from assessment.domain.checks import Check
from assessment.domain.maturity import Dimension, MaturityModel, Practice
from assessment.domain.scoring import shown

CLEAR = Fraction(196, 100)
"""Standard errors that 95 % of the differences between two looks at the same thing stay within."""

NOTHING_SET_ASIDE = AnswerSheet()


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

    @property
    def fallen(self) -> int:
        """The difference without its sign."""
        return abs(self.shown)


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
    limit = clear_from_squared(now.model, dimension, before.sheet, now.sheet)
    return Change(old.points, new.points, (new.points - old.points) ** 2 >= limit)


def overall_change(before: Check, now: Check) -> Change | None:
    """How the whole business moved, or None if it cannot be compared."""
    old, new = before.scored.overall, now.scored.overall
    if before.model.key != now.model.key or not (old.scored and new.scored):
        return None
    limit = overall_clear_from_squared(now.model, before.sheet, now.sheet)
    return Change(old.points, new.points, (new.points - old.points) ** 2 >= limit)


def clear_from_squared(
    model: MaturityModel,
    dimension: Dimension,
    before: AnswerSheet = NOTHING_SET_ASIDE,
    now: AnswerSheet = NOTHING_SET_ASIDE,
) -> Fraction:
    """The square of the smallest clear change of a dimension, in points; squared it is exact.

    1.96·√2·σ·(100/3)·√Σw²/Σw over the practices that apply; where others applied before than
    now, the noise of the two looks is added up instead of doubled.
    """
    noise = _noise_squared(model, dimension, before) + _noise_squared(model, dimension, now)
    return CLEAR**2 * noise


def overall_clear_from_squared(
    model: MaturityModel,
    before: AnswerSheet = NOTHING_SET_ASIDE,
    now: AnswerSheet = NOTHING_SET_ASIDE,
) -> Fraction:
    """The same for the weighted mean of the dimensions; of equal ones, divided by their number."""
    total = sum((d.weight for d in model.dimensions), Fraction())
    parts = [
        (d.weight / total) ** 2 * clear_from_squared(model, d, before, now)
        for d in model.dimensions
    ]
    return sum(parts, Fraction())


def _noise_squared(model: MaturityModel, dimension: Dimension, sheet: AnswerSheet) -> Fraction:
    """The variance of a dimension's points when the same person answers once more."""
    practices = sheet.applicable(dimension.practices)
    weights = [Fraction(model.tier(practice.tier).weight) for practice in practices]
    top = len(model.planning.step_values) - 1
    spread = sum((w * w for w in weights), Fraction()) / sum(weights, Fraction()) ** 2
    return (model.scoring.retest_noise * Fraction(100, top)) ** 2 * spread


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
