"""Whole, translatable sentences about a plan that depend on its figures."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.model.maturity import Action, Tier
from assessment.domain.planning.constraints import Cost, PlanWish
from assessment.domain.planning.planned_actions import PlannedAction
from assessment.domain.planning.plans import LeftOut, QuarterPlan
from assessment.domain.scoring.scores import shown
from assessment.foundation.formatting.dates import day
from assessment.foundation.formatting.money import money
from assessment.foundation.formatting.numbers import hours
from assessment.foundation.formatting.remarks import said
from assessment.journey.planning.queries.saved_plans import SavedPlan
from assessment.journey.planning.wording.find_outs import hours_split
from assessment.journey.results.wording.areas import estimated, expected_level, quoted


def number_of_actions(number: int) -> str:
    return ngettext("%(number)s action", "%(number)s actions", number) % {"number": number}


def price(cost: Cost, currency: str) -> str:
    """Format a cost for use inside a sentence: hours, and money where there is any."""
    if not cost.money:
        return hours(cost.hours)
    return _("%(hours)s and up to %(money)s") % {
        "hours": hours(cost.hours),
        "money": money(cost.money, currency),
    }


def lacking(out: LeftOut, currency: str) -> str:
    """Say what an action lacks, adding the currency, which the domain does not know."""
    amount = money(out.lacks.money, currency)
    return said(replace(out.why, facts={**out.why.facts, "money": amount}))


def in_plan(plan: QuarterPlan) -> str:
    """Sum up a plan: 5 actions, 16 hours (6 to find out, 10 for actions)."""
    facts = {
        "actions": number_of_actions(len(plan.actions)),
        "hours": hours(plan.all_hours),
        "split": hours_split(plan),
    }
    if plan.find_out:
        return _("%(actions)s, %(hours)s (%(split)s)") % facts
    return _("%(actions)s, %(hours)s") % facts


def totals(plan: QuarterPlan, currency: str) -> str:
    """Sum up a plan inside a sentence: 5 actions, 16 hours and up to £50, score 59 to 66."""
    facts = {
        "actions": number_of_actions(len(plan.actions)),
        "price": price(Cost(plan.all_hours, plan.money), currency),
        "score": score_line(plan),
    }
    if not estimated(plan):
        return _("%(actions)s, %(price)s") % facts
    return _("%(actions)s, %(price)s, score %(score)s") % facts


def score_line(plan: QuarterPlan) -> str:
    """Format the score: 59 to 66, or just 59 where the rounded score does not change."""
    if not estimated(plan):
        return _("not available")
    now, then = shown(plan.now.overall.points), shown(plan.expected.overall.points)
    if now == then:
        return str(now)
    return _("%(now)s to %(then)s") % {"now": now, "then": then}


# ---- started actions, carried-over actions and the owner's own


def started_actions_use(number: int) -> str:
    return _("Actions you’ve done or started take up %(hours)s.") % {"hours": hours(number)}


def own_actions_on_top(saved: SavedPlan) -> str:
    """Say what the owner's own actions take; empty if that is no time at all."""
    number = saved.own_hours
    if not number:
        return ""
    return _("Your own actions take another %(hours)s.") % {"hours": hours(number)}


def carried_over(actions: Sequence[Action]) -> str:
    return ngettext(
        "%(actions)s was started last quarter but not finished, so we’ve pinned it.",
        "%(actions)s were started last quarter but not finished, so we’ve pinned them.",
        len(actions),
    ) % {"actions": quoted(actions)}


# ---- an empty plan


def nothing_left() -> str:
    """Say that there is no action left to plan."""
    return _("There’s nothing left to plan this quarter. Keep up the good work.")


def nothing_fits(plan: QuarterPlan, currency: str) -> str:
    """Explain why there is no action in the plan."""
    smallest = plan.smallest_action
    if smallest is None and plan.wish.excluded:
        return _("There are no actions left to choose from. Put back one that you removed.")
    if smallest is None:
        return nothing_left()
    facts = {
        "hours": hours(plan.wish.hours_for_actions),
        "money": money(plan.wish.money, currency),
        "needed_hours": hours(smallest.cost.hours),
        "needed": price(smallest.cost, currency),
    }
    sentence = _(
        "No action fits within %(hours)s and %(money)s. The smallest useful one takes %(needed)s."
    )
    if not smallest.lacks.money:
        sentence = _(
            "No action fits within %(hours)s. The smallest useful one takes %(needed_hours)s."
        )
    elif not plan.wish.money:
        sentence = _(
            "No action fits within %(hours)s and no money. "
            "The smallest useful one takes %(needed)s."
        )
    return sentence % facts


# ---- what limits a plan


def more_time_title(added: Sequence[Action]) -> str:
    if not added:
        return _("Five more hours wouldn’t add anything")
    return _("Five more hours would add %(actions)s") % {"actions": quoted(added)}


def instead_of(dropped: Sequence[Action]) -> str:
    return _("This would replace %(actions)s.") % {"actions": quoted(dropped)} if dropped else ""


def score_then(plan: QuarterPlan, other: QuarterPlan) -> str:
    """Compare the score of another plan; empty if neither can be estimated."""
    if not (estimated(plan) and estimated(other)):
        return ""
    facts = {
        "then": shown(other.expected.overall.points),
        "now": shown(plan.expected.overall.points),
    }
    if facts["then"] == facts["now"]:
        return _("The expected score would stay at %(now)s.") % facts
    return _("The expected score would be %(then)s instead of %(now)s.") % facts


def free_hours(plan: QuarterPlan) -> str:
    free = plan.wish.hours - plan.all_hours
    if free <= 0:
        return ""
    return _("You have %(hours)s left.") % {"hours": hours(free)}


def left_empty(places: int) -> str:
    """Say how many places of a plan stay empty, because actions were removed."""
    return ngettext("%(count)s place stays empty.", "%(count)s places stay empty.", places) % {
        "count": places
    }


def limited_by_number(wish: PlanWish) -> str:
    if wish.empty_places:
        return left_empty(wish.empty_places)
    return _("You’ve reached your limit of %(actions)s.") % {
        "actions": number_of_actions(wish.max_actions)
    }


def one_more_buys(added: Sequence[Action]) -> str:
    return _("Allowing one more would add %(actions)s.") % {"actions": quoted(added)}


def limited_by_rest(plan: QuarterPlan) -> str:
    if any(out.lacks.money for out in plan.left_out_as("too_costly")):
        return _("The remaining actions cost more than you have.")
    return _("Everything that counts now is already in your plan.")


# ---- pins


def pins_do_not_fit_title(wish: PlanWish) -> str:
    if wish.running and not wish.pinned:
        return _("The actions you’ve started don’t fit")
    return _("The actions you’ve pinned don’t fit")


def forced_takes(wish: PlanWish, needed: Cost, count: int, currency: str) -> str:
    """Say what the actions that must be in the plan take together."""
    facts = {"price": price(needed, currency), "actions": number_of_actions(count)}
    if not wish.running:
        return _("The actions you’ve pinned need %(price)s (%(actions)s).") % facts
    if not wish.pinned:
        return (
            _(
                "The actions you’ve done or started need %(price)s (%(actions)s) "
                "and stay in the plan."
            )
            % facts
        )
    return _("The actions you’ve pinned, done or started need %(price)s (%(actions)s).") % facts


def what_you_have(wish: PlanWish, currency: str) -> str:
    return _("You have %(hours)s, %(money)s and room for %(actions)s.") % {
        "hours": hours(wish.hours_for_actions),
        "money": money(wish.money, currency),
        "actions": number_of_actions(wish.room),
    }


def pin_needs(action: Action, first: Action) -> str:
    return _("“%(action)s” builds on “%(first)s”, which you’ve removed.") % {
        "action": action.title,
        "first": first.title,
    }


def pin_is_past(action: Action) -> str:
    return _(
        "You can’t plan “%(action)s” now. "
        "Your answers are already beyond it, or haven’t reached it yet."
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


def swap_for(actions: Sequence[Action]) -> str:
    return _("Swap for %(actions)s") % {"actions": quoted(actions)} if actions else ""


def use_hours(number: int) -> str:
    return _("Use %(hours)s") % {"hours": hours(number)}


# ---- versions side by side


def version_name(number: int) -> str:
    return _("Version %(number)s") % {"number": number}


def as_planned() -> str:
    return _("As planned")


def means(wish: PlanWish, currency: str) -> str:
    """List what a plan may use: 20 hours, £200, 5 actions."""
    return _("%(hours)s, %(money)s, %(actions)s") % {
        "hours": hours(wish.hours),
        "money": money(wish.money, currency),
        "actions": number_of_actions(wish.room),
    }


def what_is_compared(tier: Tier) -> Sequence[str]:
    return (
        _("You put in"),
        _("Actions"),
        _("Expected score"),
        _("Expected level"),
        _("Areas with %(tier)s met") % {"tier": tier.title},
        _("With five more hours"),
    )


def puts_in(plan: QuarterPlan, currency: str) -> str:
    """List what a plan takes: 16 hours, £50."""
    return _("%(hours)s, %(money)s") % {
        "hours": hours(plan.all_hours),
        "money": money(plan.money, currency),
    }


def level_line(plan: QuarterPlan) -> str:
    level = expected_level(plan)
    return level[:1].upper() + level[1:] if level else _("not available")


def number_of_areas(number: int, areas: int) -> str:
    return _("%(number)s of %(areas)s") % {"number": number, "areas": areas}


def more_hours_would(added: Sequence[Action], larger: QuarterPlan) -> str:
    """Say what five more hours would add; the row is titled "With five more hours"."""
    if not added:
        return _("Nothing more")
    if not estimated(larger):
        return _("Adds %(actions)s") % {"actions": quoted(added)}
    return _("Adds %(actions)s, for a score of %(score)s") % {
        "actions": quoted(added),
        "score": shown(larger.expected.overall.points),
    }


def version_does_not_fit() -> str:
    return _("Its pinned actions can no longer be planned.")


def version_is_past() -> str:
    return _("The questions have changed since you saved it.")


# ---- the saved plan


def overtaken(who: str, planned: PlannedAction) -> str:
    """Say that someone changed an action while this page was open."""
    facts = {"who": who, "title": planned.title, "doer": planned.who, "day": day(planned.due_on)}
    if not planned.who:
        return (
            _(
                "%(who)s has just changed “%(title)s”. "
                "Nobody is doing it yet, and it’s due on %(day)s. "
                "We haven’t saved your plan. Save again to use your choices instead."
            )
            % facts
        )
    return (
        _(
            "%(who)s has just changed “%(title)s”. "
            "%(doer)s is now doing it, due on %(day)s. "
            "We haven’t saved your plan. Save again to use your choices instead."
        )
        % facts
    )
