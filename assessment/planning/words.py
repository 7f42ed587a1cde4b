"""Sentences about a plan that depend on its numbers, whole and translatable."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.maturity import Action
from assessment.domain.planning import LeftOut, Plan
from assessment.domain.scoring import shown
from assessment.domain.wishes import Cost, PlanWish
from assessment.scoring.words import listed
from assessment.templatetags.cairn import hours, money, said


def quoted(actions: Sequence[Action]) -> str:
    """“This” and “that”."""
    return listed([_("“%(words)s”") % {"words": action.title} for action in actions])


def number_of_actions(number: int) -> str:
    return ngettext("%(number)s action", "%(number)s actions", number) % {"number": number}


def price(cost: Cost, currency: str) -> str:
    """What something takes, in the middle of a sentence."""
    if not cost.money:
        return hours(cost.hours)
    return _("%(hours)s and up to %(money)s") % {
        "hours": hours(cost.hours),
        "money": money(cost.money, currency),
    }


def lacking(out: LeftOut, currency: str) -> str:
    """What an action lacks, with the currency that the domain does not know."""
    amount = money(out.lacks.money, currency)
    return said(replace(out.why, facts={**out.why.facts, "money": amount}))


def in_plan(plan: Plan) -> str:
    """5 actions, 16 hours."""
    return _("%(actions)s, %(hours)s") % {
        "actions": number_of_actions(len(plan.actions)),
        "hours": hours(plan.hours),
    }


# ---- an empty plan


def nothing_fits(plan: Plan, currency: str) -> str:
    """Why there is no action in the plan."""
    smallest = plan.smallest_step
    if smallest is None and plan.wish.excluded:
        return _("Nothing is left to choose from. Put back something that you took out.")
    if smallest is None:
        return _("There is nothing left to plan this quarter. Guard what you have built.")
    takes = {"step": price(smallest.cost, currency), "hours": smallest.cost.hours}
    if not smallest.lacks.money:
        return _("Nothing fits into %(most)s. The smallest useful step takes %(hours)s.") % {
            "most": hours(plan.wish.hours),
            **takes,
        }
    means = price(Cost(plan.wish.hours, plan.wish.money), currency)
    return _("Nothing fits into %(most)s. The smallest useful step takes %(step)s.") % {
        "most": means if plan.wish.money else _("%(hours)s and no money") % {"hours": means},
        **takes,
    }


# ---- what holds a plan back


def more_time_title(added: Sequence[Action]) -> str:
    if not added:
        return _("Five more hours would buy nothing more")
    return _("Five more hours would bring in %(actions)s") % {"actions": quoted(added)}


def instead_of(dropped: Sequence[Action]) -> str:
    return _("In place of %(actions)s.") % {"actions": quoted(dropped)} if dropped else ""


def score_then(plan: Plan, other: Plan) -> str:
    """What another plan would come to; empty where there is no score to speak of."""
    overall = other.expected.overall
    if not overall.scored:
        return ""
    facts = {"then": shown(overall.points), "now": shown(plan.expected.overall.points)}
    if facts["then"] == facts["now"]:
        return _("The expected score would stay at %(now)s.") % facts
    return _("The expected score would be %(then)s instead of %(now)s.") % facts


def free_hours(plan: Plan) -> str:
    free = plan.wish.hours - plan.hours
    if not free:
        return ""
    return ngettext("%(count)s hour is still free.", "%(count)s hours are still free.", free) % {
        "count": free
    }


def held_by_number(wish: PlanWish) -> str:
    return _("What holds you is the number: %(actions)s at most.") % {
        "actions": number_of_actions(wish.max_actions)
    }


def one_more_buys(added: Sequence[Action]) -> str:
    return _("One more would bring in %(actions)s.") % {"actions": quoted(added)}


def held_by_rest(plan: Plan) -> str:
    if any(out.lacks.money for out in plan.left_out_as("too_costly")):
        return _("What is left takes more money than there is.")
    return _("Everything that counts now is in.")


# ---- pins


def pins_take(needed: Cost, count: int, currency: str) -> str:
    return _("What you pinned takes %(price)s in %(actions)s.") % {
        "price": price(needed, currency),
        "actions": number_of_actions(count),
    }


def there_is(wish: PlanWish, currency: str) -> str:
    return _("There are %(hours)s, %(money)s and room for %(actions)s.") % {
        "hours": hours(wish.hours),
        "money": money(wish.money, currency),
        "actions": number_of_actions(wish.max_actions),
    }


def pin_needs(action: Action, first: Action) -> str:
    return _("“%(action)s” builds on “%(first)s”, and you took that one out.") % {
        "action": action.title,
        "first": first.title,
    }


def pin_is_past(action: Action) -> str:
    return _(
        "“%(action)s” cannot be planned now. Your answers are past it already, or not there yet."
    ) % {"action": action.title}


# ---- links


def without(action: Action) -> str:
    return _("Plan without “%(action)s”") % {"action": action.title}


def put_it_back(action: Action) -> str:
    return _("Put “%(action)s” back") % {"action": action.title}


def unpin_all() -> str:
    return _("Unpin all")


def allow_all(wish: PlanWish, currency: str) -> str:
    return _("Allow %(hours)s, %(money)s and %(actions)s") % {
        "hours": hours(wish.hours),
        "money": money(wish.money, currency),
        "actions": number_of_actions(wish.max_actions),
    }


def allow_hours(number: int) -> str:
    return _("Allow %(hours)s") % {"hours": hours(number)}


def allow_actions(number: int) -> str:
    return _("Allow %(actions)s") % {"actions": number_of_actions(number)}


# ---- the saved plan


def plan_title(late: int, to_go: int) -> str:
    """The finding in a line: how many are late, how many come."""
    if not late:
        return ngettext("%(count)s action to go", "%(count)s actions to go", to_go) % {
            "count": to_go
        }
    if not to_go:
        return ngettext("%(count)s action is late", "%(count)s actions are late", late) % {
            "count": late
        }
    return _("%(late)s late, %(to_go)s to go") % {"late": late, "to_go": to_go}


def weeks_left(weeks: int) -> str:
    if weeks <= 0:
        return _("This quarter is over.")
    return ngettext(
        "%(count)s week is left in this quarter.",
        "%(count)s weeks are left in this quarter.",
        weeks,
    ) % {"count": weeks}


def days_late(days: int) -> str:
    return ngettext("%(count)s day late", "%(count)s days late", days) % {"count": days}
