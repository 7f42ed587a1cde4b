"""The editions of a report, their paper sizes and options, and the names of their files."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from assessment.domain.quarters import Quarter
from assessment.foundation.formatting.latin_letters import in_latin_letters
from assessment.foundation.pdf.fingerprint import NEWER
from assessment.parties.businesses.models import Business

TITLES = {
    "summary": _("One-page summary"),
    "owner": _("Full owner report"),
    "consultant": _("Consultant edition"),
    "large": _("Report in large print"),
    "team": _("Handout for the team"),
    "fridge": _("Page for the fridge"),
}
IN_FULL = frozenset({"compare", "voices", "notes", "method", "enclose"})
CHOICES = {
    "summary": frozenset({"compare"}),
    "owner": IN_FULL,
    "consultant": IN_FULL | {"history", "answers", "clients"},
    "large": IN_FULL,
    "team": frozenset({"compare"}),
    "fridge": frozenset(),
}
"""The options that change each edition; any other option is ignored."""
NAME_LENGTH = 60
"""How many letters of a business's name are used in the name of a file."""
ENDINGS = {"owner": "action-plan", "large": "large-print"}
PAPERS = {"a4": _("A4"), "letter": _("US Letter")}
PARTS = ("voices", "notes", "method", "history", "answers", "clients")
"""In the order the form offers them; the ones only the consultant edition has come last."""


class Edition(StrEnum):
    """How much of a result a report shows."""

    SUMMARY = "summary"
    OWNER = "owner"
    CONSULTANT = "consultant"
    LARGE = "large"
    TEAM = "team"
    FRIDGE = "fridge"

    @property
    def words(self) -> str:
        return str(TITLES[self])

    @property
    def choices(self) -> frozenset[str]:
        """The options that change it; applying others would print the same report twice."""
        return CHOICES[self]

    @property
    def is_full(self) -> bool:
        """Whether it contains everything."""
        return self in {Edition.OWNER, Edition.LARGE, Edition.CONSULTANT}

    @property
    def ending(self) -> str:
        """The last part of its file names, before the extension."""
        return ENDINGS.get(self, str(self))


class Paper(StrEnum):
    A4 = "a4"
    LETTER = "letter"

    @property
    def words(self) -> str:
        return str(PAPERS[self])


# ---- options


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Which quarter to compare with, which parts to include, and whether to attach the answers.

    `compare` is the slug of an earlier quarter, such as 2026-q1; empty means the previous check.
    With `enclose`, the files of the full editions have the answers attached as a table.
    """

    compare: str = ""
    notes: bool = True
    method: bool = True
    history: bool = True
    answers: bool = True
    clients: bool = True
    enclose: bool = False
    voices: bool = field(default=True, metadata=NEWER)

    @classmethod
    def asked_for(cls, asked: QueryDict, *, earlier: Sequence[Quarter]) -> Self:
        """Read the options from a link or a form; anything unknown falls back to the default.

        `earlier` contains the quarters before the report's own, oldest first.
        """
        without = set(asked.getlist("without"))
        compare = asked.get("compare", "")
        # The last quarter is the default, so a link that names it means the same as one without.
        known = {quarter.slug for quarter in earlier[:-1]}
        return cls(
            compare=compare if compare in known else "",
            enclose=asked.get("enclose", "").lower() not in {"", "false"},
            **{part: part not in without for part in PARTS},
        )

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Restore the options that `kept()` stored; names it lacks get their defaults."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in kept.items() if name in known})

    def kept(self) -> dict[str, Any]:
        """Return the options that differ from the defaults, to be stored as JSON."""
        usual = asdict(type(self)())
        return {name: value for name, value in asdict(self).items() if value != usual[name]}

    def only(self, names: Collection[str]) -> Self:
        """Return a copy in which every option not in `names` has its default."""
        # Options without effect would change the content hash, and so print the same bytes twice.
        return type(self).read({name: v for name, v in self.kept().items() if name in names})

    @property
    def left_out(self) -> tuple[str, ...]:
        """The names of the parts to leave out."""
        return tuple(name for name in PARTS if not getattr(self, name))

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The options as query parameters or hidden fields."""
        compare = [("compare", self.compare)] if self.compare else []
        enclose = [("enclose", "on")] if self.enclose else []
        return (*compare, *(("without", part) for part in self.left_out), *enclose)

    @property
    def query(self) -> str:
        """The options as a query string with its question mark; empty if all are defaults."""
        return f"?{urlencode(self.pairs)}" if self.pairs else ""

    @property
    def in_name(self) -> str:
        """The options as part of a file name; empty if all are defaults."""
        parts = [
            *([f"_compared-{self.compare}"] if self.compare else []),
            *([f"_without-{'-'.join(self.left_out)}"] if self.left_out else []),
            *(["_with-answers"] if self.enclose else []),
        ]
        return "".join(parts)


# ---- file names


def file_name(business: Business, quarter_key: str, ending: str) -> str:
    """Name a downloaded file of a result, in Latin letters whatever the script of the business."""
    readable = slugify(in_latin_letters(business.name))
    # The slug has only the Latin letters of the name, and may have hardly any.
    name = readable if len(readable) > len(slugify(business.name)) else business.slug
    return f"{quarter_key}_{name[:NAME_LENGTH]}{ending}"


def report_name(
    business: Business,
    quarter_key: str,
    edition: Edition,
    *,
    paper: Paper = Paper.A4,
    options: Options | None = None,
) -> str:
    """Name a downloaded report; two that differ never share a name."""
    on = "" if paper is Paper.A4 else f"_{paper}"
    chosen = options or Options()
    return file_name(business, quarter_key, f"_{edition.ending}{on}{chosen.in_name}.pdf")
