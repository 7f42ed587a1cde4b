"""Sentences about what one step in the builder changed."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.model.maturity import Action
from assessment.domain.planning.plans import QuarterPlan
from assessment.journey.planning.wording import totals
from assessment.journey.results.wording.areas import quoted


def changed(
    came: Sequence[Action], left: Sequence[Action], plan: QuarterPlan, currency: str
) -> str:
    """Say what went in and out, and what the plan takes now."""
    facts = {"came": quoted(came), "left": quoted(left), "totals": totals(plan, currency)}
    if came and left:
        return _("%(came)s went in, %(left)s went out: %(totals)s.") % facts
    if came:
        return _("%(came)s went in: %(totals)s.") % facts
    if left:
        return _("%(left)s went out: %(totals)s.") % facts
    return _("The same actions stay in: %(totals)s.") % facts


def pinned(actions: Sequence[Action], plan: QuarterPlan, currency: str) -> str:
    """Say that actions are pinned, if nothing else has changed."""
    return ngettext(
        "%(actions)s is pinned: %(totals)s.", "%(actions)s are pinned: %(totals)s.", len(actions)
    ) % {"actions": quoted(actions), "totals": totals(plan, currency)}


def unpinned(actions: Sequence[Action], plan: QuarterPlan, currency: str) -> str:
    return ngettext(
        "%(actions)s is no longer pinned: %(totals)s.",
        "%(actions)s are no longer pinned: %(totals)s.",
        len(actions),
    ) % {"actions": quoted(actions), "totals": totals(plan, currency)}


def fits_again(plan: QuarterPlan, currency: str) -> str:
    """Sum up a plan, where pins made one impossible before."""
    return _("Your plan fits again: %(totals)s.") % {"totals": totals(plan, currency)}


def undo(came: Sequence[Action], left: Sequence[Action]) -> str:
    """Label the link back with what it does to the actions just named."""
    if left and not came:
        return ngettext("Undo: put it back", "Undo: put them back", len(left))
    if came and not left:
        return ngettext("Undo: take it out", "Undo: take them out", len(came))
    if came and left:
        return _("Undo: swap back")
    return _("Undo this change")
