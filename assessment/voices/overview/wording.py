"""What it means when owner, team and customers see a business differently, in whole sentences."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from assessment.domain.scoring.scores import shown
from assessment.domain.voices.three_views import AreaViews, Stance, ThreeViews
from assessment.foundation.formatting.dates import day_in_year
from assessment.foundation.formatting.numbers import spelt_out
from assessment.voices.pulse.queries import LEAST_SHOWN, MOST_SHOWN, TeamView
from assessment.voices.surveys.queries.shared_values import CustomersView

LOWER, HIGHER, CLOSE, UNKNOWN = Stance.LOWER, Stance.HIGHER, Stance.CLOSE, Stance.UNKNOWN

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


def verdict(views: ThreeViews, *, heard: bool) -> str:
    """Say who sees the business more kindly; "it depends" if a group leans both ways.

    `heard` says whether anybody but the owner has answered anything.
    """
    if heard and (views.team, views.customers) == (UNKNOWN, UNKNOWN):
        return _("There isn’t enough to compare yet")
    if {views.team, views.customers} <= {CLOSE, UNKNOWN} and _has_holes(views):
        return _("As far as we can compare, you see much the same")
    said = VERDICTS.get((views.team, views.customers), _("Who sees you better depends on the area"))
    return str(said)


def _has_holes(views: ThreeViews) -> bool:
    """Whether a group that sees other areas as the owner does lacks a score for one."""
    team, customers = views.count(team=UNKNOWN), views.count(customers=UNKNOWN)
    return bool((views.team is CLOSE and team) or (views.customers is CLOSE and customers))


def counts(views: ThreeViews) -> str:
    """Say in how many areas each group differs from the owner; empty if nobody does."""
    team = _counted(
        views.count(team=LOWER),
        views.count(team=HIGHER),
        lower=ngettext(
            "Your team sees %(count)s area lower than you do.",
            "Your team sees %(count)s areas lower than you do.",
            views.count(team=LOWER),
        ),
        higher=ngettext(
            "Your team sees %(count)s area higher than you do.",
            "Your team sees %(count)s areas higher than you do.",
            views.count(team=HIGHER),
        ),
    )
    customers = _counted(
        views.count(customers=LOWER),
        views.count(customers=HIGHER),
        lower=ngettext(
            "Your customers see %(count)s area lower than you do.",
            "Your customers see %(count)s areas lower than you do.",
            views.count(customers=LOWER),
        ),
        higher=ngettext(
            "Your customers see %(count)s area higher than you do.",
            "Your customers see %(count)s areas higher than you do.",
            views.count(customers=HIGHER),
        ),
    )
    return " ".join(said for said in (team, customers) if said)


def _counted(fewer: int, more: int, *, lower: str, higher: str) -> str:
    """Fill in the two counts of one group; the second sentence refers to the first."""
    if not fewer:
        return higher % {"count": spelt_out(more)} if more else ""
    said = lower % {"count": spelt_out(fewer)}
    if not more:
        return said
    also = ngettext("They see %(count)s area higher.", "They see %(count)s areas higher.", more)
    return f"{said} {also % {'count': spelt_out(more)}}"


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


def _team_line(area: AreaViews) -> str:
    stance = area.team_stance
    if area.team is not None and not LEAST_SHOWN <= area.team <= MOST_SHOWN:
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


# ---- whose views they are


def team_line(team: TeamView) -> str:
    said = _("%(people)d of %(asked)d answered by %(day)s. Only averages are shown.")
    return said % {
        "people": team.people,
        "asked": team.asked,
        "day": day_in_year(team.closed_on),
    }


def customers_line(customers: CustomersView) -> str:
    """Say how many customers answered, and how many of them about the areas."""
    answers = customers.recommendations.answers
    said = ngettext(
        "%(count)d customer answered in this quarter.",
        "%(count)d customers answered in this quarter.",
        answers,
    ) % {"count": answers}
    counts = sorted(area.answers for area in customers.areas.values())
    if not counts or not counts[-1]:
        return said
    if counts[0] == counts[-1]:
        about = ngettext("%(count)d rated each area.", "%(count)d rated each area.", counts[0]) % {
            "count": counts[0]
        }
    else:
        about = _("Between %(least)d and %(most)d rated each area.") % {
            "least": counts[0],
            "most": counts[-1],
        }
    return f"{said} {about}"


def chart_words(*, owner: str, team: str, customers: str) -> str:
    """Describe the marks of one area for print, where nobody can read the table cell by cell."""
    said = (
        _("You %(points)s") % {"points": owner} if owner else "",
        _("your team %(points)s") % {"points": team} if team else "",
        _("your customers %(points)s") % {"points": customers} if customers else "",
    )
    return ", ".join(part for part in said if part)


def section_title(*, team: bool, customers: bool) -> str:
    """Name the section of a report by those who were heard."""
    if team and customers:
        return _("Your team and your customers")
    return _("Your team") if team else _("Your customers")


def attribution() -> str:
    return _(
        "NPS® is a registered mark of Bain & Company, Fred Reichheld and NICE Systems. Cairn has "
        "no tie to them."
    )
