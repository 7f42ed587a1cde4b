"""The Word document as Word reads it: parts, styles, pictures, contents, links and properties."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from docx.oxml.ns import qn
from PIL import Image

from assessment.outputs.exports.presenters.docx.charts import charts_of
from assessment.outputs.exports.presenters.docx.elements import target_of
from assessment.outputs.exports.presenters.docx.report import written
from assessment.outputs.reports.presenters.consultant import ConsultantPart
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.presenters.palettes import Palette
from tests.outputs.exports.exporting import HOSTILE
from tests.outputs.exports.parts import faults_of, names, parts_of, relations_of, xml_of
from tests.outputs.reports.documents import LINDGREN, document_of, harbour_lane

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs bidi "
    "spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b bCs color sz szCs u rtl lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan tcBorders shd vAlign",
    "trPr": "cantSplit trHeight tblHeader",
    "sectPr": "headerReference footerReference type pgSz pgMar cols titlePg docGrid",
    "style": "name basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr tcPr "
    "tblStylePr",
    "lvl": "start numFmt pStyle lvlText lvlJc pPr rPr",
    "tbl": "tblPr tblGrid tr",
    "settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang",
}
"""The order of the elements that we write, as the file format fixes it. Word rejects another."""
NOT_LOOKS = {"pStyle", "bidi", "keepNext", "rStyle", "rtl"}
"""What text may say beside its style: its direction, and what has to stay on its page."""
WORDS_OWN = {"TOC1", "TOC2", "Header", "Footer", "Hyperlink"}
"""The styles of Word's own that its fields, its header and its footer use."""


def drawn(document: ReportDocument) -> bytes:
    """The document with a dot in place of each chart, which takes no printing."""
    dot = io.BytesIO()
    Image.new("RGB", (8, 8), "#552C6B").save(dot, "PNG")
    return written(document, {c.name: c.drawn(dot.getvalue()) for c in charts_of(document)})


BRANDED = replace(
    harbour_lane(), cover_text="We looked at all of it.", footer="Harbour Lane Ltd", everywhere=True
)
DOCUMENTS: dict[str, Callable[[], ReportDocument]] = {
    "branded": lambda: document_of(consultant=BRANDED),
    "first check": lambda: document_of(earlier=(), consultant=ConsultantPart()),
    "right to left": lambda: document_of(replace(LINDGREN, business=HOSTILE["rtl"])),
    "no plan": lambda: without_a_plan(document_of()),
}


def without_a_plan(document: ReportDocument) -> ReportDocument:
    plan = replace(document.plan, actions=(), weeks=None, left_out=(), alternatives=(), joy=None)
    return replace(document, plan=replace(plan, chosen_over=()))


@pytest.fixture(scope="module", params=DOCUMENTS)
def parts(request: pytest.FixtureRequest) -> dict[str, bytes]:
    return parts_of(drawn(DOCUMENTS[request.param]()))


@pytest.fixture(scope="module")
def branded() -> dict[str, bytes]:
    return parts_of(drawn(DOCUMENTS["branded"]()))


def body_of(parts: dict[str, bytes]) -> Any:
    return xml_of(parts, "word/document.xml")[0]


def our_xml(parts: dict[str, bytes]) -> Iterator[Any]:
    """Every part that we write."""
    for name in parts:
        if name.startswith(("word/document", "word/header", "word/footer", "word/styles")):
            yield xml_of(parts, name)
    yield from (xml_of(parts, f"word/{name}.xml") for name in ("numbering", "settings"))


def text_of(paragraph: Any) -> str:
    return "".join(text.text for text in paragraph.iter(qn("w:t")))


def value(element: Any, name: str) -> str:
    found = element.find(f".//{qn(name)}")
    return "" if found is None else str(found.get(qn("w:val"), ""))


def test_every_part_is_there_has_a_type_and_is_used(parts: dict[str, bytes]) -> None:
    assert faults_of(parts) == []
    assert not any("customXml" in name or "thumbnail" in name for name in parts)


def test_elements_are_in_the_order_of_the_file_format(parts: dict[str, bytes]) -> None:
    for tree in our_xml(parts):
        for name, order in ORDER.items():
            places = {child: place for place, child in enumerate(order.split())}
            for element in tree.iter(qn(f"w:{name}")):
                found = [places[child] for child in names(element)]
                assert found == sorted(found), names(element)


def test_no_number_is_given_twice(parts: dict[str, bytes]) -> None:
    body = body_of(parts)

    for name in ("wp:docPr", "w:bookmarkStart"):
        attribute = "id" if name == "wp:docPr" else qn("w:id")
        numbers = [element.get(attribute) for element in body.iter(qn(name))]
        assert len(numbers) == len(set(numbers))
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(marks) == len(set(marks)) > 10


def test_all_looks_come_from_styles_that_can_be_used_again(parts: dict[str, bytes]) -> None:
    styles = {
        style.get(qn("w:styleId")): value(style, "w:name")
        for style in xml_of(parts, "word/styles.xml").iter(qn("w:style"))
    }
    used = {
        element.get(qn("w:val"))
        for name in ("w:pStyle", "w:rStyle", "w:tblStyle")
        for part in ("document", "header1", "footer1")
        for element in xml_of(parts, f"word/{part}.xml").iter(qn(name))
    }

    assert used <= set(styles)
    assert all(styles[name].startswith("Cairn ") for name in used - WORDS_OWN)
    for name in ("w:pPr", "w:rPr"):
        for element in body_of(parts).iter(qn(name)):
            assert set(names(element)) <= NOT_LOOKS


def test_headings_stay_with_what_follows_and_no_line_is_left_alone(
    branded: dict[str, bytes],
) -> None:
    styles = xml_of(branded, "word/styles.xml")

    by_id = {style.get(qn("w:styleId")): style for style in styles.iter(qn("w:style"))}
    for level in (1, 2, 3):
        ours, words = by_id[f"CairnHeading{level}"], by_id[f"Heading{level}"]
        assert value(ours, "w:basedOn") == f"Heading{level}"
        assert words.find(f".//{qn('w:keepNext')}") is not None
        assert value(words, "w:outlineLvl") == str(level - 1)
    assert styles.find(f"{qn('w:docDefaults')}//{qn('w:widowControl')}") is not None


def test_every_picture_says_what_it_shows(parts: dict[str, bytes]) -> None:
    pictures = list(body_of(parts).iter(qn("wp:docPr")))

    assert len(pictures) > 8
    assert all(picture.get("descr") for picture in pictures)


def test_nothing_is_spaced_by_empty_paragraphs_and_tables_do_not_touch(
    parts: dict[str, bytes],
) -> None:
    blocks = list(body_of(parts))

    for before, after in pairwise(names(body_of(parts))):
        assert (before, after) != ("tbl", "tbl")
    for block in blocks:
        if block.tag == qn("w:p"):
            assert text_of(block) or block.find(f".//{qn('w:drawing')}") is not None


def test_every_cell_ends_with_a_paragraph_and_every_row_fits_its_grid(
    parts: dict[str, bytes],
) -> None:
    for table in body_of(parts).iter(qn("w:tbl")):
        columns = len(table.find(qn("w:tblGrid")))
        for row in table.iter(qn("w:tr")):
            cells = list(row.iter(qn("w:tc")))
            assert sum(int(value(cell, "w:gridSpan") or 1) for cell in cells) == columns
            assert all(names(cell)[-1] == "p" for cell in cells)


def test_the_contents_list_the_headings_before_word_has_updated_them(
    parts: dict[str, bytes],
) -> None:
    body = body_of(parts)
    entries = [p for p in body if value(p, "w:pStyle") in {"TOC1", "TOC2"}]
    headings = [
        p for p in body if value(p, "w:pStyle") in {"CairnPart", "CairnHeading1", "CairnHeading2"}
    ]

    assert [text_of(p) for p in entries] == [text_of(p) for p in headings]
    goals = [p.find(qn("w:hyperlink")).get(qn("w:anchor")) for p in entries]
    marks = [p.find(qn("w:bookmarkStart")).get(qn("w:name")) for p in headings]
    assert goals == marks
    field = [each.get(qn("w:fldCharType")) for each in body.iter(qn("w:fldChar"))]
    assert field == ["begin", "separate", "end"]
    assert body.find(f".//{qn('w:instrText')}").text.strip() == r'TOC \o "1-2" \h \z \u'
    assert entries[0].find(f".//{qn('w:instrText')}") is not None
    assert entries[-1].find(f".//{qn('w:fldChar')}").get(qn("w:fldCharType")) == "end"


def test_pages_are_numbered_except_for_the_cover(branded: dict[str, bytes]) -> None:
    foot = xml_of(branded, "word/footer1.xml")

    fields = [field.get(qn("w:instr")) for field in foot.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "Prepared by Harbour Lane Consulting" in text_of(foot)
    assert "Harbour Lane Ltd" in text_of(foot)
    assert body_of(branded).find(f".//{qn('w:titlePg')}") is not None


def test_the_cover_says_who_made_it_for_whom(branded: dict[str, bytes]) -> None:
    cover, contents = body_of(branded)[0], body_of(branded)[1]

    for words in (
        "How well Café Lindgren looks after its customers",
        "October to December 2026",
        "Harbour Lane Consulting",
        "We looked at all of it.",
        "by Maja Lindgren",
    ):
        assert words in text_of(cover)
    theme = branded["word/theme/theme1.xml"].decode()
    assert f'<a:srgbClr val="{BRANDED.palette.brand[1:].upper()}"/>' in theme
    assert "4F81BD" not in theme
    grounds = {ground.get(qn("w:fill")) for ground in cover.iter(qn("w:shd"))}
    assert grounds == {BRANDED.palette.dark[1:].upper()}
    assert value(contents, "w:pStyle") == "CairnContentsHeading"


def test_without_a_practice_it_has_cairns_own_look() -> None:
    parts = parts_of(drawn(DOCUMENTS["first check"]()))

    assert text_of(body_of(parts)[0]).startswith("Cairn")
    assert Palette().brand[1:].upper() in parts["word/styles.xml"].decode()
    assert "<dc:creator>Cairn</dc:creator>" in parts["docProps/core.xml"].decode()


def test_contact_details_and_sources_are_links(branded: dict[str, bytes]) -> None:
    outside = {target for _name, target, is_outside in relations_of(branded) if is_outside}

    assert outside == {
        "mailto:hello@harbourlane.example",
        "tel:+442079460018",
        "https://heymikli.com",
    }


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("https://a.example/x y", "https://a.example/x%20y"),
        ("http://[a.example", ""),
        ("http://a|b.example", ""),
        ('https://a.example/"{}<>\\^`', "https://a.example/%22%7B%7D%3C%3E%5C%5E%60"),
        ("https://קפה.example/", ""),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("mailto:ann@a.example", "mailto:ann@a.example"),
        ("https://a.example/" + "a" * 3000, ""),
        ("", ""),
    ],
)
def test_an_address_that_word_would_call_corrupt_is_left_as_text(href: str, target: str) -> None:
    assert target_of(href) == target
