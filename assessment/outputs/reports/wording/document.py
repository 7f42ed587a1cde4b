"""Sentences of the report that depend on numbers, whole and translatable."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import sqrt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.model.answers import NOT_SURE, SET_ASIDE, Value
from assessment.domain.planning.constraints import Cost, PlanWish
from assessment.domain.planning.planned_actions import Status
from assessment.domain.planning.plans import QuarterPlan
from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.comparison import (
    Change,
    clear_from_squared,
    overall_change,
    overall_clear_from_squared,
)
from assessment.foundation.formatting.dates import day
from assessment.foundation.formatting.money import money
from assessment.foundation.formatting.numbers import hours, steps
from assessment.journey.planning.wording import nothing_left
from assessment.journey.results.presenters.results import Basis
from assessment.journey.results.presenters.score_breakdown import tenths
from assessment.journey.results.wording import listed
from assessment.outputs.reports.editions import Options

MORE_HOURS = 5


# ---- scores and changes


def change_words(change: Change, then: str = "") -> str:
    """How many points more or fewer than last time, and whether that is more than chance.

    `then` names another quarter than the last one, where that is compared with.
    """
    facts = {"points": abs(change.shown)}
    if then:
        return _change_since(change, then)
    if change.shown == 0:
        return _("The same as last time")
    if change.clear:
        more = _("%(points)s more than last time: a\xa0clear\xa0change")
        fewer = _("%(points)s less than last time: a\xa0clear\xa0change")
    else:
        more = _("%(points)s more than last time: no\xa0clear\xa0change")
        fewer = _("%(points)s less than last time: no\xa0clear\xa0change")
    return (more if change.shown > 0 else fewer) % facts


def _change_since(change: Change, then: str) -> str:
    facts = {"points": abs(change.shown), "quarter": then}
    if change.shown == 0:
        return _("The same as in %(quarter)s") % facts
    if change.clear:
        more = _("%(points)s more than in %(quarter)s: a\xa0clear\xa0change")
        fewer = _("%(points)s less than in %(quarter)s: a\xa0clear\xa0change")
    else:
        more = _("%(points)s more than in %(quarter)s: no\xa0clear\xa0change")
        fewer = _("%(points)s less than in %(quarter)s: no\xa0clear\xa0change")
    return (more if change.shown > 0 else fewer) % facts


def overall_change_words(previous: Submission | None, check: Submission, then: str) -> str:
    """What became of the overall score since an earlier check."""
    if previous is None:
        return _("Your first check: from here on, each one is compared.")
    change = overall_change(previous, check)
    if change is None:
        return _("Not compared with an earlier check.")
    return change_words(change, then)


def clear_from(check: Submission) -> tuple[Fraction, Fraction]:
    """From how many points on a change is clear: of the area that needs most, and overall."""
    widest = max(clear_from_squared(check.model, d) for d in check.model.dimensions)
    overall = overall_clear_from_squared(check.model)
    return Fraction(sqrt(widest)), Fraction(sqrt(overall))


def no_score(check: Submission) -> str:
    """Why there is no overall result."""
    areas = [check.model.dimension(s.key).title for s in check.scored.dimensions if not s.scored]
    return _(
        "Too many questions were set aside in %(areas)s, so there is no overall score "
        "and no level. Everything you answered is here, and so is your plan."
    ) % {"areas": listed(areas)}


def way_up_advice(check: Submission) -> str:
    """The level's own advice on what to do next."""
    level = check.scored.overall.level
    return level.next if level else ""


def basis_line(basis: Basis) -> str:
    """What the answers rest on, counted."""
    backed = basis.notes + basis.checked
    some = _("From %(answers)s answers, %(backed)s of them with a note or a check.")
    none = _("From %(answers)s answers, none of them with a note or a check yet.")
    facts = {"answers": basis.answered - basis.set_aside, "backed": backed}
    lines = [(some if backed else none) % facts]
    if basis.set_aside:
        lines.append(
            ngettext(
                "One question did not apply.",
                "%(count)s questions did not apply.",
                basis.set_aside,
            )
            % {"count": basis.set_aside}
        )
    lines.append(_("A structured conversation, not a certificate."))
    return " ".join(lines)


# ---- answers


def answer_label(check: Submission, value: Value) -> str:
    """An answer in a word or two."""
    if value == NOT_SURE:
        return _("Not sure")
    if value == SET_ASIDE:
        return _("Doesn’t apply")
    return check.model.answers.labels[int(value)]


def to_go(count: int, practices: Sequence[str]) -> str:
    """How many steps an area has to go, and where to look for them."""
    quoted = [_("“%(words)s”") % {"words": practice} for practice in practices]
    return _("%(steps)s to go. Look at %(practices)s.") % {
        "steps": steps(count),
        "practices": listed(quoted),
    }


def more_to_go(count: int) -> str:
    return _("%(steps)s more.") % {"steps": steps(count)}


# ---- the plan


def price(cost: Cost, currency: str) -> str:
    """What an action takes: 3 hours, up to £50."""
    if cost.money:
        return _("%(hours)s, up to %(money)s") % {
            "hours": hours(cost.hours),
            "money": money(cost.money, currency),
        }
    return _("%(hours)s, free") % {"hours": hours(cost.hours)}


def lift(before: int, after: int) -> str:
    """What an action does for the score of its area."""
    return _("%(before)s to %(after)s") % {"before": before, "after": after}


def weeks_words(weeks: Sequence[int]) -> str:
    """The line of weeks in words."""
    due = [
        _("action %(number)s in week %(week)s") % {"number": number, "week": week}
        for number, week in enumerate(weeks, start=1)
    ]
    return _("When each action is due: %(actions)s") % {"actions": ", ".join(due)}


def plan_summary(takes: Cost, wish: PlanWish, currency: str) -> str:
    """What the plan takes, with the owner's own actions, of what there is."""
    return _("%(hours)s of your %(all_hours)s and %(money)s of your %(all_money)s.") % {
        "hours": takes.hours,
        "all_hours": hours(wish.hours),
        "money": money(takes.money, currency),
        "all_money": money(wish.money, currency),
    }


def plan_takes(takes: Cost, currency: str) -> str:
    return _("%(hours)s and %(money)s in all.") % {
        "hours": hours(takes.hours),
        "money": money(takes.money, currency),
    }


def plan_expected(plan: QuarterPlan) -> str:
    """What the plan would come to; empty where there is no overall score."""
    overall = plan.expected.overall
    if not (overall.level and plan.actions):
        return ""
    return _("If all of it holds: %(points)s points and %(level)s. Expected, not promised.") % {
        "points": shown(overall.points),
        "level": overall.level.title,
    }


def nothing_next(plan: QuarterPlan, actions: Sequence[object], currency: str) -> str:
    """Why there is no next action, where there is none."""
    if actions:
        return _("Every step of the plan is done. The next check shows what came of it.")
    return nothing_fits(plan, currency)


def nothing_fits(plan: QuarterPlan, currency: str) -> str:
    """Why the plan is empty and what would help; empty for a plan with actions."""
    if plan.actions:
        return ""
    smallest = plan.smallest_action
    if smallest is None:
        return nothing_left()
    return _(
        "Nothing fits into %(hours)s and %(money)s. The smallest useful step takes %(price)s."
    ) % {
        "hours": hours(plan.wish.hours),
        "money": money(plan.wish.money, currency),
        "price": price(smallest.cost, currency),
    }


def more_time(plan: QuarterPlan, larger: QuarterPlan) -> str:
    """What a few more hours would buy."""
    added = [action.title for action in larger.library if action.code not in plan.codes]
    if not added:
        return _("Five more hours would not change this plan.")
    quoted = [_("“%(words)s”") % {"words": title} for title in added]
    return _("Five more hours would bring in %(actions)s.") % {"actions": listed(quoted)}


# ---- the method


def support_rule(check: Submission) -> str:
    least = check.model.answers.labels[check.rule.unbacked_from]
    return _(
        "For the supported score, “%(usual)s” and better count a step less "
        "until a note or a second person backs them."
    ) % {"usual": least}


def tier_weights(check: Submission) -> str:
    """How much a step of each tier weighs: Solid 3, Smooth 2 and Sparkle 1."""
    weights = [
        _("%(tier)s %(weight)s") % {"tier": tier.title, "weight": tier.weight}
        for tier in check.model.tiers
    ]
    return listed(weights)


def method_lines(check: Submission) -> tuple[str, ...]:
    """How the score is worked out, a sentence or two a rule."""
    model, labels = check.model, check.model.answers.labels
    area, overall = clear_from(check)
    return (
        _(
            "Each answer stands on a step from 0 to %(top)s. Steps are weighed by tier: "
            "%(weights)s. A score is the share reached of what could be reached, out of 100."
        )
        % {"top": len(labels) - 1, "weights": tier_weights(check)},
        _("“%(unsure)s” counts as step 0 for now. What doesn’t apply is left out of the sum.")
        % {"unsure": model.answers.not_sure},
        support_rule(check),
        *level_lines(check),
        _(
            "Answering twice gives slightly different numbers. A change is called clear from "
            "%(area)s points in an area and from %(overall)s overall."
        )
        % {"area": tenths(area), "overall": tenths(overall)},
    )


def level_lines(check: Submission) -> tuple[str, ...]:
    """How answers make tiers and tiers make levels, as the rule has it."""
    labels, figures = check.model.answers.labels, check.model.scoring
    lines = {
        "met_tiers": (
            _(
                "A tier is in place when each answer is at “%(least)s” or better and the average "
                "is “%(mean)s”. It counts once every tier below it is in place."
            )
            % {"least": labels[figures.tier_least], "mean": labels[figures.tier_mean]},
            _(
                "The business has a level when all areas but one have reached it, "
                "and that one is at most one level below."
            ),
        )
    }
    return lines[check.rule.wording]


def made_from(check: Submission) -> str:
    return _(
        "Questions %(model)s, %(questions)s in %(areas)s areas. Scoring rule %(rule)s. "
        "Fingerprint of the questions: %(hash)s."
    ) % {
        "model": check.model.key,
        "questions": len(check.model.practices),
        "areas": len(check.model.dimensions),
        "rule": check.scored.rule,
        "hash": check.model.content_hash[:16],
    }


# ---- what became of an action


def state(status: Status, ended_on: date | None) -> str:
    """Done on 13 October; nothing for what is still to do."""
    if ended_on is None:
        return ""
    facts = {"day": day(ended_on)}
    if status == Status.PARTLY:
        return _("Partly done on %(day)s") % facts
    return _("Done on %(day)s") % facts


# ---- what was chosen


def parts_left_out(options: Options) -> str:
    names = {
        "notes": _("notes and reasons"),
        "method": _("the page about the method"),
        "history": _("the quarters compared"),
        "answers": _("every question with its sentences"),
        "clients": _("the median of other clients"),
    }
    return listed([names[name] for name in options.left_out])


def left_out(options: Options) -> str:
    """What whoever made the report did not want in it; empty if they wanted everything."""
    parts = parts_left_out(options)
    return _("Left out: %(parts)s. All of it is in Cairn.") % {"parts": parts} if parts else ""
