"""What the page of a quarter shows: the score with its band, the spread, areas and outcomes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessment.domain.model.maturity import MaturityModel
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.scores import shown
from assessment.domain.voices.loyalty import LEAST_ANSWERS, Recommendations
from assessment.domain.voices.mirrors import MirrorScore
from assessment.domain.voices.outcomes import HeardOutcomes
from assessment.voices.surveys import charts
from assessment.voices.surveys.queries.quarters import QuarterHeard
from assessment.voices.surveys.wording import results as wording

BEFORE_SHOWN = 3
"""How many earlier quarters are listed below the newest one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """One quarter in the table of scores; without a score, its three counts in words.

    `score` and `band` are texts, and `mark` draws them.
    """

    quarter: Quarter
    answers: int
    score: str
    band: str
    counts: str
    mark: charts.ScoreMark | None
    is_now: bool

    @property
    def answered(self) -> str:
        return wording.answered(self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaSeen:
    """How customers see one area; `score` is from 0 to 100, None under five answers."""

    name: str
    answers: int
    score: int | None

    @property
    def words(self) -> str:
        return wording.answered(self.answers)

    @property
    def width(self) -> int:
        """The length of the bar, in hundredths of its line."""
        return self.score or 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterPage:
    """One quarter of a survey."""

    heard: QuarterHeard
    earlier: Sequence[QuarterHeard]
    model: MaturityModel
    areas: Mapping[str, MirrorScore]
    outcomes: HeardOutcomes

    @property
    def quarter(self) -> Quarter:
        return self.heard.quarter

    @property
    def counts(self) -> Recommendations:
        return self.heard.recommendations

    @property
    def heading(self) -> str:
        return wording.heading(self.counts)

    @property
    def lead(self) -> str:
        return wording.lead(self.counts)

    @property
    def score(self) -> str:
        return wording.score_text(self.counts)

    @property
    def explained(self) -> str:
        return wording.explained(self.counts)

    @property
    def rows(self) -> list[ScoreRow]:
        return [score_row(one, is_now=one is self.heard) for one in (self.heard, *self.before)]

    @property
    def before(self) -> Sequence[QuarterHeard]:
        """The newest of the earlier quarters."""
        return self.earlier[:BEFORE_SHOWN]

    @property
    def changes(self) -> list[str]:
        """A sentence on the change since each of these quarters that has a score."""
        return [
            said
            for one in self.before
            if (said := wording.change(self.counts, one.recommendations, one.quarter))
        ]

    @property
    def spread(self) -> charts.SpreadChart:
        return charts.spread_chart(self.heard.spread)

    @property
    def few(self) -> list[tuple[str, str, int]]:
        """The three counts for a quarter without a score: words, numbers, customers."""
        return wording.three_groups(self.counts)

    @property
    def needed(self) -> str:
        return wording.how_many_more(LEAST_ANSWERS - self.counts.answers)

    @property
    def area_rows(self) -> list[AreaSeen]:
        """The areas with an answer, in the order of the questions."""
        return [
            AreaSeen(
                name=dimension.title,
                answers=found.answers,
                score=shown(found.score) if found.score is not None else None,
            )
            for dimension in self.model.dimensions
            if (found := self.areas.get(dimension.key)) and found.answers
        ]

    @property
    def value(self) -> str:
        """The wanted outcomes for each unwanted one, in words; empty if none was heard."""
        return wording.value(self.outcomes)


def score_row(heard: QuarterHeard, *, is_now: bool = False) -> ScoreRow:
    """Return a quarter as a row of the table of scores."""
    counts = heard.recommendations
    return ScoreRow(
        quarter=heard.quarter,
        answers=counts.answers,
        score=wording.score_text(counts),
        band=wording.band_text(counts),
        counts=wording.three_counts(counts),
        mark=charts.score_mark(counts),
        is_now=is_now,
    )
