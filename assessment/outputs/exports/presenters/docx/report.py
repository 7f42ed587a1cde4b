"""The report from its first heading to its last line, in the order of the PDF."""

from base64 import b64decode
from typing import TYPE_CHECKING

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
from assessment.outputs.exports.presenters.docx.writer import About, Paper

if TYPE_CHECKING:
    from assessment.outputs.reports.presenters.document import ReportDocument

AUTHOR = "Cairn"
"""Of a report that no consultant made."""


def written(document: "ReportDocument") -> bytes:
    """The document as a .docx; the same one always gives the same bytes."""
    palette = document.consultant.palette
    about = About(
        title=f"{document.business}: {document.quarter}",
        author=document.consultant.name or AUTHOR,
        language=document.language,
        day=document.checked_on,
        brand=palette.brand,
        wash=palette.wash,
    )
    paper = Paper(about)
    paper.running(f"{document.business} · {document.quarter}", _("Page {} of {}"))
    for add in (_add_story, _add_level, add_areas, add_since, add_history, add_clients, add_plan):
        add(paper, document)
    if document.options.answers:
        add_answers(paper, document)
    if document.options.method:
        add_method(paper, document)
    _add_end(paper, document)
    return paper.bytes()


def _add_story(paper: Paper, document: "ReportDocument") -> None:
    _add_title(paper, document)
    paper.heading(document.verdict, 1)
    if document.score is not None:
        score = _("%(score)s of 100.") % {"score": document.score}
        paper.words(document.change_words, lead=score)
    paper.words(document.means)
    paper.words(document.level_line)
    paper.words(document.consultant.summary)
    _add_next(paper, document)
    paper.heading(_("Your areas"), 2)
    paper.words(document.areas_line)
    _add_scores(paper, document)
    paper.heading(_("Build from the bottom up"), 2)
    paper.words(document.cairn_words)
    paper.words(document.cairn_advice)
    paper.words(document.basis, style="Small")


def _add_title(paper: Paper, document: "ReportDocument") -> None:
    consultant = document.consultant
    if consultant.logo:
        paper.picture(b64decode(consultant.logo.partition(",")[2]), consultant.name)
    paper.heading(document.business, 0)
    facts = {"day": day_in_year(document.checked_on), "person": document.checked_by}
    by_name, by_nobody = _("Checked on %(day)s by %(person)s"), _("Checked on %(day)s")
    checked = (by_name if document.checked_by else by_nobody) % facts
    paper.words(f"{document.quarter} · {checked}", style="Small")
    if consultant.name:
        paper.words(_("For you by %(name)s") % {"name": consultant.name}, style="Small")


def _add_next(paper: Paper, document: "ReportDocument") -> None:
    paper.heading(_("Your next step"), 2)
    action = document.plan.first
    if action is None:
        paper.words(document.plan.nothing_next)
        return
    planned = action.planned
    facts = _("by %(day)s") % {"day": day(action.due_on)}
    paper.words(f"· {action.price} · {facts}", lead=planned.title)
    if planned.first_move:
        paper.words(planned.first_move, lead=_("Start here:"))
    if action.lift:
        paper.words(action.lift, lead=f"{planned.area}:")


def _add_scores(paper: Paper, document: "ReportDocument") -> None:
    heads = (_("Area"), _("Now"), _("Supported"), _("Level"), _("Change"))
    rows = [
        (
            area.title,
            number(area.score),
            number(area.supported),
            area.level,
            signed_or_dash(area.change),
        )
        for area in document.weakest_first
    ]
    paper.table(heads, rows, (4, 1, 1.8, 2, 1.2))
    if document.compared_with:
        compared = _("Compared with %(quarter)s") % {"quarter": document.compared_with}
        paper.words(f"{compared}; {document.clear_from}", style="Small")


def _add_level(paper: Paper, document: "ReportDocument") -> None:
    meaning = _("What “%(level)s” means") % {"level": document.level}
    paper.heading(meaning if document.level else _("Why there is no level yet"), 1)
    paper.words(document.means)
    _add_levels(paper, document)
    paper.words(document.next_advice, lead=document.way_up)
    paper.bullets(f"{step.area}: {step.words}" for step in document.missing)
    paper.words(document.missing_rule)
    _add_grid(paper, document)
    if document.support:
        paper.heading(_("How sure can you be?"), 2)
        paper.words(document.support_rule)
        paper.words(document.support_text, lead=document.support_title)


def _add_levels(paper: Paper, document: "ReportDocument") -> None:
    heads = (_("No."), _("Level"), f"{document.verdict_begins} …", "")
    rows = [
        (
            str(level.number),
            level.title,
            level.verdict_ends,
            _("you are here") if level.here else level.ladder,
        )
        for level in reversed(document.levels)
    ]
    paper.table(heads, rows, (0.6, 2, 4, 3))


def _add_grid(paper: Paper, document: "ReportDocument") -> None:
    paper.heading(_("Every area, every tier"), 2)
    words = _("Read from left to right: a tier counts once the one before it is in place.")
    paper.words(words)
    tiers = [stone.title for stone in reversed(document.stones)]
    nothing = (_("Not enough answers to score"), *("" for _tier in tiers[1:]))
    rows = [(row.title, *([cell.words for cell in row.cells] or nothing)) for row in document.grid]
    paper.table((_("Area"), *tiers), rows, (2, *(2 for _tier in tiers)))


def _add_end(paper: Paper, document: "ReportDocument") -> None:
    """What was left out, what it was made from, and what the consultant wants to be said."""
    paper.words(document.left_out)
    paper.words(document.method.made_from, style="Small")
    fingerprint = _("Fingerprint of this report: %(print)s.") % {"print": document.fingerprint}
    paper.words(fingerprint, style="Small")
    for line in (*document.method.credits, document.consultant.contact):
        paper.words(line, style="Small")
    paper.words(document.consultant.disclaimer, style="Small")
