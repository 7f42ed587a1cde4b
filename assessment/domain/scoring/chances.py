"""The chance of each level if the same person answered the same questions again.

Every figure is exact. The chances of single answers are whole numbers over one common denominator,
and a sheet's are sums of products of them. After each tier, only the few facts on which the level
depends are kept, so nobody has to count all combinations of thirty answers.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import lcm, prod

from assessment.domain.model.answers import NOT_SURE, AnswerSheet, Evidence, SheetAnswer
from assessment.domain.model.maturity import Dimension, MaturityModel, Practice, Tier
from assessment.domain.scoring.floors import FloorForEachStep

MOODS = (-1, 0, 1)
"""Stricter than usual, as usual, and kinder than usual, over all answers of a sheet."""

Weights = dict[int, int]
"""How likely each rank is, as whole numbers over a common denominator."""

State = tuple[int, int, bool, int]
"""What a level depends on in the tiers so far. These are missing steps, the best rank, whether all
tiers are steady, and their supported points if they are."""
NOTHING: State = (0, 0, True, 0)

Outcome = tuple[int, bool, int]
"""What one tier adds: the steps it misses, whether it is steady, and its supported points."""


@dataclass(frozen=True)
class Chances:
    """The chances of the levels of one sheet, in every mood."""

    rule: FloorForEachStep
    sheet: AnswerSheet

    def of_dimension(self, dimension: Dimension) -> tuple[Fraction, ...]:
        """Return the chance of each level of a dimension, by rank."""
        number = len(self.sheet.applicable(dimension.practices))
        return self._mixed([self._ranks[mood][dimension.key] for mood in MOODS], number)

    def overall(self) -> tuple[Fraction, ...]:
        """Return the chance of each overall level, by rank."""
        number = len(self.sheet.applicable(self._model.practices))
        return self._mixed([self._overall(mood) for mood in MOODS], number)

    @property
    def _model(self) -> MaturityModel:
        return self.rule.model

    # ---- one answer

    @cached_property
    def _shares(self) -> Mapping[Evidence, Fraction]:
        """The chance of one step up, and of one step down, by the evidence for an answer."""
        figures = self._model.scoring
        noises = {
            Evidence.NONE: figures.retest_noise,
            Evidence.NOTE: figures.retest_noise_note,
            Evidence.CHECKED: figures.retest_noise_checked,
        }
        return {evidence: min(noise, Fraction(1)) ** 2 / 2 for evidence, noise in noises.items()}

    @cached_property
    def _common(self) -> int:
        """The common denominator of the chances of any answer."""
        steps = (len(practice.anchors) for practice in self._model.practices)
        return lcm(*(share.denominator for share in self._shares.values()), *steps)

    def _answers(self, practice: Practice, mood: int) -> list[tuple[int, int, int]]:
        """Return what the true answer may be: its step, what supports it, and how likely it is."""
        answer, top = self.sheet.answers[practice.code], len(practice.anchors) - 1
        if answer.value == NOT_SURE:
            likely = dict.fromkeys(range(top + 1), self._common // (top + 1))
        else:
            share = int(self._shares[answer.evidence] * self._common)
            likely = defaultdict(int)
            likely[min(answer.step + 1, top)] += share * (1 + mood)
            likely[max(answer.step - 1, 0)] += share * (1 - mood)
            likely[answer.step] += self._common - 2 * share
        lows = self._supported[practice.code]
        return [(step, lows[step], chance) for step, chance in likely.items() if chance]

    @cached_property
    def _supported(self) -> Mapping[str, list[int]]:
        """What supports each step of a practice, if the evidence stays as it is."""
        return {
            p.code: [
                self.rule.weigh(p, SheetAnswer(step, self.sheet.answers[p.code].evidence)).supported
                for step in range(len(p.anchors))
            ]
            for p in self._model.practices
        }

    # ---- one dimension

    @cached_property
    def _ranks(self) -> Mapping[int, Mapping[str, Weights]]:
        return {
            mood: {d.key: self._dimension(d, mood) for d in self._model.dimensions}
            for mood in MOODS
        }

    def _dimension(self, dimension: Dimension, mood: int) -> Weights:
        """Return how likely each rank of a dimension is in a mood."""
        highest = len(self._model.tiers)
        states = {NOTHING: 1}
        for number, tier in enumerate(self._model.tiers, start=1):
            then: dict[State, int] = defaultdict(int)
            for (missing, steady, supported), chance in self._tier(dimension, tier, mood).items():
                for (below, best, all_steady, points), weight in states.items():
                    gap = min(below + missing, highest)
                    if gap or not (steady and all_steady):
                        state: State = (gap, max(best, number - gap), False, 0)
                    else:
                        state = (0, number, True, points + supported)
                    then[state] += weight * chance
            states = then
        practices = self.sheet.applicable(dimension.practices)
        reachable = sum(self.rule.weigh(p, self.sheet.answers[p.code]).reachable for p in practices)
        enough = self._model.scoring.signature_supported * reachable
        found: Weights = defaultdict(int)
        for (_, best, steady, supported), weight in states.items():
            found[best + (steady and 100 * supported >= enough)] += weight
        return found

    def _tier(self, dimension: Dimension, tier: Tier, mood: int) -> Mapping[Outcome, int]:
        """Return how likely each outcome of one tier is."""
        highest = len(self._model.tiers)
        practices = self.sheet.applicable(dimension.in_tier(tier))
        found: dict[Outcome, int] = defaultdict(int)
        for answers in product(*(self._answers(practice, mood) for practice in practices)):
            steps = [step for step, _, _ in answers]
            missing = min(self.rule.steps_to_meet(steps), highest)
            steady = not missing and self.rule.has_spare(steps)
            # Support matters only for the highest level, which asks for steady tiers.
            supported = sum(low for _, low, _ in answers) if steady else 0
            found[missing, steady, supported] += prod(chance for _, _, chance in answers)
        return found

    # ---- all dimensions

    def _overall(self, mood: int) -> Weights:
        """Return how likely each overall rank is in a mood.

        It depends only on the lowest ranks of dimensions, so nothing else is kept.
        """
        states: dict[tuple[int, ...], int] = {(): 1}
        for ranks in self._ranks[mood].values():
            then: dict[tuple[int, ...], int] = defaultdict(int)
            for (lowest, weight), (rank, chance) in product(states.items(), ranks.items()):
                then[tuple(sorted((*lowest, rank))[: self.rule.laggards + 1])] += weight * chance
            states = then
        found: Weights = defaultdict(int)
        for lowest, weight in states.items():
            found[self.rule.overall_rank(lowest)] += weight
        return found

    def _mixed(self, by_mood: Sequence[Weights], answers: int) -> tuple[Fraction, ...]:
        """Mix the moods, and turn weights over so many answers into chances."""
        figures = self._model.scoring
        moody = min(Fraction(1), figures.shared_share / figures.retest_noise**2)
        parts = (moody.numerator, 2 * (moody.denominator - moody.numerator), moody.numerator)
        whole = 2 * moody.denominator * self._common**answers
        return tuple(
            Fraction(
                sum(p * ranks.get(rank, 0) for p, ranks in zip(parts, by_mood, strict=True)), whole
            )
            for rank in range(len(self._model.levels))
        )
