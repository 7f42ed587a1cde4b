"""Sentences of the report that depend on numbers, each whole so that it can be translated."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.model.answers import NOT_SURE, SET_ASIDE, Value
from assessment.domain.model.maturity import Practice
from assessment.domain.planning.constraints import Cost, PlanWish
from assessment.domain.planning.planned_actions import Status
from assessment.domain.planning.plans import QuarterPlan
from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.changes import Change
from assessment.domain.trends.comparison import Comparison
from assessment.foundation.formatting.dates import day
from assessment.foundation.formatting.money import money
from assessment.foundation.formatting.numbers import hours, steps, team_hours
from assessment.journey.planning.wording import nothing_left
from assessment.journey.results.presenters.results import Basis
from assessment.journey.results.wording.areas import estimated, listed, rests_on_gaps
from assessment.journey.results.wording.changes import change_word
from assessment.outputs.reports.editions import Options

MORE_HOURS = 5


# ---- scores and changes


def change_words(both: Comparison, change: Change, then: str = "") -> str:
    """Say by how many points a score rose or fell, and how sure that is.

    `then` names the quarter compared with, if it is not the previous check. The non-breaking
    spaces keep the verdict together on one line.
    """
    facts: dict[str, object] = {"points": abs(change.shown), "quarter": then}
    if texts := both.now.model.change_texts:
        return _change_with_word(change, facts | {"word": change_word(change, texts)})
    if not change.whole:
        return _change_over_some(change, facts)
    if then:
        return _change_since(change, facts)
    if change.shown == 0:
        return _("The same as last time")
    if change.clear:
        up = _("Up %(points)s on last time: a\xa0clear\xa0change")
        down = _("Down %(points)s on last time: a\xa0clear\xa0change")
    else:
        up = _("Up %(points)s on last time: not\xa0a\xa0clear\xa0change")
        down = _("Down %(points)s on last time: not\xa0a\xa0clear\xa0change")
    return (up if change.shown > 0 else down) % facts


def _change_with_word(change: Change, facts: dict[str, object]) -> str:
    """Say the same with the word that the model has for how sure a change is."""
    facts |= {"count": change.questions}
    if not change.whole:
        if change.shown == 0:
            return _("The same over the %(count)s questions answered both times") % facts
        up = _("Up %(points)s over the %(count)s questions answered both times: %(word)s")
        down = _("Down %(points)s over the %(count)s questions answered both times: %(word)s")
    elif facts["quarter"]:
        if change.shown == 0:
            return _("The same as in %(quarter)s") % facts
        up = _("Up %(points)s on %(quarter)s: %(word)s")
        down = _("Down %(points)s on %(quarter)s: %(word)s")
    else:
        if change.shown == 0:
            return _("The same as last time")
        up = _("Up %(points)s on last time: %(word)s")
        down = _("Down %(points)s on last time: %(word)s")
    return (up if change.shown > 0 else down) % facts


def _change_since(change: Change, facts: dict[str, object]) -> str:
    if change.shown == 0:
        return _("The same as in %(quarter)s") % facts
    if change.clear:
        up = _("Up %(points)s on %(quarter)s: a\xa0clear\xa0change")
        down = _("Down %(points)s on %(quarter)s: a\xa0clear\xa0change")
    else:
        up = _("Up %(points)s on %(quarter)s: not\xa0a\xa0clear\xa0change")
        down = _("Down %(points)s on %(quarter)s: not\xa0a\xa0clear\xa0change")
    return (up if change.shown > 0 else down) % facts


def _change_over_some(change: Change, facts: dict[str, object]) -> str:
    """Say the change over the questions answered both times, where others came or went."""
    facts |= {"count": change.questions}
    if change.shown == 0:
        return _("The same over the %(count)s questions answered both times") % facts
    if change.clear:
        up = _(
            "Up %(points)s over the %(count)s questions answered both times: a\xa0clear\xa0change"
        )
        down = _(
            "Down %(points)s over the %(count)s questions answered both times: a\xa0clear\xa0change"
        )
    else:
        up = _(
            "Up %(points)s over the %(count)s questions answered both times: "
            "not\xa0a\xa0clear\xa0change"
        )
        down = _(
            "Down %(points)s over the %(count)s questions answered both times: "
            "not\xa0a\xa0clear\xa0change"
        )
    return (up if change.shown > 0 else down) % facts


def overall_change_words(both: Comparison | None, then: str) -> str:
    """Say how the overall score has changed since an earlier check."""
    if both is None:
        return _("Your first check: future ones will be compared with it.")
    if both.overall is None:
        return _("This can’t be compared with an earlier check.")
    return change_words(both, both.overall, then)


def gap(area: str, sentence: str) -> str:
    """Say what is missing below the level of an area."""
    return _("%(area)s: %(sentence)s") % {"area": area, "sentence": sentence}


def no_score(submission: Submission) -> str:
    """Explain why there is no overall score."""
    areas = [
        submission.model.dimension(s.key).title
        for s in submission.scored.dimensions
        if not s.scored
    ]
    return _(
        "Too many questions did not apply in %(areas)s, so there is no overall score or level. "
        "Your answers and your plan are still here."
    ) % {"areas": listed(areas)}


def way_up_advice(submission: Submission) -> str:
    """Return the level's own advice on what to do next."""
    level = submission.scored.overall.known_level
    return level.next if level else ""


def basis_line(basis: Basis) -> str:
    """Count the answers, and how many are backed by a note or a check."""
    backed = basis.notes + basis.checked
    answers = basis.answered - basis.set_aside
    some = ngettext(
        "Based on %(answers)s answer, %(backed)s backed by a note or check.",
        "Based on %(answers)s answers, %(backed)s backed by a note or check.",
        answers,
    )
    none = ngettext(
        "Based on %(answers)s answer, not backed by a note or check yet.",
        "Based on %(answers)s answers, none backed by a note or check yet.",
        answers,
    )
    lines = [(some if backed else none) % {"answers": answers, "backed": backed}]
    if basis.not_sure:
        lines.append(
            ngettext(
                "One answer is “I’m not sure”.",
                "%(count)s answers are “I’m not sure”.",
                basis.not_sure,
            )
            % {"count": basis.not_sure}
        )
    if basis.set_aside:
        lines.append(
            ngettext(
                "One question was set aside.",
                "%(count)s questions were set aside.",
                basis.set_aside,
            )
            % {"count": basis.set_aside}
        )
    lines.append(_("A structured conversation, not a certificate."))
    return " ".join(lines)


# ---- answers


def answer_label(submission: Submission, practice: Practice, value: Value) -> str:
    """Name an answer in a word or two."""
    if value == NOT_SURE:
        return _("Not sure")
    if value == SET_ASIDE:
        return _("Hasn’t come up") if practice.event else _("Doesn’t apply")
    return submission.model.answers.labels[int(value)]


def to_go(count: int, practices: Sequence[str]) -> str:
    """Say how many steps an area has to go, and which practices to look at."""
    quoted = [_("“%(words)s”") % {"words": practice} for practice in practices]
    return _("%(steps)s to go. Look at %(practices)s.") % {
        "steps": steps(count),
        "practices": listed(quoted),
    }


def more_to_go(count: int) -> str:
    return ngettext("%(count)s more step.", "%(count)s more steps.", count) % {"count": count}


# ---- the plan


def price(cost: Cost, currency: str, team: str = "") -> str:
    """Say what an action takes, such as "3 hours, up to £50", for a team of this size."""
    if cost.money:
        return _("%(hours)s, up to %(money)s") % {
            "hours": team_hours(cost.hours, team),
            "money": money(cost.money, currency),
        }
    return _("%(hours)s, free") % {"hours": team_hours(cost.hours, team)}


def lift(before: int, after: int) -> str:
    """Say what an action does for the score of its area, such as "52 to 61"."""
    return _("%(before)s to %(after)s") % {"before": before, "after": after}


def weeks_words(weeks: Sequence[int]) -> str:
    """Describe the timeline for screen readers."""
    due = [
        _("action %(number)s in week %(week)s") % {"number": number, "week": week}
        for number, week in enumerate(weeks, start=1)
    ]
    return _("When each action is due: %(actions)s") % {"actions": ", ".join(due)}


def plan_summary(takes: Cost, wish: PlanWish, currency: str) -> str:
    """Say how much of the available hours and money the plan takes, own actions included."""
    if takes.hours > wish.hours or takes.money > wish.money:
        return plan_takes(takes, wish, currency)
    said = _("%(hours)s of your %(all_hours)s and %(money)s of your %(all_money)s.") % {
        "hours": takes.hours,
        "all_hours": hours(wish.hours),
        "money": money(takes.money, currency),
        "all_money": money(wish.money, currency),
    }
    return f"{said} {hours_split(takes, wish)}".strip()


def plan_takes(takes: Cost, wish: PlanWish, currency: str) -> str:
    said = _("%(hours)s and %(money)s in all.") % {
        "hours": hours(takes.hours),
        "money": money(takes.money, currency),
    }
    return f"{said} {hours_split(takes, wish)}".strip()


def hours_split(takes: Cost, wish: PlanWish) -> str:
    """Say what of the hours is to find out; empty if that is nothing."""
    if not wish.find_out:
        return ""
    return _("%(find_out)s to find out, %(actions)s for actions.") % {
        "find_out": hours(wish.find_out_hours),
        "actions": hours(takes.hours - wish.find_out_hours),
    }


def plan_expected(plan: QuarterPlan) -> str:
    """Say what score the plan should lead to; empty if that cannot be estimated."""
    overall = plan.expected.overall
    if not (overall.level and plan.actions and estimated(plan)):
        return ""
    said = _("If it all works: %(points)s points and %(level)s. An estimate, not a promise.") % {
        "points": shown(overall.points),
        "level": overall.level.title,
    }
    return f"{said} {rests_on_gaps(plan)}".strip()


def nothing_next(plan: QuarterPlan, actions: Sequence[object], currency: str) -> str:
    """Explain why there is no next action."""
    if actions:
        return _("Every action in the plan is done. Your next check will show the difference.")
    return nothing_fits(plan, currency)


def nothing_fits(plan: QuarterPlan, currency: str) -> str:
    """Explain why the plan is empty and what would help; empty for a plan with actions."""
    if plan.actions:
        return ""
    smallest = plan.smallest_action
    if smallest is None:
        return nothing_left()
    return _(
        "No action fits within %(hours)s and %(money)s. The smallest useful one takes %(price)s."
    ) % {
        "hours": hours(plan.wish.hours_for_actions),
        "money": money(plan.wish.money, currency),
        "price": price(smallest.cost, currency),
    }


def more_time(plan: QuarterPlan, larger: QuarterPlan) -> str:
    """Say which actions a few more hours would add."""
    added = [action.title for action in larger.library if action.code not in plan.codes]
    if not added:
        return _("Five more hours would not change this plan.")
    quoted = [_("“%(words)s”") % {"words": title} for title in added]
    return _("With five more hours, you could add %(actions)s.") % {"actions": listed(quoted)}


# ---- how an action went


def state(status: Status, ended_on: date | None) -> str:
    """Say when an action was done, such as "Done on 13 October"; empty if it is still to do."""
    if ended_on is None:
        return ""
    facts = {"day": day(ended_on)}
    if status == Status.PARTLY:
        return _("Partly done on %(day)s") % facts
    return _("Done on %(day)s") % facts


# ---- options


def parts_left_out(options: Options) -> str:
    names = {
        "voices": _("what others say"),
        "notes": _("notes and reasons"),
        "method": _("the method page"),
        "history": _("the quarter-by-quarter comparison"),
        "answers": _("every question with its options"),
        "clients": _("the median of other clients"),
    }
    return listed([names[name] for name in options.left_out])


def left_out(options: Options) -> str:
    """Name the parts that were left out on request; empty if there are none."""
    parts = parts_left_out(options)
    return (
        _("Left out: %(parts)s. You’ll find it all in Cairn.") % {"parts": parts} if parts else ""
    )
