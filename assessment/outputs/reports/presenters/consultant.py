"""What a consultant adds to a report: a name, a look, and remarks."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image

from assessment.domain.colours import contrast
from assessment.outputs.reports.presenters.other_clients import ClientsPart

READABLE_ON_WASH, READABLE_ON_DARK = 5, 9
READABLE_STEP = 0.08
WHITE, BLACK = "#FFFFFF", "#000000"
MOST_PIXELS = 4_000_000
"""Of a logo; a picture of more takes a printing process long and says no more."""
SUMMARY_ROOM, SUMMARY_LINES = 900, 12
"""Letters and line ends of a summary that fit beside the contents."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultantPart:
    """Who made a report for the business and what they say about it.

    Without a consultant everything is empty, and the report looks like Cairn's own. `remarks` are
    by what they are about: an area's key or a practice's code, empty for the whole. `clients` holds
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
