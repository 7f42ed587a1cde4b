"""How a practice's colours are used, and what is used in their place where they can't be read."""

from dataclasses import dataclass
from math import floor

from django.utils.translation import gettext as _

from assessment.domain.colours import READABLE, WHITE, contrast
from assessment.outputs.reports.presenters.palettes import Palette


@dataclass(frozen=True, slots=True, kw_only=True)
class ColourUse:
    """One colour of a report: what it is, which one is printed, and why."""

    title: str
    printed: str
    words: str


def colour_uses(colour: str, accent: str, palette: Palette) -> tuple[ColourUse, ...]:
    """Explain each colour of a report; empty colours are Cairn's own."""
    return (
        ColourUse(
            title=_("Headings and lines"), printed=palette.brand, words=_main(colour, palette)
        ),
        ColourUse(title=_("Cover and top of the page"), printed=palette.dark, words=_dark(palette)),
        ColourUse(title=_("Second colour"), printed=palette.accent, words=_accent(accent, palette)),
    )


def _main(colour: str, palette: Palette) -> str:
    facts = {"chosen": colour, "printed": palette.brand, "least": READABLE}
    if not colour:
        return _("You haven’t chosen one, so this is ours.")
    facts |= {"ratio": ratio(colour, WHITE), "now": ratio(palette.brand, WHITE)}
    if palette.brand == colour:
        return (
            _(
                "Printed as you chose it. Its contrast with white paper is %(now)s to 1, "
                "and text needs %(least)s."
            )
            % facts
        )
    return (
        _(
            "%(chosen)s is too pale to read on paper: its contrast is %(ratio)s to 1, and text "
            "needs %(least)s. We print %(printed)s instead, which is the same colour but darker: "
            "%(now)s to 1."
        )
        % facts
    )


def _dark(palette: Palette) -> str:
    return _(
        "A dark shade of your main colour. White text on it has a contrast of %(now)s to 1, "
        "and needs %(least)s."
    ) % {"now": ratio(palette.dark, WHITE), "least": READABLE}


def _accent(accent: str, palette: Palette) -> str:
    facts = {"chosen": accent, "printed": palette.accent, "least": READABLE}
    facts["now"] = ratio(palette.accent, palette.dark)
    if not accent:
        return _("You haven’t chosen one, so this is our honey.")
    if palette.accent == accent:
        return (
            _(
                "Printed as you chose it. Its contrast with that dark shade is %(now)s to 1, "
                "and text needs %(least)s."
            )
            % facts
        )
    facts["ratio"] = ratio(accent, palette.dark)
    return (
        _(
            "%(chosen)s is too dark to read on that dark shade: its contrast is %(ratio)s to 1, "
            "and text needs %(least)s. We print %(printed)s instead, which is lighter: "
            "%(now)s to 1."
        )
        % facts
    )


def ratio(colour: str, ground: str) -> float:
    """Return a contrast to one decimal place, rounded down: 4.49 must not read as enough."""
    return floor(contrast(colour, ground) * 10) / 10
