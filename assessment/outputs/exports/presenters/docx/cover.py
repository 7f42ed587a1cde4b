"""The cover, with the look of the practice that made the report, or else with Cairn's own."""

from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image

from assessment.domain.colours import WHITE
from assessment.foundation.formatting.dates import day_in_year
from assessment.foundation.formatting.logos import on_ground
from assessment.foundation.formatting.text import isolated
from assessment.outputs.exports.presenters.docx.blocks import Drawn
from assessment.outputs.exports.presenters.docx.writer import DocxWriter
from assessment.outputs.reports.presenters.document import ReportDocument

HEIGHTS = (3.2, 10.6, 11.3)
"""The least heights of logo, title and imprint, in centimetres; together they fill a page."""
WIDTHS = (6.5, 10.5)
"""The widths of the imprint and of the picture beside it."""
LOGO_HEIGHT, LOGO_WIDTH = 16.0, 60.0
"""The most space that a logo takes, in millimetres."""


def add_cover(writer: DocxWriter, document: ReportDocument) -> None:
    by = document.consultant
    top, middle, left, right = writer.panel(HEIGHTS, WIDTHS, writer.colours["dark"])
    logo = by.logo_on_dark
    if logo.png:
        png = on_ground(logo.png, WHITE) if logo.is_boxed else logo.png
        words = _("Logo of %(name)s") % {"name": by.name}
        writer.picture(logo_of(png, words), "CairnCoverLogo", top)
    writer.words(by.name or "Cairn", style="CairnCoverPractice", inside=top)
    _add_title(writer, document, middle)
    _add_imprint(writer, document, left)
    if picture := writer.drawings.get("cover"):
        writer.picture(picture, "CairnCoverPicture", right)
    else:
        writer.blank(right)


def logo_of(png: bytes, words: str) -> Drawn:
    """Return a logo in the largest size that its place allows."""
    with Image.open(BytesIO(png)) as picture:
        ratio = picture.width / picture.height
    height = min(LOGO_HEIGHT, LOGO_WIDTH / ratio)
    return Drawn(png=png, words=words, width=height * ratio, height=height)


def _add_title(writer: DocxWriter, document: ReportDocument, cell: Any) -> None:
    writer.words(_("Quarterly report and plan"), style="CairnCoverKind", inside=cell)
    name = {"business": isolated(document.business)}
    title = _("How well %(business)s looks after its customers") % name
    style = "CairnCoverTitleLong" if document.has_long_name else "CairnCoverTitle"
    writer.words(title, style=style, inside=cell)
    writer.words(document.quarter, style="CairnCoverQuarter", inside=cell)
    writer.words(document.consultant.cover_text, style="CairnCoverText", inside=cell)


def _add_imprint(writer: DocxWriter, document: ReportDocument, cell: Any) -> None:
    by = document.consultant
    facts = {"day": day_in_year(document.checked_on), "person": document.checked_by}
    checked = _("%(day)s by %(person)s") if document.checked_by else "%(day)s"
    writer.fact(_("Prepared for"), document.business, cell)
    if by.name:
        writer.fact(_("Prepared by"), by.name, cell, by.contact_lines)
    writer.fact(_("Checked on"), checked % facts, cell)
