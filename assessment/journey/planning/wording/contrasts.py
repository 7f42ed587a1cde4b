"""Sentences about what a plan would be without an action of its own, or with another one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.model.maturity import Action
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.contrasts import Alternative, Contrasts, Lever, WayIn
from assessment.domain.planning.plans import LeftOut, QuarterPlan
from assessment.domain.planning.substitutions import leaves_with
from assessment.domain.scoring.scores import shown
from assessment.foundation.formatting.money import money
from assessment.foundation.formatting.numbers import hours
from assessment.journey.results.wording.areas import estimated, quoted

MOST_COMPARED = 6
"""How many actions of a plan are compared with what they were chosen over: a plan for each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """What an action is compared with, and what choosing that would mean.

    `swap` names the actions that would take its place, if the rest of the plan stays as it is.
    Otherwise `goes_too` names what would leave the plan with it.
    """

    title: str
    text: str
    swap: tuple[Action, ...] = ()
    goes_too: tuple[Action, ...] = ()


def rival_of(contrasts: Contrasts, action: Action, currency: str) -> Rival | None:
    """Compare an action in a plan with what would be there instead; None if it has to stay."""
    found = contrasts.without(action)
    if found is None:
        return None
    plan = contrasts.plan
    leaving = leaves_with(plan, action)
    beside = tuple(other for other in found.left if other.code not in leaving)
    sentences = (
        also_out(beside),
        gives(plan, found),
        takes(found, currency),
        why_chosen(plan, action, found),
    )
    return Rival(
        title=instead_of(found.came),
        text=" ".join(filter(None, sentences)),
        swap=() if beside else found.came,
        goes_too=beside,
    )


def ways_in(contrasts: Contrasts, out: LeftOut, currency: str) -> tuple[str, ...]:
    """Say what would bring in an action that is left out: more room, hours or money."""
    if out.reason in {"excluded", "not_suitable"}:
        return ()
    return tuple(way_in(way, currency) for way in contrasts.ways_in(out.action.code))


def instead_of(came: Sequence[Action]) -> str:
    """Name what an action was chosen over."""
    if not came:
        return _("Without it, nothing else would come in")
    return _("Instead of %(actions)s") % {"actions": quoted(came)}


def also_out(actions: Sequence[Action]) -> str:
    """Name what else would go out; empty if nothing would."""
    return _("%(actions)s would go out too.") % {"actions": quoted(actions)} if actions else ""


def pinned(came: Sequence[Action], left: Sequence[Action]) -> str:
    """Say what moves in a plan when one action is pinned, apart from that action."""
    facts = {"came": quoted(came), "left": quoted(left)}
    if came and left:
        return _("%(left)s would go out, and %(came)s would come in too.") % facts
    if came:
        return _("%(came)s would come in too.") % facts
    if left:
        return _("%(left)s would go out.") % facts
    return _("Nothing would go out.")


def gives(plan: QuarterPlan, found: Alternative) -> str:
    """Say how many more or fewer points and levels another plan is expected to give."""
    if not estimated(plan):
        return _("Too little is known yet to say what that would mean for your score.")
    points = shown(found.expected.points) - shown(plan.expected.overall.points)
    sentences = {
        (-1, -1): _("That would give %(points)s less, and %(levels)s fewer across the areas."),
        (-1, 0): _("That would give %(points)s less."),
        (-1, 1): _("That would give %(points)s less, but %(levels)s more across the areas."),
        (0, -1): _("That would give as many points, but %(levels)s fewer across the areas."),
        (0, 0): _("That would give as many points and levels."),
        (0, 1): _("That would give as many points, and %(levels)s more across the areas."),
        (1, -1): _("That would give %(points)s more, but %(levels)s fewer across the areas."),
        (1, 0): _("That would give %(points)s more."),
        (1, 1): _("That would give %(points)s more, and %(levels)s more across the areas."),
    }
    return sentences[_sign(points), _sign(found.levels)] % {
        "points": ngettext("%(count)s point", "%(count)s points", abs(points))
        % {"count": abs(points)},
        "levels": ngettext("one level", "%(count)s levels", abs(found.levels))
        % {"count": abs(found.levels)},
    }


def takes(found: Alternative, currency: str) -> str:
    """Say how many more or fewer hours and how much money another plan takes."""
    sentences = {
        (-1, -1): _("It would save %(hours)s and %(money)s."),
        (-1, 0): _("It would save %(hours)s."),
        (-1, 1): _("It would save %(hours)s, but cost %(money)s more."),
        (0, -1): _("It would save %(money)s."),
        (0, 0): _("It would take just as long and cost just as much."),
        (0, 1): _("It would cost %(money)s more."),
        (1, -1): _("It would take %(hours)s more, but save %(money)s."),
        (1, 0): _("It would take %(hours)s more."),
        (1, 1): _("It would take %(hours)s and %(money)s more."),
    }
    return sentences[_sign(found.hours), _sign(found.money)] % {
        "hours": hours(abs(found.hours)),
        "money": money(abs(found.money), currency),
    }


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


# ---- why an action was chosen


def why_chosen(plan: QuarterPlan, action: Action, found: Alternative) -> str:
    """Say what decided, if points and levels do not; empty if they do."""
    if found.better:
        if action.code in plan.wish.pinned:
            return _("It’s in because you pinned it.")
        return _("It’s in because you pinned an action that builds on it.")
    fewer_points = shown(found.expected.points) < shown(plan.expected.overall.points)
    if estimated(plan) and (fewer_points or found.levels < 0):
        return ""
    return {
        "overall": _("This plan gets further towards the next level for the whole business."),
        "levels": _("This plan gains more levels across the areas."),
        "value": _("This plan still does more, counting tiers, importance and steps."),
        "hours": _("Both do as much, but this plan takes less time."),
        "money": _("Both do as much in the same time, but this plan costs less."),
        "number": _(
            "Both do as much for the same time and money, but this plan has fewer actions."
        ),
        "order": _("Both are just as good, so the earlier question goes first."),
    }[found.decided_by]


def stays_in() -> str:
    """Say why nothing could be in the place of an action."""
    return _("It has been started, so it stays in.")


# ---- what would bring an action in


def way_in(way: WayIn, currency: str) -> str:
    if way.lever is Lever.PLACE:
        return ngettext(
            "Room for one more action would bring it in.",
            "Room for %(count)s more actions would bring it in.",
            way.more,
        ) % {"count": way.more}
    if way.lever is Lever.MONEY:
        return _("%(money)s more would bring it in.") % {"money": money(way.more, currency)}
    return ngettext(
        "%(count)s more hour would bring it in.",
        "%(count)s more hours would bring it in.",
        way.more,
    ) % {"count": way.more}


def no_way_in(searched: Mapping[Lever, int], currency: str) -> str:
    """Say what would not be enough, each on its own."""
    facts = {
        "places": searched[Lever.PLACE],
        "hours": hours(searched.get(Lever.HOURS, 0)),
        "money": money(searched.get(Lever.MONEY, 0), currency),
    }
    sentences = {
        (True, True): _(
            "On its own, none of these would be enough: %(hours)s more, %(money)s more, "
            "or room for %(places)s more actions."
        ),
        (True, False): _(
            "Neither %(hours)s more nor room for %(places)s more actions would be enough."
        ),
        (False, True): _(
            "Neither %(money)s more nor room for %(places)s more actions would be enough."
        ),
        (False, False): _("Room for %(places)s more actions would not be enough."),
    }
    return sentences[Lever.HOURS in searched, Lever.MONEY in searched] % facts


def answer_first(area: str) -> str:
    return _(
        "Find out about %(area)s first: if what you’re not sure about turns out well, "
        "this would come in."
    ) % {"area": area}


def comes_back() -> str:
    return _("Put back, it would be in the plan again.")


def stays_out() -> str:
    return _("Put back, it would still be left out.")


def if_pinned() -> str:
    return _("If you pin it")


def cannot_be_pinned(out: LeftOut, wish: PlanWish) -> str:
    """Say why not even a pin brings an action in."""
    if out.cost.hours > wish.hours_for_actions or out.cost.money > wish.money:
        return _("It takes more than you have, so a pin wouldn’t bring it in either.")
    return _("With what has to stay in, there’s no room for it, even if you pin it.")
