"""The areas: where each stands, all that was said in it with every note, what comes next."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from assessment.foundation.formatting.dates import short_day
from assessment.outputs.exports.presenters.docx.numbers import NONE

if TYPE_CHECKING:
    from assessment.outputs.exports.presenters.docx.writer import Paper
    from assessment.outputs.reports.presenters.document import (
        AnswerLine,
        AreaPart,
        LeftOutLine,
        NoteLine,
        ReportAction,
        ReportDocument,
    )


def add_areas(paper: "Paper", document: "ReportDocument") -> None:
    paper.heading(_("Your areas, weakest first"), 1)
    for area in document.weakest_first:
        _add_area(paper, area)


def _add_area(paper: "Paper", area: "AreaPart") -> None:
    paper.heading(area.title, 2)
    paper.words(area.question_title, style="Small")
    paper.words(area.reading)
    change = f" · {area.change.words}" if area.change else ""
    points = NONE if area.score is None else _("%(score)s of 100.") % {"score": area.score}
    paper.words(f"{area.level}{change}", lead=points)
    paper.words(area.dots_words, style="Small")
    paper.words(area.comment)
    rows = [
        (group.title, answer.short, answer.label, _notes(answer))
        for group in area.groups
        for answer in group.answers
    ]
    heads = (_("Tier"), _("What you said"), _("How often"), _("Notes"))
    paper.table(heads, rows, (1.2, 3, 1.6, 4))
    if area.next_actions or area.later:
        paper.heading(_("What good looks like next"), 3)
    for action in area.next_actions:
        _add_next(paper, action)
    if area.later:
        _add_later(paper, area.later)


def _notes(answer: "AnswerLine") -> str:
    """Those of the business, then what a consultant says to it."""
    lines = [_note(note) for note in answer.notes]
    return "\n".join([*lines, answer.comment] if answer.comment else lines)


def _note(note: "NoteLine") -> str:
    return f"{note.kind} {note.text}" if note.kind else note.text


def _add_next(paper: "Paper", action: "ReportAction") -> None:
    paper.words(action.good)
    facts = {"number": action.number, "day": short_day(action.due_on)}
    when = _("Step %(number)s · by %(day)s") % facts
    paper.words(f"· {when} · {action.price}", lead=action.planned.title)
    paper.words(action.planned.first_move)


def _add_later(paper: "Paper", later: "LeftOutLine") -> None:
    paper.words(later.good)
    paper.words(f"· {_('For later')} · {later.price}", lead=later.title)
    paper.words(later.first_move)


def add_answers(paper: "Paper", document: "ReportDocument") -> None:
    paper.heading(_("Every answer, in full"), 1)
    for area in document.areas:
        score = "" if area.score is None else f", {area.score}"
        paper.heading(f"{area.title}{score}", 2)
        rows = [(answer.code, answer.short, answer.sentence) for answer in area.answers]
        paper.table((_("Code"), _("Question"), _("Your answer")), rows, (1, 3, 6))
