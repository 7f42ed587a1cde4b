"""Write .docx files in Cairn's style: headings, text and tables, always with the same bytes."""

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
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Length, Pt, RGBColor
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from assessment.foundation.formatting.contact_lines import ContactLine
from assessment.foundation.formatting.text import direction
from assessment.outputs.exports.presenters.colours import colour

UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML does not allow."""
FONT = "Calibri"
BODY, SMALL, SMALLEST = Pt(10.5), Pt(9), Pt(8)
MANY = 6
"""The most columns a table can have in the usual font size."""
LOGO, WIDEST_LOGO = Cm(1.6), Cm(6)
SIZES = {"Title": 26, "Heading 1": 18, "Heading 2": 14, "Heading 3": 11.5}
ROOM = 17.0
"""The width between the margins of A4, in centimetres."""
FIRST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest date a ZIP archive can store; a constant keeps the bytes the same."""
AFTER_BIDI = ("adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "jc", "rPr")
"""The properties that come after `bidi` in a paragraph; the file format fixes their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocxProperties:
    """The document's properties, and the colours of headings and table headings."""

    title: str
    author: str
    language: str
    day: date
    brand: str
    wash: str


class DocxWriter:
    """A document written from top to bottom; `bytes()` finishes it."""

    def __init__(self, about: DocxProperties) -> None:
        self._document, self._about = Document(), about
        # Set everything that would otherwise differ from one run or machine to the next.
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
        """Add a PNG picture, no higher than two lines of the title."""
        shape = self._document.add_picture(BytesIO(encoded), height=LOGO)
        if shape.width > WIDEST_LOGO:
            shape.height = Emu(shape.height * WIDEST_LOGO // shape.width)
            shape.width = WIDEST_LOGO
        shape._inline.docPr.set("descr", writable(alternative))  # noqa: SLF001 - no other way

    def heading(self, words: str, level: int) -> None:
        """Add a heading; level 0 is the title."""
        _fill(self._paragraph(f"Heading {level}" if level else "Title"), words)

    def words(self, words: str, *, lead: str = "", style: str = "Normal") -> None:
        """Add a paragraph with its lead in bold; add nothing if both are empty."""
        if lead or words:
            _fill(self._paragraph(style), words, lead)

    def _paragraph(self, style: str) -> Paragraph:
        """Add an empty paragraph, styled by the style's id.

        Looking up styles by name, as python-docx does, took half the time of a whole document.
        """
        paragraph = self._document.add_paragraph()
        paragraph._p.style = self._keys[style]  # noqa: SLF001 - python-docx has no other way
        return paragraph

    def bullets(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.words(line, style="List Bullet")

    def table(
        self, heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]
    ) -> None:
        """Add a table whose headings repeat on every page; widths are relative to each other."""
        table = self._document.add_table(rows=1, cols=len(heads), style="Table Grid")
        # Word would otherwise fit the columns to their text and ignore the widths.
        table.autofit = False
        _soften(table)
        wide = [Cm(ROOM * width / sum(widths)) for width in widths]
        # Some programs read the widths of columns, others those of cells, so both are set.
        for column, width in zip(table.columns, wide, strict=True):
            column.width = width
        _fill_row(table.rows[0], heads, wide, wash=self._about.wash)
        for row in rows:
            _fill_row(table.add_row(), row, wide)
        if len(heads) > MANY:
            _shrink(table)
        self._paragraph("Small")

    def contact(self, line: ContactLine) -> None:
        """Add a line of contact details in small print, with its links."""
        paragraph = self._paragraph("Small")
        for piece in line:
            _fill(paragraph, piece.words)
            if piece.href:
                _link(paragraph, piece.href)

    def running(self, words: str, page_words: str, own: str = "") -> None:
        """Set the header and the footer of every page; `own` is a firm's line in the footer.

        `page_words` contains {} for the page number, and a second {} for the number of pages.
        """
        section = self._document.sections[0]
        top = section.header.paragraphs[0]
        top.style = self._document.styles["Small"]
        _fill(top, words)
        foot = section.footer.paragraphs[0]
        foot.style = self._document.styles["Small"]
        if own:
            _fill(foot, own)
            foot = section.footer.add_paragraph(style="Small")
        for part, name in zip_longest(page_words.split("{}"), ("PAGE", "NUMPAGES")):
            foot.add_run(part)
            if name:
                # Only the word processor knows the page numbers, so it fills in this field.
                field = OxmlElement("w:fldSimple")
                field.set(qn("w:instr"), name)
                foot._p.append(field)  # noqa: SLF001 - python-docx has no other way

    def bytes(self) -> bytes:
        """Return the file, with its parts sorted and without timestamps, for reproducible bytes."""
        file, out = BytesIO(), BytesIO()
        self._document.save(file)
        with ZipFile(file) as made, ZipFile(out, "w", ZIP_DEFLATED) as kept:
            for name in sorted(made.namelist()):
                entry = ZipInfo(name, FIRST_ZIP_DATE)
                entry.compress_type = ZIP_DEFLATED
                kept.writestr(entry, made.read(name))
        return out.getvalue()


def writable(words: str) -> str:
    return UNWRITABLE.sub("", words)


def _dress_heading(style: Any, size: float, brand: str) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), True
    style.font.color.rgb = RGBColor.from_string(brand[1:])
    # The theme fonts of python-docx's default template would override our font.
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
    # Text that runs from right to left has to be aligned at the right.
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no other way
    after = (f"w:{name}" for name in AFTER_BIDI)
    properties.insert_element_before(OxmlElement("w:bidi"), *after)
    for run in paragraph.runs:
        run.font.rtl = True


def _link(paragraph: Paragraph, address: str) -> None:
    """Make a link of the last run of a paragraph."""
    run = paragraph.runs[-1]
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, True))
    run._r.addprevious(link)  # noqa: SLF001 - python-docx has no other way
    link.append(run._r)  # noqa: SLF001 - python-docx has no other way
    run.font.underline = True


def _fill_row(row: _Row, cells: Sequence[str], widths: Sequence[Length], wash: str = "") -> None:
    """Fill a row of a table; with a wash, it is the heading row."""
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
    # A row never breaks across pages, and the heading row is repeated on each page.
    properties.append(OxmlElement("w:cantSplit"))
    if wash:
        properties.append(OxmlElement("w:tblHeader"))


def _shrink(table: Table) -> None:
    for row in table.rows:
        for cell in row.cells:
            for run in cell.paragraphs[0].runs:
                run.font.size = SMALLEST


def _soften(table: Table) -> None:
    """Draw light lines between rows only."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "single" if side in {"top", "bottom", "insideH"} else "nil")
        line.set(qn("w:sz"), "4")
        line.set(qn("w:color"), colour("line")[1:])
        borders.append(line)
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no other way
    # The file format fixes the order of these elements: borders come before the layout.
    properties.find(qn("w:tblLayout")).addprevious(borders)
