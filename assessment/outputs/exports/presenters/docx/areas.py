"""The areas: each one's score, its answers with every note, and the next action."""

from django.utils.translation import gettext as _

from assessment.foundation.formatting.dates import short_day
from assessment.outputs.exports.presenters.docx.numbers import NONE
from assessment.outputs.exports.presenters.docx.writer import DocxWriter
from assessment.outputs.reports.presenters.areas import (
    AreaPart,
    LeftOutLine,
    PrintedAnswer,
    ReportAction,
)
from assessment.outputs.reports.presenters.document import ReportDocument


def add_areas(writer: DocxWriter, document: ReportDocument) -> None:
    writer.heading(_("Your areas, weakest first"), 1)
    for area in document.weakest_first:
        _add_area(writer, area)


def _add_area(writer: DocxWriter, area: AreaPart) -> None:
    writer.heading(area.title, 2)
    writer.words(area.question_title, style="CairnSubtitle")
    writer.words(area.reading)
    change = f" · {area.change.words}" if area.change else ""
    points = (
        NONE if area.score is None else _("%(score)s out of 100.") % {"score": area.score_words}
    )
    writer.words(f"{area.level}{change}", lead=points)
    writer.chart(f"scale {area.key}")
    writer.words(area.dots_words, style="CairnSmall")
    if area.comment:
        writer.words(area.comment, lead=_("Our view:"), style="CairnComment")
    rows = [
        (group.title, answer.short, answer.label, _notes(answer))
        for group in area.groups
        for answer in group.answers
    ]
    heads = (_("Tier"), _("What you said"), _("How often"), _("Notes"))
    writer.table(heads, rows, (1.2, 3, 1.6, 4))
    if area.next_actions or area.later:
        writer.heading(_("What good looks like next"), 3)
    for action in area.next_actions:
        _add_next(writer, action)
    if area.later:
        _add_later(writer, area.later)


def _notes(answer: PrintedAnswer) -> str:
    """Return the notes of the business, then the consultant's comment."""
    lines = [f"{note.kind} {note.text}" if note.kind else note.text for note in answer.notes]
    return "\n".join([*lines, answer.comment] if answer.comment else lines)


def _add_next(writer: DocxWriter, action: ReportAction) -> None:
    writer.words(action.good)
    facts = {"number": action.number, "day": short_day(action.due_on)}
    when = _("Action %(number)s · by %(day)s") % facts
    writer.words(f"· {when} · {action.price}", lead=action.planned.title)
    writer.words(action.planned.first_move)


def _add_later(writer: DocxWriter, later: LeftOutLine) -> None:
    writer.words(later.good)
    writer.words(f"· {_('For later')} · {later.price}", lead=later.title)
    writer.words(later.first_move)


def add_answers(writer: DocxWriter, document: ReportDocument) -> None:
    writer.heading(_("Every answer, in full"), 1)
    for area in document.areas:
        score = "" if area.score is None else f", {area.score_words}"
        writer.heading(f"{area.title}{score}", 2)
        rows = [(answer.code, answer.short, answer.sentence) for answer in area.answers]
        writer.table((_("Code"), _("Question"), _("Your answer")), rows, (1, 3, 6))
