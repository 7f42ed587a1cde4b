"""All clients of a practice at once: who needs it and why, and who is in each view."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import Any

from django.db.models import Count, ExpressionWrapper, Field, Q
from django.http import QueryDict

from assessment.consulting.portfolio.models import SavedView
from assessment.consulting.portfolio.queries.filters import PortfolioFilter, Show
from assessment.consulting.portfolio.queries.needs import Clients, Need

Name = str | int
"""A condition: a reason, one of the next two, or the key of a saved view."""
FOUND, DUE = "is_found", "is_due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Who is in the list, and how many clients there are.

    Attributes:
        found: The keys of the engagements in the list, in its order.
        reasons: Why each client needs the practice, most urgent first, by the same keys.
        by_need: How many clients need the practice for each reason.
        due: How many checks fall due soon.
        by_view: How many clients each saved view has, by its key.
    """

    found: Sequence[int]
    reasons: Mapping[int, tuple[Need, ...]]
    by_need: Mapping[Need, int]
    due: int
    by_view: Mapping[int, int]

    @property
    def clients(self) -> int:
        return len(self.reasons)

    @property
    def needing(self) -> int:
        return sum(map(bool, self.reasons.values()))


@dataclass(frozen=True, kw_only=True)
class Flags:
    """Which of the named conditions are true of each client, by the key of its engagement.

    The same is true of many clients, so what follows from it is worked out once for all alike.
    """

    names: Sequence[Name]
    of: Mapping[int, tuple[Any, ...]]

    @cached_property
    def alike(self) -> Mapping[tuple[Any, ...], int]:
        return Counter(self.of.values())

    def count(self, name: Name) -> int:
        place = self.names.index(name)
        return sum(number for flags, number in self.alike.items() if flags[place])


def overview_of(
    clients: Clients, chosen: PortfolioFilter, views: Sequence[SavedView] = ()
) -> Overview:
    """Read all clients in the order of the list, each with what is true of it; one query."""
    # A client with a reason needs the practice, so that part of a list needs no column.
    rest = chosen.but(show=Show.ALL) if chosen.show == Show.NEED else chosen
    conditions: dict[Name, Q] = {need.value: one for need, one in clients.needs.items()}
    conditions[FOUND] = rest.condition(clients)
    conditions[DUE] = PortfolioFilter(show=Show.DUE).condition(clients)
    conditions |= {view.pk: filter_of(view).condition(clients) for view in views}
    flags = _flags(clients, chosen, conditions)
    reasons = {alike: tuple(compress(clients.needs, alike)) for alike in flags.alike}
    found = flags.names.index(FOUND)
    listed = {alike for alike in reasons if alike[found] and (reasons[alike] or rest is chosen)}
    return Overview(
        found=[key for key, alike in flags.of.items() if alike in listed],
        reasons={key: reasons[alike] for key, alike in flags.of.items()},
        by_need={need: flags.count(need) for need in clients.needs},
        due=flags.count(DUE),
        by_view={view.pk: flags.count(view.pk) for view in views},
    )


def _flags(clients: Clients, chosen: PortfolioFilter, conditions: Mapping[Name, Q]) -> Flags:
    """Ask for each condition as one column.

    That costs far less than counting each of them in the database and asking for the list as well.
    """
    columns = {f"is_{place}": _column(one) for place, one in enumerate(conditions.values())}
    found = chosen.sorted(clients.all(), clients).annotate(**columns)
    rows = found.values_list("pk", *columns)
    return Flags(names=list(conditions), of={key: tuple(flags) for key, *flags in rows})


def _column(condition: Q) -> "ExpressionWrapper[Any]":
    # Without a kind, because converting ten thousand numbers to booleans takes longer than the
    # query. An empty condition is true of everybody.
    return ExpressionWrapper(condition or Q(pk__gt=0), Field())


def found_without(clients: Clients, chosen: PortfolioFilter) -> Mapping[str, int]:
    """Count a list without each one of its filters, by the name of the filter; one query."""
    columns = {
        name: Count("pk", filter=chosen.but(**{name: ""}).condition(clients))
        for name in chosen.active
    }
    found: dict[str, int] = clients.all().aggregate(**columns)
    return found


def filter_of(view: SavedView) -> PortfolioFilter:
    return PortfolioFilter.read(QueryDict(view.query))
