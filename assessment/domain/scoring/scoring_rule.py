"""The interface of a scoring rule: points and levels, the effect of actions, and noise."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import ClassVar, NamedTuple

from assessment.domain.model.answers import AnswerSheet, Evidence, SheetAnswer
from assessment.domain.model.maturity import Action, Dimension, MaturityModel, Practice, Tier
from assessment.domain.scoring.level_doubt import SheetDoubt
from assessment.domain.scoring.scores import DimensionScore, ScoredSheet, TierScore
from assessment.domain.scoring.verdicts import Verdict
from assessment.domain.scoring.worked_on import Steps, WorkedOn


class WeighedAnswer(NamedTuple):
    """What one answer adds to its dimension in weighted steps, and the most it could add."""

    points: int
    supported: int
    upper: int
    reachable: int


class Footing(NamedTuple):
    """The state of a dimension after taking some of its tiers into account, from the bottom up.

    Attributes:
        tiers: How many tiers have been taken into account.
        missing: The steps missing in them, as far as the rule counts them. If none are missing,
            actions in the next tier have their full value.
        rank: The rank that these tiers give the dimension.
    """

    tiers: int = 0
    missing: int = 0
    rank: int = 0


@dataclass(frozen=True)
class ScoringRule(ABC):
    """One way to score the sheets of a model, shared by scores, plans and comparisons.

    Attributes:
        name: The name of the rule in models and results.
        wording: The key of the sentences that explain the rule; rules can share one.
        unbacked_from: The lowest step that does not count in full without a note or a check.
        names_doubt: Whether it says how sure a level and a change are. Its models then need
            figures and sentences for that.
    """

    model: MaturityModel

    name: ClassVar[str]
    wording: ClassVar[str]
    unbacked_from: ClassVar[int]
    names_doubt: ClassVar[bool] = False

    # ---- the score

    @abstractmethod
    def score_sheet(self, sheet: AnswerSheet) -> ScoredSheet:
        """Score a complete sheet with exact fractions."""

    @abstractmethod
    def score_dimension(self, dimension: Dimension, sheet: AnswerSheet) -> DimensionScore:
        """Score one dimension on its own."""

    def score_tier(self, dimension: Dimension, tier: Tier, sheet: AnswerSheet) -> TierScore:
        """Return whether one tier of one dimension is met, and its progress."""
        practices = sheet.applicable(dimension.in_tier(tier))
        values = [sheet.step(practice) for practice in practices]
        missing = self.steps_to_meet(values)
        # If every practice of the tier is set aside, nothing is missing and the tier is met.
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
        """Return what an answer adds to the score, for a practice that is not set aside."""

    @abstractmethod
    def doubt(self, sheet: AnswerSheet, scored: ScoredSheet) -> SheetDoubt | None:
        """Return how sure the levels of a scored sheet are, or None if the rule does not say."""

    # ---- levels

    @abstractmethod
    def steps_to_meet(self, steps: Sequence[int]) -> int:
        """Return how many steps a tier with these answers is still missing; 0 if it is met.

        The planner calls this for every combination of actions, so it has to be fast.
        """

    @abstractmethod
    def climb(self, below: Footing, missing: int) -> Footing:
        """Return the footing with one more tier, in which `missing` steps are missing."""

    def rank(self, dimension: Dimension, sheet: AnswerSheet) -> int:
        """Return the rank from a dimension's tiers alone, without the other needs of a level."""
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
        """How many dimensions can be one level below the overall level."""

    @abstractmethod
    def overall_rank(self, ranks: Sequence[int]) -> int:
        """Return the rank of the whole from the ranks of its dimensions."""

    @abstractmethod
    def steps_to_rank(self, score: DimensionScore, rank: int) -> int:
        """Return how many steps a scored dimension needs for a rank that steps can reach."""

    # ---- the effect of a plan on a sheet

    @property
    @abstractmethod
    def usual_step(self) -> int:
        """The step at which a practice is in place: quick actions end here, deep ones start."""

    def span(self, sheet: AnswerSheet, action: Action) -> tuple[int, int]:
        """Return the step before an action and the one after it.

        A deep action starts where the quick one for the same practice ends.
        """
        practice = self.model.practice(action.practice)
        now = sheet.step(practice)
        if action.kind == "quick":
            return now, self.usual_step
        return max(now, self.usual_step), len(practice.anchors) - 1

    def lifted(self, sheet: AnswerSheet, actions: Iterable[Action]) -> AnswerSheet:
        """Return the sheet after these actions.

        Completing an action leaves a record, so the new answer counts as backed by a note.
        """
        answers = dict(sheet.answers)
        for action in actions:
            known = answers[action.practice]
            evidence = Evidence.NOTE if known.evidence is Evidence.NONE else known.evidence
            _, step = self.span(sheet, action)
            answers[action.practice] = replace(known, value=step, evidence=evidence)
        return AnswerSheet(answers)

    # ---- noise

    @property
    @abstractmethod
    def answer_noise(self) -> Fraction:
        """The standard deviation of one answer when it is repeated, in points from 0 to 100."""

    @abstractmethod
    def noise(
        self, dimension: Dimension, before: AnswerSheet, now: AnswerSheet, *, other: bool = False
    ) -> Fraction:
        """Return the variance of a dimension's change in points if only chance changes it.

        `other` says that another person answered the second time.
        """

    @abstractmethod
    def overall_noise(
        self, before: AnswerSheet, now: AnswerSheet, *, other: bool = False
    ) -> Fraction:
        """Return the same variance for the overall points."""

    @abstractmethod
    def needed_for(self, verdict: Verdict, among: int) -> Fraction | None:
        """Return the square in standard errors that the largest of `among` changes needs.

        None if the rule does not know the verdict.
        """

    @abstractmethod
    def worked_on(
        self, steps: Steps, acted: Collection[str], *, other: bool = False
    ) -> WorkedOn | None:
        """Compare what was worked on with what was left alone; None if the rule does not."""
