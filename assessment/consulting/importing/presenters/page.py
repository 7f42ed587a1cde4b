"""What the page of a list shows: its numbers, and some of its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from assessment.consulting.importing import wording
from assessment.consulting.importing.models import ClientList
from assessment.consulting.importing.presenters.judging import JudgedList, LineKind, ListLine
from assessment.parties.businesses.models import Trade

MOST_SHOWN = 50
FIRST_ROWS = 5
TABS = {
    LineKind.BAD: _("Can’t be added"),
    LineKind.GUESSED: _("Sector settled here"),
    LineKind.ALREADY: _("Already yours"),
    LineKind.READY: _("Ready"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTab:
    """One kind of row, with its address and its number."""

    name: str
    url: str
    count: int
    current: bool


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """A list before it is added; `show` is the kind of row to look at."""

    client_list: ClientList
    found: JudgedList
    show: str

    @property
    def heading(self) -> str:
        return wording.ready_heading(self.ready, len(self.found.lines))

    @cached_property
    def ready(self) -> int:
        return len(self.found.ready)

    @property
    def guessed(self) -> int:
        return len(self.found.of(LineKind.GUESSED))

    @property
    def already(self) -> int:
        return len(self.found.of(LineKind.ALREADY))

    @property
    def bad(self) -> int:
        return len(self.found.of(LineKind.BAD))

    @property
    def sectors_heading(self) -> str:
        return wording.unknown_sectors(len(self.found.words))

    @property
    def button(self) -> str:
        return wording.add_these(self.ready)

    @cached_property
    def kind(self) -> LineKind:
        """The kind of row that is shown: the one that was asked for, or the first there is."""
        there = [kind for kind in LineKind if self.found.of(kind)]
        return next((kind for kind in there if kind == self.show), there[0])

    @property
    def unread(self) -> str:
        """Name the columns that none of our values is in."""
        read = set(self.client_list.columns.values())
        heads = [head for place, head in enumerate(self.client_list.table[0]) if place not in read]
        return wording.unread([head for head in heads if head], heads.count(""))

    @property
    def tabs(self) -> list[ListTab]:
        return [
            ListTab(
                name=str(name),
                url=f"?show={kind}#rows",
                count=len(self.found.of(kind)),
                current=kind == self.kind,
            )
            for kind, name in TABS.items()
            if self.found.of(kind)
        ]

    @property
    def rows(self) -> Sequence[ListLine]:
        return self.found.of(self.kind)[:MOST_SHOWN]

    @property
    def caption(self) -> str:
        return wording.first_shown(len(self.rows), len(self.found.of(self.kind)))

    @property
    def columns_are_found(self) -> bool:
        return {"name", "email"} <= set(self.client_list.columns)

    @property
    def first_rows(self) -> Sequence[tuple[ListLine, str]]:
        """The first rows that will be added, each with the name of its sector."""
        lines = [(line, line.client) for line in self.found.ready[:FIRST_ROWS]]
        names = dict(Trade.choices)
        return [(line, str(names.get(client.trade, ""))) for line, client in lines if client]
