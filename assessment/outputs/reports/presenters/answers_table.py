"""The answers of a check as a table: a sheet of the workbook, and what travels inside a report."""

from django.utils.translation import gettext as _

from assessment.domain.model.answers import Evidence, SheetAnswer
from assessment.domain.model.maturity import Practice
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.formatting.csv import Cell
from assessment.foundation.formatting.tables import Column, Table
from assessment.foundation.formatting.typed_text import printable
from assessment.outputs.reports.wording.document import answer_label


def answers_table(check: Submission, *, with_notes: bool = True) -> Table:
    """Every answer, with all that was typed beside it unless that is left out."""
    columns = (
        Column(_("Area"), width=18),
        Column(_("Tier"), width=10),
        Column(_("Code"), width=8),
        Column(_("Question"), "long", 46),
        Column(_("SheetAnswer"), width=14),
        Column(_("Step"), "number", 6),
        Column(_("In the words that were chosen"), "long", 46),
        Column(_("Rests on"), "long", 18),
        *(_typed_columns() if with_notes else ()),
    )
    rows = (_answer_row(check, p, with_notes=with_notes) for p in check.model.practices)
    return Table(title=_("Answers"), columns=columns, rows=tuple(rows))


def _typed_columns() -> tuple[Column, ...]:
    return (
        Column(_("Note"), "long", 46),
        Column(_("Why it doesn’t apply"), "long", 30),
    )


def _typed(answer: SheetAnswer) -> tuple[Cell, ...]:
    return (printable(answer.note), printable(answer.reason))


def _answer_row(check: Submission, practice: Practice, *, with_notes: bool) -> tuple[Cell, ...]:
    answer = check.sheet.answers[practice.code]
    return (
        check.model.dimension(practice.dimension).title,
        check.model.tier(practice.tier).title,
        practice.code,
        practice.question,
        answer_label(check, answer.value),
        answer.value if isinstance(answer.value, int) else None,
        practice.anchors[answer.value] if isinstance(answer.value, int) else None,
        _rests_on(answer),
        *(_typed(answer) if with_notes else ()),
    )


def _rests_on(answer: SheetAnswer) -> str:
    if answer.evidence == Evidence.CHECKED:
        return _("A second person")
    return _("A note") if answer.evidence == Evidence.NOTE else ""
