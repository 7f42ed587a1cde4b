"""The plan in detail, what was left out, and what to find out first."""

from django.utils.translation import gettext as _

from assessment.domain.model.maturity import Action
from assessment.foundation.formatting.dates import day
from assessment.outputs.exports.presenters.docx.writer import DocxWriter
from assessment.outputs.reports.presenters.areas import ReportAction
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.presenters.plan import PlanPart


def add_plan(writer: DocxWriter, document: ReportDocument) -> None:
    plan = document.plan
    writer.heading(_("Your plan until %(day)s") % {"day": day(document.until)}, 1, on_new_page=True)
    if plan.actions:
        writer.words(f"{plan.summary} {plan.expected}".strip())
        writer.chart("weeks")
        writer.words(plan.weeks_words, style="CairnSmall")
    else:
        writer.words(plan.nothing_fits)
    if plan.actions and not plan.saved:
        writer.words(_("This is the plan we suggest. No plan has been saved for this quarter."))
    _add_find_out(writer, plan)
    for action in plan.actions:
        _add_action(writer, action)
    _add_left_out(writer, plan)
    if plan.joy:
        joy = f"{plan.joy.title}. {plan.joy.first_move}"
        writer.words(joy, lead=_("A nice extra this quarter:"))


def _add_action(writer: DocxWriter, action: ReportAction) -> None:
    planned = action.planned
    writer.heading(f"{action.number}. {planned.title}", 2)
    facts = [_("by %(day)s") % {"day": day(action.due_on)}, action.who, action.price]
    writer.words(" · ".join(fact for fact in facts if fact), style="CairnSubtitle")
    kinds = [planned.tier.title if planned.tier else _("Your own action"), planned.area, action.why]
    writer.words(" · ".join(kind for kind in kinds if kind))
    if action.lift:
        writer.words(action.lift, lead=f"{planned.area}:")
    if action.state:
        writer.words(f"“{action.outcome}”" if action.outcome else "", lead=action.state)
    if planned.action:
        _add_how(writer, planned.action)


def _add_how(writer: DocxWriter, action: Action) -> None:
    """Add the library's instructions; the owner's own actions have none."""
    writer.words(action.first_move, lead=_("Start here:"))
    writer.bullets(action.steps)
    if action.words:
        writer.words(f"“{action.words}”", lead=_("Words you can use:"))
    writer.words(action.done_when, lead=_("Done when:"))
    if action.pitfalls:
        writer.words(action.pitfalls, lead=_("Watch out:"))


def _add_left_out(writer: DocxWriter, plan: PlanPart) -> None:
    if not (plan.left_out or plan.alternatives):
        return
    writer.heading(_("Not in the plan yet"), 2)
    writer.words(plan.more_time)
    rows = [
        (line.title, line.area, line.price, line.why_and_ways_in)
        for line in plan.alternatives or plan.left_out
    ]
    heads = (_("Action"), _("Area"), _("Time and cost"), _("Why not now"))
    writer.table(heads, rows, (3, 2.2, 2, 3))
    if plan.chosen_over:
        writer.heading(_("What each action was chosen over"), 2)
        columns = (_("Action"), _("Chosen over"), _("What that would mean"))
        compared = [(line.title, line.rival, line.text) for line in plan.chosen_over]
        writer.table(columns, compared, (3, 3, 4.2))


def _add_find_out(writer: DocxWriter, plan: PlanPart) -> None:
    if not plan.find_out:
        return
    writer.heading(_("Find out first"), 2)
    writer.words(
        _("You weren’t sure about these. Their hours are part of the plan and come first.")
    )
    rows = [
        (task.title, f"{task.task} {task.who}".strip(), task.state or day(task.due_on), task.hours)
        for task in plan.find_out
    ]
    heads = (_("Area"), _("What to do"), _("By"), _("Time"))
    writer.table(heads, rows, (2.5, 4.5, 1.2, 1))
