"""How much a report tells, what it is printed on, what was chosen for it, and what it is called."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessment.domain.quarters import Quarter
from assessment.parties.businesses.models import Business

TITLES = {
    "summary": _("One-page summary"),
    "owner": _("Full owner report"),
    "consultant": _("Consultant edition"),
    "team": _("Hand-out for the team"),
    "fridge": _("Page for the fridge"),
}
IN_FULL = frozenset({"compare", "notes", "method", "enclose"})
CHOICES = {
    "summary": frozenset({"compare"}),
    "owner": IN_FULL,
    "consultant": IN_FULL | {"history", "answers", "clients"},
    "team": frozenset({"compare"}),
    "fridge": frozenset(),
}
"""Of what can be chosen, what makes a difference to an edition."""
ENDINGS = {"owner": "action-plan"}
PAPERS = {"a4": _("A4"), "letter": _("US Letter")}
PARTS = ("notes", "method", "history", "answers", "clients")
"""In the order in which they can be chosen; those that not every full edition has come last."""


class Edition(StrEnum):
    """How much of a result a report tells."""

    SUMMARY = "summary"
    OWNER = "owner"
    CONSULTANT = "consultant"
    TEAM = "team"
    FRIDGE = "fridge"

    @property
    def words(self) -> str:
        return str(TITLES[self])

    @property
    def choices(self) -> frozenset[str]:
        """The options that make a difference to it; others would make the same report anew."""
        return CHOICES[self]

    @property
    def is_full(self) -> bool:
        """Whether it tells everything there is."""
        return self in {Edition.OWNER, Edition.CONSULTANT}

    @property
    def ending(self) -> str:
        """What the names of its files end with."""
        return ENDINGS.get(self, str(self))


class Paper(StrEnum):
    A4 = "a4"
    LETTER = "letter"

    @property
    def words(self) -> str:
        return str(PAPERS[self])


# ---- what is chosen for one


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Which quarter to compare with, the parts that can be left out, and what travels along.

    `compare` is an earlier quarter as it stands in addresses, such as 2026-q1; empty is the one
    before. With `enclose` the answers are inside the full editions' file as a table.
    """

    compare: str = ""
    notes: bool = True
    method: bool = True
    history: bool = True
    answers: bool = True
    clients: bool = True
    enclose: bool = False

    @classmethod
    def asked_for(cls, asked: QueryDict, *, earlier: Sequence[Quarter]) -> Self:
        """What a link or a form wants; what it cannot mean is as usual.

        `earlier` holds the quarters before the one that the report is of, oldest first.
        """
        without = set(asked.getlist("without"))
        compare = asked.get("compare", "")
        # The last one is the usual one, which no link needs to name.
        known = {quarter.slug for quarter in earlier[:-1]}
        return cls(
            compare=compare if compare in known else "",
            enclose=asked.get("enclose", "").lower() not in {"", "false"},
            **{part: part not in without for part in PARTS},
        )

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """What `kept()` gave; what it does not name is as usual."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in kept.items() if name in known})

    def kept(self) -> dict[str, Any]:
        """What differs from the usual, to be kept as JSON."""
        usual = asdict(type(self)())
        return {name: value for name, value in asdict(self).items() if value != usual[name]}

    def only(self, names: Collection[str]) -> Self:
        """As usual but for these."""
        return type(self).read({name: v for name, v in self.kept().items() if name in names})

    @property
    def left_out(self) -> tuple[str, ...]:
        """The parts that are not wanted, by name."""
        return tuple(name for name in PARTS if not getattr(self, name))

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The choice as a link or a form passes it on."""
        compare = [("compare", self.compare)] if self.compare else []
        enclose = [("enclose", "on")] if self.enclose else []
        return (*compare, *(("without", part) for part in self.left_out), *enclose)

    @property
    def query(self) -> str:
        """The same as the end of an address; empty if all is as usual."""
        return f"?{urlencode(self.pairs)}" if self.pairs else ""

    @property
    def in_name(self) -> str:
        """How the name of a file tells what was chosen; empty where all is as usual."""
        parts = [
            *([f"_compared-{self.compare}"] if self.compare else []),
            *([f"_without-{'-'.join(self.left_out)}"] if self.left_out else []),
            *(["_with-answers"] if self.enclose else []),
        ]
        return "".join(parts)


# ---- what its file is called


def file_name(business: Business, quarter_key: str, ending: str) -> str:
    """What a file of a result is called when it is kept."""
    return f"{quarter_key}_{business.slug}{ending}"


def report_name(
    business: Business,
    quarter_key: str,
    edition: Edition,
    *,
    paper: Paper = Paper.A4,
    options: Options | None = None,
) -> str:
    """What a report is called when it is kept: two that differ are never called the same."""
    on = "" if paper is Paper.A4 else f"_{paper}"
    chosen = options or Options()
    return file_name(business, quarter_key, f"_{edition.ending}{on}{chosen.in_name}.pdf")
