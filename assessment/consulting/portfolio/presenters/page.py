"""The list as values: its heading, views, filters, columns and pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessment.consulting.portfolio import wording
from assessment.consulting.portfolio.presenters.drawn import all_drawn
from assessment.consulting.portfolio.presenters.rows import RowMaker
from assessment.consulting.portfolio.queries.filters import (
    NOTHING,
    PortfolioFilter,
    Show,
    Sort,
)
from assessment.consulting.portfolio.queries.overview import filter_of
from assessment.consulting.portfolio.queries.portfolio import Portfolio
from assessment.domain.model.maturity import MaturityModel
from assessment.parties.businesses.models import Trade

TURNED = "-"
LONG_WORD = 10
"""Up to how many letters a word fits above a number."""
SOFT_HYPHEN = "\u00ad"
PICK_PAGE, PICK_ALL = "page", "all"
FALLING = frozenset({Sort.PLAN, Sort.SEEN})
"""What is sorted from the top down at first, because that is what people look for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewTab:
    """A view above the list; `saved` is its key if somebody saved it."""

    name: str
    count: str
    url: str
    current: bool
    saved: int | None = None


@dataclass(frozen=True, slots=True)
class ActiveChip:
    """A filter that is on, and the address without it."""

    name: str
    url: str


class Selectable(NamedTuple):
    """One of several values, and whether it is the chosen one."""

    value: str
    name: str
    chosen: bool


class Select(NamedTuple):
    """One filter; `anything` is what is chosen without it, or empty if something always is."""

    name: str
    label: str
    anything: str
    choices: tuple[Selectable, ...]


class ColumnHead(NamedTuple):
    """The head of a column: a link that sorts by it. `sorted` is what `aria-sort` says."""

    name: str
    url: str
    sorted: str
    look: str = ""


@dataclass(frozen=True, kw_only=True)
class PortfolioPage:
    """Everything that the list shows.

    Attributes:
        picked: What is chosen in advance: empty, the page, or all that the filter leaves.
    """

    portfolio: Portfolio
    picked: str

    @property
    def model(self) -> MaturityModel:
        """The newest questions: their areas are the columns, and their levels are to choose."""
        return self.portfolio.questions.newest

    @property
    def chosen(self) -> PortfolioFilter:
        return self.portfolio.chosen

    @property
    def heading(self) -> str:
        overview = self.portfolio.overview
        if not overview.found and self.chosen.active:
            return _("No client fits these filters")
        return wording.heading(overview.needing, overview.clients)

    @property
    def lead(self) -> str:
        return wording.lead(self.portfolio.overview.by_need) or wording.nobody()

    @property
    def found_number(self) -> int:
        return len(self.portfolio.overview.found)

    @property
    def client_number(self) -> int:
        return self.portfolio.overview.clients

    @property
    def found(self) -> str:
        return wording.thousands(self.found_number)

    @property
    def all_clients(self) -> str:
        return wording.thousands(self.client_number)

    @property
    def caption(self) -> str:
        page = self.portfolio.page
        return wording.shown_of(page.start_index(), page.end_index(), self.found_number)

    # ---- views

    @cached_property
    def tabs(self) -> tuple[ViewTab, ...]:
        overview, usual = self.portfolio.overview, PortfolioFilter()
        known = (
            (_("Need you"), overview.needing, Show.NEED),
            (_("Check due"), overview.due, Show.DUE),
            (_("All clients"), overview.clients, Show.ALL),
        )
        tabs = [self._tab(name, count, usual.but(show=show)) for name, count, show in known]
        tabs += [
            self._tab(view.name, overview.by_view[view.pk], filter_of(view), view.pk)
            for view in self.portfolio.views
        ]
        return tuple(tabs)

    def _tab(self, name: str, count: int, of: PortfolioFilter, saved: int | None = None) -> ViewTab:
        return ViewTab(
            name=name,
            count=wording.thousands(count),
            url=self.url(of),
            current=of.query == self.chosen.query,
            saved=saved,
        )

    @property
    def saved_here(self) -> ViewTab | None:
        """The saved view that the list shows, if it is one."""
        return next((tab for tab in self.tabs if tab.saved and tab.current), None)

    @property
    def is_a_view(self) -> bool:
        return any(tab.current for tab in self.tabs)

    # ---- filters

    @property
    def selects(self) -> SafeString:
        """The filters in a list each; people rarely change them, so they are drawn once."""
        any_of = _("Any")
        lists = [
            Select("why", _("Why"), _("Any reason"), tuple(self.whys)),
            Select("sector", _("Sector"), any_of, tuple(self.sectors)),
            Select("level", _("Level"), any_of, tuple(self.levels)),
            Select("tag", _("Tag"), any_of, tuple(self.tags)),
            Select("sort", _("Sort by"), "", tuple(self.sorts)),
        ]
        return all_drawn(("select", one) for one in lists)

    @cached_property
    def whys(self) -> list[Selectable]:
        needs = self.portfolio.clients.needs
        return self._choices("why", [(str(need), wording.need_label(need)) for need in needs])

    @cached_property
    def sectors(self) -> list[Selectable]:
        return self._choices("sector", [(trade.value, str(trade.label)) for trade in Trade])

    @cached_property
    def levels(self) -> list[Selectable]:
        titles = [(str(level.rank), level.title) for level in self.model.levels]
        return self._choices("level", [*titles, (NOTHING, _("No level yet"))])

    @cached_property
    def tags(self) -> list[Selectable]:
        tags = self.portfolio.tags
        names = [(tag.name, tag.name) for tag in tags]
        return self._choices("tag", [*names, (NOTHING, _("No tag"))] if tags else [])

    @cached_property
    def sorts(self) -> list[Selectable]:
        names = [
            (Sort.URGENT, _("Most urgent")),
            (Sort.NAME, _("Name")),
            (Sort.SCORE, _("Lowest score")),
            (Sort.CHANGE, _("Fell most")),
            (Sort.DUE, _("Next due")),
            (f"{TURNED}{Sort.SEEN}", _("Last seen")),
        ]
        found = self._choices("sort", [(str(value), name) for value, name in names])
        if any(choice.chosen for choice in found):
            return found
        # A head of a column can sort by what this list does not offer.
        return [*found, Selectable(self.chosen.sort, _("As in the table"), chosen=True)]

    def _choices(self, name: str, known: Sequence[tuple[str, str]]) -> list[Selectable]:
        chosen = getattr(self.chosen, name)
        return [Selectable(value, label, value == chosen) for value, label in known]

    @cached_property
    def chips(self) -> tuple[ActiveChip, ...]:
        return tuple(self._chips())

    def _chips(self) -> Iterator[ActiveChip]:
        if self.chosen.show == Show.NEED:
            yield ActiveChip(_("needs you"), self.url(self.chosen.but(show=Show.ALL)))
        if self.chosen.show == Show.DUE:
            yield ActiveChip(_("check due"), self.url(self.chosen.but(show=Show.ALL)))
        for name in self.chosen.active:
            yield ActiveChip(self._label(name), self.url(self.chosen.but(**{name: ""})))

    def _label(self, name: str) -> str:
        if name == "q":
            return _("“%(words)s”") % {"words": self.chosen.q}
        known = {
            "why": self.whys,
            "sector": self.sectors,
            "level": self.levels,
            "tag": self.tags,
        }
        found = (choice.name for choice in known[name] if choice.chosen)
        return next(found, getattr(self.chosen, name))

    @property
    def ways_out(self) -> list[ActiveChip]:
        """The lists without one of the filters that are not empty, each with its number."""
        without = self.portfolio.without
        return [
            ActiveChip(
                wording.without(self._label(name), without[name]),
                self.url(self.chosen.but(**{name: ""})),
            )
            for name in self.chosen.active
            if without[name]
        ]

    @property
    def all_url(self) -> str:
        return self.url(PortfolioFilter(show=Show.ALL))

    # ---- the table

    @cached_property
    def rows(self) -> list[SafeString]:
        areas = [(area.key, area.title) for area in self.model.dimensions]
        return RowMaker(portfolio=self.portfolio, columns=areas, ticked=self.ticked).rows()

    @property
    def heads(self) -> SafeString:
        """The heads of all columns."""
        areas = [(area.key, may_break(area.title), "shelf__heat") for area in self.model.dimensions]
        columns = [
            (Sort.NAME, _("Client"), ""),
            (Sort.URGENT, _("Why, most urgent first"), "shelf__why"),
            (Sort.LEVEL, _("Level"), "shelf__level"),
            (Sort.SCORE, _("Score"), "shelf__score"),
            *areas,
            (Sort.PLAN, _("Plan"), "shelf__info"),
            (Sort.SEEN, _("Last seen"), "shelf__info"),
            (Sort.DUE, _("Next due"), "shelf__info"),
        ]
        return all_drawn(("head", self._head(*column)) for column in columns)

    def _head(self, key: str, name: str, look: str) -> ColumnHead:
        """Return a head: a first click sorts in the usual direction, a second one turns it."""
        usual = f"{TURNED}{key}" if key in FALLING else key
        turned = key if key in FALLING else f"{TURNED}{key}"
        sort = self.chosen.sort
        here = sort in {usual, turned}
        way = "descending" if sort.startswith(TURNED) else "ascending"
        wanted = turned if sort == usual and key != Sort.URGENT else usual
        return ColumnHead(
            name=name,
            url=self.url(self.chosen.but(sort=wanted)),
            sorted=way if here else "",
            look=look,
        )

    @property
    def key(self) -> SafeString:
        """What the shades mean."""
        levels = tuple((level.rank, level.title) for level in self.model.levels)
        return all_drawn([("key", levels)])

    # ---- pages and what is chosen

    @property
    def page_links(self) -> list[Selectable]:
        """A link for each page near this one; an empty address marks those left out."""
        page, pages = self.portfolio.page, self.portfolio.page.paginator
        numbers = pages.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
        return [
            Selectable(
                self.url(self.chosen, page=n) if isinstance(n, int) else "",
                str(n),
                n == page.number,
            )
            for n in numbers
        ]

    @property
    def next_url(self) -> str:
        page = self.portfolio.page
        return self.url(self.chosen, page=page.next_page_number()) if page.has_next() else ""

    @property
    def all_picked(self) -> bool:
        return self.picked == PICK_ALL

    @property
    def ticked(self) -> str:
        """What each box says: if all are chosen, none of them can be left out."""
        return {PICK_ALL: " checked disabled", PICK_PAGE: " checked"}.get(self.picked, "")

    @property
    def pick_page_url(self) -> str:
        return self.url(self.chosen, page=self.portfolio.page.number, pick=PICK_PAGE)

    @property
    def pick_all_url(self) -> str:
        return self.url(self.chosen, page=self.portfolio.page.number, pick=PICK_ALL)

    @property
    def pick_none_url(self) -> str:
        return self.url(self.chosen, page=self.portfolio.page.number)

    def url(self, of: PortfolioFilter, **more: object) -> str:
        rest = "&".join(f"{name}={value}" for name, value in more.items() if value not in {1, ""})
        query = "&".join(filter(None, (of.query, rest)))
        return f"{self._base}?{query}" if query else self._base

    @cached_property
    def _base(self) -> str:
        return reverse("portfolio", args=[self.portfolio.clients.consultancy.slug])


def may_break(title: str) -> str:
    """Let long words break in their middle: without a dictionary, browsers don't know where."""
    return " ".join(map(_may_break, title.split()))


def _may_break(word: str) -> str:
    middle = len(word) // 2 + 1
    return f"{word[:middle]}{SOFT_HYPHEN}{word[middle:]}" if len(word) > LONG_WORD else word
