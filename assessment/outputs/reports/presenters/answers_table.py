"""The answers of a check as a table: for the workbook, the CSV file and reports to enclose."""

from django.utils.translation import gettext as _

from assessment.domain.model.answers import Evidence
from assessment.domain.model.maturity import Practice
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.formatting.csv import Cell
from assessment.foundation.formatting.tables import Column, Table
from assessment.foundation.formatting.typed_text import printable
from assessment.outputs.reports.wording.document import answer_label


def answers_table(submission: Submission, *, with_notes: bool = True) -> Table:
    """Return every answer, with its note and reason unless notes are left out."""
    typed = (Column(_("Note"), "long", 42), Column(_("Why it doesn’t apply"), "long", 26))
    columns = (
        Column(_("Area"), width=18),
        Column(_("Tier"), width=10),
        Column(_("Code"), width=8),
        Column(_("Question"), "long", 40),
        Column(_("Answer"), width=15),
        Column(_("Step"), "number", 7),
        Column(_("Chosen option"), "long", 42),
        Column(_("Based on"), "long", 18),
        *(typed if with_notes else ()),
    )
    rows = (_answer_row(submission, p, with_notes=with_notes) for p in submission.model.practices)
    return Table(title=_("Answers"), columns=columns, rows=tuple(rows))


def _answer_row(
    submission: Submission, practice: Practice, *, with_notes: bool
) -> tuple[Cell, ...]:
    answer = submission.sheet.answers[practice.code]
    rests_on = {Evidence.CHECKED: _("A second person"), Evidence.NOTE: _("A note")}
    typed = (printable(answer.note), printable(answer.typed_reason))
    return (
        submission.model.dimension(practice.dimension).title,
        submission.model.tier(practice.tier).title,
        practice.code,
        practice.question,
        answer_label(submission, practice, answer.value),
        answer.value if isinstance(answer.value, int) else None,
        practice.anchors[answer.value] if isinstance(answer.value, int) else None,
        rests_on.get(answer.evidence, ""),
        *(typed if with_notes else ()),
    )
