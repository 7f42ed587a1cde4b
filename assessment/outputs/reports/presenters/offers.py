"""The editions to choose from, and what each one contains."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessment.outputs.reports.editions import Edition
from assessment.parties.businesses.models import Business


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One edition as the reports page shows it."""

    edition: Edition
    pages: Promise
    lead: Promise
    holds: tuple[Promise, ...]

    @property
    def title(self) -> str:
        return self.edition.words

    @property
    def thumb(self) -> str:
        """The template of its thumbnail."""
        return f"outputs/reports/thumbs/{self.edition}.html"


OFFERS = (
    Offer(
        edition=Edition.SUMMARY,
        pages=_("1 page"),
        lead=_("The whole story at a glance, for a partner, a bank or the wall."),
        holds=(
            _("Your score and level, and what changed since last time"),
            _("All areas, weakest first"),
            _("Your next action and the plan in brief"),
        ),
    ),
    Offer(
        edition=Edition.OWNER,
        pages=_("7 to 10 pages"),
        lead=_("Everything you need to work through the quarter."),
        holds=(
            _("The summary as its first page"),
            _("Each area with every answer, your notes and the next action"),
            _("How your last plan went: what you did, what we expected and how answers changed"),
            _("The plan in detail: words you can use, and how to tell when an action is done"),
            _("How the score is worked out, and a page for the fridge"),
        ),
    ),
    Offer(
        edition=Edition.LARGE,
        pages=_("12 to 18 pages"),
        lead=_("The full report in 16-point type, for anyone who finds small print hard to read."),
        holds=(
            _("One column, with every answer, your notes and the plan"),
            _("A sentence for every chart"),
        ),
    ),
    Offer(
        edition=Edition.TEAM,
        pages=_("2 to 3 pages"),
        lead=_("For everyone who works with you: where you stand, what’s next and who does it."),
        holds=(
            _("The level in words, and every area on a chart"),
            _("Each action with who does it, by when and how to start"),
            _("None of your notes, and nothing about how well answers are supported"),
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
        lead=_("The complete report, for going through with someone."),
        holds=(
            _("Everything in the full report, with a consultant’s cover and comments"),
            _("Up to eight quarters compared; a consultant’s copy adds their clients’ median"),
            _("Every question with all its options, and what your answers are based on"),
            _("The alternatives considered, and the method with its formulas"),
        ),
    ),
)


def offers_for(business: Business) -> list[Offer]:
    """Return the editions, beginning with the one that most people of the viewer's role want.

    A person who works alone is not offered the handout for a team.
    """
    wanted = Edition.CONSULTANT if business.role_of_viewer == "consultant" else Edition.OWNER
    offers = [offer for offer in OFFERS if offer.edition != Edition.TEAM or not business.alone]
    return sorted(offers, key=lambda offer: offer.edition != wanted)
