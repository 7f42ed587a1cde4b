"""A second scoring rule for tests, which differs from our own wherever a rule can differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from assessment.domain.model.answers import SheetAnswer
from assessment.domain.model.maturity import Practice
from assessment.domain.scoring.scores import DimensionScore
from assessment.domain.scoring.scoring_rule import Footing, WeighedAnswer
from assessment.domain.scoring.sss_1 import SolidBeforeSmooth


@dataclass(frozen=True)
class BeginningsCount(SolidBeforeSmooth):
    """Gives all tiers the same weight, accepts step 1, and lets a further tier offset a gap."""

    name = "made-up-1"
    unbacked_from = 1

    def weigh(self, practice: Practice, answer: SheetAnswer) -> WeighedAnswer:
        weight = self.model.tier(practice.tier).weight
        return WeighedAnswer(*(each // weight for each in super().weigh(practice, answer)))

    def steps_to_meet(self, steps: Sequence[int]) -> int:
        return sum(step < 1 for step in steps)

    def climb(self, below: Footing, missing: int) -> Footing:
        tiers, gap = below.tiers + 1, below.missing + missing
        return Footing(tiers, gap, max(below.rank, tiers - gap))

    def steps_to_rank(self, score: DimensionScore, rank: int) -> int:
        gaps = enumerate(accumulate(tier.steps for tier in score.tiers), start=1)
        return min(max(0, gap - (n - rank)) for n, gap in gaps if n >= rank) if rank else 0

    @property
    def usual_step(self) -> int:
        return 1

    @property
    def answer_noise(self) -> Fraction:
        return 3 * super().answer_noise
