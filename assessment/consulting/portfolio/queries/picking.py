"""The clients that somebody chose: some by name, all that a filter leaves, or those of a job."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import QueryDict

from assessment.consulting.portfolio.models import ClientTag
from assessment.consulting.portfolio.queries.filters import PortfolioFilter, Show, Sort
from assessment.consulting.portfolio.queries.listed import ListedClient, values_of
from assessment.consulting.portfolio.queries.needs import Clients
from assessment.consulting.portfolio.queries.portfolio import listed_clients
from assessment.parties.consultancies.models import Consultancy, Engagement

HANDED_OVER = Q(business__prepared=None)
"""A business that the practice made is compared once its owner has taken it over."""


@dataclass(slots=True)
class JobSlot:
    """The keys of the businesses of a job, or only of those with files; empty for another job.

    Jobs belong to another room, which fills the slot when the app is ready. An address that named
    three hundred clients would be too long for some servers.
    """

    clients: Callable[[Consultancy, str, bool], Collection[int]] | None = None


job_slot = JobSlot()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """A selection as its address says it.

    Attributes:
        names: the slugs, which `everybody` and `job` make irrelevant.
        job: the key of a job, whose clients are chosen; with `made`, only those with files.
    """

    chosen: PortfolioFilter
    everybody: bool
    names: Sequence[str]
    job: str = ""
    made: bool = False

    @classmethod
    def read(cls, given: QueryDict) -> "Picked":
        return cls(
            chosen=PortfolioFilter.read(given),
            everybody=bool(given.get("all")),
            names=tuple(dict.fromkeys(given.getlist("client"))),
            job=given.get("job", ""),
            made=bool(given.get("made")),
        )

    def engagements(self, clients: Clients) -> QuerySet[Engagement]:
        """Return the chosen clients, without those who are no longer clients."""
        if self.everybody:
            return listed_clients(clients, self.chosen)
        everybody = listed_clients(clients, PortfolioFilter(show=Show.ALL, sort=Sort.NAME))
        if self.job and job_slot.clients:
            of_job = job_slot.clients(clients.consultancy, self.job, self.made)
            return everybody.filter(business__in=of_job)
        return everybody.filter(business__slug__in=self.names)

    def side_by_side(self, clients: Clients) -> list[ListedClient]:
        """Return those with an owner, in the order of the address or of the filter."""
        found = list(values_of(self.engagements(clients).filter(HANDED_OVER)))
        if self.everybody:
            return found
        return sorted(found, key=lambda one: self.names.index(one.slug))


def in_given_order(clients: Clients, businesses: Sequence[int]) -> list[ListedClient]:
    """Return those of these businesses that are clients now, in the order given."""
    everybody = listed_clients(clients, PortfolioFilter(show=Show.ALL, sort=Sort.NAME))
    found = values_of(everybody.filter(HANDED_OVER, business__in=businesses))
    return sorted(found, key=lambda one: businesses.index(one.business))


def tags_among(clients: Clients, found: QuerySet[Engagement]) -> Sequence[ClientTag]:
    """Return the tags that at least one of these clients has."""
    businesses = found.order_by().values("business")
    tags = ClientTag.objects.filter(
        consultancy=clients.consultancy, tagged__business__in=businesses
    )
    return list(tags.distinct().order_by("name", "pk"))
