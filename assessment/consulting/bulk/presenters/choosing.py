"""What the page shows before something is made: for whom, for whom not, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assessment.consulting.bulk import wording
from assessment.consulting.bulk.queries.candidates import Candidate
from assessment.parties.businesses.models import Business


@dataclass(frozen=True, slots=True)
class ClientLine:
    """A client, and a sentence about it."""

    business: Business
    text: str


@dataclass(frozen=True, kw_only=True)
class ChosenClients:
    """The chosen clients, as the page shows them."""

    candidates: Sequence[Candidate]
    today: date

    @property
    def heading(self) -> str:
        return wording.chosen(len(self.candidates))

    @cached_property
    def ready(self) -> list[Candidate]:
        """Those for whom something can be made."""
        return [each for each in self.candidates if each.quarter]

    @property
    def number(self) -> str:
        return wording.to_make(len(self.ready))

    @property
    def make_reports(self) -> str:
        return wording.make_reports(len(self.ready))

    @property
    def make_packs(self) -> str:
        return wording.make_packs(len(self.ready))

    @property
    def left_out(self) -> list[ClientLine]:
        return self._lines([each for each in self.candidates if not each.quarter])

    @property
    def to_know(self) -> list[ClientLine]:
        """Those for whom something is made, although something is missing or old."""
        return self._lines(self.ready)

    def _lines(self, found: Sequence[Candidate]) -> list[ClientLine]:
        lines = [ClientLine(c.business, wording.before_making(c, self.today)) for c in found]
        return [line for line in lines if line.text]
