"""What it means when owner, team and customers see a business differently, in whole sentences."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from assessment.domain.scoring.scores import shown
from assessment.domain.voices.three_views import AreaViews, Stance, ThreeViews

LOWER, HIGHER, CLOSE, UNKNOWN = Stance.LOWER, Stance.HIGHER, Stance.CLOSE, Stance.UNKNOWN
LOW_END, HIGH_END = 5, 95
"""Means beyond these reveal what everybody answered, so their numbers are not shown."""

VERDICTS = {
    (LOWER, HIGHER): lazy("Your customers are kinder about you than your team is"),
    (HIGHER, LOWER): lazy("Your team is kinder about you than your customers are"),
    (LOWER, LOWER): lazy("Your team and your customers rate you lower than you rate yourself"),
    (HIGHER, HIGHER): lazy("You are harder on yourself than your team and your customers are"),
    (LOWER, CLOSE): lazy("Your team rates you lower than you rate yourself"),
    (LOWER, UNKNOWN): lazy("Your team rates you lower than you rate yourself"),
    (HIGHER, CLOSE): lazy("You are harder on yourself than your team is"),
    (HIGHER, UNKNOWN): lazy("You are harder on yourself than your team is"),
    (CLOSE, LOWER): lazy("Your customers rate you lower than you rate yourself"),
    (UNKNOWN, LOWER): lazy("Your customers rate you lower than you rate yourself"),
    (CLOSE, HIGHER): lazy("You are harder on yourself than your customers are"),
    (UNKNOWN, HIGHER): lazy("You are harder on yourself than your customers are"),
    (CLOSE, CLOSE): lazy("You, your team and your customers see much the same"),
    (CLOSE, UNKNOWN): lazy("You and your team see much the same"),
    (UNKNOWN, CLOSE): lazy("You and your customers see much the same"),
    (UNKNOWN, UNKNOWN): lazy("So far, only you have been asked"),
}


def verdict(views: ThreeViews) -> str:
    """Say who sees the business more kindly; "it depends" if a group leans both ways."""
    said = VERDICTS.get((views.team, views.customers), _("Who sees you better depends on the area"))
    return str(said)


def counts(views: ThreeViews) -> str:
    """Say in how many areas each group differs from the owner; empty if nobody does."""
    lower = ngettext(
        "Your team sees %(count)d area lower than you do.",
        "Your team sees %(count)d areas lower than you do.",
        views.count(team=LOWER),
    )
    higher = ngettext(
        "Your team sees %(count)d area higher than you do.",
        "Your team sees %(count)d areas higher than you do.",
        views.count(team=HIGHER),
    )
    customers_lower = ngettext(
        "Your customers see %(count)d area lower than you do.",
        "Your customers see %(count)d areas lower than you do.",
        views.count(customers=LOWER),
    )
    customers_higher = ngettext(
        "Your customers see %(count)d area higher than you do.",
        "Your customers see %(count)d areas higher than you do.",
        views.count(customers=HIGHER),
    )
    said = (
        (lower, views.count(team=LOWER)),
        (higher, views.count(team=HIGHER)),
        (customers_lower, views.count(customers=LOWER)),
        (customers_higher, views.count(customers=HIGHER)),
    )
    return " ".join(sentence % {"count": count} for sentence, count in said if count)


def area_line(area: AreaViews) -> str:
    """Say what the difference in one area is, as the numbers beside it show it."""
    stances = area.team_stance, area.customers_stance
    close = {
        (CLOSE, CLOSE): _("Close. All three of you see it much the same."),
        (CLOSE, UNKNOWN): _("Close. You and your team see it much the same."),
        (UNKNOWN, CLOSE): _("Close. You and your customers see it much the same."),
        (UNKNOWN, UNKNOWN): _("Too few answers to compare."),
    }
    if stances in close:
        return close[stances]
    return " ".join(sentence for sentence in (_team_line(area), _customers_line(area)) if sentence)


def team_points(points: Fraction | None) -> str:
    """Format a score of the team; near the ends of the scale it says no more than that."""
    if points is None:
        return ""
    if points < LOW_END:
        return _("under 5")
    return _("over 95") if points > HIGH_END else str(shown(points))


def _team_line(area: AreaViews) -> str:
    stance = area.team_stance
    if area.team is not None and not LOW_END <= area.team <= HIGH_END:
        much = {
            LOWER: _("Your team sees this much lower than you do."),
            HIGHER: _("Your team sees this higher than you do."),
        }
        return much.get(stance, "")
    said = {
        LOWER: _("Your team sees this %(points)d lower than you do."),
        HIGHER: _("Your team sees this %(points)d higher than you do."),
    }
    return said[stance] % {"points": _difference(area.owner, area.team)} if stance in said else ""


def _customers_line(area: AreaViews) -> str:
    said = {
        LOWER: _("Your customers rate this %(points)d lower than you do."),
        HIGHER: _("Your customers rate this %(points)d higher than you do."),
    }
    stance = area.customers_stance
    points = {"points": _difference(area.owner, area.customers)}
    return said[stance] % points if stance in said else ""


def _difference(owner: Fraction | None, other: Fraction | None) -> int:
    """Return the difference of the two numbers as they are shown."""
    if owner is None or other is None:
        return 0
    return abs(shown(owner) - shown(other))


def talk_reason(area: AreaViews, title: str) -> str:
    """Say why a question is worth talking about, below the question."""
    gap = {"area": title}
    if area.customers_stance is HIGHER and area.team_stance is LOWER:
        return _("%(area)s: your customers find this better than your team does") % gap
    if area.team_stance is HIGHER:
        return _("%(area)s: your team sees more than you do") % gap
    return _("%(area)s: for your next half hour together") % gap
