"""The whole report as a Word document, in the same order as the PDF."""

from collections.abc import Mapping
from itertools import chain

from django.utils.translation import gettext as _

from assessment.foundation.formatting.contact_lines import contact_lines
from assessment.foundation.formatting.dates import day
from assessment.outputs.exports.presenters.docx.areas import add_answers, add_areas
from assessment.outputs.exports.presenters.docx.blocks import Cell, Drawn
from assessment.outputs.exports.presenters.docx.comparison import (
    add_clients,
    add_history,
    add_since,
)
from assessment.outputs.exports.presenters.docx.cover import add_cover
from assessment.outputs.exports.presenters.docx.method import add_method
from assessment.outputs.exports.presenters.docx.numbers import number, signed_or_dash
from assessment.outputs.exports.presenters.docx.plan import add_plan
from assessment.outputs.exports.presenters.docx.sure import add_sure
from assessment.outputs.exports.presenters.docx.template import DocxProperties
from assessment.outputs.exports.presenters.docx.voices import add_voices
from assessment.outputs.exports.presenters.docx.writer import DocxWriter
from assessment.outputs.reports.presenters.document import ReportDocument

AUTHOR = "Cairn"
"""The author of a report without a consultant."""
SCALE_WIDTH = 42.0
"""The width of an area's scale in the table of scores, in millimetres."""


def written(document: ReportDocument, drawings: Mapping[str, Drawn] | None = None) -> bytes:
    """Return the report as a .docx file; the same document always gives the same bytes.

    `drawings` are its charts as pictures, by name. Without them, the tables say the same.
    """
    by = document.consultant
    about = DocxProperties(
        title=f"{document.business}: {document.quarter}",
        subject=_("Quarterly report and plan"),
        author=by.name or AUTHOR,
        language=document.language,
        day=document.checked_on,
        palette=by.palette,
    )
    writer = DocxWriter(about, drawings or {})
    running = f"{document.quarter} · {document.short_name}"
    prepared = _("Prepared by %(practice)s") % {"practice": by.short_name} if by.name else AUTHOR
    writer.running(running, prepared, _("Page {} of {}"), by.footer)
    add_cover(writer, document)
    writer.contents(_("Contents"))
    for add in (_add_story, _add_level, add_areas, add_since, add_history, add_clients):
        add(writer, document)
    add_voices(writer, document)
    add_plan(writer, document)
    if document.options.answers:
        add_answers(writer, document)
    if document.options.method:
        add_method(writer, document)
    _add_end(writer, document)
    return writer.bytes()


def _add_story(writer: DocxWriter, document: ReportDocument) -> None:
    writer.heading(document.verdict, 1, on_new_page=True)
    if document.score is not None:
        score = _("%(score)s out of 100.") % {"score": document.score_words}
        writer.words(document.change_words, lead=score, style="CairnScore")
    writer.words(document.means)
    writer.chart("stairs")
    writer.words(document.level_line)
    if document.sure:
        writer.words(document.sure.sure)
    if document.consultant.summary:
        writer.heading(_("In short"), 2)
        for text in document.consultant.summary.split("\n\n"):
            writer.words(text, style="CairnComment")
    _add_next(writer, document)
    writer.heading(_("Your areas"), 2)
    writer.words(document.areas_line)
    _add_scores(writer, document)
    writer.heading(_("Build from the bottom up"), 2)
    _add_cairn(writer, document)
    writer.words(document.basis, style="CairnSmall")


def _add_cairn(writer: DocxWriter, document: ReportDocument) -> None:
    said = (document.cairn_words, document.cairn_advice)
    if drawn := writer.drawings.get("cairn"):
        writer.figures([[[drawn], said]], (5, 12))
        return
    for words in said:
        writer.words(words)


def _add_next(writer: DocxWriter, document: ReportDocument) -> None:
    plan = document.plan
    suggested = plan.first and not plan.saved
    writer.heading(_("The next action we suggest") if suggested else _("Your next action"), 2)
    action = plan.first
    if action is None:
        writer.words(plan.nothing_next, style="CairnCallout")
        return
    planned = action.planned
    facts = _("by %(day)s") % {"day": day(action.due_on)}
    writer.words(f"· {action.price} · {facts}", lead=planned.title, style="CairnCallout")
    if planned.first_move:
        writer.words(planned.first_move, lead=_("Start here:"), style="CairnCallout")
    if action.lift:
        writer.words(action.lift, lead=f"{planned.area}:", style="CairnCallout")


def _add_scores(writer: DocxWriter, document: ReportDocument) -> None:
    heads = [_("Area"), _("Now"), _("Cautious"), _("Level"), _("Change")]
    widths = [3.2, 1.2, 1.8, 2.8, 1.5]
    rows: list[list[Cell]] = [
        [
            area.title,
            area.score_words,
            number(area.supported),
            area.level,
            signed_or_dash(area.change),
        ]
        for area in document.weakest_first
    ]
    drawings = [writer.drawings.get(f"scale {area.key}") for area in document.weakest_first]
    if any(drawings):
        # The scale goes between an area and its numbers, as in the PDF.
        heads.insert(1, _("From 0 to 100"))
        widths.insert(1, 4.6)
        for row, drawn in zip(rows, drawings, strict=True):
            row.insert(1, drawn.scaled(SCALE_WIDTH) if drawn else "")
    last = len(heads) - 1
    numbers = (last - 3, last - 2, last)
    writer.table(heads, rows, widths, numbers=numbers)
    if document.compared_with:
        facts = {"quarter": document.compared_with, "key": document.clear_from}
        writer.words(_("Compared with %(quarter)s; %(key)s") % facts, style="CairnSmall")


def _add_level(writer: DocxWriter, document: ReportDocument) -> None:
    meaning = _("What “%(level)s” means") % {"level": document.level}
    title = meaning if document.level else _("Why there is no level yet")
    writer.heading(title, 1)
    writer.words(document.means)
    _add_levels(writer, document)
    writer.words(document.next_advice, lead=document.way_up)
    writer.bullets(f"{step.area}: {step.words}" for step in document.missing)
    writer.words(document.missing_rule)
    if document.sure:
        add_sure(writer, document.sure)
    _add_grid(writer, document)
    if document.support_title:
        writer.heading(_("How sure can you be?"), 2)
        writer.words(document.support_rule)
        writer.chart("support")
        writer.words(document.support_text, lead=document.support_title)


def _add_levels(writer: DocxWriter, document: ReportDocument) -> None:
    heads = (_("No."), _("Level"), f"{document.verdict_begins} …", _("How"))
    here, perhaps = _("you are here"), _("perhaps here")
    rows = [
        (
            str(level.number),
            level.title,
            level.verdict_ends,
            here if level.here else perhaps if level.perhaps else level.ladder,
        )
        for level in document.levels
    ]
    writer.table(heads, rows, (0.6, 2, 4, 3))


def _add_grid(writer: DocxWriter, document: ReportDocument) -> None:
    writer.heading(_("Every area, every tier"), 2)
    writer.words(document.grid_line)
    tiers = [stone.title for stone in reversed(document.stones)]
    nothing = (_("Not enough answers to score"), *("" for _tier in tiers[1:]))
    rows = [(row.title, *([cell.words for cell in row.cells] or nothing)) for row in document.grid]
    writer.table((_("Area"), *tiers), rows, (2, *(2 for _tier in tiers)))


def _add_end(writer: DocxWriter, document: ReportDocument) -> None:
    """Add what was left out, what the report was made from, and the consultant's disclaimer."""
    writer.words(document.left_out)
    writer.words(document.method.made_from, style="CairnSmall")
    fingerprint = _("Fingerprint of this report: %(print)s.") % {"print": document.fingerprint}
    writer.words(fingerprint, style="CairnSmall")
    thanks = chain.from_iterable(contact_lines(text) for text in document.method.credits)
    for line in chain(thanks, document.consultant.contact_lines):
        writer.contact(line)
    writer.words(document.consultant.disclaimer, style="CairnSmall")
