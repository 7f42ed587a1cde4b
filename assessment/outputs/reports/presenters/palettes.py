"""The colours of a report under a firm's own brand, all of them readable."""

from dataclasses import dataclass, field

from assessment.domain.colours import BLACK, WHITE, contrast, mixed
from assessment.foundation.pdf.fingerprint import NEWER

READABLE_ON_WASH, READABLE_ON_DARK, READABLE_ACCENT = 5, 9, 4.5
READABLE_STEP = 0.08
HONEY = "#E5A117"


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of headings and frames; charts always keep Cairn's own colours.

    `accent` is only ever used on `dark`.
    """

    brand: str = "#552C6B"
    dark: str = "#3B1B4D"
    wash: str = "#F3EDF7"
    quiet: str = "#DCCBE8"
    line: str = "#6E4F82"
    done: str = "#CDB6DE"
    accent: str = field(default=HONEY, metadata=NEWER)

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
            ("--c-accent", self.accent),
        )


def palette_of(colour: str, accent: str = "") -> Palette:
    """Derive readable shades from a brand's colours; without any, return Cairn's palette."""
    own = _main(colour) if colour else Palette()
    lighter = _moved(accent or HONEY, own.dark, READABLE_ACCENT, towards=WHITE)
    return Palette(
        brand=own.brand,
        dark=own.dark,
        wash=own.wash,
        quiet=own.quiet,
        line=own.line,
        done=own.done,
        accent=lighter,
    )


def _main(colour: str) -> Palette:
    wash = mixed(colour, WHITE, 0.92)
    brand = _moved(colour, wash, READABLE_ON_WASH, towards=BLACK)
    dark = _moved(brand, WHITE, READABLE_ON_DARK, towards=BLACK)
    return Palette(
        brand=brand,
        dark=dark,
        wash=wash,
        quiet=mixed(colour, WHITE, 0.8),
        line=mixed(dark, WHITE, 0.28),
        done=mixed(dark, WHITE, 0.66),
    )


def _moved(colour: str, ground: str, least: float, *, towards: str) -> str:
    # The loop ends, because black is readable on every wash, and white on every dark ground.
    while contrast(colour, ground) < least:
        colour = mixed(colour, towards, READABLE_STEP)
    return colour
