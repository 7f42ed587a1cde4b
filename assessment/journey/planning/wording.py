"""Sentences about a plan that depend on its numbers, whole and translatable."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.model.maturity import Action, Tier
from assessment.domain.planning.constraints import Cost, PlanWish
from assessment.domain.planning.planned_actions import PlannedAction
from assessment.domain.planning.plans import LeftOut, QuarterPlan
from assessment.domain.scoring.scores import shown
from assessment.foundation.formatting.dates import day
from assessment.foundation.formatting.money import money
from assessment.foundation.formatting.numbers import exact_number, hours
from assessment.foundation.formatting.remarks import said
from assessment.journey.planning.queries.saved_plans import SavedPlan
from assessment.journey.results.wording import expected_level, listed


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


def in_plan(plan: QuarterPlan) -> str:
    """5 actions, 16 hours."""
    return _("%(actions)s, %(hours)s") % {
        "actions": number_of_actions(len(plan.actions)),
        "hours": hours(plan.hours),
    }


def plan_in_words(plan: QuarterPlan, currency: str) -> str:
    """Your plan: 5 actions, 16 hours and up to £50."""
    facts = {
        "actions": number_of_actions(len(plan.actions)),
        "price": price(Cost(plan.hours, plan.money), currency),
        "score": score_line(plan),
    }
    if not plan.expected.overall.scored:
        return _("Your plan: %(actions)s, %(price)s.") % facts
    return _("Your plan: %(actions)s, %(price)s. Score %(score)s.") % facts


def score_line(plan: QuarterPlan) -> str:
    """59 to 66, or 59 where nothing changes that people see."""
    if not plan.expected.overall.scored:
        return _("not available")
    now, then = shown(plan.now.overall.points), shown(plan.expected.overall.points)
    if now == then:
        return str(now)
    return _("%(now)s to %(then)s") % {"now": now, "then": then}


# ---- what is begun, left over, or the owner's own


def begun_uses(number: int) -> str:
    return ngettext(
        "%(hours)s is used by what is done or begun.",
        "%(hours)s are used by what is done or begun.",
        number,
    ) % {"hours": hours(number)}


def own_actions_on_top(saved: SavedPlan) -> str:
    """What the owner's own actions take; empty where there are none, or they take no time."""
    number = saved.own_hours
    if not number:
        return ""
    return ngettext(
        "Your own actions take %(hours)s on top.",
        "Your own actions take %(hours)s on top.",
        number,
    ) % {"hours": hours(number)}


def carried_over(actions: Sequence[Action]) -> str:
    return ngettext(
        "%(actions)s was begun last quarter and is not finished, so it starts pinned.",
        "%(actions)s were begun last quarter and are not finished, so they start pinned.",
        len(actions),
    ) % {"actions": quoted(actions)}


# ---- an empty plan


def nothing_left() -> str:
    """No action is left that a plan could hold."""
    return _("There is nothing left to plan this quarter. Guard what you have built.")


def nothing_fits(plan: QuarterPlan, currency: str) -> str:
    """Why there is no action in the plan."""
    smallest = plan.smallest_action
    if smallest is None and plan.wish.excluded:
        return _("Nothing is left to choose from. Put back something that you took out.")
    if smallest is None:
        return nothing_left()
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


def score_then(plan: QuarterPlan, other: QuarterPlan) -> str:
    """What another plan would come to; empty where there is no score to speak of."""
    overall = other.expected.overall
    if not overall.scored:
        return ""
    facts = {"then": shown(overall.points), "now": shown(plan.expected.overall.points)}
    if facts["then"] == facts["now"]:
        return _("The expected score would stay at %(now)s.") % facts
    return _("The expected score would be %(then)s instead of %(now)s.") % facts


def free_hours(plan: QuarterPlan) -> str:
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


def held_by_rest(plan: QuarterPlan) -> str:
    if any(out.lacks.money for out in plan.left_out_as("too_costly")):
        return _("What is left takes more money than there is.")
    return _("Everything that counts now is in.")


# ---- pins


def pins_do_not_fit_title(wish: PlanWish) -> str:
    if wish.running and not wish.pinned:
        return _("What is begun does not fit")
    return _("What you pinned does not fit")


def forced_takes(wish: PlanWish, needed: Cost, count: int, currency: str) -> str:
    """What has to be in the plan takes so much."""
    facts = {"price": price(needed, currency), "actions": number_of_actions(count)}
    if not wish.running:
        return _("What you pinned takes %(price)s in %(actions)s.") % facts
    if not wish.pinned:
        return _("What is done or begun takes %(price)s in %(actions)s, and it stays.") % facts
    return (
        _("What you pinned takes %(price)s in %(actions)s, with what is done or begun counted in.")
        % facts
    )


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


def swap_for(actions: Sequence[Action]) -> str:
    return _("Swap for %(actions)s") % {"actions": quoted(actions)} if actions else ""


def use_hours(number: int) -> str:
    return _("Use %(hours)s") % {"hours": hours(number)}


# ---- what actions really took


def estimated_and_real(estimated: int, real: str, firms: int) -> str:
    """What it takes by the model and here, over so many firms; `real` is a number in words."""
    return _("%(estimated)s estimated, %(real)s real (%(firms)s firms)") % {
        "estimated": hours(estimated),
        "real": real,
        "firms": firms,
    }


def took_last_time(took: str) -> str:
    return _("Last time it took you %(hours)s.") % {"hours": took}


def rose(steps: Decimal) -> str:
    """What became of others' answers with an action, in steps of four sentences."""
    if not steps:
        return _("stayed as they were")
    size, count = abs(steps), 1 if abs(steps) <= 1 else 2
    words = (
        ngettext("%(number)s step higher", "%(number)s steps higher", count)
        if steps > 0
        else ngettext("%(number)s step lower", "%(number)s steps lower", count)
    )
    return words % {"number": exact_number(size)}


# ---- versions side by side


def version_name(number: int) -> str:
    return _("Version %(number)s") % {"number": number}


def as_planned() -> str:
    return _("As planned")


def means(wish: PlanWish, currency: str) -> str:
    """20 hours, £200, 5 actions."""
    return _("%(hours)s, %(money)s, %(actions)s") % {
        "hours": hours(wish.hours),
        "money": money(wish.money, currency),
        "actions": number_of_actions(wish.max_actions),
    }


def what_is_compared(tier: Tier) -> Sequence[str]:
    return (
        _("You put in"),
        _("Actions"),
        _("Expected score"),
        _("Expected level"),
        _("Areas with %(tier)s met") % {"tier": tier.title},
        _("Five more hours would"),
    )


def puts_in(plan: QuarterPlan, currency: str) -> str:
    """16 hours, £50."""
    return _("%(hours)s, %(money)s") % {
        "hours": hours(plan.hours),
        "money": money(plan.money, currency),
    }


def level_line(plan: QuarterPlan) -> str:
    level = expected_level(plan)
    return level[:1].upper() + level[1:] if level else _("not available")


def number_of_areas(number: int, areas: int) -> str:
    return _("%(number)s of %(areas)s") % {"number": number, "areas": areas}


def more_hours_would(added: Sequence[Action], larger: QuarterPlan) -> str:
    """Goes on from "Five more hours would"."""
    if not added:
        return _("buy nothing more")
    overall = larger.expected.overall
    if not overall.scored:
        return _("add %(actions)s") % {"actions": quoted(added)}
    return _("add %(actions)s: %(score)s") % {
        "actions": quoted(added),
        "score": shown(overall.points),
    }


def version_does_not_fit() -> str:
    return _("What it pins cannot be planned any more.")


def version_is_past() -> str:
    return _("The questions have changed since it was kept.")


# ---- the saved plan


def overtaken(who: str, planned: PlannedAction) -> str:
    """Somebody changed an action while it was decided here who does it by when."""
    facts = {"who": who, "title": planned.title, "doer": planned.who, "day": day(planned.due_on)}
    if not planned.who:
        return (
            _(
                "%(who)s changed “%(title)s” meanwhile: nobody does it yet, due %(day)s. "
                "Nothing is saved. Save again to put what you chose in its place."
            )
            % facts
        )
    return (
        _(
            "%(who)s changed “%(title)s” meanwhile: now %(doer)s, due %(day)s. "
            "Nothing is saved. Save again to put what you chose in its place."
        )
        % facts
    )
