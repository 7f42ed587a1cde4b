"""What team and customers say, as a report prints it beside the owner's own view."""

from dataclasses import dataclass

from assessment.domain.scoring.submissions import Submission
from assessment.voices.overview.charts import ViewsRow
from assessment.voices.overview.presenters.side_by_side import ViewedArea, side_by_side
from assessment.voices.overview.queries import OtherViews
from assessment.voices.overview.wording import attribution, chart_words, section_title
from assessment.voices.surveys.wording.results import score_line


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicesRow:
    """One area from each side; an empty number is one that too few have answered."""

    title: str
    owner: str
    team: str
    customers: str
    says: str
    chart: ViewsRow
    chart_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicesPart:
    """The section on team and customers.

    Attributes:
        team_line, customers_line: Who answered; empty if they have not been asked.
        awareness, engagement: Scores of the team; empty if too few have answered.
        recommend: Whether customers would recommend the business, in a sentence; or empty.
        attribution: Whose mark the recommend score is; empty if no score is printed.
    """

    title: str
    verdict: str
    counts: str
    rows: tuple[VoicesRow, ...]
    team_asked: bool
    customers_asked: bool
    has_too_few: bool
    team_line: str
    customers_line: str
    awareness: str
    engagement: str
    recommend: str
    attribution: str


def voices_part(submission: Submission, others: OtherViews) -> VoicesPart | None:
    """Return the section, or None if nobody but the owner has been heard."""
    views = side_by_side(submission, others)
    if not views.shown and not views.customers_line:
        return None
    recommended = others.customers.recommendations if others.customers else None
    return VoicesPart(
        title=section_title(team=bool(others.team), customers=bool(others.customers)),
        verdict=views.verdict,
        counts=views.counts,
        rows=tuple(_row(line) for line in views.areas) if views.shown else (),
        team_asked=views.team_asked,
        customers_asked=views.customers_asked,
        has_too_few=views.has_too_few,
        team_line=views.team_line,
        customers_line=views.customers_line,
        awareness=views.awareness,
        engagement=views.engagement,
        recommend=score_line(recommended) if recommended else "",
        attribution=attribution() if recommended and recommended.shown else "",
    )


def _row(line: ViewedArea) -> VoicesRow:
    return VoicesRow(
        title=line.title,
        owner=line.owner,
        team=line.team,
        customers=line.customers,
        says=line.says,
        chart=line.chart,
        chart_words=chart_words(owner=line.owner, team=line.team, customers=line.customers),
    )
