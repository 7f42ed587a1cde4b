"""The cairn: one stone per tier, with a slot for each area.

A slot is filled if the area meets the tier and every tier below it.
"""

from dataclasses import dataclass

from assessment.domain.model.maturity import MaturityModel, Tier
from assessment.domain.scoring.scores import ScoredSheet


@dataclass(frozen=True, slots=True)
class CairnTier:
    """One stone: which areas fill their slot, and how many steps are still missing."""

    tier: Tier
    filled: tuple[bool, ...]
    steps: int

    @property
    def full(self) -> bool:
        return all(self.filled)

    @property
    def count(self) -> int:
        return sum(self.filled)


def cairn_of(model: MaturityModel, scored: ScoredSheet) -> tuple[CairnTier, ...]:
    """Return the stones from the bottom up; the slots of an area without a score stay empty."""
    stones = []
    sound = [dimension.scored for dimension in scored.dimensions]
    for tier in model.tiers:
        met = [d.scored and d.tier(tier.key).met for d in scored.dimensions]
        sound = [below and here for below, here in zip(sound, met, strict=True)]
        steps = sum(d.tier(tier.key).steps for d in scored.dimensions if d.scored)
        stones.append(CairnTier(tier, tuple(sound), steps))
    return tuple(stones)
