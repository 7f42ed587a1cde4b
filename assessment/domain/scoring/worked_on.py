"""What was worked on, compared with what was left alone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from assessment.domain.scoring.verdicts import Verdict

LEAST_USED, LEAST_CONTROLS = 2, 3

Steps = Mapping[str, tuple[int, int]]
"""The step before and now of each practice with a number both times, by code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedOn:
    """How far the answers that somebody worked on rose more than the others.

    Attributes:
        steps: The mean difference in steps, between answers that started at the same step.
        variance: Its variance if only chance moves the answers.
        practices: How many practices with an action are compared.
        controls: How many practices without one they are compared with.
        verdict: How sure the difference is, or None if too little can be compared.
    """

    steps: Fraction = Fraction(0)
    variance: Fraction = Fraction(0)
    practices: int
    controls: int
    verdict: Verdict | None = None

    @property
    def rose(self) -> bool:
        """Whether the practices with an action rose more than the others, rather than less."""
        return self.steps > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """Practices with an action, beside those without one that started at the same step."""

    steps: Steps
    weights: Mapping[str, Fraction]
    practices: int
    controls: int

    @classmethod
    def of(cls, steps: Steps, acted: Collection[str]) -> "Contrast":
        weights = weights_of(steps, acted)
        practices = sum(code in acted for code in weights)
        return cls(
            steps=steps, weights=weights, practices=practices, controls=len(weights) - practices
        )

    @property
    def enough(self) -> bool:
        """Whether there are enough of both to compare them."""
        return self.practices >= LEAST_USED and self.controls >= LEAST_CONTROLS

    @property
    def rise(self) -> Fraction:
        """By how many steps the first rose more than the others, on average."""
        moved = (
            weight * (self.steps[code][1] - self.steps[code][0])
            for code, weight in self.weights.items()
        )
        return sum(moved, Fraction()) / self.practices


def weights_of(steps: Steps, acted: Collection[str]) -> dict[str, Fraction]:
    """Weigh each practice against those that started at the same step.

    A practice with an action counts 1. The others of its starting step share the opposite weight,
    so that a mood common to all answers cancels out.
    """
    found: dict[str, Fraction] = {}
    for start in {before for before, _ in steps.values()}:
        alike = [code for code, (before, _) in steps.items() if before == start]
        ours = [code for code in alike if code in acted]
        others = [code for code in alike if code not in acted]
        if ours and others:
            found |= dict.fromkeys(ours, Fraction(1))
            found |= dict.fromkeys(others, Fraction(-len(ours), len(others)))
    return found
