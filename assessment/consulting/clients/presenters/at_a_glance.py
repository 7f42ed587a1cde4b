"""The page of one client as values: where it stands, and what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.consulting.clients.charts import Spark, spark
from assessment.consulting.clients.models import Message
from assessment.consulting.clients.queries.client import ClientRecord
from assessment.consulting.clients.queries.news import News, NewsKind
from assessment.consulting.clients.wording.news import news_line
from assessment.domain.model.maturity import Dimension, MaturityModel
from assessment.domain.planning.planned_actions import Status
from assessment.foundation.formatting.dates import quarter_months, quarter_name
from assessment.foundation.formatting.numbers import spelt_out
from assessment.journey.planning.models import ItemChange, Plan
from assessment.journey.planning.queries.saved_plans import planned_action
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.presenters.changes import NamedChange, named_change
from assessment.journey.results.presenters.levels import NamedLevel, area_level, whole_level
from assessment.journey.results.wording import verdict
from assessment.journey.results.wording.areas import listed
from assessment.journey.trends.wording.outcomes import done_line
from assessment.parties.businesses.models import TeamSize, Trade


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCell:
    """One area: its score on the shade of its level, and how it changed, if that is known."""

    area: Dimension
    points: str
    level: NamedLevel
    change: NamedChange | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsLine:
    """One thing that happened, when, and the page about it."""

    text: str
    at: datetime
    url: str


@dataclass(frozen=True, kw_only=True)
class ResultAtAGlance:
    """Where a client stands, in displayed numbers and words."""

    record: ClientRecord

    @property
    def quarter(self) -> str:
        return quarter_name(self.record.submission.quarter) if self.record.submission else ""

    @property
    def points(self) -> str:
        found = self.record.submission
        return verdict.points(found.scored.overall) if found and found.scored.overall.level else ""

    @cached_property
    def level(self) -> NamedLevel:
        found = self.record.submission
        return whole_level(found) if found else NamedLevel()

    @cached_property
    def change(self) -> NamedChange | None:
        both = self.record.both
        return named_change(both, both.overall) if both and both.overall else None

    @property
    def since(self) -> str:
        before = self.record.before
        return quarter_months(before.quarter) if before else ""

    @cached_property
    def areas(self) -> tuple[AreaCell, ...]:
        found, both = self.record.submission, self.record.both
        if found is None:
            return ()
        changes = {a.key: both.area(a.key) if both else None for a in found.model.dimensions}
        return tuple(
            AreaCell(
                area=area,
                points=verdict.points(found.scored.dimension(area.key))
                if found.scored.dimension(area.key).level
                else "–",
                level=area_level(found, area.key),
                change=named_change(both, change) if both and change else None,
            )
            for area, change in ((a, changes[a.key]) for a in found.model.dimensions)
        )

    @cached_property
    def spark(self) -> Spark | None:
        return spark(self._scores)

    @property
    def scores_line(self) -> str:
        """The same as the chart in words; empty for fewer than two quarters."""
        scores = [str(score) for _name, score in self._scores]
        if self.spark is None:
            return ""
        return _("Score over the last quarters: %(scores)s of 100.") % {"scores": listed(scores)}

    @property
    def _scores(self) -> list[tuple[str, int]]:
        return [
            (f"{r.assessment.quarter.key}", r.score)
            for r in self.record.results
            if r.score is not None
        ]

    @property
    def late(self) -> str:
        """How many actions are late, in words; empty if none is."""
        count = len(self.record.late)
        if not count:
            return ""
        number = spelt_out(count)
        return ngettext("One action late", "%(number)s actions late", count) % {
            "number": number[:1].upper() + number[1:]
        }

    @property
    def plan(self) -> str:
        saved = self.record.saved
        if saved is None:
            return _("no plan yet")
        states = [planned.status for planned in saved.counted]
        return done_line(
            done=len(saved.done),
            partly=states.count(Status.PARTLY),
            dropped=0,
            count=len(saved.counted),
        )


def kicker_of(record: ClientRecord) -> str:
    """Return what a client does and how many people it has, as far as that is known."""
    business = record.business
    trade = business.trade
    if trade in Trade.values:
        trade = str(Trade(trade).label)
    size = business.team_size
    people = _("%(size)s people") % {"size": TeamSize(size).label} if size else ""
    if size == TeamSize.ALONE:
        people = _("one person")
    return " · ".join(filter(None, [trade, people]))


def news_lines(
    news: Sequence[News], record: ClientRecord, model: MaturityModel, comments_url: str
) -> list[NewsLine]:
    return [
        NewsLine(
            text=news_line(one, about=_about(one, model)),
            at=one.at,
            url=_place(one, record, comments_url),
        )
        for one in news
    ]


def _about(news: News, model: MaturityModel) -> str:
    row = news.row
    if isinstance(row, Assessment):
        return quarter_name(row.quarter)
    if isinstance(row, Plan):
        return quarter_name(row.assessment.quarter)
    if isinstance(row, ItemChange):
        return planned_action(model, row.item).title
    if isinstance(row, Message):
        return area_title(model, row.conversation.about)
    return ""


def area_title(model: MaturityModel, key: str) -> str:
    """Return the title of an area; empty if it is not about an area of these questions."""
    return next((area.title for area in model.dimensions if area.key == key), "")


def _place(news: News, record: ClientRecord, comments_url: str) -> str:
    slug, row = record.business.slug, news.row
    if isinstance(row, Assessment):
        return reverse("results", args=[slug, row.slug])
    if isinstance(row, Plan | ItemChange):
        return reverse("plan", args=[slug])
    if news.kind is NewsKind.WROTE:
        return comments_url
    return "#suggested"
