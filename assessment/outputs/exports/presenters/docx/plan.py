"""The plan in detail, what was left out, and what to find out first."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from assessment.domain.model.maturity import Action
from assessment.foundation.formatting.dates import day

if TYPE_CHECKING:
    from assessment.outputs.exports.presenters.docx.writer import Paper
    from assessment.outputs.reports.presenters.document import (
        PlanPart,
        ReportAction,
        ReportDocument,
    )


def add_plan(paper: "Paper", document: "ReportDocument") -> None:
    plan = document.plan
    paper.heading(_("Your plan to %(day)s") % {"day": day(document.until)}, 1)
    if plan.actions:
        paper.words(f"{plan.summary} {plan.expected}".strip())
        paper.words(plan.weeks_words, style="Small")
    else:
        paper.words(plan.nothing_fits)
    if plan.actions and not plan.saved:
        paper.words(_("This is the plan we suggest. Nobody has saved one for this quarter."))
    for action in plan.actions:
        _add_action(paper, action)
    _add_left_out(paper, plan)
    _add_find_out(paper, plan)
    if plan.joy:
        joy = f"{plan.joy.title}. {plan.joy.first_move}"
        paper.words(joy, lead=_("And a small joy:"))


def _add_action(paper: "Paper", action: "ReportAction") -> None:
    planned = action.planned
    paper.heading(f"{action.number}. {planned.title}", 2)
    facts = [_("by %(day)s") % {"day": day(action.due_on)}, action.who, action.price]
    paper.words(" · ".join(fact for fact in facts if fact), style="Small")
    kinds = [planned.tier.title if planned.tier else _("Your own step"), planned.area, action.why]
    paper.words(" · ".join(kind for kind in kinds if kind))
    if action.lift:
        paper.words(action.lift, lead=f"{planned.area}:")
    if action.state:
        paper.words(f"“{action.outcome}”" if action.outcome else "", lead=action.state)
    if planned.action:
        _add_how(paper, planned.action)


def _add_how(paper: "Paper", action: Action) -> None:
    """What the library says about doing it; it has nothing to say about the owner's own."""
    if action.first_move:
        paper.words(action.first_move, lead=_("Start here:"))
    paper.bullets(action.steps)
    if action.words:
        paper.words(f"“{action.words}”", lead=_("Words you can use:"))
    if action.done_when:
        paper.words(action.done_when, lead=_("Done when:"))
    if action.pitfalls:
        paper.words(action.pitfalls, lead=_("Watch out:"))


def _add_left_out(paper: "Paper", plan: "PlanPart") -> None:
    if not (plan.left_out or plan.alternatives):
        return
    paper.heading(_("Not in the plan yet"), 2)
    paper.words(plan.more_time)
    rows = [
        (line.title, line.area, line.price, line.why) for line in plan.alternatives or plan.left_out
    ]
    heads = (_("Step"), _("Area"), _("Takes"), _("Why not now"))
    paper.table(heads, rows, (3, 2.2, 2, 3))


def _add_find_out(paper: "Paper", plan: "PlanPart") -> None:
    if not plan.find_out:
        return
    paper.heading(_("Find out first"), 2)
    paper.words(_("You were not sure about these. The time is on top of the plan."))
    rows = [(task.practice, task.task, task.hours) for task in plan.find_out]
    paper.table((_("Question"), _("What to do"), _("Time")), rows, (2, 5, 1))
