"""The answers behind one area of a result."""

from dataclasses import dataclass

from assessment.domain.model.answers import NOT_SURE, SheetAnswer
from assessment.domain.model.maturity import Dimension, Practice, Tier
from assessment.domain.scoring.scores import DimensionScore, TierScore
from assessment.domain.scoring.submissions import Submission
from assessment.journey.results.presenters.levels import NamedLevel, area_level
from assessment.journey.results.presenters.score_breakdown import AreaSum, area_sum
from assessment.journey.results.wording import verdict


@dataclass(frozen=True, kw_only=True)
class AnswerLine:
    """One answer as text; `next_words` is the next sentence up, or empty."""

    practice: Practice
    answer: SheetAnswer
    label: str
    words: str
    next_words: str


@dataclass(frozen=True, kw_only=True)
class TierAnswers:
    """The answers in one tier; `score` is None if the area has no score."""

    tier: Tier
    score: TierScore | None
    lines: tuple[AnswerLine, ...]


@dataclass(frozen=True, kw_only=True)
class AreaPage:
    """One area of a result: its meaning, answers by tier, arithmetic and neighbours."""

    submission: Submission
    dimension: Dimension

    @property
    def score(self) -> DimensionScore:
        return self.submission.scored.dimension(self.dimension.key)

    @property
    def points(self) -> str:
        return verdict.points(self.score)

    @property
    def level(self) -> NamedLevel:
        return area_level(self.submission, self.dimension.key)

    @property
    def reading(self) -> str:
        return verdict.reading(self.submission, self.dimension)

    @property
    def groups(self) -> tuple[TierAnswers, ...]:
        return tuple(
            TierAnswers(
                tier=tier,
                score=self.score.tier(tier.key) if self.score.scored else None,
                lines=tuple(
                    answer_line(self.submission, practice)
                    for practice in self.dimension.in_tier(tier)
                ),
            )
            for tier in self.submission.model.tiers
        )

    @property
    def sum(self) -> AreaSum:
        return area_sum(self.submission, self.dimension)

    @property
    def before(self) -> Dimension | None:
        return self._neighbour(-1)

    @property
    def after(self) -> Dimension | None:
        return self._neighbour(1)

    def _neighbour(self, way: int) -> Dimension | None:
        dimensions = self.submission.model.dimensions
        index = dimensions.index(self.dimension) + way
        return dimensions[index] if 0 <= index < len(dimensions) else None


def answer_line(submission: Submission, practice: Practice) -> AnswerLine:
    answer, texts = submission.sheet.answers[practice.code], submission.model.answers
    step = answer.value if isinstance(answer.value, int) else None
    if step is None:
        words = texts.not_sure if answer.value == NOT_SURE else texts.aside(practice)
        return AnswerLine(practice=practice, answer=answer, label="", words=words, next_words="")
    above = practice.anchors[step + 1 : step + 2]
    return AnswerLine(
        practice=practice,
        answer=answer,
        label=texts.labels[step],
        words=practice.anchors[step],
        next_words="".join(above),
    )
