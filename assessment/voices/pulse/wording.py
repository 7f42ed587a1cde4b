"""Sentences about rounds of the pulse that depend on numbers."""

from fractions import Fraction

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.scoring.scores import shown
from assessment.domain.voices.pulse import gap_to_owner
from assessment.foundation.formatting.numbers import spelt_out
from assessment.voices.pulse.queries import LEAST_SHOWN, MOST_SHOWN


def points(score: Fraction) -> str:
    """Format a score; at both ends it is only said on which side it lies."""
    if score < LEAST_SHOWN:
        return _("under %(points)d") % {"points": LEAST_SHOWN}
    if score > MOST_SHOWN:
        return _("over %(points)d") % {"points": MOST_SHOWN}
    return str(shown(score))


def gap_words(owner: Fraction, team: Fraction) -> str:
    """Say how the team's score differs from the owner's: in points, or that the two are close.

    A score at the end of the scale is not known exactly, and neither is the gap to it.
    """
    gap = gap_to_owner(owner, team)
    if gap is None:
        return _("close")
    if not LEAST_SHOWN <= team <= MOST_SHOWN:
        return _("much lower") if gap > 0 else _("much higher")
    # The difference of the two numbers beside it, which rounding can set one apart from the gap.
    apart = {"points": abs(shown(owner) - shown(team))}
    return (_("%(points)d lower") if gap > 0 else _("%(points)d higher")) % apart


def change_words(before: Fraction, now: Fraction) -> str:
    """Say how much lower or higher a score of the team is now; "" if the two are close."""
    gap = gap_to_owner(before, now)
    if gap is None:
        return ""
    ends = not all(LEAST_SHOWN <= score <= MOST_SHOWN for score in (before, now))
    if ends:
        return _("much lower") if gap > 0 else _("much higher")
    apart = {"points": abs(shown(before) - shown(now))}
    return (_("%(points)d lower") if gap > 0 else _("%(points)d higher")) % apart


def so_far(counted: int, people: int) -> str:
    """Return the heading of a round that is open."""
    if not counted:
        return _("Nobody has been counted yet")
    words = ngettext(
        "%(counted)s of %(people)s has answered", "%(counted)s of %(people)s have answered", counted
    )
    return capfirst(words % {"counted": spelt_out(counted), "people": spelt_out(people)})


def still_needed(counted: int, threshold: int) -> str:
    """Say how many more have to answer before there is a result."""
    missing = threshold - counted
    if missing <= 0:
        return _("Enough have answered for a result.")
    words = ngettext(
        "%(count)s more, and you will see a result.",
        "%(count)s more, and you will see a result.",
        missing,
    )
    return capfirst(words % {"count": spelt_out(missing)})


def too_few(answered: int) -> str:
    """Return the heading of a round that closed without a result."""
    if not answered:
        return _("Nobody answered, so nothing is shown")
    return capfirst(_("%(count)s answered, so nothing is shown") % {"count": spelt_out(answered)})


def team_says(lower: int, higher: int) -> str:
    """Return the heading of a result: in how many areas the team's view differs."""
    if lower and higher:
        return _("Your team sees some areas differently")
    if lower:
        words = ngettext(
            "Your team sees %(count)s area less brightly than you do",
            "Your team sees %(count)s areas less brightly than you do",
            lower,
        )
        return words % {"count": spelt_out(lower)}
    if higher:
        words = ngettext(
            "Your team sees %(count)s area more brightly than you do",
            "Your team sees %(count)s areas more brightly than you do",
            higher,
        )
        return words % {"count": spelt_out(higher)}
    return _("Your team sees it much as you do")
