"""Single-line summaries of the day and of the saved plan."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.foundation.formatting.dates import day
from assessment.foundation.formatting.numbers import hours
from assessment.journey.planning.queries.saved_plans import SavedPlan


def plan_line(plan: SavedPlan, today: date) -> str:
    """Say what is late; else what is due next; else that the plan is finished."""
    late = sum(1 for planned in plan.unfinished if planned.days_late(today))
    if late:
        return _late_line(late, on_time=len(plan.unfinished) - late)
    planned = plan.next_action(today)
    if planned is None:
        return _("You’ve finished your plan: well done")
    if planned.due_on == today:
        return _("Your next action is due today")
    return _("Your next action is due on %(day)s") % {"day": day(planned.due_on)}


def _late_line(late: int, *, on_time: int) -> str:
    if not on_time:
        return ngettext("One action is late", "%(count)s actions are late", late) % {"count": late}
    return ngettext(
        "One action is late, but otherwise you’re on track",
        "%(count)s actions are late, but otherwise you’re on track",
        late,
    ) % {"count": late}


def done_line(plan: SavedPlan) -> str:
    """Say how many actions are done and what the plan takes; dropped actions do not count."""
    facts = {"done": len(plan.done), "all": len(plan.kept), "hours": hours(plan.hours)}
    return (
        ngettext(
            "%(done)s of %(all)s action done, %(hours)s",
            "%(done)s of %(all)s actions done, %(hours)s",
            len(plan.kept),
        )
        % facts
    )
