"""What a consultant adds to a report: a name, a look, comments, and how other clients score."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from io import BytesIO
from statistics import median
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image

from assessment.domain.colours import contrast
from assessment.domain.scoring.scores import DimensionScore, OverallScore, shown
from assessment.domain.scoring.submissions import Submission

READABLE_ON_WASH, READABLE_ON_DARK = 5, 9
READABLE_STEP = 0.08
WHITE, BLACK = "#FFFFFF", "#000000"
MOST_PIXELS = 4_000_000
"""Of a logo; a picture of more takes a printing process long and says no more."""
SUMMARY_ROOM, SUMMARY_LINES = 900, 12
"""Letters and line ends of a summary that fit beside the contents."""
FEWEST_CLIENTS = 8
"""A median of fewer would tell too much of single ones."""
Outcome = Mapping[str, Any]


# ---- the look


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours that frame a report; those of its data stay Cairn's."""

    brand: str = "#552C6B"
    dark: str = "#3B1B4D"
    wash: str = "#F3EDF7"
    quiet: str = "#DCCBE8"
    line: str = "#6E4F82"
    done: str = "#CDB6DE"

    @property
    def tokens(self) -> tuple[tuple[str, str], ...]:
        """By their names in the styles."""
        return (
            ("--c-brand", self.brand),
            ("--c-brand-dark", self.dark),
            ("--c-brand-wash", self.wash),
            ("--c-on-dark-2", self.quiet),
            ("--c-on-dark-line", self.line),
            ("--c-on-dark-done", self.done),
        )


def palette_of(colour: str) -> Palette:
    """What goes with a brand's colour, each dark or light enough to be read; Cairn's without."""
    if not colour:
        return Palette()
    wash = _mixed(colour, WHITE, 0.92)
    brand = _darkened(colour, wash, READABLE_ON_WASH)
    dark = _darkened(brand, WHITE, READABLE_ON_DARK)
    return Palette(
        brand=brand,
        dark=dark,
        wash=wash,
        quiet=_mixed(colour, WHITE, 0.8),
        line=_mixed(dark, WHITE, 0.28),
        done=_mixed(dark, WHITE, 0.66),
    )


def _darkened(colour: str, ground: str, least: float) -> str:
    while contrast(colour, ground) < least:
        colour = _mixed(colour, BLACK, READABLE_STEP)
    return colour


def _mixed(colour: str, other: str, share: float) -> str:
    """The colour with a share of another one, 0 to 1."""
    pairs = [(int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(own + (its - own) * share):02X}" for own, its in pairs)


def picture(encoded: bytes) -> str:
    """A logo as an address that needs no fetching; empty where it cannot be shown."""
    if not encoded:
        return ""
    try:
        with Image.open(BytesIO(encoded), formats=("PNG",)) as logo:
            if logo.width * logo.height > MOST_PIXELS:
                return ""
            logo.load()
    except (OSError, ValueError, SyntaxError):
        return ""
    return f"data:image/png;base64,{b64encode(encoded).decode()}"


# ---- other clients


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientsRow:
    """Points of this check and the median of the others; None where there is no score."""

    title: str
    here: int | None
    median: int | None

    @property
    def apart(self) -> int | None:
        """The difference of the two numbers as they are shown."""
        if self.here is None or self.median is None:
            return None
        return self.here - self.median


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientsPart:
    """This check beside the median of other clients, overall and by area."""

    count: int
    overall: ClientsRow
    areas: tuple[ClientsRow, ...]
    lead: str

    @property
    def rows(self) -> tuple[ClientsRow, ...]:
        return (*self.areas, self.overall)


def clients_part(check: Submission, outcomes: Sequence[Outcome]) -> ClientsPart | None:
    """Medians of exact points over at least eight clients; None for fewer.

    `outcomes` are what the others' checks came to, as `score_document` writes it, of the same
    questions and under the same rule.
    """
    scored = [outcome for outcome in outcomes if "score" in outcome["overall"]]
    if len(scored) < FEWEST_CLIENTS:
        return None
    return ClientsPart(
        count=len(scored),
        overall=_row(_("Overall"), check.scored.overall, [o["overall"] for o in scored]),
        areas=tuple(
            _row(area.title, check.scored.dimension(area.key), _of_area(scored, area.key))
            for area in check.model.dimensions
        ),
        lead=_(
            "Of %(count)s other clients, half have the median or more, half that or less. All "
            "answered the same questions within a year, and let us count them."
        )
        % {"count": len(scored)},
    )


def _of_area(outcomes: Sequence[Outcome], key: str) -> list[Outcome]:
    return [outcome["dimensions"][key] for outcome in outcomes]


def _row(title: str, here: OverallScore | DimensionScore, others: Sequence[Outcome]) -> ClientsRow:
    points = [Fraction(other["score"]) for other in others if "score" in other]
    enough = len(points) >= FEWEST_CLIENTS
    return ClientsRow(
        title=title,
        here=shown(here.points) if here.level else None,
        median=shown(median(points)) if enough else None,
    )


# ---- all of it


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultantPart:
    """Who made a report for the business and what they say about it.

    Without a consultant everything is empty, and the report looks like Cairn's own. `remarks` are
    the comments by what they are about: an area's key or a practice's code, empty for the whole;
    the name of the field is part of every report's fingerprint. `clients` holds
    the result against those of other clients, where enough of them let it.
    """

    name: str = ""
    contact: str = ""
    disclaimer: str = ""
    logo: str = ""
    palette: Palette = field(default_factory=Palette)
    remarks: Mapping[str, str] = field(default_factory=dict)
    clients: ClientsPart | None = None

    @property
    def summary(self) -> str:
        return self.about("")

    @property
    def has_long_summary(self) -> bool:
        """Whether it needs a page of its own."""
        return len(self.summary) > SUMMARY_ROOM or self.summary.count("\n") > SUMMARY_LINES

    def about(self, subject: str) -> str:
        return self.remarks.get(subject, "")
