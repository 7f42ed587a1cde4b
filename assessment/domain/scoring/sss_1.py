"""Scoring rule sss-1: Solid before Smooth before Sparkle.

In the score, every tier counts by its weight. For the level, a tier counts only if all lower
tiers are met.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from heapq import nlargest

from assessment.domain.model.answers import NOT_SURE, AnswerSheet, Evidence, SheetAnswer
from assessment.domain.model.maturity import Dimension, Level, Practice
from assessment.domain.scoring.level_doubt import SheetDoubt
from assessment.domain.scoring.scores import DimensionScore, OverallScore, ScoredSheet, TierScore
from assessment.domain.scoring.scoring_rule import Footing, ScoringRule, WeighedAnswer
from assessment.domain.scoring.verdicts import CLEAR, Verdict
from assessment.domain.scoring.worked_on import Steps, WorkedOn


@dataclass(frozen=True)
class SolidBeforeSmooth(ScoringRule):
    """Calculates points from weighted steps, and levels from tiers met without a gap."""

    name = "sss-1"
    wording = "met_tiers"
    unbacked_from = 2

    # ---- the score

    def score_sheet(self, sheet: AnswerSheet) -> ScoredSheet:
        dimensions = tuple(self.score_dimension(d, sheet) for d in self.model.dimensions)
        return ScoredSheet(
            rule=self.name, overall=self.overall_score(dimensions), dimensions=dimensions
        )

    def score_dimension(self, dimension: Dimension, sheet: AnswerSheet) -> DimensionScore:
        """Score one dimension as the weighted mean of its answers, from 0 to 100 points.

        Practices set aside are left out of the mean.
        """
        if self.is_insufficient(dimension, sheet):
            return DimensionScore(key=dimension.key, status="insufficient")
        applicable = sheet.applicable(dimension.practices)
        weighed = [self.weigh(p, sheet.answers[p.code]) for p in applicable]
        points, supported, upper, reachable = map(sum, zip(*weighed, strict=True))
        tiers = tuple(self.score_tier(dimension, tier, sheet) for tier in self.model.tiers)
        return DimensionScore(
            key=dimension.key,
            status="scored",
            points=Fraction(100 * points, reachable),
            supported=Fraction(100 * supported, reachable),
            upper=Fraction(100 * upper, reachable),
            level=self._level(tiers, Fraction(100 * supported, reachable)),
            tiers=tiers,
        )

    def is_insufficient(self, dimension: Dimension, sheet: AnswerSheet) -> bool:
        applicable = sheet.applicable(dimension.practices)
        set_aside = len(dimension.practices) - len(applicable)
        return set_aside > self.model.scoring.set_aside_limit or not applicable

    def weigh(self, practice: Practice, answer: SheetAnswer) -> WeighedAnswer:
        """Weigh the step of an answer by its tier.

        "Not sure" counts as 0 and raises only the upper score. An answer of "usually" or better
        without evidence loses one step in the supported score.
        """
        weight, top = self._weights[practice.tier], len(practice.anchors) - 1
        step = answer.step
        unbacked = step >= self.unbacked_from and answer.evidence is Evidence.NONE
        highest = top if answer.value == NOT_SURE else step
        return WeighedAnswer(
            weight * step, weight * (step - unbacked), weight * highest, weight * top
        )

    @cached_property
    def _weights(self) -> dict[str, int]:
        return {tier.key: tier.weight for tier in self.model.tiers}

    def doubt(self, sheet: AnswerSheet, scored: ScoredSheet) -> SheetDoubt | None:
        """Return None, because the rule takes every answer as it is."""

    # ---- levels

    def steps_to_meet(self, steps: Sequence[int]) -> int:
        """Return the steps until each practice reaches `tier_least`, and their mean `tier_mean`.

        The steps that lift practices to `tier_least` also raise the mean, so they count once.
        """
        least, mean = self.model.scoring.tier_least, self.model.scoring.tier_mean
        # The planner calls this very often, and a list is faster here than a generator.
        to_least = sum([least - step for step in steps if step < least])
        return to_least + max(0, mean * len(steps) - sum(steps) - to_least)

    def climb(self, below: Footing, missing: int) -> Footing:
        """Add a tier, which counts only if no lower tier has steps missing."""
        # Above a gap, only its existence matters. Counting it as 1 keeps the number of different
        # footings small, and with it the planner's search.
        tiers = below.tiers + 1
        return (
            Footing(tiers, 1, below.rank) if below.missing or missing else Footing(tiers, 0, tiers)
        )

    @property
    def laggards(self) -> int:
        return 1 if len(self.model.dimensions) > 1 else 0

    def overall_rank(self, ranks: Sequence[int]) -> int:
        """Return the highest rank that all dimensions reach, except one that can be one below."""
        ranks = sorted(ranks)
        return min(ranks[self.laggards], ranks[0] + 1)

    def steps_to_rank(self, score: DimensionScore, rank: int) -> int:
        return sum(tier.steps for tier in score.tiers[:rank])

    def _level(self, tiers: Sequence[TierScore], supported: Fraction) -> Level:
        rank = self.rank_of(tiers)
        if rank == len(tiers) and supported >= self.model.scoring.signature_supported:
            rank += 1
        return self.model.level_at(rank)

    # ---- the overall score

    def overall_score(self, dimensions: Sequence[DimensionScore]) -> OverallScore:
        if not all(dimension.scored for dimension in dimensions):
            return OverallScore(status="insufficient")
        rank = self.overall_rank([d.level.rank for d in dimensions if d.level])
        levels = self.model.levels
        return OverallScore(
            status="scored",
            points=self._mean([d.points for d in dimensions]),
            supported=self._mean([d.supported for d in dimensions]),
            upper=self._mean([d.upper for d in dimensions]),
            level=levels[rank],
            next_level=levels[rank + 1] if rank + 1 < len(levels) else None,
            steps_to_next=self._steps_to(rank + 1, dimensions),
        )

    def _mean(self, points: Sequence[Fraction]) -> Fraction:
        weights = [dimension.weight for dimension in self.model.dimensions]
        weighed = sum((p * w for p, w in zip(points, weights, strict=True)), Fraction())
        return weighed / sum(weights, Fraction())

    def _steps_to(self, rank: int, dimensions: Sequence[DimensionScore]) -> int | None:
        """Return the fewest steps to an overall rank, or None if steps alone cannot reach it.

        One dimension can stay a level below, so the one that needs most steps does.
        """
        if rank > len(self.model.tiers):
            return None
        to_go = [self.steps_to_rank(dimension, rank) for dimension in dimensions]
        nearly = [self.steps_to_rank(dimension, rank - 1) for dimension in dimensions]
        last = [steps - before for steps, before in zip(to_go, nearly, strict=True)]
        return sum(to_go) - sum(nlargest(self.laggards, last))

    # ---- plans and noise

    @property
    def usual_step(self) -> int:
        return self.model.scoring.tier_mean

    @property
    def answer_noise(self) -> Fraction:
        top = len(self.model.planning.step_values) - 1
        return self.model.scoring.retest_noise * Fraction(100, top)

    def noise(
        self, dimension: Dimension, before: AnswerSheet, now: AnswerSheet, *, other: bool = False
    ) -> Fraction:
        """Return the sum of the variances of both checks.

        They are added up separately because other practices may have been set aside before. If
        the same ones were, the standard deviation is √2·σ·(100/3)·√Σw²/Σw.
        """
        del other  # For this rule, two people differ no more than one person who answers twice.
        return self._noise_of_one(dimension, before) + self._noise_of_one(dimension, now)

    def overall_noise(
        self, before: AnswerSheet, now: AnswerSheet, *, other: bool = False
    ) -> Fraction:
        """Return the variance of a weighted mean of dimensions with independent errors.

        With dimensions of equal weight, it is the mean of their variances divided by their number.
        """
        total = sum((d.weight for d in self.model.dimensions), Fraction())
        parts = [
            (d.weight / total) ** 2 * self.noise(d, before, now, other=other)
            for d in self.model.dimensions
        ]
        return sum(parts, Fraction())

    def needed_for(self, verdict: Verdict, among: int) -> Fraction | None:
        """Compare each change with the same limit, however many changes there are."""
        return CLEAR**2 if among and verdict is Verdict.CLEAR else None

    def worked_on(
        self, steps: Steps, acted: Collection[str], *, other: bool = False
    ) -> WorkedOn | None:
        """Return None, because the rule compares only points."""

    def _noise_of_one(self, dimension: Dimension, sheet: AnswerSheet) -> Fraction:
        """Return the variance of a dimension's points if the same person answers again."""
        practices = sheet.applicable(dimension.practices)
        weights = [Fraction(self._weights[practice.tier]) for practice in practices]
        spread = sum((w * w for w in weights), Fraction()) / sum(weights, Fraction()) ** 2
        return self.answer_noise**2 * spread
