"""What a consultant adds to a report: brand, comments and the median of other clients."""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from statistics import median
from typing import Any

from django.utils.translation import gettext as _

from assessment.domain.colours import contrast
from assessment.domain.scoring.scores import (
    UNKNOWN_BEYOND,
    DimensionScore,
    OverallScore,
    shown,
)
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.formatting.logos import LogoLook, look_of, on_dark, open_image
from assessment.foundation.formatting.text import shortened
from assessment.journey.results.wording.areas import weakest_first

READABLE_ON_WASH, READABLE_ON_DARK = 5, 9
READABLE_STEP = 0.08
WHITE, BLACK = "#FFFFFF", "#000000"
MOST_PIXELS = 4_000_000
"""A larger logo is left out: it would slow down the PDF worker without looking any better."""
SUMMARY_ROOM, SUMMARY_LINES = 900, 12
"""Characters and line breaks of a summary that fit beside the contents."""
NAME_ROOM = 30
"""Letters of its name at the bottom of a page, where the client's name is next to it."""
FEWEST_CLIENTS = 8
"""A median of fewer would reveal too much about individual clients."""
Outcome = Mapping[str, Any]


# ---- colours and logo


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of headings and frames; charts always keep Cairn's own colours."""

    brand: str = "#552C6B"
    dark: str = "#3B1B4D"
    wash: str = "#F3EDF7"
    quiet: str = "#DCCBE8"
    line: str = "#6E4F82"
    done: str = "#CDB6DE"

    @property
    def tokens(self) -> tuple[tuple[str, str], ...]:
        """The colours by the names of their CSS variables."""
        return (
            ("--c-brand", self.brand),
            ("--c-brand-dark", self.dark),
            ("--c-brand-wash", self.wash),
            ("--c-on-dark-2", self.quiet),
            ("--c-on-dark-line", self.line),
            ("--c-on-dark-done", self.done),
        )


def palette_of(colour: str) -> Palette:
    """Derive readable shades from a brand's colour; return Cairn's palette without one."""
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
    # The loop ends, because each step moves the colour towards black and every ground is light.
    while contrast(colour, ground) < least:
        colour = _mixed(colour, BLACK, READABLE_STEP)
    return colour


def _mixed(colour: str, other: str, share: float) -> str:
    """Mix two colours; `share` is how much of the other one to use, from 0 to 1."""
    pairs = [(int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(own + (its - own) * share):02X}" for own, its in pairs)


def picture(encoded: bytes) -> str:
    """Return a logo as a data URL; empty if it cannot be read or has too many pixels."""
    if not encoded:
        return ""
    # A file can reach the database by another route than an upload, so it may not be a PNG.
    try:
        with open_image(encoded) as logo:
            # The size is known before any decoding.
            if logo.width * logo.height > MOST_PIXELS:
                return ""
            logo.load()
    except (OSError, ValueError, SyntaxError):
        return ""
    return f"data:image/png;base64,{b64encode(encoded).decode()}"


# ---- other clients


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientsRow:
    """The points of this check and the median of the others; None means no score."""

    title: str
    here: int | None
    median: int | None

    @property
    def apart(self) -> int | None:
        """The difference between the two numbers as shown, so that readers get the same result."""
        if self.here is None or self.median is None:
            return None
        return self.here - self.median


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientsPart:
    """This check compared with the median of other clients, overall and by area."""

    count: int
    overall: ClientsRow
    areas: tuple[ClientsRow, ...]
    lead: str

    @property
    def rows(self) -> tuple[ClientsRow, ...]:
        return (*self.areas, self.overall)


def clients_part(submission: Submission, outcomes: Sequence[Outcome]) -> ClientsPart | None:
    """Return the medians of exact points over at least eight clients; None for fewer.

    `outcomes` are the results of the others' checks as `outcome_document` writes them. They must
    all have the same questions and scoring rule as this check.
    """
    scored = [outcome for outcome in outcomes if _known(outcome["overall"])]
    if len(scored) < FEWEST_CLIENTS:
        return None
    return ClientsPart(
        count=len(scored),
        overall=_row(_("Overall"), submission.scored.overall, [o["overall"] for o in scored]),
        areas=tuple(
            _row(
                submission.model.dimension(area.key).title,
                area,
                [outcome["dimensions"][area.key] for outcome in scored],
            )
            for area in weakest_first(submission)
        ),
        lead=_(
            "The median is the middle score of %(count)s other clients. They all answered the "
            "same questions within a year and agreed to be counted."
        )
        % {"count": len(scored)},
    )


def _row(title: str, here: OverallScore | DimensionScore, others: Sequence[Outcome]) -> ClientsRow:
    # Exact until the end: the median of rounded scores can be a point off.
    points = [Fraction(other["score"]) for other in others if _known(other)]
    enough = len(points) >= FEWEST_CLIENTS
    return ClientsRow(
        title=title,
        here=shown(here.points) if here.level and not here.unknown else None,
        median=shown(median(points)) if enough else None,
    )


def _known(score: Outcome) -> bool:
    """Whether there is a score, and "not sure" leaves little enough open to call it one."""
    if "score" not in score:
        return False
    return Fraction(score["upper"]) - Fraction(score["score"]) <= UNKNOWN_BEYOND


# ---- everything a consultant adds


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultantPart:
    """Who made a report for the business, and what they say about it.

    Without a consultant everything is empty, and the report has Cairn's own look. `remarks` maps
    subjects to comments: an area's key, a practice's code, or empty for the whole result. The
    fingerprint of every report includes this field's name, so do not rename it. `clients`
    compares the result with other clients, if enough of them agreed to be counted.
    """

    name: str = ""
    contact: str = ""
    disclaimer: str = ""
    logo: str = ""
    palette: Palette = field(default_factory=Palette)
    remarks: Mapping[str, str] = field(default_factory=dict)
    clients: ClientsPart | None = None

    @property
    def short_name(self) -> str:
        """The consultancy's name as it fits at the bottom of a page."""
        return shortened(self.name, NAME_ROOM)

    @property
    def logo_png(self) -> bytes:
        return b64decode(self.logo.partition(",")[2])

    @property
    def look(self) -> LogoLook:
        """How the cover places the logo."""
        return look_of(self.logo_png)

    @property
    def logo_for_white_paper(self) -> bytes:
        """The logo as a PNG, on the brand's dark colour if white paper would hide it."""
        return on_dark(self.logo_png, self.palette.dark) if self.look.needs_dark else self.logo_png

    @property
    def summary(self) -> str:
        return self.about("")

    @property
    def has_long_summary(self) -> bool:
        """Whether the summary needs a page of its own."""
        return len(self.summary) > SUMMARY_ROOM or self.summary.count("\n") > SUMMARY_LINES

    def about(self, subject: str) -> str:
        return self.remarks.get(subject, "")
