"""What has changed since an earlier check, and the most recent quarters side by side."""

from django.utils.translation import gettext as _

from assessment.outputs.exports.presenters.docx.numbers import number, signed_number, signed_or_dash
from assessment.outputs.exports.presenters.docx.writer import DocxWriter
from assessment.outputs.reports.presenters.comparison import (
    LastPlanPart,
    SincePart,
)
from assessment.outputs.reports.presenters.document import ReportDocument


def add_since(writer: DocxWriter, document: ReportDocument) -> None:
    since = document.since
    if since is None:
        return
    writer.heading(since.title, 1)
    writer.words(since.quarter, style="Small")
    rows = [
        (
            line.title,
            str(line.before),
            number(line.expected),
            str(line.now),
            signed_or_dash(line.change),
        )
        for line in since.lines
    ]
    heads = (_("Area"), _("Then"), _("Expected"), _("Now"), _("Change"))
    writer.table(heads, rows, (4, 1, 1.2, 1, 1))
    writer.bullets((*since.news, *since.notes))
    if since.worked_on:
        writer.words(since.judged_by_themselves, lead=since.worked_on)
    _add_moved(writer, since)
    if since.plan:
        _add_last_plan(writer, since.plan)


def _add_moved(writer: DocxWriter, since: SincePart) -> None:
    if not since.moved:
        writer.words(since.nothing_moved)
        writer.words(since.came_or_went)
        return
    rows = [(line.area, line.short, line.before, line.now) for line in since.moved]
    heads = (_("Area"), _("Answers that changed"), _("Then"), _("Now"))
    writer.table(heads, rows, (2, 4, 1.6, 1.6))
    writer.words(since.came_or_went)


def _add_last_plan(writer: DocxWriter, plan: LastPlanPart) -> None:
    rows = [
        (
            action.planned.title,
            f"{action.went}: {action.outcome}" if action.outcome else action.went,
            action.hours,
            action.answer,
        )
        for action in plan.actions
    ]
    hours, effect = _("Hours: plan / actual"), _("Effect on the answer")
    heads = (f"{plan.title}: {plan.done}", _("How it went"), hours, effect)
    writer.table(heads, rows, (3, 3, 1.6, 3))


def add_history(writer: DocxWriter, document: ReportDocument) -> None:
    """Add the table of quarters; the newest is last, as on the trends page."""
    history = document.history
    if history is None:
        return
    writer.heading(history.title, 1)
    writer.words(history.lead)
    heads = [f"{quarter.months} {quarter.year}" for quarter in history.quarters]
    rows = [
        *(
            (row.title, *(cell.says for cell in row.cells), signed_or_dash(row.change))
            for row in (*history.areas, history.overall)
        ),
        (_("Level"), *history.levels, ""),
    ]
    widths = (2.2, *(1.4 for _head in heads), 1.3)
    writer.table((_("Area"), *heads, _("Change")), rows, widths)
    for note in history.notes:
        writer.words(note, style="Small")


def add_clients(writer: DocxWriter, document: ReportDocument) -> None:
    clients = document.consultant.clients
    if clients is None:
        return
    writer.heading(_("Compared with other clients"), 2 if document.history else 1)
    writer.words(clients.lead)
    heads = (_("Area"), _("This check"), _("Median of others"), _("Difference"))
    rows = [
        (row.title, number(row.here), number(row.median), signed_number(row.apart))
        for row in clients.rows
    ]
    writer.table(heads, rows, (4, 1.4, 1.6, 1))
