"""What a list of clients is narrowed to, and how it is sorted: all of it is in the address."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, F, Max, OrderBy, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Lower, NullIf

from assessment.consulting.portfolio.models import TaggedClient
from assessment.consulting.portfolio.queries.needs import STANDING, Clients, Need
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.foundation.parsing.names import one_line
from assessment.parties.businesses.models import Trade
from assessment.parties.consultancies.models import Engagement

DUE_WITHIN = timedelta(days=14)
NOTHING = "-"
"""The value of a filter for clients without a level or a tag."""
LONGEST_WORD = 100
SORT_KEY = re.compile(r"-?[a-z0-9]+([_-][a-z0-9]+)*")
"""The key of an area comes from the address and becomes a lookup, so it must not contain `__`."""
LEVELS = (*map(str, range(5)), NOTHING)


class Show(StrEnum):
    """The part of the clients that a list begins with."""

    NEED = "need"
    DUE = "due"
    ALL = "all"


class Sort(StrEnum):
    """What a list can be sorted by, apart from the areas; a minus turns the order round."""

    URGENT = "urgent"
    NAME = "name"
    LEVEL = "level"
    SCORE = "score"
    CHANGE = "change"
    PLAN = "plan"
    SEEN = "seen"
    DUE = "due"


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioFilter:
    """The filters and the sort order of a list; empty where there is none.

    Attributes:
        show: The part that the list begins with.
        q: A part of the client's name.
        why, sector, level, tag: What is chosen: a reason, a trade, a place of a level, a tag.
        sort: What it is sorted by, or the key of an area, perhaps after a minus.
    """

    show: str = Show.NEED
    q: str = ""
    why: str = ""
    sector: str = ""
    level: str = ""
    tag: str = ""
    sort: str = Sort.URGENT

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> "PortfolioFilter":
        """Read an address; whatever it cannot mean is left out, so that old links still work."""
        known: dict[str, Any] = {
            "show": set(Show),
            "why": set(Need),
            "sector": set(Trade.values),
            "level": set(LEVELS),
        }
        said = {f.name: one_line(str(given.get(f.name, "")))[:LONGEST_WORD] for f in fields(cls)}
        if not SORT_KEY.fullmatch(said["sort"]):
            del said["sort"]
        return cls(**{n: v for n, v in said.items() if v and (n not in known or v in known[n])})

    @property
    def query(self) -> str:
        """Its address: only what differs from the usual list, always in the same order."""
        usual = PortfolioFilter()
        return urlencode([(n, v) for n, v in self.pairs() if v != getattr(usual, n)])

    def pairs(self) -> Iterator[tuple[str, str]]:
        for field in fields(self):
            if value := getattr(self, field.name):
                yield field.name, value

    def but(self, **changes: str) -> "PortfolioFilter":
        return replace(self, **changes)

    @property
    def active(self) -> list[str]:
        """The names of the filters that are on, beyond the part that the list begins with."""
        return [name for name in ("q", "why", "sector", "level", "tag") if getattr(self, name)]

    # ---- as conditions

    def condition(self, clients: Clients) -> Q:
        """Return what a client must fulfil to be in the list."""
        found, needs = Q(), clients.needs
        if self.show == Show.NEED:
            found &= any_of(needs)
        if self.show == Show.DUE:
            until = clients.today + DUE_WITHIN
            found &= Q(next_due_on__lte=until) | needs[Need.NEW]
        if self.q:
            found &= Q(business__name__icontains=self.q)
        if self.why:
            # A reason that nobody can have on this site leaves nobody.
            found &= needs.get(Need(self.why), Q(pk=None))
        if self.sector:
            found &= Q(business__trade=self.sector)
        return found & self._level() & self._tag(clients)

    def _level(self) -> Q:
        if not self.level:
            return Q()
        rank = None if self.level == NOTHING else int(self.level)
        return Q(level_rank=rank)

    def _tag(self, clients: Clients) -> Q:
        tagged = TaggedClient.objects.filter(
            tag__consultancy=clients.consultancy, business=OuterRef("business")
        )
        if not self.tag:
            return Q()
        if self.tag == NOTHING:
            return ~Q(Exists(tagged))
        return Q(Exists(tagged.filter(tag__name=self.tag)))

    def sorted(self, found: QuerySet[Engagement], clients: Clients) -> QuerySet[Engagement]:
        """Sort clients; those of whom the value is not known come last in either direction."""
        last: list[str | Combinable] = [Lower("business__name"), "business"]
        key, turned = self.sort.removeprefix("-"), self.sort.startswith("-")
        if key == Sort.URGENT:
            return found.order_by(*clients.by_urgency(), *last)
        if key == Sort.SEEN:
            found = found.annotate(seen_at=_seen_at(clients))
        return found.order_by(_in_order(_sort_value(key), turned=turned), *last)


def any_of(needs: Mapping[Need, Q]) -> Q:
    found = Q()
    for condition in needs.values():
        found |= condition
    return found


def _sort_value(key: str) -> Any:
    """Return what a list is sorted by; a key that is none of ours names an area."""
    known = {
        Sort.NAME: Lower("business__name"),
        Sort.LEVEL: F("level_rank"),
        Sort.SCORE: F("score"),
        Sort.CHANGE: F("points_now") - F("points_before"),
        Sort.PLAN: 100 * F("achieved") / NullIf(F("actions"), 0),
        Sort.SEEN: F("seen_at"),
        Sort.DUE: F("next_due_on"),
    }
    return known[Sort(key)] if key in set(Sort) else F(f"{STANDING}areas__{key}__points")


def _in_order(value: Any, *, turned: bool) -> OrderBy:
    return OrderBy(value, descending=turned, nulls_last=True)


def _seen_at(clients: Clients) -> Subquery:
    looks = looks_by(clients).filter(business=OuterRef("business")).order_by()
    return Subquery(looks.values("business").annotate(last=Max("at")).values("last"))


def looks_by(clients: Clients) -> QuerySet[AuditEntry]:
    """Return the days on which a person of the practice looked at a client."""
    return AuditEntry.objects.filter(
        kind=Event.LOOKED, by__consultancies__consultancy=clients.consultancy
    )
