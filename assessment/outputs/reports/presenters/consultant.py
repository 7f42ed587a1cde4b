"""What a consultant adds to a report: brand, comments and the median of other clients."""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil
from statistics import median
from typing import Any

from django.utils.translation import gettext as _

from assessment.domain.scoring.scores import (
    UNKNOWN_BEYOND,
    DimensionScore,
    OverallScore,
    shown,
)
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.formatting.contact_lines import ContactLine, contact_lines
from assessment.foundation.formatting.logos import look_of, on_ground, open_image
from assessment.foundation.formatting.text import shortened
from assessment.foundation.pdf.fingerprint import NEWER
from assessment.journey.results.wording.areas import weakest_first
from assessment.outputs.reports.presenters.palettes import Palette

MOST_PIXELS = 4_000_000
"""A larger logo is left out: it would slow down the PDF worker without looking any better."""
SUMMARY_ROOM, SUMMARY_LINES = 900, 12
"""Characters and line breaks of a summary that fit beside the contents."""
SEPARATOR = " · "
SMALL_PRINT_ROOM, SMALL_PRINT_LINES = 100, 3
"""Letters of small print on one line, and the lines that fit on the first page."""
NAME_ROOM = 30
"""Letters of its name at the bottom of a page, where the client's name is next to it."""
FEWEST_CLIENTS = 8
"""A median of fewer would reveal too much about individual clients."""
Outcome = Mapping[str, Any]


# ---- logos


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
    return data_url(encoded)


def data_url(png: bytes) -> str:
    """Return a picture as a data URL; empty for no picture."""
    return f"data:image/png;base64,{b64encode(png).decode()}" if png else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedLogo:
    """A logo for one kind of ground: the picture, its shape, and whether it needs a white box."""

    url: str
    png: bytes
    shape: str
    is_boxed: bool = False


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
    compares the result with other clients, if enough of them agreed to be counted. `everywhere`
    means that the report is made on behalf of the consultancy, so every edition has its look.
    """

    name: str = ""
    contact: str = ""
    disclaimer: str = ""
    logo: str = ""
    palette: Palette = field(default_factory=Palette)
    remarks: Mapping[str, str] = field(default_factory=dict)
    clients: ClientsPart | None = None
    everywhere: bool = field(default=False, metadata=NEWER)
    logo_dark: str = field(default="", metadata=NEWER)
    cover_text: str = field(default="", metadata=NEWER)
    footer: str = field(default="", metadata=NEWER)

    @property
    def short_name(self) -> str:
        """The consultancy's name as it fits at the bottom of a page."""
        return shortened(self.name, NAME_ROOM)

    @property
    def footer_below(self) -> str:
        """The firm's own line, which begins a line of its own; empty if there is none."""
        return f"\n{self.footer}" if self.footer else ""

    @property
    def contact_lines(self) -> tuple[ContactLine, ...]:
        return contact_lines(self.contact)

    @property
    def logo_on_dark(self) -> PlacedLogo:
        """The logo for a ground in the brand's dark colour, in a white box if it needs one."""
        png = _png_in(self.logo_dark or self.logo)
        look = look_of(png)
        return PlacedLogo(
            url=self.logo_dark or self.logo,
            png=png,
            shape=look.shape,
            is_boxed=not (self.logo_dark or look.needs_dark),
        )

    @property
    def logo_on_paper(self) -> PlacedLogo:
        """The logo for white paper, on the brand's dark colour if the paper would hide it."""
        png = _png_in(self.logo or self.logo_dark)
        look = look_of(png)
        if png and (look.needs_dark or not self.logo):
            png = on_ground(png, self.palette.dark)
        return PlacedLogo(url=data_url(png), png=png, shape=look.shape)

    @property
    def is_brief(self) -> bool:
        """Whether contact details and disclaimer fit on three lines of small print."""
        contact = SEPARATOR.join(self.contact.splitlines())
        lines = [ceil(len(text) / SMALL_PRINT_ROOM) for text in (contact, self.disclaimer)]
        return sum(lines) <= SMALL_PRINT_LINES and "\n" not in self.disclaimer

    @property
    def summary(self) -> str:
        return self.about("")

    @property
    def has_long_summary(self) -> bool:
        """Whether the summary needs a page of its own."""
        return len(self.summary) > SUMMARY_ROOM or self.summary.count("\n") > SUMMARY_LINES

    def about(self, subject: str) -> str:
        return self.remarks.get(subject, "")


def _png_in(url: str) -> bytes:
    return b64decode(url.partition(",")[2])
