"""The part of the model that an action improves."""

from dataclasses import dataclass
from typing import Self

from assessment.domain.model.maturity import Action, Dimension, MaturityModel, Practice, Tier


@dataclass(frozen=True, slots=True)
class ActionTarget:
    """The practice that an action raises, with its dimension and tier."""

    practice: Practice
    dimension: Dimension
    tier: Tier

    @classmethod
    def of(cls, model: MaturityModel, action: Action) -> Self:
        practice = model.practice(action.practice)
        return cls(practice, model.dimension(practice.dimension), model.tier(practice.tier))
