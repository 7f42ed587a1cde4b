"""The clients that somebody chose in the list: some by name, or all that a filter leaves."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import QueryDict

from assessment.consulting.portfolio.models import ClientTag
from assessment.consulting.portfolio.queries.filters import PortfolioFilter, Show, Sort
from assessment.consulting.portfolio.queries.listed import ListedClient, values_of
from assessment.consulting.portfolio.queries.needs import Clients
from assessment.consulting.portfolio.queries.portfolio import listed_clients
from assessment.parties.consultancies.models import Engagement

HANDED_OVER = Q(business__prepared=None)
"""A business that the practice made is compared once its owner has taken it over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """A selection as its address says it: `names` are the slugs, which `all` makes irrelevant."""

    chosen: PortfolioFilter
    everybody: bool
    names: Sequence[str]

    @classmethod
    def read(cls, given: QueryDict) -> "Picked":
        return cls(
            chosen=PortfolioFilter.read(given),
            everybody=bool(given.get("all")),
            names=tuple(dict.fromkeys(given.getlist("client"))),
        )

    def engagements(self, clients: Clients) -> QuerySet[Engagement]:
        """Return the chosen clients, without those who are no longer clients."""
        if self.everybody:
            return listed_clients(clients, self.chosen)
        everybody = listed_clients(clients, PortfolioFilter(show=Show.ALL, sort=Sort.NAME))
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
