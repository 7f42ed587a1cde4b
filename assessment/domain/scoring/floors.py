"""Levels as the highest floor after giving up one floor for each step missing on the way.

One answer moved by one step then moves a rank by one at most. A whole floor above makes up for a
step that is missing below it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from assessment.domain.model.answers import NOT_COME_UP, SET_ASIDE, AnswerSheet
from assessment.domain.model.maturity import Dimension
from assessment.domain.scoring.scores import DimensionScore, OverallScore
from assessment.domain.scoring.scoring_rule import Footing
from assessment.domain.scoring.sss_1 import SolidBeforeSmooth


@dataclass(frozen=True)
class FloorForEachStep(SolidBeforeSmooth):
    """Calculates the usual points, and levels from the steps missing up to each tier."""

    # ---- the score

    def score_dimension(self, dimension: Dimension, sheet: AnswerSheet) -> DimensionScore:
        score = super().score_dimension(dimension, sheet)
        if not score.scored:
            return score
        missing = tuple(accumulate(tier.steps for tier in score.tiers))
        rank, whole = self.rank_of(score.tiers), missing[-1] == 0
        gaps = missing[rank - 1] if rank else 0
        return replace(
            score,
            level=self.model.level_at(self.level_rank(dimension, sheet)),
            level_to=self.model.level_at(
                self.level_rank(dimension, sheet.at_best(dimension.practices))
            ),
            missing=missing,
            gaps=gaps,
            gap_at=self._first_gap(dimension, sheet, score) if gaps else "",
            steps_to=tuple(_steps_to(rank, missing) for rank in range(len(missing) + 1)),
            lacks_support=whole and score.supported < self.model.scoring.signature_supported,
            lacks_spare=whole and not all(map(self.has_spare, self._steps(dimension, sheet))),
        )

    def is_insufficient(self, dimension: Dimension, sheet: AnswerSheet) -> bool:
        """Tell whether too much was set aside: more than the limit, or all of a tier.

        What has not come up does not count against the limit, as nothing is avoided by it.
        """
        answers = [sheet.answers[practice.code] for practice in dimension.practices]
        avoided = [a for a in answers if a.value == SET_ASIDE and a.reason != NOT_COME_UP]
        tiers = [dimension.in_tier(tier) for tier in self.model.tiers]
        emptied = any(tier and not sheet.applicable(tier) for tier in tiers)
        return len(avoided) > self.model.scoring.set_aside_limit or emptied

    def overall_score(self, dimensions: Sequence[DimensionScore]) -> OverallScore:
        overall = super().overall_score(dimensions)
        if not overall.scored:
            return overall
        rank = self.overall_rank([d.level_to.rank for d in dimensions if d.level_to])
        return replace(overall, level_to=self.model.level_at(rank))

    # ---- levels

    def climb(self, below: Footing, missing: int) -> Footing:
        """Add a tier, which makes up for one step that is missing in it or below it."""
        tiers, highest = below.tiers + 1, len(self.model.tiers)
        # With as many steps missing as there are tiers, no rank is left. Counting no further keeps
        # the number of different footings small, and with it the planner's search.
        gap = min(below.missing + missing, highest)
        return Footing(tiers, gap, max(below.rank, tiers - gap))

    def level_rank(self, dimension: Dimension, sheet: AnswerSheet) -> int:
        """Return the rank of a dimension's level, including what the highest one needs."""
        footing, steady = Footing(), True
        for steps in self._steps(dimension, sheet):
            footing = self.climb(footing, self.steps_to_meet(steps))
            steady = steady and self.has_spare(steps)
        highest = footing.rank == len(self.model.tiers) and steady
        return footing.rank + (highest and self._is_supported(dimension, sheet))

    def has_spare(self, steps: Sequence[int]) -> bool:
        """Tell whether a tier with these answers is still met if any one is a step lower."""
        least, mean = self.model.scoring.tier_least, self.model.scoring.tier_mean
        return not steps or (min(steps) > least and sum(steps) > mean * len(steps))

    def steps_to_rank(self, score: DimensionScore, rank: int) -> int:
        return score.steps_to[rank]

    def _steps(self, dimension: Dimension, sheet: AnswerSheet) -> Iterator[list[int]]:
        """Yield the steps that count in each tier, from the bottom."""
        for tier in self.model.tiers:
            practices = sheet.applicable(dimension.in_tier(tier))
            yield [sheet.step(practice) for practice in practices]

    def _is_supported(self, dimension: Dimension, sheet: AnswerSheet) -> bool:
        practices = sheet.applicable(dimension.practices)
        weighed = [self.weigh(practice, sheet.answers[practice.code]) for practice in practices]
        supported = sum(each.supported for each in weighed)
        reachable = sum(each.reachable for each in weighed)
        return 100 * supported >= self.model.scoring.signature_supported * reachable

    def _first_gap(self, dimension: Dimension, sheet: AnswerSheet, score: DimensionScore) -> str:
        """Return the code of the lowest answer in the lowest tier that has steps missing."""
        unmet = next(tier for tier in score.tiers if tier.steps)
        practices = sheet.applicable(dimension.in_tier(self.model.tier(unmet.key)))
        return min(practices, key=sheet.step).code


def _steps_to(rank: int, missing: Sequence[int]) -> int:
    """Return the fewest steps to a rank: those to any tier that then makes up for the rest."""
    ways = (gap - (tier - rank) for tier, gap in enumerate(missing, start=1) if tier >= rank)
    return max(0, min(ways)) if rank else 0
