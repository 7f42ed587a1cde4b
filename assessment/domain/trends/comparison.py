"""Comparison of two checks: what changed, and whether it is more than chance."""

from dataclasses import dataclass
from fractions import Fraction

from assessment.domain.model.answers import AnswerSheet, Value
from assessment.domain.model.maturity import Dimension, MaturityModel, Practice
from assessment.domain.scoring.rules import rule_of
from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.mappings import Reread

# The 97.5th percentile of the normal distribution, rounded to 1.96.
CLEAR = Fraction(196, 100)
"""How many standard errors a clear change needs, for a confidence of 95 %."""

NOTHING_SET_ASIDE = AnswerSheet()


@dataclass(frozen=True, slots=True)
class Change:
    """A score before and now; `clear` says whether the change is unlikely to be chance."""

    before: Fraction
    now: Fraction
    clear: bool

    @property
    def shown(self) -> int:
        """The difference between the two rounded numbers on the page."""
        return shown(self.now) - shown(self.before)

    @property
    def fallen(self) -> int:
        """The difference without its sign."""
        return abs(self.shown)


@dataclass(frozen=True, slots=True)
class Moved:
    """A practice whose answer has changed since last time."""

    practice: Practice
    before: Value
    now: Value


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two checks compared under the questions of the later one.

    `areas` lists the areas of the later check, with None for an area that cannot be compared.
    """

    before: Submission
    now: Submission
    overall: Change | None
    areas: tuple[tuple[Dimension, Change | None], ...]
    moved: tuple[Moved, ...]

    def area(self, key: str) -> Change | None:
        return next((change for area, change in self.areas if area.key == key), None)

    @property
    def comparable(self) -> bool:
        """Whether the two checks have any area in common."""
        return comparable(self.before, self.now)

    @property
    def risen(self) -> tuple[Dimension, ...]:
        """The areas that have clearly improved, largest rise first."""
        return self._clear(1)

    @property
    def fallen(self) -> tuple[Dimension, ...]:
        """The areas that have clearly dropped, largest drop first."""
        return self._clear(-1)

    def _clear(self, way: int) -> tuple[Dimension, ...]:
        clear = [(area, c.now - c.before) for area, c in self.areas if c and c.clear]
        ours = [(area, way * points) for area, points in clear if way * points > 0]
        return tuple(area for area, _ in sorted(ours, key=lambda one: -one[1]))

    @property
    def open(self) -> tuple[Dimension, ...]:
        """The areas whose change could be chance."""
        return tuple(area for area, c in self.areas if c and not c.clear)

    @property
    def uncompared(self) -> tuple[Dimension, ...]:
        return tuple(area for area, change in self.areas if change is None)


def comparison(before: Submission, now: Submission) -> Comparison:
    """Compare an earlier check with a later one: overall, by area and by practice."""
    then = Reread(submission=before, model=now.model)
    return Comparison(
        before=before,
        now=now,
        overall=_overall_change(then, now),
        areas=tuple((d, _area_change(then, now, d)) for d in now.model.dimensions),
        moved=moved_practices(now.model, then.sheet, now.sheet),
    )


def comparable(before: Submission, now: Submission) -> bool:
    """Tell whether `before` covers any area of `now`, with the same or with mapped questions."""
    return bool(Reread(submission=before, model=now.model).areas)


def change_of(before: Submission, now: Submission, dimension: Dimension) -> Change | None:
    """Return how one area of `now` changed, or None if it cannot be compared.

    An area cannot be compared without a score in both checks, or if its questions are new. After
    a change of model, the earlier answers are scored again under the new model's mapping.
    """
    return _area_change(Reread(submission=before, model=now.model), now, dimension)


def overall_change(before: Submission, now: Submission) -> Change | None:
    """Return how the overall score changed, or None if it cannot be compared."""
    return _overall_change(Reread(submission=before, model=now.model), now)


def _area_change(then: Reread, now: Submission, dimension: Dimension) -> Change | None:
    old, new = then.area(dimension.key), now.scored.dimension(dimension.key)
    if old is None or not (old.scored and new.scored):
        return None
    limit = clear_from_squared(now.model, dimension, then.sheet, now.sheet)
    return Change(old.points, new.points, (new.points - old.points) ** 2 >= limit)


def _overall_change(then: Reread, now: Submission) -> Change | None:
    old, new = then.overall, now.scored.overall
    if old is None or not (old.scored and new.scored):
        return None
    limit = overall_clear_from_squared(now.model, then.sheet, now.sheet)
    return Change(old.points, new.points, (new.points - old.points) ** 2 >= limit)


def clear_from_squared(
    model: MaturityModel,
    dimension: Dimension,
    before: AnswerSheet = NOTHING_SET_ASIDE,
    now: AnswerSheet = NOTHING_SET_ASIDE,
) -> Fraction:
    """Return the square of a dimension's smallest clear change, in points squared.

    The square is an exact fraction. Its root is not, and rounding could decide borderline cases.
    """
    return CLEAR**2 * rule_of(model).noise(dimension, before, now)


def overall_clear_from_squared(
    model: MaturityModel,
    before: AnswerSheet = NOTHING_SET_ASIDE,
    now: AnswerSheet = NOTHING_SET_ASIDE,
) -> Fraction:
    """Return the square of the smallest clear change of the overall score."""
    return CLEAR**2 * rule_of(model).overall_noise(before, now)


def moved_practices(
    model: MaturityModel, before: AnswerSheet, now: AnswerSheet
) -> tuple[Moved, ...]:
    """Return the practices whose answers differ, in the order of the questions."""
    pairs = [(p, before.get(p.code), now.get(p.code)) for p in model.practices]
    return tuple(
        Moved(practice, old.value, new.value)
        for practice, old, new in pairs
        if old and new and old.value != new.value
    )
