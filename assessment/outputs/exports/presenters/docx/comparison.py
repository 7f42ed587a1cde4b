"""What moved since an earlier check, and the last quarters beside each other."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from assessment.outputs.exports.presenters.docx.numbers import number, signed_number, signed_or_dash

if TYPE_CHECKING:
    from assessment.outputs.exports.presenters.docx.writer import Paper
    from assessment.outputs.reports.presenters.comparison_values import (
        HistoryRow,
        LastPlanPart,
        SincePart,
    )
    from assessment.outputs.reports.presenters.document import ReportDocument


def add_since(paper: "Paper", document: "ReportDocument") -> None:
    since = document.since
    if since is None:
        return
    paper.heading(since.title, 1)
    paper.words(since.quarter, style="Small")
    rows = [
        (
            line.title,
            str(line.before),
            number(line.expected),
            str(line.now),
            signed_or_dash(line.change),
        )
        for line in since.areas
    ]
    heads = (_("Area"), _("Then"), _("Expected"), _("Now"), _("Change"))
    paper.table(heads, rows, (4, 1, 1.2, 1, 1))
    _add_moved(paper, since)
    if since.plan:
        _add_last_plan(paper, since.plan)


def _add_moved(paper: "Paper", since: "SincePart") -> None:
    if not since.moved:
        paper.words(_("Every answer is the same as then."))
        return
    rows = [(line.area, line.short, line.before, line.now) for line in since.moved]
    heads = (_("Area"), _("Answers that moved"), _("Then"), _("Now"))
    paper.table(heads, rows, (2, 4, 1.6, 1.6))


def _add_last_plan(paper: "Paper", plan: "LastPlanPart") -> None:
    rows = [
        (
            action.planned.title,
            f"{action.went}: {action.outcome}" if action.outcome else action.went,
            action.hours,
            action.answer,
        )
        for action in plan.actions
    ]
    hours, came = _("Hours / real"), _("What came of it")
    heads = (f"{plan.title}: {plan.done}", _("How it went"), hours, came)
    paper.table(heads, rows, (3, 3, 1.6, 3))


def add_history(paper: "Paper", document: "ReportDocument") -> None:
    """The newest quarter is last, as on the page of trends."""
    history = document.history
    if history is None:
        return
    paper.heading(history.title, 1)
    paper.words(history.lead)
    heads = [f"{quarter.months} {quarter.year}" for quarter in history.quarters]
    rows = [
        *(_history_row(row) for row in (*history.areas, history.overall)),
        (_("Level"), *history.levels, ""),
    ]
    widths = (2.2, *(1.4 for _head in heads), 1.3)
    paper.table((_("Area"), *heads, _("Change")), rows, widths)
    for note in history.notes:
        paper.words(note, style="Small")


def add_clients(paper: "Paper", document: "ReportDocument") -> None:
    clients = document.consultant.clients
    if clients is None:
        return
    paper.heading(_("Beside other clients"), 2 if document.history else 1)
    paper.words(clients.lead)
    heads = (_("Area"), _("This check"), _("Others’ median"), _("Apart"))
    rows = [
        (row.title, number(row.here), number(row.median), signed_number(row.apart))
        for row in clients.rows
    ]
    paper.table(heads, rows, (4, 1.4, 1.6, 1))


def _history_row(row: "HistoryRow") -> tuple[str, ...]:
    return (row.title, *(cell.says for cell in row.cells), signed_or_dash(row.change))
