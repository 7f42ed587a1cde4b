"""The report as a Word document: the same text and numbers as the PDF, and Word's own features."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from itertools import pairwise
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from assessment.domain.model.answers import NOT_SURE, SET_ASIDE, SheetAnswer
from assessment.domain.planning.constraints import Cost
from assessment.domain.planning.planned_actions import Commitment, PlannedAction, Status
from assessment.domain.scoring.submissions import Submission
from assessment.outputs.exports.presenters.docx.report import written
from assessment.outputs.reports.editions import Edition, Options
from assessment.outputs.reports.presenters.consultant import ConsultantPart, picture
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.presenters.palettes import palette_of
from assessment.outputs.reports.services import html_of
from assessment.parties.catalogue.library import sample_submissions
from tests.outputs.exports.exporting import HOSTILE, noted, text_of_docx
from tests.outputs.reports.documents import (
    LINDGREN,
    REMARKS,
    document_of,
    harbour_lane,
    with_answers,
    with_every_answer,
)

UNREAD = re.compile(r"<(head|style|svg)\b.*?</\1>", re.DOTALL)
NUMBER = re.compile(r"\d+")
STYLES_OF_HEADINGS = {"Cairn Part": 1, **{f"Cairn Heading {level}": level for level in (1, 2, 3)}}
WHITE = (255, 255, 255, 255)
SIDE_BY_SIDE = {"Cairn Cover", "Cairn Figures"}
"""Tables that only place things, so they have no headings."""


def numbers_of(html: str) -> set[str]:
    """Every number in the visible text of the pages."""
    return set(NUMBER.findall(unescape(re.sub(r"<[^>]*>", " ", UNREAD.sub(" ", html)))))


def opened(document: ReportDocument) -> Any:
    return Document(io.BytesIO(written(document)))


def headings_of(document: Any) -> list[tuple[int, str]]:
    found = [(STYLES_OF_HEADINGS.get(p.style.name), p.text) for p in document.paragraphs]
    return [(level, text) for level, text in found if level]


def words_in(value: Any) -> Iterator[str]:
    """Every string and number of a nested value."""
    if isinstance(value, str | int) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, tuple):
        for part in value:
            yield from words_in(part)


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("earlier", [sample_submissions()[:-1], ()], ids=["compared", "first"])
def test_every_number_of_the_pdf_is_in_it(
    earlier: tuple[Submission, ...], edition: Edition
) -> None:
    document = document_of(earlier=earlier)

    html = html_of(document, edition)
    # The digits in a fingerprint, which can be cut short, are not numbers of the report.
    start, rest = document.fingerprint[:16], document.fingerprint[16:]
    printed = numbers_of(html.replace(start, "").replace(rest, ""))

    assert printed
    assert printed - numbers_of(text_of_docx(written(document))) == set()


def test_it_contains_every_answer_and_action() -> None:
    document = document_of()
    text = text_of_docx(written(document))

    said = [
        *words_in((document.verdict, document.means, document.basis, document.change_words)),
        *(w for area in document.areas for w in words_in((area.title, area.reading, area.level))),
        *(a.sentence for area in document.areas for a in area.answers),
        *(n.text for area in document.areas for a in area.answers for n in a.notes),
        *(w for a in document.plan.actions for w in words_in((a.planned.title, a.price, a.lift))),
        *(step for a in document.plan.actions for step in a.planned.steps),
        *(w for line in document.plan.left_out for w in words_in((line.title, line.why))),
        *(rule.text for rule in document.method.rules),
    ]
    assert [words for words in said if words not in text] == []


def test_an_action_without_an_example_or_a_warning_leaves_them_out() -> None:
    document = document_of()
    first = document.plan.actions[0]
    action = first.planned.action
    assert action
    bare = replace(first.planned, action=replace(action, words="", pitfalls=""))
    plan = replace(document.plan, actions=(replace(first, planned=bare),))

    text = text_of_docx(written(replace(document, plan=plan)))

    assert "Start here:" in text
    assert "Done when:" in text
    assert "Words you can use:" not in text
    assert "Watch out:" not in text


def test_notes_on_the_history_follow_its_table() -> None:
    document = document_of()
    assert document.history
    history = replace(document.history, notes=("The questions changed in October.",))

    text = text_of_docx(written(replace(document, history=history)))

    assert "The questions changed in October." in text


def test_its_headings_form_an_outline_without_gaps() -> None:
    headings = headings_of(opened(document_of()))

    levels = [1, *(level for level, _words in headings)]
    assert all(now <= before + 1 for before, now in pairwise(levels))
    assert "Your areas, weakest first" in [words for level, words in headings if level == 1]
    assert all(words for _level, words in headings)


def test_table_headings_repeat_on_every_page() -> None:
    every = opened(document_of()).tables

    tables = [table for table in every if table.style.name not in SIDE_BY_SIDE]
    assert len(tables) > 10
    assert all(
        table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None  # noqa: SLF001
        for table in tables
    )


def test_it_has_a_title_an_author_and_a_language() -> None:
    document = opened(replace(document_of(), consultant=ConsultantPart()))
    about = document.core_properties

    spoken = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    assert (about.title, about.author) == ("Café Lindgren: October to December 2026", "Cairn")
    assert (about.language, spoken.get(qn("w:val"))) == ("en-GB", "en-GB")
    assert about.created.date() == LINDGREN.checked_on
    assert "Café Lindgren" in document.sections[0].header.paragraphs[0].text


def test_the_same_document_gives_the_same_bytes_without_timestamps() -> None:
    once, again = written(document_of()), written(document_of())

    assert once == again
    with ZipFile(io.BytesIO(once)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_hostile_text_stays_plain_text() -> None:
    document = document_of(noted(HOSTILE))

    text = text_of_docx(written(document))

    for name in ("formula", "plus", "minus", "at", "rtl", "emoji", "markup"):
        assert HOSTILE[name] in text
    assert HOSTILE["long"] in text
    assert "One\nTwo\nThree" in text
    assert "Before and after" in text


def test_right_to_left_text_is_aligned_at_the_right() -> None:
    file = written(document_of(noted(HOSTILE)))

    with ZipFile(io.BytesIO(file)) as parts:
        page = parts.read("word/document.xml").decode()
    note = next(part for part in page.split("<w:p>") if HOSTILE["rtl"] in part)
    assert "<w:bidi/>" in note
    assert "<w:rtl/>" in note


def test_a_name_from_right_to_left_does_not_turn_the_cover_around() -> None:
    document = opened(document_of(replace(LINDGREN, business=HOSTILE["rtl"])))

    cells = {cell for row in document.tables[0].rows for cell in row.cells}
    named = [p for cell in cells for p in cell.paragraphs if HOSTILE["rtl"] in p.text]
    assert {p.style.name for p in named} == {"Cairn Cover Title", "Cairn Cover Fact"}
    assert not any(p._p.xpath("w:pPr/w:bidi") for p in named)  # noqa: SLF001
    [fact] = [p for p in named if p.style.name == "Cairn Cover Fact"]
    assert fact.text == f"Prepared for\n{HOSTILE['rtl']}"
    assert fact.runs[-1].font.rtl


def test_control_characters_are_removed_from_names() -> None:
    document = document_of(replace(LINDGREN, checked_by="Maja\x01 Lindgren"))

    assert "Maja Lindgren" in text_of_docx(written(document))


def test_a_consultant_adds_a_name_a_colour_and_comments() -> None:
    consultant = ConsultantPart(
        name="Blue Door",
        contact="hello@blue.example",
        disclaimer="Advice, not law.",
        palette=palette_of("#004488"),
        remarks={"": "Well done."},
    )
    document = replace(document_of(), consultant=consultant)

    file = written(document)

    text = text_of_docx(file)
    for words in (
        "Prepared by\nBlue Door",
        "hello@blue.example",
        "Advice, not law.",
        "Well done.",
    ):
        assert words in text
    made = Document(io.BytesIO(file))
    assert made.core_properties.author == "Blue Door"
    assert str(made.styles["Heading 1"].font.color.rgb) == consultant.palette.brand[1:]


@pytest.mark.parametrize("size", [(300, 100), (900, 60)])
def test_a_logo_keeps_its_proportions_and_has_alternative_text(size: tuple[int, int]) -> None:
    encoded = io.BytesIO()
    Image.new("RGB", size, "#004488").save(encoded, "PNG")
    consultant = ConsultantPart(name="Blue Door", logo=picture(encoded.getvalue()))

    document = opened(replace(document_of(), consultant=consultant))

    (shape,), (part,) = document.inline_shapes, document.part.package.image_parts
    with Image.open(io.BytesIO(part.blob)) as shown:
        assert shape.width / shape.height == pytest.approx(shown.width / shown.height, rel=0.01)
    assert (shape.width.cm <= 6.01, shape.height.cm <= 1.61) == (True, True)
    assert shape._inline.docPr.get("descr") == "Logo of Blue Door"  # noqa: SLF001


@pytest.mark.parametrize(("colour", "ground"), [("#FFFFFF", (0, 0, 0, 0)), ("#004488", WHITE)])
def test_every_logo_can_be_seen_on_the_dark_cover(
    colour: str, ground: tuple[int, int, int, int]
) -> None:
    drawn, encoded = Image.new("RGBA", (300, 100)), io.BytesIO()
    drawn.paste(colour, (9, 9, 290, 90))
    drawn.save(encoded, "PNG")
    consultant = ConsultantPart(name="Blue Door", logo=picture(encoded.getvalue()))

    document = opened(replace(document_of(), consultant=consultant))

    (part,) = document.part.package.image_parts
    with Image.open(io.BytesIO(part.blob)) as shown:
        assert shown.convert("RGBA").getpixel((0, 0)) == ground


def test_parts_not_wanted_are_left_out_and_named() -> None:
    document = document_of(options=Options(answers=False, method=False))

    headings = [words for _level, words in headings_of(opened(document))]

    assert document.left_out in text_of_docx(written(document))
    assert "Every answer, in full" not in headings
    assert "How the score is worked out" not in headings


@pytest.mark.parametrize("value", [0, 3])
def test_the_lowest_and_the_highest_answers_make_a_document(value: int) -> None:
    document = document_of(with_every_answer(value))

    text = text_of_docx(written(document))

    assert document.verdict in text
    assert document.plan.nothing_fits in text


def test_a_missing_score_is_explained() -> None:
    aside = {p.code: SheetAnswer(SET_ASIDE, reason="Alone.") for p in LINDGREN.model.practices[:4]}
    document = document_of(with_answers(**aside), earlier=())

    text = text_of_docx(written(document))

    assert document.score is None
    assert "Why there is no level yet" in text
    assert "Reason: Alone." in text


def test_it_contains_every_comment_of_a_consultant() -> None:
    text = text_of_docx(written(document_of(consultant=harbour_lane())))

    said = [line for words in REMARKS.values() for line in words.splitlines()]
    assert [line for line in said if line not in text] == []


def test_it_says_what_to_find_out_first() -> None:
    document = document_of(with_answers(CUL1=SheetAnswer(NOT_SURE)), earlier=())

    text = text_of_docx(written(document))

    [task] = document.plan.find_out
    assert "Find out first" in text
    assert task.title == "Find out about Culture: one question"
    assert task.title in text
    assert task.task in text
    assert text.index("Find out first") < text.index(f"1. {document.plan.actions[0].planned.title}")
    assert "1 hour to find out" in text


def test_it_says_when_no_answers_have_changed() -> None:
    last = replace(LINDGREN, quarter=LINDGREN.quarter.previous())

    text = text_of_docx(written(document_of(earlier=(last,))))

    assert "No answers have changed." in text


def test_the_owners_own_action_needs_no_instructions() -> None:
    document = document_of()
    planned = PlannedAction(title="Ask three", cost=Cost(3, 0))
    own = replace(document.plan.actions[0], planned=planned, why="", lift="")

    plan = replace(document.plan, actions=(own,))
    text = text_of_docx(written(replace(document, plan=plan)))

    assert "1. Ask three" in text
    assert "Your own action" in text


def test_it_says_how_an_action_went() -> None:
    document = document_of()
    first, *others = document.plan.actions
    ended_on = date(2026, 10, 13)
    commitment = Commitment(
        due_on=ended_on, status=Status.DONE, ended_on=ended_on, outcome="Fewer calls."
    )
    planned = replace(first.planned, commitment=commitment)
    done = replace(first, planned=planned, state="Done on 13 October", who="Ann")
    plan = replace(document.plan, saved=True, actions=(done, *others))

    text = text_of_docx(written(replace(document, plan=plan, until=date(2026, 12, 31))))

    assert "Done on 13 October “Fewer calls.”" in text
    assert "Ann" in text
