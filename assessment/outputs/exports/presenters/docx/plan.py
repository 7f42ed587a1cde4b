"""The plan in detail, what was left out, and what to find out first."""

from django.utils.translation import gettext as _

from assessment.foundation.formatting.dates import day
from assessment.outputs.exports.presenters.docx.writer import DocxWriter
from assessment.outputs.reports.presenters.document import PlanPart, PlanStep, ReportDocument


def add_plan(paper: DocxWriter, document: ReportDocument) -> None:
    plan = document.plan
    paper.heading(_("Your plan to %(day)s") % {"day": day(document.until)}, 1)
    if plan.steps:
        paper.words(f"{plan.summary} {plan.expected}".strip())
        paper.words(plan.weeks_words, style="Small")
    else:
        paper.words(plan.nothing_fits)
    if plan.steps and not plan.saved:
        paper.words(_("This is the plan we suggest. Nobody has saved one for this quarter."))
    for step in plan.steps:
        _add_step(paper, step)
    _add_left_out(paper, plan)
    _add_find_out(paper, plan)
    if plan.joy:
        joy = f"{plan.joy.title}. {plan.joy.first_move}"
        paper.words(joy, lead=_("And a small joy:"))


def _add_step(paper: DocxWriter, step: PlanStep) -> None:
    paper.heading(f"{step.number}. {step.title}", 2)
    facts = [_("by %(day)s") % {"day": day(step.due_on)}, step.who, step.price]
    paper.words(" · ".join(fact for fact in facts if fact), style="Small")
    kinds = [step.tier_title or _("Your own step"), step.area, step.why]
    paper.words(" · ".join(kind for kind in kinds if kind))
    if step.lift:
        paper.words(step.lift, lead=f"{step.area}:")
    if step.state:
        paper.words(f"“{step.outcome}”" if step.outcome else "", lead=step.state)
    _add_how(paper, step)


def _add_how(paper: DocxWriter, step: PlanStep) -> None:
    """What the model says about doing it; it has nothing to say about the owner's own."""
    if step.first_move:
        paper.words(step.first_move, lead=_("Start here:"))
    paper.bullets(step.steps)
    if step.words:
        paper.words(f"“{step.words}”", lead=_("Words you can use:"))
    if step.done_when:
        paper.words(step.done_when, lead=_("Done when:"))
    if step.pitfalls:
        paper.words(step.pitfalls, lead=_("Watch out:"))


def _add_left_out(paper: DocxWriter, plan: PlanPart) -> None:
    if not (plan.left_out or plan.alternatives):
        return
    paper.heading(_("Not in the plan yet"), 2)
    paper.words(plan.more_time)
    rows = [
        (line.title, line.area, line.price, line.why) for line in plan.alternatives or plan.left_out
    ]
    heads = (_("Step"), _("Area"), _("Takes"), _("Why not now"))
    paper.table(heads, rows, (3, 2.2, 2, 3))


def _add_find_out(paper: DocxWriter, plan: PlanPart) -> None:
    if not plan.find_out:
        return
    paper.heading(_("Find out first"), 2)
    paper.words(_("You were not sure about these. The time is on top of the plan."))
    rows = [(task.practice, task.task, task.hours) for task in plan.find_out]
    paper.table((_("Question"), _("What to do"), _("Time")), rows, (2, 5, 1))
