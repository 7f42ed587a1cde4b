"""Everything that the list of a practice's clients shows, in a number of queries that is fixed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Max, Q, QuerySet

from assessment.consulting.portfolio.models import ClientTag, SavedView, TaggedClient
from assessment.consulting.portfolio.queries.filters import (
    PortfolioFilter,
    looks_by,
)
from assessment.consulting.portfolio.queries.needs import Clients, Need
from assessment.consulting.portfolio.queries.overview import (
    Overview,
    found_without,
    overview_of,
)
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.quarters import Quarter
from assessment.journey.questionnaire.models import BLANK, Assessment
from assessment.parties.catalogue.models import ModelVersion
from assessment.parties.consultancies.models import ConsultancyMember, Engagement

A_PAGE = 50
VERSION = "business__standing__assessment__model_version"
OF_STANDING = (
    *("areas", "score_shown", "low", "high", "level_rank", "certainty", "other_level"),
    *("movement", "points_before", "points_now", "fallen_area", "next_due_on"),
    *("actions", "achieved", "plan_moved_at"),
)
SHOWN = (
    *("given_at", "ends_on", "business", "business__prepared__business"),
    *(f"business__{name}" for name in ("slug", "name", "trade", "time_zone")),
    *(f"business__standing__{name}" for name in OF_STANDING),
)
"""The columns that a list shows: reading all of them would take as long again."""


@dataclass(frozen=True, slots=True)
class StartedCheck:
    """How many questions of an open check are answered."""

    answered: int
    questions: int


@dataclass(frozen=True, slots=True)
class Questions:
    """The published questions by the key of their version, and the newest of them."""

    by_version: Mapping[int, MaturityModel]
    newest: MaturityModel

    def of(self, engagement: Engagement) -> MaturityModel:
        """Return the questions of a client's latest check; without one, the newest."""
        return self.by_version.get(vars(engagement)["version"], self.newest)


@dataclass(frozen=True, kw_only=True)
class Portfolio:
    """One page of the list, with what belongs to its clients."""

    clients: Clients
    chosen: PortfolioFilter
    overview: Overview
    page: Page[int]
    engagements: Sequence[Engagement]
    tags: Sequence[ClientTag]
    views: Sequence[SavedView]
    tags_of: Mapping[int, Sequence[str]]
    started: Mapping[int, StartedCheck]
    seen_at: Mapping[int, datetime]
    questions: Questions
    without: Mapping[str, int]
    """How many clients an empty list would have without one of its filters, by its name."""


def portfolio_of(
    member: ConsultancyMember, chosen: PortfolioFilter, at: datetime, page: str
) -> Portfolio:
    """Return one page of the clients of a practice; nine queries, however many there are."""
    clients = Clients(consultancy=member.consultancy, at=at)
    views = list(member.saved_views.all())
    overview = overview_of(clients, chosen, views)
    shown = Paginator(overview.found, A_PAGE).get_page(page)
    rows = _engagements(list(shown.object_list))
    businesses = [engagement.business_id for engagement in rows]
    return Portfolio(
        clients=clients,
        chosen=chosen,
        overview=overview,
        page=shown,
        engagements=rows,
        tags=tags_of_practice(clients),
        views=views,
        tags_of=_tags_of(clients, businesses),
        started=started_checks(_without_check(rows, overview), clients.today),
        seen_at=_seen_at(clients, businesses),
        questions=published_questions(),
        without={} if rows or not chosen.active else found_without(clients, chosen),
    )


def _engagements(keys: Sequence[int]) -> list[Engagement]:
    """Return these engagements with their standings, in this order; one query."""
    found = {one.pk: one for one in with_standing(Engagement.objects.filter(pk__in=keys))}
    return [found[key] for key in keys if key in found]


def with_standing(engagements: QuerySet[Engagement]) -> QuerySet[Engagement]:
    """Read with each engagement what a list shows of its client."""
    found = engagements.select_related("business__standing", "business__prepared").only(*SHOWN)
    return found.annotate(version=F(VERSION))


def listed_clients(clients: Clients, chosen: PortfolioFilter) -> QuerySet[Engagement]:
    """Return all clients that a filter leaves, in its order, with their standings."""
    found = with_standing(clients.all().filter(chosen.condition(clients)))
    return chosen.sorted(found, clients)


def published_questions() -> Questions:
    versions = list(ModelVersion.objects.defer("source").order_by("published_at", "pk"))
    found = {version.pk: version.maturity for version in versions}
    return Questions(found, found[versions[-1].pk])


def tags_of_practice(clients: Clients) -> list[ClientTag]:
    return list(clients.consultancy.client_tags.order_by("name", "pk"))


def _tags_of(clients: Clients, businesses: Iterable[int]) -> Mapping[int, Sequence[str]]:
    found = defaultdict(list)
    tagged = TaggedClient.objects.filter(
        tag__consultancy=clients.consultancy, business__in=businesses
    )
    for business, name in tagged.order_by("tag__name").values_list("business", "tag__name"):
        found[business].append(name)
    return found


def _without_check(engagements: Iterable[Engagement], overview: Overview) -> list[int]:
    """Return the businesses whose row says how far their open check is."""
    about = {Need.OVERDUE, Need.NEW}
    return [one.business_id for one in engagements if about.intersection(overview.reasons[one.pk])]


def started_checks(businesses: Iterable[int], today: date) -> Mapping[int, StartedCheck]:
    """Return the newest check of each that somebody has started and that can still be sent."""
    running = Assessment.objects.open().filter(business__in=businesses, extra=0, revision=1)
    counted = running.annotate(
        questions=Count("answers"), answered=Count("answers", filter=~Q(answers__value=BLANK))
    )
    rows = counted.order_by("quarter_starts_on").values_list(
        "business", "quarter_starts_on", "answered", "questions"
    )
    return {
        business: StartedCheck(answered, questions)
        for business, starts_on, answered, questions in rows
        if answered and today <= Quarter(starts_on).closes_on
    }


def _seen_at(clients: Clients, businesses: Iterable[int]) -> Mapping[int, datetime]:
    looks = looks_by(clients).filter(business__in=businesses).order_by()
    return dict(looks.values_list("business").annotate(last=Max("at")))
