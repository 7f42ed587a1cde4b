"""Comparison of two checks: what changed, and whether it is more than chance.

Only like is compared with like: the questions that have a number in both checks, with their usual
weights. A question that no longer applies, or whose answer has become known, would otherwise look
like progress or decline. Those are listed separately.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from assessment.domain.model.answers import AnswerSheet, Value
from assessment.domain.model.maturity import Dimension, Level, MaturityModel, Practice
from assessment.domain.scoring.rules import rule_of
from assessment.domain.scoring.scores import DimensionScore, OverallScore, shown
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.mappings import Reread

# The 97.5th percentile of the normal distribution, rounded to 1.96.
CLEAR = Fraction(196, 100)
"""How many standard errors a clear change needs, for a confidence of 95 %."""

NOTHING_SET_ASIDE = AnswerSheet()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How a score changed over the questions that have a number in both checks.

    Attributes:
        before, now: The points over these questions.
        sheet_before, sheet_now: The points of the whole sheets, as each check shows them.
        levels: The levels over these questions, before and now.
        sheet_levels: The levels of the whole sheets.
        limit: The square of the smallest clear change, in points squared.
        questions: How many questions have a number in both checks.
        whole: Whether these are all the questions that count in either score.
    """

    before: Fraction
    now: Fraction
    sheet_before: Fraction
    sheet_now: Fraction
    levels: tuple[Level, ...]
    sheet_levels: tuple[Level, ...]
    limit: Fraction
    questions: int
    whole: bool

    @property
    def clear(self) -> bool:
        """Whether the change is unlikely to be chance."""
        return (self.now - self.before) ** 2 >= self.limit

    @property
    def shown(self) -> int:
        """The difference between the two rounded numbers."""
        return shown(self.now) - shown(self.before)

    @property
    def fallen(self) -> int:
        """The difference without its sign."""
        return abs(self.shown)

    @property
    def levels_gained(self) -> int:
        before, now = self.levels
        return now.rank - before.rank


@dataclass(frozen=True, slots=True)
class Moved:
    """A practice whose answer differs from last time."""

    practice: Practice
    before: Value
    now: Value

    @property
    def compared(self) -> bool:
        """Whether both answers are numbers, so that one can be higher than the other."""
        return isinstance(self.before, int) and isinstance(self.now, int)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two checks compared under the questions of the later one.

    `areas` lists the areas of the later check, with None for an area that cannot be compared.
    `moved` has the answers that rose or fell. `came_or_went` has those that changed to or from
    "not sure" or "doesn't apply", and so are left out of the comparison.
    """

    before: Submission
    now: Submission
    overall: Change | None
    areas: tuple[tuple[Dimension, Change | None], ...]
    moved: tuple[Moved, ...]
    came_or_went: tuple[Moved, ...]

    def area(self, key: str) -> Change | None:
        return next((change for area, change in self.areas if area.key == key), None)

    def asked_newly(self, key: str) -> bool:
        """Tell whether an area cannot be compared because its questions are new."""
        then = Reread(submission=self.before, model=self.now.model)
        return key not in {dimension.key for dimension in then.areas}

    @property
    def comparable(self) -> bool:
        """Whether the two checks have any area in common."""
        return comparable(self.before, self.now)

    @property
    def compared(self) -> bool:
        """Whether any area can be compared."""
        return any(change for _area, change in self.areas)

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
    both = LikeForLike(then=Reread(submission=before, model=now.model), now=now)
    differing = differing_answers(now.model, both.then.sheet, now.sheet)
    return Comparison(
        before=before,
        now=now,
        overall=both.overall,
        areas=tuple((d, both.area(d)) for d in now.model.dimensions),
        moved=tuple(one for one in differing if one.compared),
        came_or_went=tuple(one for one in differing if not one.compared),
    )


def comparable(before: Submission, now: Submission) -> bool:
    """Tell whether `before` covers any area of `now`, with the same or with mapped questions."""
    return bool(Reread(submission=before, model=now.model).areas)


@dataclass(frozen=True, kw_only=True)
class LikeForLike:
    """Two checks read over the questions that have a number in both.

    After a change of model, the earlier answers are scored again under the new model's mapping.
    """

    then: Reread
    now: Submission

    @cached_property
    def model(self) -> MaturityModel:
        """The later check's model with only these questions, in the areas that can be compared."""
        areas = tuple(d for d in map(self._narrowed, self.now.model.dimensions) if d)
        return replace(self.now.model, dimensions=areas)

    def area(self, dimension: Dimension) -> Change | None:
        """Return how one area changed, or None if it cannot be compared.

        An area cannot be compared without a score in both checks, or if its questions are new. Nor
        can it if the questions with two numbers carry less than half of its weight.
        """
        same = next((d for d in self.model.dimensions if d.key == dimension.key), None)
        old, new = self.then.area(dimension.key), self.now.scored.dimension(dimension.key)
        if same is None or old is None:
            return None
        score, noise = rule_of(self.model).score_dimension, rule_of(self.model).noise
        return self._change(
            (old, new),
            (score(same, self.then.sheet), score(same, self.now.sheet)),
            noise(same, self.then.sheet, self.now.sheet),
            (dimension,),
        )

    @property
    def overall(self) -> Change | None:
        """Return how the overall score changed, or None unless every area can be compared."""
        old, new = self.then.overall, self.now.scored.overall
        all_compared = len(self.model.dimensions) == len(self.now.model.dimensions)
        if not all_compared or old is None:
            return None
        rule = rule_of(self.model)
        return self._change(
            (old, new),
            (rule.score_sheet(self.then.sheet).overall, rule.score_sheet(self.now.sheet).overall),
            rule.overall_noise(self.then.sheet, self.now.sheet),
            self.now.model.dimensions,
        )

    def _change(
        self,
        sheets: tuple[DimensionScore | OverallScore, DimensionScore | OverallScore],
        same: tuple[DimensionScore | OverallScore, DimensionScore | OverallScore],
        noise: Fraction,
        dimensions: Sequence[Dimension],
    ) -> Change:
        (old, new), (before, now) = sheets, same
        practices = [practice for dimension in dimensions for practice in dimension.practices]
        return Change(
            before=before.points,
            now=now.points,
            sheet_before=old.points,
            sheet_now=new.points,
            levels=tuple(score.level for score in same if score.level),
            sheet_levels=tuple(score.level for score in sheets if score.level),
            limit=CLEAR**2 * noise,
            questions=sum(map(self._has_numbers, practices)),
            whole=all(self._has_numbers(p) or self._set_aside(p) for p in practices),
        )

    def _narrowed(self, dimension: Dimension) -> Dimension | None:
        old, new = self.then.area(dimension.key), self.now.scored.dimension(dimension.key)
        if old is None or not (old.scored and new.scored):
            return None
        practices = tuple(filter(self._has_numbers, dimension.practices))
        if 2 * self._weight(practices) < self._weight(dimension.practices):
            return None
        return replace(dimension, practices=practices)

    def _weight(self, practices: Sequence[Practice]) -> int:
        return sum(self.now.model.tier(practice.tier).weight for practice in practices)

    def _has_numbers(self, practice: Practice) -> bool:
        answers = (sheet.get(practice.code) for sheet in (self.then.sheet, self.now.sheet))
        return all(answer is not None and isinstance(answer.value, int) for answer in answers)

    def _set_aside(self, practice: Practice) -> bool:
        return self.then.sheet.set_aside(practice) and self.now.sheet.set_aside(practice)


def clear_from_squared(model: MaturityModel, dimension: Dimension) -> Fraction:
    """Return the square of the smallest clear change if all questions of a dimension are compared.

    The square is an exact fraction. Its root is not, and rounding could decide borderline cases.
    """
    return CLEAR**2 * rule_of(model).noise(dimension, NOTHING_SET_ASIDE, NOTHING_SET_ASIDE)


def overall_clear_from_squared(model: MaturityModel) -> Fraction:
    """Return the same for the overall score."""
    return CLEAR**2 * rule_of(model).overall_noise(NOTHING_SET_ASIDE, NOTHING_SET_ASIDE)


def differing_answers(
    model: MaturityModel, before: AnswerSheet, now: AnswerSheet
) -> tuple[Moved, ...]:
    """Return the practices whose answers differ, in the order of the questions."""
    pairs = [(p, before.get(p.code), now.get(p.code)) for p in model.practices]
    return tuple(
        Moved(practice, old.value, new.value)
        for practice, old, new in pairs
        if old and new and old.value != new.value
    )
