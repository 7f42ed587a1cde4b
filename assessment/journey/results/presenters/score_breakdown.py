"""The arithmetic behind a score, detailed enough to check with a pocket calculator."""

from dataclasses import dataclass
from fractions import Fraction
from math import floor, sqrt

from django.utils.formats import number_format

from assessment.domain.model.answers import NOT_SURE, SET_ASIDE, SheetAnswer
from assessment.domain.model.maturity import Dimension, Level, Practice, Tier
from assessment.domain.scoring.scores import DimensionScore
from assessment.domain.scoring.scoring_rule import WeighedAnswer
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.changes import Change
from assessment.domain.trends.comparison import Comparison
from assessment.journey.results.wording.changes import judged_together, worked_out


def tenths(points: Fraction) -> str:
    """Format with one decimal in the reader's language, rounded half up like whole scores."""
    # round() would round halves to even, and so differ from the whole scores beside these.
    return number_format(floor(points * 10 + Fraction(1, 2)) / 10, decimal_pos=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SumLine:
    """One answer and its points; `weighed` is None if the question does not apply."""

    practice: Practice
    tier: Tier
    answer: SheetAnswer
    weighed: WeighedAnswer | None

    @property
    def points(self) -> int | None:
        return self.weighed.points if self.weighed else None

    @property
    def supported(self) -> int | None:
        return self.weighed.supported if self.weighed else None

    @property
    def not_sure(self) -> bool:
        return self.answer.value == NOT_SURE

    @property
    def set_aside(self) -> bool:
        return self.answer.value == SET_ASIDE


@dataclass(frozen=True, kw_only=True)
class AreaSum:
    """The arithmetic of one area; points are weighted steps out of `reachable`."""

    dimension: Dimension
    score: DimensionScore
    lines: tuple[SumLine, ...]
    points: int
    supported: int
    reachable: int

    @property
    def exact(self) -> str:
        return tenths(self.score.points)

    @property
    def exact_supported(self) -> str:
        return tenths(self.score.supported)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsSum:
    """The steps each area needs for a level; the furthest area is allowed to wait."""

    level: Level
    areas: tuple[tuple[Dimension, int], ...]
    waits: Dimension | None
    waits_for: int
    together: int
    needed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearFrom:
    """The thresholds for a clear change of what is compared, and the overall change.

    `together` says how the areas share their thresholds; empty if each has its own.
    """

    overall: str
    areas: tuple[tuple[Dimension, str], ...]
    change: Change | None
    together: str = ""

    @property
    def line(self) -> str:
        change = self.change
        return worked_out(change, tenths(change.before), tenths(change.now)) if change else ""


@dataclass(frozen=True, kw_only=True)
class Working:
    """The arithmetic of the areas, the overall score, the level and the clear change."""

    submission: Submission
    areas: tuple[AreaSum, ...]
    levels: tuple[Level, ...]
    steps: StepsSum | None
    clear: ClearFrom | None

    @property
    def equal_weights(self) -> bool:
        return len({dimension.weight for dimension in self.submission.model.dimensions}) == 1

    @property
    def sum_of_areas(self) -> str:
        return " + ".join(area.exact for area in self.areas)

    @property
    def sum_of_supported(self) -> str:
        return " + ".join(area.exact_supported for area in self.areas)

    @property
    def exact(self) -> str:
        return tenths(self.submission.scored.overall.points)

    @property
    def exact_supported(self) -> str:
        return tenths(self.submission.scored.overall.supported)


def working_of(submission: Submission, both: Comparison | None) -> Working:
    model = submission.model
    ranks = sorted(score.level.rank for score in submission.scored.dimensions if score.level)
    return Working(
        submission=submission,
        areas=tuple(area_sum(submission, dimension) for dimension in model.dimensions),
        levels=tuple(model.level_at(rank) for rank in ranks),
        steps=_steps_sum(submission),
        clear=_clear_from(both) if both else None,
    )


def _clear_from(both: Comparison) -> ClearFrom:
    return ClearFrom(
        overall=_root(both.overall.limit) if both.overall else "",
        areas=tuple((area, _root(change.limit)) for area, change in both.areas if change),
        change=both.overall,
        together=judged_together() if both.now.rule.names_doubt else "",
    )


def area_sum(submission: Submission, dimension: Dimension) -> AreaSum:
    """Return the arithmetic of one area, as the scoring rule adds it up."""
    lines = [_line(submission, practice) for practice in dimension.practices]
    weighed = [line.weighed for line in lines if line.weighed]
    return AreaSum(
        dimension=dimension,
        score=submission.scored.dimension(dimension.key),
        lines=tuple(lines),
        points=sum(answer.points for answer in weighed),
        supported=sum(answer.supported for answer in weighed),
        reachable=sum(answer.reachable for answer in weighed),
    )


def _line(submission: Submission, practice: Practice) -> SumLine:
    answer = submission.sheet.answers[practice.code]
    return SumLine(
        practice=practice,
        tier=submission.model.tier(practice.tier),
        answer=answer,
        weighed=submission.rule.weigh(practice, answer) if answer.value != SET_ASIDE else None,
    )


def _steps_sum(submission: Submission) -> StepsSum | None:
    overall = submission.scored.overall
    level = overall.next_level
    if level is None or overall.steps_to_next is None:
        return None
    scores, rule = submission.scored.dimensions, submission.rule
    areas = [
        (submission.model.dimension(score.key), rule.steps_to_rank(score, level.rank))
        for score in scores
    ]
    nearly = [rule.steps_to_rank(score, level.rank - 1) for score in scores]
    # The steps that each area saves by staying one level below.
    last = [steps - before for (_, steps), before in zip(areas, nearly, strict=True)]
    may_wait = max(last) if rule.laggards else 0
    return StepsSum(
        level=level,
        areas=tuple(areas),
        waits=areas[last.index(may_wait)][0] if may_wait else None,
        waits_for=may_wait,
        together=sum(steps for _, steps in areas),
        needed=overall.steps_to_next,
    )


def _root(squared: Fraction) -> str:
    # A float is precise enough here: the root is only displayed, never compared.
    return tenths(Fraction(sqrt(squared)))
