"""Owner, team and customers side by side, as frozen values for pages and reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.urls import reverse

from assessment.domain.model.maturity import Dimension, MaturityModel
from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.submissions import Submission
from assessment.domain.voices.three_views import AreaViews, Stance, ThreeViews, three_views
from assessment.journey.results.presenters.panels import Panel
from assessment.parties.businesses.models import Business
from assessment.voices.overview import wording
from assessment.voices.overview.charts import ViewsRow, views_row
from assessment.voices.overview.queries import OtherViews, views_beside
from assessment.voices.pulse.wording import points

MOST_TO_TALK_ABOUT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewedArea:
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
class ComparedViews:
    """Everything that is said about three views of the same areas.

    Attributes:
        team_asked, customers_asked: Whether these views have a column at all.
        has_too_few: Whether a number is missing because too few have answered.
        team_line, customers_line: How many people these views come from, and from when.
        team_closed_on: When the round closed that the team's views come from.
        awareness, engagement: Scores of the team; empty if too few have answered.
    """

    verdict: str
    counts: str
    areas: tuple[ViewedArea, ...]
    talk: tuple[TalkLine, ...]
    team_asked: bool
    customers_asked: bool
    has_too_few: bool
    team_line: str
    customers_line: str
    team_closed_on: date | None
    awareness: str
    engagement: str

    @property
    def shown(self) -> bool:
        return self.team_asked or self.customers_asked


def side_by_side(submission: Submission, others: OtherViews) -> ComparedViews:
    """Set the owner's result beside what team and customers say."""
    scores = {score.key: score for score in submission.scored.dimensions}
    views = three_views(
        {key: score.points if score.scored else None for key, score in scores.items()},
        others.team_areas,
        others.customers_areas,
    )
    lines = tuple(_line(submission.model.dimension(area.key), area) for area in views.areas)
    return ComparedViews(
        verdict=wording.verdict(views, heard=others.heard),
        counts=wording.counts(views),
        areas=lines,
        talk=_talk(submission.model, views),
        team_asked=others.team is not None,
        customers_asked=bool(others.customers_areas),
        has_too_few=_too_few(lines, others),
        team_line=wording.team_line(others.team) if others.team else "",
        customers_line=wording.customers_line(others.customers) if others.customers else "",
        team_closed_on=others.team.closed_on if others.team else None,
        awareness=_shown(others.team.awareness) if others.team else "",
        engagement=_shown(others.team.engagement) if others.team else "",
    )


def others_beside(business: Business, submission: Submission) -> Panel | None:
    """Return the part of the results page on others; None if nobody was asked about the areas."""
    views = side_by_side(submission, views_beside(submission, business))
    if not views.shown:
        return None
    return Panel(
        template="voices/overview/_in_results.html",
        shows=views,
        url=reverse("side_by_side", args=[business.slug, submission.quarter.slug]),
    )


def _line(dimension: Dimension, area: AreaViews) -> ViewedArea:
    return ViewedArea(
        key=area.key,
        title=dimension.title,
        owner="" if area.owner is None else str(shown(area.owner)),
        team=_shown(area.team),
        customers="" if area.customers is None else str(shown(area.customers)),
        says=wording.area_line(area),
        chart=views_row(area),
    )


def _shown(score: Fraction | None) -> str:
    """Return a score of the team as its pages show it; empty if too few have answered."""
    return "" if score is None else points(score)


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


def _too_few(lines: tuple[ViewedArea, ...], others: OtherViews) -> bool:
    few_staff = others.team is not None and not all(line.team for line in lines)
    return few_staff or (bool(others.customers_areas) and not all(ln.customers for ln in lines))
