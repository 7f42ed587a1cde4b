"""What every scoring rule has to say: how answers score, how a plan lifts them, what is chance."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import ClassVar, NamedTuple

from assessment.domain.model.answers import AnswerSheet, Evidence, SheetAnswer
from assessment.domain.model.maturity import Action, Dimension, MaturityModel, Practice, Tier
from assessment.domain.scoring.scores import DimensionScore, ScoredSheet, TierScore


class WeighedAnswer(NamedTuple):
    """What one answer adds to its dimension, in weighted steps, out of those it could reach."""

    points: int
    supported: int
    upper: int
    reachable: int


class Footing(NamedTuple):
    """What the tiers of a dimension, taken from the bottom up, come to.

    Attributes:
        tiers: how many tiers have been taken.
        missing: steps missing in them, as far as the rule counts them; above a footing with
            nothing missing, actions have their full value.
        rank: the rank that the dimension has with them.
    """

    tiers: int = 0
    missing: int = 0
    rank: int = 0


@dataclass(frozen=True)
class ScoringRule(ABC):
    """One way to score the sheets of a model; score, plan and comparison all ask the same one.

    Attributes:
        name: what models and results call the rule.
        wording: which sentences explain the rule; several rules may share them.
        unbacked_from: the lowest step that is not believed in full without a note or a check.
    """

    model: MaturityModel

    name: ClassVar[str]
    wording: ClassVar[str]
    unbacked_from: ClassVar[int]

    # ---- the score

    @abstractmethod
    def score_sheet(self, sheet: AnswerSheet) -> ScoredSheet:
        """Score a complete sheet, exactly."""

    @abstractmethod
    def score_dimension(self, dimension: Dimension, sheet: AnswerSheet) -> DimensionScore:
        """Score one dimension by itself."""

    def score_tier(self, dimension: Dimension, tier: Tier, sheet: AnswerSheet) -> TierScore:
        """Whether one tier of one dimension is met, and how far it is."""
        practices = sheet.applicable(dimension.in_tier(tier))
        values = [sheet.step(practice) for practice in practices]
        missing = self.steps_to_meet(values)
        reachable = sum(len(practice.anchors) - 1 for practice in practices)
        return TierScore(
            key=tier.key,
            met=missing == 0,
            steps=missing,
            percent=Fraction(100 * sum(values), reachable) if reachable else Fraction(100),
            applicable=len(practices),
        )

    @abstractmethod
    def weigh(self, practice: Practice, answer: SheetAnswer) -> WeighedAnswer:
        """What an answer that applies adds to the score."""

    # ---- levels

    @abstractmethod
    def steps_to_meet(self, steps: Sequence[int]) -> int:
        """How many steps up a tier with these answers still needs; 0 if it is met.

        The planner asks this for every combination of actions, so it has to be quick.
        """

    @abstractmethod
    def climb(self, below: Footing, missing: int) -> Footing:
        """The footing with one tier more, in which so many steps are missing."""

    def rank(self, dimension: Dimension, sheet: AnswerSheet) -> int:
        """The rank that the tiers of a dimension give it, whatever else a level asks for."""
        tiers = self.model.tiers
        return self.rank_of(self.score_tier(dimension, tier, sheet) for tier in tiers)

    def rank_of(self, tiers: Iterable[TierScore]) -> int:
        footing = Footing()
        for tier in tiers:
            footing = self.climb(footing, tier.steps)
        return footing.rank

    @property
    @abstractmethod
    def laggards(self) -> int:
        """How many dimensions may be one level below the level of the whole."""

    @abstractmethod
    def steps_to_rank(self, score: DimensionScore, rank: int) -> int:
        """How many steps a scored dimension needs to a rank that steps lead to."""

    # ---- what a plan makes of a sheet

    @property
    @abstractmethod
    def usual_step(self) -> int:
        """The step at which a practice is in place: where quick actions end, deep ones begin."""

    def span(self, sheet: AnswerSheet, action: Action) -> tuple[int, int]:
        """The steps an action lifts from and to; a deep one starts where its quick one ends."""
        practice = self.model.practice(action.practice)
        now = sheet.step(practice)
        if action.kind == "quick":
            return now, self.usual_step
        return max(now, self.usual_step), len(practice.anchors) - 1

    def lifted(self, sheet: AnswerSheet, actions: Iterable[Action]) -> AnswerSheet:
        """The sheet after these actions; doing leaves a trace, so it counts as a note."""
        answers = dict(sheet.answers)
        for action in actions:
            known = answers[action.practice]
            evidence = Evidence.NOTE if known.evidence is Evidence.NONE else known.evidence
            _, step = self.span(sheet, action)
            answers[action.practice] = replace(known, value=step, evidence=evidence)
        return AnswerSheet(answers)

    # ---- what may be chance

    @property
    @abstractmethod
    def answer_noise(self) -> Fraction:
        """The standard deviation of an answer given twice, in points of a score of its own."""

    @abstractmethod
    def noise(self, dimension: Dimension, before: AnswerSheet, now: AnswerSheet) -> Fraction:
        """The variance of a change in a dimension's points if nothing but chance changes them."""

    @abstractmethod
    def overall_noise(self, before: AnswerSheet, now: AnswerSheet) -> Fraction:
        """The same for the points of the whole."""
