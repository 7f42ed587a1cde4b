"""The whole report as a Word document, in the same order as the PDF."""

from django.utils.translation import gettext as _

from assessment.foundation.formatting.dates import day, day_in_year
from assessment.outputs.exports.presenters.docx.areas import add_answers, add_areas
from assessment.outputs.exports.presenters.docx.comparison import (
    add_clients,
    add_history,
    add_since,
)
from assessment.outputs.exports.presenters.docx.method import add_method
from assessment.outputs.exports.presenters.docx.numbers import number, signed_or_dash
from assessment.outputs.exports.presenters.docx.plan import add_plan
from assessment.outputs.exports.presenters.docx.sure import add_sure
from assessment.outputs.exports.presenters.docx.writer import DocxProperties, DocxWriter
from assessment.outputs.reports.presenters.document import ReportDocument

AUTHOR = "Cairn"
"""The author of a report without a consultant."""


def written(document: ReportDocument) -> bytes:
    """Return the report as a .docx file; the same document always gives the same bytes."""
    palette = document.consultant.palette
    about = DocxProperties(
        title=f"{document.business}: {document.quarter}",
        author=document.consultant.name or AUTHOR,
        language=document.language,
        day=document.checked_on,
        brand=palette.brand,
        wash=palette.wash,
    )
    writer = DocxWriter(about)
    running = f"{document.business} · {document.quarter}"
    writer.running(running, _("Page {} of {}"), document.consultant.footer)
    for add in (_add_story, _add_level, add_areas, add_since, add_history, add_clients, add_plan):
        add(writer, document)
    if document.options.answers:
        add_answers(writer, document)
    if document.options.method:
        add_method(writer, document)
    _add_end(writer, document)
    return writer.bytes()


def _add_story(writer: DocxWriter, document: ReportDocument) -> None:
    _add_title(writer, document)
    writer.heading(document.verdict, 1)
    if document.score is not None:
        score = _("%(score)s out of 100.") % {"score": document.score_words}
        writer.words(document.change_words, lead=score)
    writer.words(document.means)
    writer.words(document.level_line)
    if document.sure:
        writer.words(document.sure.sure)
    writer.words(document.consultant.summary)
    _add_next(writer, document)
    writer.heading(_("Your areas"), 2)
    writer.words(document.areas_line)
    _add_scores(writer, document)
    writer.heading(_("Build from the bottom up"), 2)
    writer.words(document.cairn_words)
    writer.words(document.cairn_advice)
    writer.words(document.basis, style="Small")


def _add_title(writer: DocxWriter, document: ReportDocument) -> None:
    consultant = document.consultant
    if logo := consultant.logo_on_paper.png:
        writer.picture(logo, consultant.name)
    writer.heading(document.business, 0)
    facts = {"day": day_in_year(document.checked_on), "person": document.checked_by}
    by_name, by_nobody = _("Checked on %(day)s by %(person)s"), _("Checked on %(day)s")
    checked = (by_name if document.checked_by else by_nobody) % facts
    writer.words(f"{document.quarter} · {checked}", style="Small")
    if consultant.name:
        writer.words(_("Prepared for you by %(name)s") % {"name": consultant.name}, style="Small")
    writer.words(consultant.cover_text)


def _add_next(writer: DocxWriter, document: ReportDocument) -> None:
    writer.heading(_("Your next action"), 2)
    action = document.plan.first
    if action is None:
        writer.words(document.plan.nothing_next)
        return
    planned = action.planned
    facts = _("by %(day)s") % {"day": day(action.due_on)}
    writer.words(f"· {action.price} · {facts}", lead=planned.title)
    if planned.first_move:
        writer.words(planned.first_move, lead=_("Start here:"))
    if action.lift:
        writer.words(action.lift, lead=f"{planned.area}:")


def _add_scores(writer: DocxWriter, document: ReportDocument) -> None:
    heads = (_("Area"), _("Now"), _("Cautious"), _("Level"), _("Change"))
    rows = [
        (
            area.title,
            area.score_words,
            number(area.supported),
            area.level,
            signed_or_dash(area.change),
        )
        for area in document.weakest_first
    ]
    writer.table(heads, rows, (4, 1, 1.8, 2, 1.2))
    if document.compared_with:
        facts = {"quarter": document.compared_with, "key": document.clear_from}
        writer.words(_("Compared with %(quarter)s; %(key)s") % facts, style="Small")


def _add_level(writer: DocxWriter, document: ReportDocument) -> None:
    meaning = _("What “%(level)s” means") % {"level": document.level}
    writer.heading(meaning if document.level else _("Why there is no level yet"), 1)
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
        writer.words(document.support_text, lead=document.support_title)


def _add_levels(writer: DocxWriter, document: ReportDocument) -> None:
    heads = (_("No."), _("Level"), f"{document.verdict_begins} …", "")
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
    writer.words(document.method.made_from, style="Small")
    fingerprint = _("Fingerprint of this report: %(print)s.") % {"print": document.fingerprint}
    writer.words(fingerprint, style="Small")
    for credit in document.method.credits:
        writer.words(credit, style="Small")
    for line in document.consultant.contact_lines:
        writer.contact(line)
    writer.words(document.consultant.disclaimer, style="Small")
