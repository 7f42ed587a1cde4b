"""A word processor's document: headings, words and tables with our looks, always the same bytes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from itertools import zip_longest
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Length, Pt, RGBColor
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from assessment.foundation.formatting.text import direction
from assessment.outputs.exports.presenters.colours import colour

UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""
FONT = "Calibri"
BODY, SMALL, SMALLEST = Pt(10.5), Pt(9), Pt(8)
MANY = 6
"""Columns of a table that still leave room for letters of the usual size."""
LOGO, WIDEST_LOGO = Cm(1.6), Cm(6)
SIZES = {"Title": 26, "Heading 1": 18, "Heading 2": 14, "Heading 3": 11.5}
ROOM = 17.0
"""Centimetres between the margins of A4."""
EVERY_FILE_IS_FROM = (1980, 1, 1, 0, 0, 0)
BEHIND_BIDI = ("adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "jc", "rPr")
"""What a paragraph's properties have behind its direction; their order is fixed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocxProperties:
    """What a document says about itself, and the colours of its headings and heads of tables."""

    title: str
    author: str
    language: str
    day: date
    brand: str
    wash: str


class DocxWriter:
    """Filled from top to bottom; `bytes()` closes it."""

    def __init__(self, about: DocxProperties) -> None:
        self._document, self._about = Document(), about
        # All that would tell when and by whom it was made otherwise.
        known = self._document.core_properties
        known.title, known.author = writable(about.title), writable(about.author)
        known.created = known.modified = datetime.combine(about.day, time())
        known.language, known.last_modified_by, known.comments = about.language, "", ""
        known.revision = 1
        self._dress()
        self._keys = {style.name: style.style_id for style in self._document.styles}
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(2.2)

    def _dress(self) -> None:
        styles: Any = self._document.styles
        spoken = styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
        spoken.set(qn("w:val"), self._about.language)
        styles["Normal"].font.name, styles["Normal"].font.size = FONT, BODY
        styles["Normal"].paragraph_format.space_after = Pt(6)
        for name, size in SIZES.items():
            _dress_heading(styles[name], size, self._about.brand)
        small = styles.add_style("Small", WD_STYLE_TYPE.PARAGRAPH)
        small.base_style, small.font.size = styles["Normal"], SMALL
        small.font.color.rgb = RGBColor.from_string(colour("ink-2")[1:])

    def picture(self, encoded: bytes, alternative: str) -> None:
        """A PNG, no higher than two lines of the title."""
        shape = self._document.add_picture(BytesIO(encoded), height=LOGO)
        if shape.width > WIDEST_LOGO:
            shape.height = Emu(shape.height * WIDEST_LOGO // shape.width)
            shape.width = WIDEST_LOGO
        shape._inline.docPr.set("descr", writable(alternative))  # noqa: SLF001 - no other way

    def heading(self, words: str, level: int) -> None:
        """The title at level 0, below it headings of their level."""
        _fill(self._paragraph(f"Heading {level}" if level else "Title"), words)

    def words(self, words: str, *, lead: str = "", style: str = "Normal") -> None:
        """A paragraph, its lead in bold; nothing where there is nothing to say."""
        if lead or words:
            _fill(self._paragraph(style), words, lead)

    def _paragraph(self, style: str) -> Paragraph:
        """Named by the style's own key: looking each one up takes half of all the time."""
        paragraph = self._document.add_paragraph()
        paragraph._p.style = self._keys[style]  # noqa: SLF001 - python-docx has no other way
        return paragraph

    def bullets(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.words(line, style="List Bullet")

    def table(
        self, heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]
    ) -> None:
        """A table whose heads come again on every page; widths are shares of the room."""
        table = self._document.add_table(rows=1, cols=len(heads), style="Table Grid")
        table.autofit = False
        _soften(table)
        wide = [Cm(ROOM * width / sum(widths)) for width in widths]
        # Some programs go by the columns, others by the cells.
        for column, width in zip(table.columns, wide, strict=True):
            column.width = width
        _fill_row(table.rows[0], heads, wide, wash=self._about.wash)
        for row in rows:
            _fill_row(table.add_row(), row, wide)
        if len(heads) > MANY:
            _shrink(table)
        self._paragraph("Small")

    def running(self, words: str, page_words: str) -> None:
        """What stands on every page: words at its top, and the number of the page at its bottom.

        `page_words` has {} where the number stands, and once more for how many pages there are.
        """
        section = self._document.sections[0]
        top = section.header.paragraphs[0]
        top.style = self._document.styles["Small"]
        _fill(top, words)
        foot = section.footer.paragraphs[0]
        foot.style = self._document.styles["Small"]
        for part, name in zip_longest(page_words.split("{}"), ("PAGE", "NUMPAGES")):
            foot.add_run(part)
            if name:
                # The word processor fills it in.
                field = OxmlElement("w:fldSimple")
                field.set(qn("w:instr"), name)
                foot._p.append(field)  # noqa: SLF001 - python-docx has no other way

    def bytes(self) -> bytes:
        """The file: its parts always in the same order, none with a time of its own."""
        file, out = BytesIO(), BytesIO()
        self._document.save(file)
        with ZipFile(file) as made, ZipFile(out, "w", ZIP_DEFLATED) as kept:
            for name in sorted(made.namelist()):
                entry = ZipInfo(name, EVERY_FILE_IS_FROM)
                entry.compress_type = ZIP_DEFLATED
                kept.writestr(entry, made.read(name))
        return out.getvalue()


def writable(words: str) -> str:
    return UNWRITABLE.sub("", words)


def _dress_heading(style: Any, size: float, brand: str) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), True
    style.font.color.rgb = RGBColor.from_string(brand[1:])
    # The template's own theme would win over the font.
    fonts = style.element.rPr.rFonts
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    style.paragraph_format.keep_with_next = True
    style.paragraph_format.space_after = Pt(4)
    for line in style.element.findall(f".//{qn('w:pBdr')}"):
        line.getparent().remove(line)


def _fill(paragraph: Paragraph, words: str, lead: str = "") -> None:
    if lead:
        paragraph.add_run(writable(f"{lead} " if words else lead)).bold = True
    if words:
        paragraph.add_run(writable(words))
    if direction(words or lead) != "rtl":
        return
    # Words that run from right to left begin at the right.
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no other way
    behind = (f"w:{name}" for name in BEHIND_BIDI)
    properties.insert_element_before(OxmlElement("w:bidi"), *behind)
    for run in paragraph.runs:
        run.font.rtl = True


def _fill_row(row: _Row, cells: Sequence[str], widths: Sequence[Length], wash: str = "") -> None:
    """One row of a table; with a wash it is the one of the heads."""
    for cell, words, width in zip(row.cells, cells, widths, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        _fill(paragraph, "", words) if wash else _fill(paragraph, words)
        if wash:
            ground = OxmlElement("w:shd")
            for name, value in {"val": "clear", "color": "auto", "fill": wash[1:]}.items():
                ground.set(qn(f"w:{name}"), value)
            cell._tc.get_or_add_tcPr().append(ground)  # noqa: SLF001 - python-docx has no other way
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no other way
    properties.append(OxmlElement("w:cantSplit"))
    if wash:
        properties.append(OxmlElement("w:tblHeader"))


def _shrink(table: Table) -> None:
    for row in table.rows:
        for cell in row.cells:
            for run in cell.paragraphs[0].runs:
                run.font.size = SMALLEST


def _soften(table: Table) -> None:
    """Quiet lines between the rows alone."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "single" if side in {"top", "bottom", "insideH"} else "nil")
        line.set(qn("w:sz"), "4")
        line.set(qn("w:color"), colour("line")[1:])
        borders.append(line)
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no other way
    properties.find(qn("w:tblLayout")).addprevious(borders)
