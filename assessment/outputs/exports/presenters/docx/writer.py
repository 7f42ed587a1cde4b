"""Write .docx files in Cairn's styles: headings, text, pictures and tables, reproducibly."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, time
from io import BytesIO
from itertools import count, zip_longest
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.oxml.ns import qn
from docx.shared import Cm, Mm

from assessment.foundation.formatting.contact_lines import ContactLine, line_direction
from assessment.foundation.formatting.text import direction
from assessment.outputs.exports.presenters.docx.blocks import Cell, Drawn, Lead
from assessment.outputs.exports.presenters.docx.elements import (
    add,
    add_field,
    add_line,
    add_run,
    add_words,
    new,
    new_paragraph,
    writable,
)
from assessment.outputs.exports.presenters.docx.template import ROOM, DocxProperties, new_document

TABLE_TEXT = ("CairnTableText", "CairnTableNumber")
MANY = 6
"""The most columns a table can have in the usual font size."""
FEW_ROWS = 10
"""A table of no more rows than this stays on one page."""
TALL = 700
"""The characters in a cell from which its row may continue on the next page."""
HEADINGS_IN_CONTENTS = 2
FIRST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest date a ZIP archive can store; a constant keeps the bytes the same."""


class DocxWriter:
    """A document written from top to bottom; `bytes()` finishes it."""

    def __init__(self, about: DocxProperties, drawings: Mapping[str, Drawn]) -> None:
        self._document, self.colours = new_document(about), about.colours
        self.drawings = drawings
        # Set everything that would otherwise differ from one run or machine to the next.
        known = self._document.core_properties
        known.title, known.author = writable(about.title), writable(about.author)
        known.subject, known.last_modified_by = writable(about.subject), writable(about.author)
        known.created = known.modified = datetime.combine(about.day, time())
        known.language, known.comments, known.keywords = about.language, "", ""
        known.revision = 1
        self._part, self._numbers = self._document.part, count(1)
        self._contents: Any = None
        self._entries: list[tuple[int, str, str]] = []
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
        section.header_distance = section.footer_distance = Cm(1)
        section.different_first_page_header_footer = True
        self._end = section._sectPr  # noqa: SLF001 - python-docx has no other way

    # ---- text

    def heading(self, words: str, level: int, *, on_new_page: bool = False) -> None:
        style = "CairnPart" if on_new_page else f"CairnHeading{level}"
        paragraph = new_paragraph(style, words)
        number = next(self._numbers)
        name = f"_Toc{number:09}"
        add(paragraph, "bookmarkStart", id=str(number), name=name)
        add_words(self._part, paragraph, words)
        add(paragraph, "bookmarkEnd", id=str(number))
        self._put(paragraph)
        if level <= HEADINGS_IN_CONTENTS:
            self._entries.append((level, writable(words), name))

    def words(
        self, words: str, *, lead: str = "", style: str = "CairnBody", inside: Any = None
    ) -> None:
        """Add a paragraph with its lead in bold; add nothing if both are empty."""
        if lead or words:
            self._put(self._paragraph(style, Lead(lead, words)), inside)

    def bullets(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.words(line, style="CairnBullet")

    def fact(self, label: str, words: str, inside: Any, lines: Iterable[ContactLine] = ()) -> None:
        """Add a line below its label on the cover, and lines of contact details below that."""
        # The label decides the side at which all of them begin.
        paragraph = new_paragraph("CairnCoverFact", label)
        add_run(paragraph, f"{label}\n", "CairnCoverLabel")
        add_run(paragraph, words, rtl=direction(words) == "rtl")
        for line in lines:
            add_run(paragraph, "\n")
            self._add_contact(paragraph, line, "CairnCoverLink")
        self._put(paragraph, inside)

    def contact(self, line: ContactLine) -> None:
        """Add a line of contact details in small print, with its links."""
        paragraph = new_paragraph("CairnSmall", "".join(piece.words for piece in line))
        self._add_contact(paragraph, line, "Hyperlink")
        self._put(paragraph)

    def _add_contact(self, paragraph: Any, line: ContactLine, style: str) -> None:
        add_line(self._part, paragraph, line, style, rtl=line_direction(line) == "rtl")

    def picture(self, drawn: Drawn, style: str = "CairnPicture", inside: Any = None) -> None:
        paragraph = new_paragraph(style, "")
        self._draw(paragraph, drawn)
        self._put(paragraph, inside)

    def chart(self, name: str) -> None:
        """Add one of the drawings by its name; add nothing if it was not drawn."""
        if drawn := self.drawings.get(name):
            self._keep_last()
            self.picture(drawn)

    def blank(self, cell: Any) -> None:
        """Leave a cell of a table empty, which has to have a paragraph even then."""
        cell.append(new_paragraph("CairnTableText", ""))

    def _paragraph(self, style: str, words: Lead) -> Any:
        paragraph = new_paragraph(style, words.lead or words.words)
        if words.lead:
            gap = " " if words.words else ""
            add_run(paragraph, words.lead + gap, "CairnStrong", rtl=_is_rtl(paragraph))
        if words.words:
            add_words(self._part, paragraph, words.words)
        return paragraph

    def _draw(self, paragraph: Any, drawn: Drawn) -> None:
        size = (Mm(drawn.width), Mm(drawn.height))
        inline = self._part.new_pic_inline(BytesIO(drawn.png), *size)
        number = next(self._numbers)
        # Where they are missing, LibreOffice leaves an eighth of an inch on each side.
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")
        # The identifiers of pictures have to be unique in the whole document.
        inline.docPr.set("id", str(number))
        inline.docPr.set("name", f"Picture {number}")
        inline.docPr.set("descr", writable(drawn.words))
        add(add(paragraph, "r"), "drawing").append(inline)

    def _keep_last(self) -> None:
        """Keep what was written last, if it is text, on the page of what comes next."""
        last = self._end.getprevious()
        if last is not None and last.tag == qn("w:p"):
            last.pPr.pStyle.addnext(new("keepNext"))

    def _put(self, block: Any, inside: Any = None) -> None:
        if inside is None:
            self._end.addprevious(block)
        else:
            inside.append(block)

    # ---- tables

    def table(
        self,
        heads: Sequence[str],
        rows: Iterable[Sequence[Cell]],
        widths: Sequence[float],
        *,
        numbers: Collection[int] = (),
    ) -> None:
        """Add a table whose headings repeat on every page; widths are relative to each other.

        `numbers` are the places of the columns whose text is aligned at the right.
        """
        table, wide = self._new_table("CairnTable", widths)
        text, number = ("CairnTableSmall",) * 2 if len(heads) > MANY else TABLE_TEXT
        styles = [number if place in numbers else text for place in range(len(heads))]
        lines = [heads, *rows]
        for place, row in enumerate(lines):
            line = add(table, "tr")
            properties = add(line, "trPr")
            if all(len(cell) < TALL for cell in row if isinstance(cell, str)):
                add(properties, "cantSplit")
            if not place:
                add(properties, "tblHeader")
            for cell, width, style in zip(row, wide, styles, strict=True):
                self._fill(add_cell(line, width), [cell], style)
            if len(lines) <= FEW_ROWS and place < len(lines) - 1:
                for style in line.iter(qn("w:pStyle")):
                    style.addnext(new("keepNext"))

    def figures(self, rows: Iterable[Sequence[Sequence[Cell]]], widths: Sequence[float]) -> None:
        """Add pictures and words side by side, without lines between them."""
        table, wide = self._new_table("CairnFigures", widths, looks="0000")
        for row in rows:
            line = add(table, "tr")
            add(add(line, "trPr"), "cantSplit")
            for place, width in enumerate(wide):
                cells = row[place] if place < len(row) else [""]
                self._fill(add_cell(line, width), cells, "CairnTableText")

    def panel(self, heights: Sequence[float], widths: Sequence[float], ground: str) -> list[Any]:
        """Add an area of one colour, and return its cells to fill; only the last row has several.

        Heights are the least, in centimetres; widths are relative to each other.
        """
        table, wide = self._new_table("CairnCover", widths, looks="0000")
        cells: list[Any] = []
        for height in heights:
            line = add(table, "tr")
            properties = add(line, "trPr")
            add(properties, "cantSplit")
            add(properties, "trHeight", val=str(Cm(height).twips), hRule="atLeast")
            if len(cells) < len(heights) - 1:
                cells.append(add_cell(line, sum(wide), ground, spans=len(wide)))
            else:
                cells += [add_cell(line, width, ground, is_last=True) for width in wide]
        return cells

    def _new_table(
        self, style: str, widths: Sequence[float], looks: str = "04A0"
    ) -> tuple[Any, list[int]]:
        wide = [round(ROOM.twips * width / sum(widths)) for width in widths]
        self._keep_last()
        table = new("tbl")
        properties = add(table, "tblPr")
        add(properties, "tblStyle", val=style)
        add(properties, "tblW", w=str(sum(wide)), type="dxa")
        # Word would otherwise fit the columns to their text and ignore the widths.
        add(properties, "tblLayout", type="fixed")
        add(properties, "tblLook", val=looks)
        grid = add(table, "tblGrid")
        for width in wide:
            add(grid, "gridCol", w=str(width))
        self._put(table)
        return table, wide

    def _fill(self, cell: Any, contents: Sequence[Cell], style: str) -> None:
        for content in contents:
            if isinstance(content, Drawn):
                self.picture(content, "CairnTablePicture", cell)
            else:
                words = Lead("", content) if isinstance(content, str) else content
                cell.append(self._paragraph(style, words))

    # ---- around the text

    def contents(self, title: str) -> None:
        """Leave a place for the table of contents, on a page of its own."""
        self.words(title, style="CairnContentsHeading")
        self._contents = self._end.getprevious()

    def _fill_contents(self) -> None:
        """Write a field that Word can update, with the entries it has until then.

        They have no page numbers, because only the program that lays out the pages knows them.
        """
        paragraphs = []
        for level, words, name in self._entries:
            paragraph = new_paragraph(f"TOC{level}", words)
            link = add(paragraph, "hyperlink", anchor=name, history="1")
            add_run(link, words, rtl=_is_rtl(paragraph))
            paragraphs.append(paragraph)
        first, last = paragraphs[0], paragraphs[-1]
        opening = new("r")
        add(opening, "fldChar", fldCharType="begin")
        code = new("r")
        add(code, "instrText").text = rf' TOC \o "1-{HEADINGS_IN_CONTENTS}" \h \z \u '
        parting = new("r")
        add(parting, "fldChar", fldCharType="separate")
        for run in (parting, code, opening):
            first.pPr.addnext(run)
        add(add(last, "r"), "fldChar", fldCharType="end")
        for paragraph in reversed(paragraphs):
            self._contents.addnext(paragraph)

    def running(self, words: str, foot: str, page_words: str, own: str = "") -> None:
        """Set the header and the footer of every page but the first; `own` is a line in the footer.

        `page_words` contains {} for the page number, and a second {} for the number of pages.
        """
        section = self._document.sections[0]
        for block, text in ((section.header, words), (section.footer, foot)):
            kept = block.paragraphs[0]._p  # noqa: SLF001 - python-docx has no other way
            style = "Header" if block is section.header else "Footer"
            made = new_paragraph(style, text)
            add_run(made, text, rtl=_is_rtl(made))
            kept.getparent().replace(kept, made)
            if style == "Footer":
                add_run(made, "\t")
                for said, name in zip_longest(page_words.split("{}"), ("PAGE", "NUMPAGES")):
                    add_run(made, said)
                    if name:
                        add_field(made, name)
                if own:
                    below = new_paragraph("Footer", own)
                    add_run(below, own, rtl=_is_rtl(below))
                    made.addnext(below)

    def bytes(self) -> bytes:
        """Return the file, with its parts sorted and without timestamps, for reproducible bytes."""
        if self._contents is not None:
            self._fill_contents()
        file, out = BytesIO(), BytesIO()
        self._document.save(file)
        with ZipFile(file) as made, ZipFile(out, "w", ZIP_DEFLATED) as kept:
            for name in sorted(made.namelist()):
                entry = ZipInfo(name, FIRST_ZIP_DATE)
                entry.compress_type = ZIP_DEFLATED
                kept.writestr(entry, made.read(name))
        return out.getvalue()


def add_cell(
    row: Any, width: int, ground: str = "", *, spans: int = 1, is_last: bool = False
) -> Any:
    cell = add(row, "tc")
    properties = add(cell, "tcPr")
    add(properties, "tcW", w=str(width), type="dxa")
    if spans > 1:
        add(properties, "gridSpan", val=str(spans))
    if ground:
        add(properties, "shd", val="clear", color="auto", fill=ground)
    if is_last:
        add(properties, "vAlign", val="bottom")
    return cell


def _is_rtl(paragraph: Any) -> bool:
    return bool(paragraph.pPr.xpath("w:bidi"))
