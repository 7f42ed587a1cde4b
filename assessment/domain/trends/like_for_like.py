"""Two checks over the questions that have a number in both."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from assessment.domain.model.maturity import Dimension, MaturityModel, Practice
from assessment.domain.scoring.rules import rule_of
from assessment.domain.scoring.scores import DimensionScore, OverallScore
from assessment.domain.scoring.scoring_rule import ScoringRule
from assessment.domain.scoring.submissions import Submission
from assessment.domain.scoring.verdicts import Verdict, places_among, step_down
from assessment.domain.scoring.worked_on import WorkedOn
from assessment.domain.trends.changes import Change
from assessment.domain.trends.mappings import Reread

OVERALL_AMONG = 2
"""The overall change takes half of the risk of a false alarm, and all areas the other half."""


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
        """How each area changed, or None if it cannot be compared.

        All changes are tested together, so that more areas do not mean more false alarms.
        """
        found = [(dimension, self._area(dimension)) for dimension in self.now.model.dimensions]
        changes = [change for _, change in found if change]
        among = places_among([change.square for change in changes])
        tested = iter(self._with_verdicts(changes, among))
        return tuple((dimension, next(tested) if change else None) for dimension, change in found)

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

    def _with_verdicts(self, changes: Sequence[Change], among: Sequence[int]) -> list[Change]:
        """Return changes with their verdicts, each with the limit it was compared with.

        `among` says for each change among how many it is tested as the largest.
        """
        squares = [change.square for change in changes]
        likely, clear = (
            step_down(squares, [self._rule.needed_for(verdict, number) for number in among])
            for verdict in (Verdict.LIKELY, Verdict.CLEAR)
        )
        return [
            replace(
                change,
                verdict=self._verdict(is_likely=is_likely, is_clear=is_clear),
                limit=change.variance * (self._rule.needed_for(Verdict.CLEAR, number) or 0),
            )
            for change, number, is_likely, is_clear in zip(
                changes, among, likely, clear, strict=True
            )
        ]

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
        return self._with_verdicts([change], [OVERALL_AMONG])[0]

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
            has_range=old.is_range or new.is_range,
            variance=noise,
            questions=sum(map(self._has_numbers, practices)),
            whole=all(
                self._has_numbers(p)
                or (self.then.sheet.set_aside(p) and self.now.sheet.set_aside(p))
                for p in practices
            ),
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
