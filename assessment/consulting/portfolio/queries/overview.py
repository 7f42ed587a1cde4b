"""All clients of a practice at once: who needs it and why, and who is in each view."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, ExpressionWrapper, Field, Q
from django.http import QueryDict

from assessment.consulting.portfolio.models import SavedView
from assessment.consulting.portfolio.queries.filters import PortfolioFilter, Show
from assessment.consulting.portfolio.queries.needs import Clients, Need

DUE, FOUND = "is_due", "is_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Who is in the list, and how many clients there are.

    Attributes:
        found: The keys of the engagements in the list, in its order.
        reasons: Why each client needs the practice, most urgent first, by the same keys.
        due: How many checks fall due soon.
        by_view: How many clients each saved view has, by its key.
    """

    found: Sequence[int]
    reasons: Mapping[int, tuple[Need, ...]]
    due: int
    by_view: Mapping[int, int]

    @property
    def clients(self) -> int:
        return len(self.reasons)

    @property
    def needing(self) -> int:
        return sum(map(bool, self.reasons.values()))

    def with_reason(self, need: Need) -> int:
        return sum(need in reasons for reasons in self.reasons.values())


def overview_of(
    clients: Clients, chosen: PortfolioFilter, views: Sequence[SavedView] = ()
) -> Overview:
    """Read all clients in the order of the list, each with what is true of it; one query.

    Every condition is one column, which costs far less than counting each of them in the database
    and asking for the list as well.
    """
    needs = list(clients.needs)
    due = PortfolioFilter(show=Show.DUE).condition(clients)
    # A client with a reason needs the practice, so that part of a list needs no column.
    rest = chosen.but(show=Show.ALL) if chosen.show == Show.NEED else chosen
    conditions = [*clients.needs.values(), due, rest.condition(clients)]
    conditions += [filter_of(view).condition(clients) for view in views]
    columns = {f"is_{place}": _column(one) for place, one in enumerate(conditions)}
    rows = chosen.sorted(clients.all(), clients).annotate(**columns).values_list("pk", *columns)
    reasons, found, due_soon = {}, [], 0
    in_views = dict.fromkeys((view.pk for view in views), 0)
    for key, *flags in rows:
        has, (is_due, is_found, *in_view) = flags[: len(needs)], flags[len(needs) :]
        reasons[key] = tuple(need for need, it_has in zip(needs, has, strict=True) if it_has)
        due_soon += bool(is_due)
        if is_found and (reasons[key] or rest is chosen):
            found.append(key)
        for view, is_in in zip(in_views, in_view, strict=True):
            in_views[view] += bool(is_in)
    return Overview(found=found, reasons=reasons, due=due_soon, by_view=in_views)


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
