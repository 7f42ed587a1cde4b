"""The editions to choose from, and what each of them holds."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessment.outputs.reports.editions import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One edition as the page of reports shows it."""

    edition: Edition
    pages: Promise
    lead: Promise
    holds: tuple[Promise, ...]

    @property
    def title(self) -> str:
        return self.edition.words

    @property
    def thumb(self) -> str:
        """The small drawing of it."""
        return f"outputs/reports/thumbs/{self.edition}.html"


OFFERS = (
    Offer(
        edition=Edition.SUMMARY,
        pages=_("1 page"),
        lead=_("The whole story at a glance, for a partner, a bank or the wall."),
        holds=(
            _("Your score and level, and what changed since last time"),
            _("All areas, weakest first"),
            _("Your next step and the plan in short"),
        ),
    ),
    Offer(
        edition=Edition.OWNER,
        pages=_("About 8 pages"),
        lead=_("Everything you need to work with it for a quarter."),
        holds=(
            _("The summary as its first page"),
            _("Each area with every answer, your notes and its next step"),
            _("What came of your last plan: done, expected, and what the answers say now"),
            _("The plan in detail: words to use, and when a step is done"),
            _("How we work it out, and a page for the fridge"),
        ),
    ),
    Offer(
        edition=Edition.TEAM,
        pages=_("2 to 3 pages"),
        lead=_("For everybody who works with you: where we stand, what we do next, and who."),
        holds=(
            _("The level in words and all areas as dots"),
            _("Each step with who does it, by when, and how to begin"),
            _("None of your notes, and nothing about what answers rest on"),
        ),
    ),
    Offer(
        edition=Edition.FRIDGE,
        pages=_("1 page"),
        lead=_("The plan to pin up, with boxes to tick, in black and white."),
        holds=(),
    ),
    Offer(
        edition=Edition.CONSULTANT,
        pages=_("10 to 20 pages"),
        lead=_("Everything there is to say, for going through it with somebody."),
        holds=(
            _("Everything in the full report, with a consultant’s cover and comments"),
            _("Up to eight quarters compared; in a consultant’s copy the median of others, too"),
            _("Every question with all its sentences, and what your answers rest on"),
            _("Alternatives that were considered, and the method with its formulas"),
        ),
    ),
)
