"""Single-line summaries of the day and of the saved plan."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.planning.planned_actions import PlannedAction
from assessment.foundation.formatting.dates import day
from assessment.foundation.formatting.numbers import hours
from assessment.journey.planning.queries.saved_plans import SavedPlan


def plan_line(plan: SavedPlan, today: date) -> str:
    """Say what is late; else what is due next; else that the plan is finished."""
    late = [planned for planned in plan.unfinished if planned.days_late(today)]
    if late:
        return _late_line(late, on_time=len(plan.unfinished) - len(late))
    planned = plan.next_action(today)
    if planned is None:
        return _("You’ve finished your plan: well done")
    return _find_out_line(planned, today) if planned.find_out else _next_line(planned, today)


def _next_line(planned: PlannedAction, today: date) -> str:
    if planned.due_on == today:
        return _("Your next action is due today")
    return _("Your next action is due on %(day)s") % {"day": day(planned.due_on)}


def _find_out_line(planned: PlannedAction, today: date) -> str:
    if planned.due_on == today:
        return _("There’s something to find out today")
    return _("There’s something to find out by %(day)s") % {"day": day(planned.due_on)}


def _late_line(overdue: Sequence[PlannedAction], *, on_time: int) -> str:
    late = len(overdue)
    if any(planned.find_out for planned in overdue):
        return ngettext("One thing is late", "%(count)s things are late", late) % {"count": late}
    if not on_time:
        return ngettext("One action is late", "%(count)s actions are late", late) % {"count": late}
    return ngettext(
        "One action is late, but otherwise you’re on track",
        "%(count)s actions are late, but otherwise you’re on track",
        late,
    ) % {"count": late}


def done_line(plan: SavedPlan) -> str:
    """Say how many actions are done and what the plan takes; dropped actions do not count."""
    hours_for_actions = plan.hours - plan.find_out_hours
    facts = {
        "done": len(plan.done),
        "all": len(plan.counted),
        "hours": hours(plan.hours),
        "find_out": plan.find_out_hours,
        "actions": hours_for_actions,
    }
    if plan.find_out_hours:
        return (
            ngettext(
                "%(done)s of %(all)s action done, %(hours)s "
                "(%(find_out)s to find out, %(actions)s for actions)",
                "%(done)s of %(all)s actions done, %(hours)s "
                "(%(find_out)s to find out, %(actions)s for actions)",
                len(plan.counted),
            )
            % facts
        )
    return (
        ngettext(
            "%(done)s of %(all)s action done, %(hours)s",
            "%(done)s of %(all)s actions done, %(hours)s",
            len(plan.counted),
        )
        % facts
    )
