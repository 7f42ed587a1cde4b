"""Up to six clients side by side, with their names or only with letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from string import ascii_uppercase

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.consulting.portfolio.charts import LetterStrip, letter_strip
from assessment.consulting.portfolio.presenters.standing import (
    TRADES,
    HeatCell,
    Position,
    position_of,
)
from assessment.consulting.portfolio.queries.listed import ListedClient
from assessment.consulting.portfolio.queries.portfolio import Questions
from assessment.domain.model.maturity import Dimension, MaturityModel
from assessment.foundation.formatting.numbers import spelt_out

SEVERAL = 2
"""From how many scores on there is something to compare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedClient:
    """One column; `name` and `sector` are empty while names are hidden."""

    letter: str
    name: str
    sector: str
    position: Position
    span: str
    checked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedArea:
    """One area: a cell for each client, and the scores on one line."""

    title: str
    cells: Sequence[HeatCell]
    strip: LetterStrip
    in_words: str
    ends: str


@dataclass(frozen=True, kw_only=True)
class SideBySide:
    """Everything that the page shows; `named` says whether the clients have their names."""

    rows: Sequence[ListedClient]
    questions: Questions
    named: bool

    @property
    def model(self) -> MaturityModel:
        """The newest questions, whose areas are compared."""
        return self.questions.newest

    @property
    def heading(self) -> str:
        words = ngettext(
            "%(count)s client on its own", "%(count)s clients side by side", len(self.rows)
        )
        count = spelt_out(len(self.rows))
        return words % {"count": count[:1].upper() + count[1:]}

    @cached_property
    def clients(self) -> list[ComparedClient]:
        return [
            self._client(letter, row)
            for letter, row in zip(ascii_uppercase, self.rows, strict=False)
        ]

    def _client(self, letter: str, row: ListedClient) -> ComparedClient:
        standing = row.standing
        areas = [(area.key, area.title) for area in self.model.dimensions]
        trade = TRADES.get(row.trade)
        return ComparedClient(
            letter=letter,
            name=row.name if self.named else "",
            sector=str(trade.label) if self.named and trade else "",
            position=position_of(standing, self.questions.of(row), areas),
            span=_span(standing.low, standing.high) if standing else "",
            checked=standing is not None,
        )

    @property
    def lead(self) -> str:
        """Name the area that is lowest most often, if it is so for most of those with a score."""
        lowest = [self._lowest(client) for client in self.clients]
        known = [area for area in lowest if area]
        if len(known) < SEVERAL:
            return ""
        most = max(known, key=known.count)
        number = known.count(most)
        if 2 * number <= len(known):
            return _("No area is the lowest of most of them.")
        return _lowest_of(number, len(known)) % {
            "area": most,
            "number": spelt_out(number),
            "all": spelt_out(len(known)),
        }

    def _lowest(self, client: ComparedClient) -> str:
        scored = [cell for cell in client.position.cells if cell.points is not None]
        return min(scored, key=lambda cell: cell.points or 0).area if scored else ""

    @property
    def unchecked(self) -> str:
        """Name the letters without a check."""
        letters = [client.letter for client in self.clients if not client.checked]
        if not letters:
            return ""
        words = ngettext(
            "%(letters)s has no check yet.", "%(letters)s have no check yet.", len(letters)
        )
        return words % {"letters": ", ".join(letters)}

    @cached_property
    def areas(self) -> list[ComparedArea]:
        return [self._area(n, area) for n, area in enumerate(self.model.dimensions)]

    def _area(self, place: int, area: Dimension) -> ComparedArea:
        cells = [client.position.cells[place] for client in self.clients]
        pairs = zip(self.clients, cells, strict=True)
        scores = [(c.letter, cell.points) for c, cell in pairs if cell.points is not None]
        return ComparedArea(
            title=area.title,
            cells=cells,
            strip=letter_strip(scores),
            in_words=", ".join(f"{letter} {points}" for letter, points in scores),
            ends=_ends(scores),
        )


def _lowest_of(number: int, clients: int) -> str:
    """Return the sentence about an area that is the lowest of this number of clients."""
    if number < clients:
        return _("%(area)s is the lowest area of %(number)s of the %(all)s that have a score.")
    if number == SEVERAL:
        return _("%(area)s is the lowest area of both that have a score.")
    return _("%(area)s is the lowest area of all %(all)s that have a score.")


def _ends(scores: Sequence[tuple[str, int]]) -> str:
    if len(scores) < SEVERAL:
        return ""
    low, high = (pick(scores, key=lambda one: one[1]) for pick in (min, max))
    return _("Lowest %(low)s with %(least)s, highest %(high)s with %(most)s") % {
        "low": low[0],
        "least": low[1],
        "high": high[0],
        "most": high[1],
    }


def _span(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return ""
    return _("%(low)s to %(high)s") % {"low": low, "high": high}
