"""Comparison of two checks: what changed, and whether it is more than chance.

Only like is compared with like: the questions that have a number in both checks, with their usual
weights. A question that no longer applies, or whose answer has become known, would otherwise look
like progress or decline. Those are listed separately.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from assessment.domain.model.answers import NOT_SURE, AnswerSheet, Value
from assessment.domain.model.maturity import Dimension, Level, MaturityModel, Practice
from assessment.domain.scoring.rules import rule_of
from assessment.domain.scoring.scores import DimensionScore, OverallScore, shown
from assessment.domain.scoring.scoring_rule import ScoringRule
from assessment.domain.scoring.submissions import Submission
from assessment.domain.scoring.verdicts import Verdict, places_among, step_down
from assessment.domain.scoring.worked_on import WorkedOn
from assessment.domain.trends.mappings import Reread

NOTHING_SET_ASIDE = AnswerSheet()
OVERALL_AMONG = 2
"""The overall change takes half of the risk of a false alarm, and all areas the other half."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How a score changed over the questions that have a number in both checks.

    Attributes:
        before, now: The points over these questions.
        sheet_before, sheet_now: The points of the whole sheets, as each check shows them.
        levels: The levels over these questions, before and now.
        sheet_levels: The levels of the whole sheets.
        variance: The variance of the change in points if only chance moves the answers.
        limit: The square of the smallest clear change, in points squared.
        verdict: How sure the change is.
        questions: How many questions have a number in both checks.
        whole: Whether these are all the questions that count in either score.
    """

    before: Fraction
    now: Fraction
    sheet_before: Fraction
    sheet_now: Fraction
    levels: tuple[Level, ...]
    sheet_levels: tuple[Level, ...]
    variance: Fraction
    questions: int
    whole: bool
    limit: Fraction = Fraction(0)
    verdict: Verdict = Verdict.CHANCE

    @property
    def points(self) -> Fraction:
        """The exact change in points."""
        return self.now - self.before

    @property
    def square(self) -> Fraction:
        """The square of the change in standard errors."""
        return self.points**2 / self.variance

    @property
    def clear(self) -> bool:
        """Whether the change is unlikely to be chance."""
        return self.verdict is Verdict.CLEAR

    @property
    def level_news(self) -> Verdict | None:
        """How sure a change of the level shown is, or None if the level is the same.

        It is as sure as the change in points if that goes the same way, and else could be chance.
        """
        before, now = self.sheet_levels
        if before == now:
            return None
        alike = (self.points > 0) == (now.rank > before.rank)
        return self.verdict if alike else Verdict.CHANCE

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

    Attributes:
        areas: The areas of the later check, with None for an area that cannot be compared.
        moved: The answers that rose or fell.
        came_or_went: The answers that changed to or from "not sure" or "doesn't apply", and so are
            left out of the comparison.
        other_person: Whether another person answered the later check.
        reworded: Whether some questions were reworded, so that no change is more than likely.
        worked_on: How what was worked on compares with the rest; None if nothing was, or if the
            rule does not compare it.
    """

    before: Submission
    now: Submission
    overall: Change | None
    areas: tuple[tuple[Dimension, Change | None], ...]
    moved: tuple[Moved, ...]
    came_or_went: tuple[Moved, ...]
    other_person: bool = False
    reworded: bool = False
    worked_on: WorkedOn | None = None

    @property
    def became_known(self) -> tuple[Moved, ...]:
        """The answers that were "not sure" before and have a number now."""
        return tuple(
            m for m in self.came_or_went if m.before == NOT_SURE and isinstance(m.now, int)
        )

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
        return self._moved(1, Verdict.CLEAR)

    @property
    def fallen(self) -> tuple[Dimension, ...]:
        """The areas that have clearly dropped, largest drop first."""
        return self._moved(-1, Verdict.CLEAR)

    @property
    def probably_risen(self) -> tuple[Dimension, ...]:
        """The areas that have probably improved, but not clearly."""
        return self._moved(1, Verdict.LIKELY)

    @property
    def probably_fallen(self) -> tuple[Dimension, ...]:
        """The areas that have probably dropped, but not clearly."""
        return self._moved(-1, Verdict.LIKELY)

    def _moved(self, way: int, verdict: Verdict) -> tuple[Dimension, ...]:
        known = [(area, c.now - c.before) for area, c in self.areas if c and c.verdict is verdict]
        ours = [(area, way * points) for area, points in known if way * points > 0]
        return tuple(area for area, _ in sorted(ours, key=lambda one: -one[1]))

    @property
    def open(self) -> tuple[Dimension, ...]:
        """The areas whose change could be chance."""
        return tuple(area for area, c in self.areas if c and c.verdict is Verdict.CHANCE)

    @property
    def uncompared(self) -> tuple[Dimension, ...]:
        return tuple(area for area, change in self.areas if change is None)


def comparison(
    before: Submission,
    now: Submission,
    *,
    other_person: bool = False,
    acted: Collection[str] = (),
) -> Comparison:
    """Compare an earlier check with a later one: overall, by area and by practice.

    `other_person` says that another person answered the later check; so do two senders. `acted`
    has the codes of the later model's practices that were worked on in between.
    """
    then = Reread(submission=before, model=now.model)
    senders = {before.sender, now.sender} - {""}
    other_person = other_person or len(senders) > 1
    both = LikeForLike(then=then, now=now, other_person=other_person)
    differing = differing_answers(now.model, both.then.sheet, now.sheet)
    return Comparison(
        before=before,
        now=now,
        overall=both.overall,
        areas=both.areas,
        moved=tuple(one for one in differing if one.compared),
        came_or_went=tuple(one for one in differing if not one.compared),
        other_person=other_person,
        reworded=then.reworded,
        worked_on=both.worked_on(acted) if acted else None,
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
    other_person: bool = False

    @cached_property
    def model(self) -> MaturityModel:
        """The later check's model with only these questions, in the areas that can be compared."""
        areas = tuple(d for d in map(self._narrowed, self.now.model.dimensions) if d)
        return replace(self.now.model, dimensions=areas)

    @property
    def areas(self) -> tuple[tuple[Dimension, Change | None], ...]:
        """How each area changed, or None if it cannot be compared."""
        found = [(dimension, self._area(dimension)) for dimension in self.now.model.dimensions]
        judged = iter(self._judged([change for _, change in found if change]))
        return tuple((dimension, next(judged) if change else None) for dimension, change in found)

    def worked_on(self, acted: Collection[str]) -> WorkedOn | None:
        """Compare the practices that were worked on with the others, if the rule does that."""
        pairs = {
            p.code: (self.then.sheet.step(p), self.now.sheet.step(p))
            for p in self.now.model.practices
            if self._has_numbers(p)
        }
        return self._rule.worked_on(pairs, acted, other=self.other_person)

    @property
    def _rule(self) -> ScoringRule:
        return rule_of(self.model)

    def _judged(self, changes: Sequence[Change], *, single: bool = False) -> list[Change]:
        """Return changes with their verdicts, each with the limit it was compared with.

        Changes of areas are tested together, so that more areas do not mean more false alarms. A
        `single` change is the overall one, which shares the risk with all of them.
        """
        squares = [change.square for change in changes]
        places = [OVERALL_AMONG] if single else places_among(squares)
        likely, clear = (self._passed(squares, places, v) for v in (Verdict.LIKELY, Verdict.CLEAR))
        return [
            replace(
                change,
                verdict=self._verdict(is_likely=is_likely, is_clear=is_clear),
                limit=change.variance * (self._rule.needed_for(Verdict.CLEAR, place) or 0),
            )
            for change, place, is_likely, is_clear in zip(
                changes, places, likely, clear, strict=True
            )
        ]

    def _passed(
        self, squares: Sequence[Fraction], places: Sequence[int], verdict: Verdict
    ) -> list[bool]:
        needed = [self._rule.needed_for(verdict, place) for place in places]
        return step_down(squares, needed)

    def _verdict(self, *, is_likely: bool, is_clear: bool) -> Verdict:
        # Where questions were reworded, part of a change can come from the new wording.
        if is_clear and not (self.then.reworded and self._rule.names_doubt):
            return Verdict.CLEAR
        return Verdict.LIKELY if is_likely or is_clear else Verdict.CHANCE

    def _area(self, dimension: Dimension) -> Change | None:
        """Return how one area changed, or None if it cannot be compared.

        An area cannot be compared without a score in both checks, or if its questions are new. Nor
        can it if the questions with two numbers carry less than half of its weight.
        """
        same = next((d for d in self.model.dimensions if d.key == dimension.key), None)
        old, new = self.then.area(dimension.key), self.now.scored.dimension(dimension.key)
        if same is None or old is None:
            return None
        score, sheets = self._rule.score_dimension, (self.then.sheet, self.now.sheet)
        return self._change(
            (old, new),
            (score(same, sheets[0]), score(same, sheets[1])),
            self._rule.noise(same, *sheets, other=self.other_person),
            (dimension,),
        )

    @property
    def overall(self) -> Change | None:
        """Return how the overall score changed, or None unless every area can be compared."""
        old, new = self.then.overall, self.now.scored.overall
        all_compared = len(self.model.dimensions) == len(self.now.model.dimensions)
        if not all_compared or old is None:
            return None
        score, sheets = self._rule.score_sheet, (self.then.sheet, self.now.sheet)
        change = self._change(
            (old, new),
            (score(sheets[0]).overall, score(sheets[1]).overall),
            self._rule.overall_noise(*sheets, other=self.other_person),
            self.now.model.dimensions,
        )
        return self._judged([change], single=True)[0]

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
            variance=noise,
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

    This is the limit for the dimension that changed most. Some rules are less strict with others.
    The square is an exact fraction. Its root is not, and rounding could decide borderline cases.
    """
    rule, among = rule_of(model), len(model.dimensions)
    noise = rule.noise(dimension, NOTHING_SET_ASIDE, NOTHING_SET_ASIDE)
    return noise * (rule.needed_for(Verdict.CLEAR, among) or 0)


def overall_clear_from_squared(model: MaturityModel) -> Fraction:
    """Return the same for the overall score."""
    rule = rule_of(model)
    noise = rule.overall_noise(NOTHING_SET_ASIDE, NOTHING_SET_ASIDE)
    return noise * (rule.needed_for(Verdict.CLEAR, OVERALL_AMONG) or 0)


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
