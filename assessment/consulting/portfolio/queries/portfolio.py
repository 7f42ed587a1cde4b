"""Everything that the list of a practice's clients shows, in a number of queries that is fixed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Q, QuerySet

from assessment.consulting.portfolio.models import ClientTag, SavedView, TaggedClient
from assessment.consulting.portfolio.queries.filters import (
    PortfolioFilter,
    looks_by,
)
from assessment.consulting.portfolio.queries.listed import ListedClient, values_of
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

    def of(self, client: ListedClient) -> MaturityModel:
        """Return the questions of a client's latest check; without one, the newest."""
        return self.by_version[client.version] if client.version else self.newest


@dataclass(frozen=True, kw_only=True)
class Portfolio:
    """One page of the list, with what belongs to its clients."""

    clients: Clients
    chosen: PortfolioFilter
    overview: Overview
    page: Page[int]
    rows: Sequence[ListedClient]
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
    clients = Clients(consultancy=member.consultancy, at=at, reader=member.user_id)
    views = list(member.saved_views.all())
    overview = overview_of(clients, chosen, views)
    shown = Paginator(overview.found, A_PAGE).get_page(page)
    rows = _rows(list(shown.object_list))
    businesses = [row.business for row in rows]
    return Portfolio(
        clients=clients,
        chosen=chosen,
        overview=overview,
        page=shown,
        rows=rows,
        tags=tags_of_practice(clients),
        views=views,
        tags_of=_tags_of(clients, businesses),
        started=started_checks(_without_check(rows, overview), clients.today),
        seen_at=_seen_at(clients, businesses),
        questions=published_questions(),
        without={} if rows or not chosen.active else found_without(clients, chosen),
    )


def _rows(keys: Sequence[int]) -> list[ListedClient]:
    """Return the clients with these engagements, in this order; one query."""
    found = {row.key: row for row in values_of(Engagement.objects.filter(pk__in=keys))}
    return [found[key] for key in keys if key in found]


def listed_clients(clients: Clients, chosen: PortfolioFilter) -> QuerySet[Engagement]:
    """Return all clients that a filter leaves, in its order."""
    found = clients.all().filter(chosen.condition(clients)).select_related("business")
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


def _without_check(rows: Iterable[ListedClient], overview: Overview) -> list[int]:
    """Return the businesses whose row says how far their open check is."""
    about = {Need.OVERDUE, Need.NEW}
    return [row.business for row in rows if about.intersection(overview.reasons[row.key])]


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
