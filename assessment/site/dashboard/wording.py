"""What a day is about, in one line."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.planning.planned_actions import PlannedAction
from assessment.foundation.formatting.dates import day
from assessment.journey.planning.queries.saved_plans import SavedPlan


def plan_line(plan: SavedPlan, today: date) -> str:
    """How the saved plan stands: what is late, else what is due next, else that all is done."""
    late = sum(1 for planned in plan.unfinished if planned.days_late(today))
    if late:
        return _late_line(late, on_time=len(plan.unfinished) - late)
    planned = plan.next_action(today)
    if planned is None:
        return _("Your plan is done: well kept")
    return _next_line(planned, today)


def _late_line(late: int, *, on_time: int) -> str:
    if not on_time:
        return ngettext("One step is late", "%(count)s steps are late", late) % {"count": late}
    return ngettext(
        "One step is late, the rest is on track",
        "%(count)s steps are late, the rest is on track",
        late,
    ) % {"count": late}


def _next_line(planned: PlannedAction, today: date) -> str:
    if planned.due_on == today:
        return _("Your next step is due today")
    return _("Your next step is due on %(day)s") % {"day": day(planned.due_on)}


def done_line(plan: SavedPlan) -> str:
    """2 of 5 steps done, what was dropped left out."""
    facts = {"done": len(plan.done), "all": len(plan.kept)}
    return (
        ngettext("%(done)s of %(all)s step done", "%(done)s of %(all)s steps done", facts["all"])
        % facts
    )
