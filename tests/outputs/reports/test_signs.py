"""Characters of many scripts are read back from the PDF as typed, or named before printing."""

from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

from assessment.domain.model.answers import Evidence, SheetAnswer
from assessment.foundation.formatting.typed_text import for_paper
from assessment.foundation.pdf.fonts import fonts_in
from assessment.outputs.reports.editions import Edition, Paper
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.services import (
    content_hash,
    html_of,
    render,
    signs_without_a_font,
    text_of,
)
from tests.outputs.reports.documents import document_of, with_answers
from tests.outputs.reports.reading import fonts_of, squeezed
from tests.outputs.reports.reading import text_of as text_in

SCRIPTS = {
    "English": "Good morning",
    "French": "Où êtes-vous, cœur ?",
    "German": "Grüße, Straße",
    "Polish": "Zażółć gęślą jaźń",
    "Czech": "Příliš žluťoučký kůň",
    "Turkish": "İyi günler, ığşç",
    "Icelandic": "Þjóð og ævi",
    "Romanian": "Înștiințări",
    "Latvian": "Ķēniņš ģērbās",
    "Welsh": "Tŷ ŵyn",
    "Maltese": "Ħobż għażiż",
    "Vietnamese": "Chào buổi sáng, Nguyễn",
    "Yoruba": "Ẹ káàárọ̀",
    "Hausa": "Ɓarawo ɗaki ƙofa",
    "Greek": "Καλημέρα κόσμε",
    "Polytonic Greek": "ἐν ἀρχῇ ἦν ὁ λόγος",
    "Russian": "Доброе утро",
    "Ukrainian": "Доброго ранку, їжак ґава",
    "Serbian": "Љубав и џем",
    "Kazakh": "Қайырлы таң, Өскемен",
    "Mongolian": "Өглөөний мэнд",
    "Hebrew": "בוקר טוב",
    "Arabic": "صباح الخير",
    "Persian": "صبح بخیر، پیش‌فرض",
    "Urdu": "صبح بخیر، ٹھیک ہے",
    "Armenian": "Բարի լույս",
    "Georgian": "დილა მშვიდობისა",
    "Hindi": "नमस्ते",
    "Bengali": "সুপ্রভাত",
    "Tamil": "காலை வணக்கம்",
    "Telugu": "శుభోదయం",
    "Thai": "สวัสดี",
    "Lao": "ສະບາຍດີ",
    "Khmer": "សួស្តី",
    "Burmese": "မင်္ဂလာပါ",
    "Amharic": "እንደምን አደሩ",
    "Chinese": "早上好",
    "Japanese": "おはよう、カフェ",
    "Korean": "좋은 아침",
    "Tibetan": "བཀྲ་ཤིས",
    "Signs": "H₂O, ⅓, 5 ‰, 10⁴, ✗, ①, ☐, 20 ℃",
    "Emoji": "😀 👍🏽 🎂",
}
PLAIN = {
    "non\u2011breaking": "non-breaking",
    "ﬁne oﬀer": "fine offer",
    "Cafe\u0301": "Café",
    "1\ufe0f\u20e3 first": "1 first",
    "🇩🇪 menu": "DE menu",
    "ＡＢＣ１２": "ABC12",
    "soft\u00adhyphen": "softhyphen",
}
"""What looks the same in plain letters, and what it is printed as."""


def noted(**notes: str) -> ReportDocument:
    answers = {code: SheetAnswer(2, Evidence.NOTE, note=note) for code, note in notes.items()}
    return document_of(with_answers(**answers))


@pytest.fixture(scope="module")
def everything() -> str:
    """The text of a report that has every script in its notes, read back from the PDF."""
    document = noted(CUL1="\n\n".join(SCRIPTS.values()), CUL7="\n\n".join(PLAIN))
    return text_in(render(document, Edition.OWNER, Paper.A4))


@pytest.mark.pdf
@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_read_back_as_typed_or_declared(script: str, everything: str) -> None:
    typed = SCRIPTS[script]
    document = noted(CHA3=typed)

    declared = signs_without_a_font(document) or document.hard_to_copy

    assert declared or squeezed(for_paper(typed)) in everything
    assert squeezed(for_paper(typed)) in squeezed(text_of(document, Edition.OWNER))


def test_at_least_forty_scripts_are_tried() -> None:
    assert len(SCRIPTS) >= 40


def test_everyday_scripts_and_symbols_need_no_further_font() -> None:
    ours = [*list(SCRIPTS)[:25], "Signs", "Emoji"]

    assert signs_without_a_font(noted(CUL1=" ".join(SCRIPTS[name] for name in ours))) == ()


@pytest.mark.parametrize(("typed", "on_paper"), PLAIN.items())
def test_compatible_forms_are_printed_as_plain_text(typed: str, on_paper: str) -> None:
    assert for_paper(typed) == on_paper


def test_a_character_without_a_font_is_named_with_its_place() -> None:
    [found] = signs_without_a_font(noted(CHA3="早上好 to all, สวัสดี"))

    assert str(found) == "早上好 สวัสดี in your note on Channels, question 3"


# The page for the fridge is only ever read on paper.
@pytest.mark.parametrize("edition", [e for e in Edition if e is not Edition.FRIDGE])
def test_every_edition_says_that_some_scripts_may_copy_wrongly(edition: Edition) -> None:
    for script in ("Hebrew", "Arabic"):
        assert "wrongly" in html_of(noted(CUL1=SCRIPTS[script]), edition)


def test_the_report_says_which_scripts_may_copy_wrongly() -> None:
    document = noted(CUL1=SCRIPTS["Persian"])

    assert "may copy wrongly" in html_of(document, Edition.SUMMARY)
    assert "copy or read them wrongly" in html_of(document, Edition.OWNER)
    assert "wrongly" not in html_of(noted(CUL1="Good"), Edition.OWNER)


# ---- further fonts


def font_of(characters: str) -> TTFont:
    """A font that has these characters only, each as a box."""
    builder = FontBuilder(1000)
    names = [".notdef", *(f"box{ord(character)}" for character in characters)]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(dict(zip(map(ord, characters), names[1:], strict=True)))
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((900, 0), (900, 800), (100, 800)):
        pen.lineTo(corner)
    pen.closePath()
    builder.setupGlyf(dict.fromkeys(names, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": f"Only {characters}", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=880, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    return builder.font


@pytest.fixture
def further_font(tmp_path: Path, settings: Any) -> Path:
    """A folder with a font that has only three Chinese characters, and with a broken file."""
    font_of("早上好").save(tmp_path / "three.ttf")
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    settings.REPORT_FONTS = tmp_path
    return tmp_path


@pytest.fixture
def collection(tmp_path: Path, settings: Any) -> Path:
    """A folder with a collection of two fonts, and with one that is broken."""
    both = TTCollection()
    both.fonts = [font_of("早上"), font_of("おはよう")]
    both.save(tmp_path / "both.ttc")
    (tmp_path / "broken.ttc").write_bytes(b"ttcf")
    settings.REPORT_FONTS = tmp_path
    return tmp_path


@pytest.mark.pdf
def test_a_further_font_shows_what_ours_lack(further_font: Path) -> None:
    document = noted(CUL1="早上好")
    pdf = render(document, Edition.OWNER, Paper.A4)

    assert signs_without_a_font(document) == ()
    assert "早上好" in text_in(pdf)
    assert any("Further" in font for font in fonts_of(pdf))


def test_a_further_font_changes_only_the_reports_that_need_it(
    further_font: Path, settings: Any
) -> None:
    chinese, english = noted(CUL1="早上好"), noted(CUL1="Good morning")
    with_font = [content_hash(d, Edition.OWNER, Paper.A4) for d in (chinese, english)]
    settings.REPORT_FONTS = further_font / "nowhere"

    without = [content_hash(d, Edition.OWNER, Paper.A4) for d in (chinese, english)]

    assert with_font[0] != without[0]
    assert with_font[1] == without[1]
    assert [str(each) for each in signs_without_a_font(chinese)] == [
        "早上好 in your note on Culture, question 1"
    ]


@pytest.mark.pdf
@pytest.mark.usefixtures("collection")
def test_every_font_of_a_collection_shows_what_ours_lack() -> None:
    document = noted(CUL1="早上", CUL3="おはよう")

    assert signs_without_a_font(document) == ()
    in_pdf = text_in(render(document, Edition.OWNER, Paper.A4))
    assert "早上" in in_pdf
    assert "おはよう" in in_pdf


def test_fonts_that_share_their_outlines_are_read_once(collection: Path) -> None:
    shared = TTCollection()
    shared.fonts = [font_of("早上"), font_of("早上")]
    shared.save(collection / "shared.ttc")

    with patch.object(TTFont, "getBestCmap", autospec=True, return_value={0x65E9: "box"}) as read:
        fonts_in(collection)

    # Two fonts of the collection that differ, and one of the other.
    assert read.call_count == 3
