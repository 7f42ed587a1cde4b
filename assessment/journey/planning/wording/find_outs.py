"""Sentences about what to find out before the actions of a plan."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from assessment.domain.model.maturity import Dimension
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.plans import QuarterPlan
from assessment.foundation.formatting.numbers import hours
from assessment.journey.results.wording.areas import listed


def hours_split(plan: QuarterPlan) -> str:
    """Divide the hours of a plan: 1 to find out, 10 for actions. Empty if nothing is unsure."""
    if not plan.find_out:
        return ""
    return _("%(find_out)s to find out, %(actions)s for actions") % {
        "find_out": plan.wish.find_out_hours,
        "actions": plan.hours,
    }


def finding_out_takes(wish: PlanWish) -> str:
    """Say what finding out takes of the hours; empty if nothing is unsure."""
    if not wish.find_out:
        return ""
    return _("Finding out comes first and takes %(hours)s of your %(all_hours)s.") % {
        "hours": hours(wish.find_out_hours),
        "all_hours": hours(wish.hours),
    }


def not_found_out(areas: Sequence[Dimension]) -> str:
    """Say which areas there are no hours left to find out about."""
    return _("There are no hours left to find out about %(areas)s.") % {
        "areas": listed([area.title for area in areas])
    }
