"""Owner, team and customers side by side, as frozen values for pages and reports."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.domain.model.maturity import Dimension, MaturityModel
from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.submissions import Submission
from assessment.domain.voices.three_views import AreaViews, Stance, ThreeViews, three_views
from assessment.voices.overview import wording
from assessment.voices.overview.charts import ViewsRow, views_row
from assessment.voices.overview.queries import OtherViews

MOST_TO_TALK_ABOUT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaLine:
    """One area on one line; an empty number is one that is not shown."""

    key: str
    title: str
    owner: str
    team: str
    customers: str
    says: str
    chart: ViewsRow


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkLine:
    """A question worth talking through with the team, and why."""

    question: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Everything that is said about three views of the same areas.

    Attributes:
        team_asked, customers_asked: Whether these views have a column at all.
        has_too_few: Whether a number is missing because too few have answered.
    """

    verdict: str
    counts: str
    areas: tuple[AreaLine, ...]
    talk: tuple[TalkLine, ...]
    team_asked: bool
    customers_asked: bool
    has_too_few: bool
    others: OtherViews

    @property
    def shown(self) -> bool:
        return bool(self.others.team or self.others.customers)


def side_by_side(submission: Submission, others: OtherViews) -> SideBySide:
    """Set the owner's result beside what team and customers say."""
    scores = {score.key: score for score in submission.scored.dimensions}
    views = three_views(
        {key: score.points if score.scored else None for key, score in scores.items()},
        others.team.areas if others.team else {},
        others.customers.areas if others.customers else {},
    )
    lines = tuple(_line(submission.model.dimension(area.key), area) for area in views.areas)
    return SideBySide(
        verdict=wording.verdict(views),
        counts=wording.counts(views),
        areas=lines,
        talk=_talk(submission.model, views),
        team_asked=others.team is not None,
        customers_asked=others.customers is not None,
        has_too_few=_too_few(lines, others),
        others=others,
    )


def _line(dimension: Dimension, area: AreaViews) -> AreaLine:
    return AreaLine(
        key=area.key,
        title=dimension.title,
        owner="" if area.owner is None else str(shown(area.owner)),
        team=wording.team_points(area.team),
        customers="" if area.customers is None else str(shown(area.customers)),
        says=wording.area_line(area),
        chart=views_row(area),
    )


def _talk(model: MaturityModel, views: ThreeViews) -> tuple[TalkLine, ...]:
    """Return the model's questions about areas that the team sees differently, widest gap first."""
    differs = [a for a in views.areas if a.team_stance in {Stance.LOWER, Stance.HIGHER}]
    questions: Mapping[str, str] = {}
    if model.team_talk:
        questions = {each.dimension: each.text for each in model.team_talk.questions}
    return tuple(
        TalkLine(
            question=questions[area.key],
            why=wording.talk_reason(area, model.dimension(area.key).title),
        )
        for area in differs
        if area.key in questions
    )[:MOST_TO_TALK_ABOUT]


def _too_few(lines: tuple[AreaLine, ...], others: OtherViews) -> bool:
    missing = [others.team and not line.team for line in lines]
    missing += [others.customers and not line.customers for line in lines]
    return any(missing)
