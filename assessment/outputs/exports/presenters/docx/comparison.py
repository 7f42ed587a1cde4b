"""What has changed since an earlier check, and the most recent quarters side by side."""

from django.utils.translation import gettext as _

from assessment.outputs.exports.presenters.docx.blocks import Lead
from assessment.outputs.exports.presenters.docx.numbers import number, signed_number, signed_or_dash
from assessment.outputs.exports.presenters.docx.writer import DocxWriter
from assessment.outputs.reports.presenters.comparison import (
    HistoryPart,
    LastPlanPart,
    SincePart,
)
from assessment.outputs.reports.presenters.document import ReportDocument

ACROSS = 3
"""The line charts beside each other."""


def add_since(writer: DocxWriter, document: ReportDocument) -> None:
    since = document.since
    if since is None:
        return
    writer.heading(since.title, 1)
    writer.words(since.quarter, style="CairnSubtitle")
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
    writer.table(heads, rows, (4, 1, 1.2, 1, 1), numbers=range(1, 5))
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
    writer.heading(_("Answers that changed"), 2)
    rows = [(line.area, line.short, line.before, line.now) for line in since.moved]
    heads = (_("Area"), _("Question"), _("Then"), _("Now"))
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
    writer.heading(plan.title, 2)
    writer.words(plan.done)
    hours, effect = _("Hours: plan / actual"), _("Effect on the answer")
    heads = (_("Action"), _("How it went"), hours, effect)
    writer.table(heads, rows, (3, 3, 1.6, 3))


def add_history(writer: DocxWriter, document: ReportDocument) -> None:
    """Add the table of quarters; the newest is last, as on the trends page."""
    history = document.history
    if history is None:
        return
    writer.heading(history.title, 1)
    writer.words(history.lead)
    _add_lines(writer, history)
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
        writer.words(note, style="CairnSmall")


def _add_lines(writer: DocxWriter, history: HistoryPart) -> None:
    """Add the small line charts, three beside each other."""
    cells = [
        (Lead(figure.title, figure.caption), drawn)
        for number, figure in enumerate(history.figures)
        if (drawn := writer.drawings.get(f"multiple {number}"))
    ]
    if cells:
        writer.words(history.scale, style="CairnSmall")
        rows = [cells[start : start + ACROSS] for start in range(0, len(cells), ACROSS)]
        writer.figures(rows, (1,) * ACROSS)
        writer.heading(_("Every area, every quarter"), 2)


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
    writer.table(heads, rows, (4, 1.4, 1.6, 1.2), numbers=range(1, 4))
