"""What each edition contains, and what it leaves out."""

import io
import re
from dataclasses import replace

import pytest
from PIL import Image

from assessment.domain.colours import contrast
from assessment.domain.model.answers import Evidence, SheetAnswer
from assessment.outputs.exports.presenters.docx import report
from assessment.outputs.reports.editions import Edition, Options
from assessment.outputs.reports.presenters.consultant import (
    MOST_PIXELS,
    ConsultantPart,
    picture,
)
from assessment.outputs.reports.presenters.palettes import palette_of
from assessment.outputs.reports.services import html_of
from tests.outputs.exports.exporting import text_of_docx
from tests.outputs.reports.documents import (
    LINDGREN,
    REMARKS,
    document_of,
    harbour_lane,
    logo,
    printed,
    with_answers,
)
from tests.outputs.reports.reading import bookmarks_of, squeezed, tags_of, text_of

NOBODY = ConsultantPart()
WRITTEN = [answer.note for answer in LINDGREN.sheet.answers.values() if answer.note]
REASONS = [answer.reason for answer in LINDGREN.sheet.answers.values() if answer.reason]


def words_of(edition: Edition, **wanted: object) -> str:
    return html_of(document_of(**wanted), edition)  # type: ignore[arg-type]


# ---- the consultant edition


@pytest.mark.pdf
def test_the_consultant_edition_has_the_consultants_name_and_comments() -> None:
    text = text_of(printed(Edition.CONSULTANT))

    wanted = ["Harbour Lane Consulting", "+44 20 7946 0018", "rests on what the owner told us"]
    assert [words for words in [*wanted, *REMARKS.values()] if squeezed(words) not in text] == []


@pytest.mark.pdf
def test_contents_list_the_right_page_numbers() -> None:
    text = text_of(printed(Edition.CONSULTANT))

    lines = ["whole story on one page 3", "What your level means 4", "page for the fridge 18"]
    assert [line for line in lines if squeezed(line) not in text] == []


@pytest.mark.pdf
def test_the_consultant_edition_has_bookmarks() -> None:
    assert bookmarks_of(printed(Edition.CONSULTANT)) == [
        "How well Café Lindgren looks after its customers",
        "Contents",
        "Good service here takes effort",
        "What “Solid” means",
        "Your areas, weakest first",
        "Your plan until 31 December",
        "A likely change in Channels, Policies and Consistency in 21 months",
        "Every question and answer",
        "What the answers are based on",
        "How the score is worked out",
        "Our plan until 31 December",
    ]


@pytest.mark.pdf
def test_the_logo_and_charts_have_alternative_text() -> None:
    alternatives = [alt for name, alt in tags_of(printed(Edition.CONSULTANT)) if name == "Figure"]

    assert "Logo of Harbour Lane Consulting" in alternatives
    assert "Overall: 27, 31, 35, 40, 44, 48, 51, 59." in alternatives


def test_the_consultant_edition_contains_every_option_of_every_question() -> None:
    html = squeezed(words_of(Edition.CONSULTANT))
    model = LINDGREN.model

    asked = [words for p in model.practices for words in (p.question, *p.anchors)]

    assert [words for words in asked if squeezed(words) not in html] == []


def test_every_alternative_is_listed() -> None:
    html, plan = words_of(Edition.CONSULTANT), document_of().plan

    assert len(plan.alternatives) > len(plan.left_out)
    assert [line.title for line in plan.alternatives if line.title not in html] == []


def test_each_action_names_what_it_was_chosen_over_and_others_what_would_bring_them_in() -> None:
    html, plan = words_of(Edition.CONSULTANT), document_of().plan
    brought_in = [line.why_and_ways_in for line in plan.alternatives if line.ways_in]

    assert len(plan.chosen_over) == len(plan.actions)
    assert brought_in
    for words in (*brought_in, *(line.text for line in plan.chosen_over)):
        assert squeezed(words) in squeezed(html)


def test_up_to_eight_quarters_are_compared() -> None:
    history = document_of().history

    assert history is not None
    assert [cell.says for cell in history.overall.cells] == [
        *("27", "31", "35", "40", "44", "48", "51", "59")
    ]
    assert len(history.figures) == 6


def test_the_method_shows_how_the_scores_are_worked_out() -> None:
    examples = " ".join(rule.example for rule in document_of().method.rules)

    assert "100 × 19 ÷ 36 = 52.8, shown as 53" in examples
    assert "(52.8 + 52.8 + 69.4 + 51.9 + 66.7) ÷ 5 = 58.7" in examples


def test_without_a_consultant_the_cover_has_our_own_look() -> None:
    html = words_of(Edition.CONSULTANT, consultant=NOBODY)

    assert "Prepared by" not in html
    assert "<img" not in html
    assert document_of(consultant=NOBODY).consultant.palette.brand == "#552C6B"


def test_a_broken_logo_is_left_out() -> None:
    assert picture(b"") == ""
    assert picture(b"no picture") == ""
    assert picture(logo()[:40]) == ""
    assert picture(logo()).startswith("data:image/png;base64,")


@pytest.mark.parametrize(
    ("size", "colour", "classes"),
    [
        ((300, 100), "#142E3E", "logo"),
        ((800, 60), "#142E3E", "logo logo--wide"),
        ((60, 300), "#142E3E", "logo logo--tall"),
        ((300, 100), "#FFFFFF", "logo logo--on-dark"),
        ((800, 60), "#FFFFFF", "logo logo--wide logo--on-dark"),
    ],
    ids=str,
)
def test_the_cover_gives_a_logo_room_and_a_background_that_shows_it(
    size: tuple[int, int], colour: str, classes: str
) -> None:
    drawn, encoded = Image.new("RGBA", size), io.BytesIO()
    drawn.paste(colour, (9, 9, size[0] - 9, size[1] - 9))
    drawn.save(encoded, "PNG")
    consultant = replace(harbour_lane(), logo=picture(encoded.getvalue()))

    html = words_of(Edition.CONSULTANT, consultant=consultant)

    assert f'class="{classes}" src="data:image/png' in html
    assert ("practice practice--below" in html) is ("wide" in classes)


def test_a_logo_with_too_many_pixels_is_left_out() -> None:
    largest, larger = io.BytesIO(), io.BytesIO()
    Image.new("1", (MOST_PIXELS // 1_000, 1_000)).save(largest, "PNG")
    Image.new("1", (MOST_PIXELS // 1_000 + 1, 1_000)).save(larger, "PNG")

    assert picture(largest.getvalue()).startswith("data:image/png;base64,")
    assert picture(larger.getvalue()) == ""


@pytest.mark.parametrize("colour", ["#1D4E63", "#FFFF00", "#FFFFFF", "#000000", "#E5A117"])
def test_every_brand_colour_is_readable(colour: str) -> None:
    palette = palette_of(colour)

    assert contrast(palette.brand, "#FFFFFF") >= 4.5
    assert contrast(palette.brand, palette.wash) >= 4.5
    assert contrast(palette.dark, "#FFFFFF") >= 7
    assert contrast(palette.dark, palette.quiet) >= 4.5
    assert contrast(palette.dark, "#E5A117") >= 3


def test_the_cover_isolates_the_name() -> None:
    html = words_of(Edition.CONSULTANT, submission=replace(LINDGREN, business="קפה לינדגרן"))

    assert "How well <bdi>\u2068קפה לינדגרן\u2069</bdi> looks after its customers" in html
    assert '<h1 class="mark-1">How well' in html


def test_the_areas_have_one_order_on_all_pages() -> None:
    document = document_of()
    titles = [area.title for area in document.weakest_first]

    assert document.since is not None
    assert document.history is not None
    assert document.consultant.clients is not None
    assert [row.title for row in document.grid] == titles
    assert [row.title for row in document.since.areas] == titles
    assert [row.title for row in document.history.areas] == titles
    assert [figure.title for figure in document.history.figures] == ["Overall", *titles]
    assert [row.title for row in document.consultant.clients.areas] == titles


def test_the_bottom_of_a_page_has_room_for_long_names() -> None:
    long = replace(harbour_lane(), name="Harbour Lane Consulting and Partners, Bristol")
    html = words_of(
        Edition.CONSULTANT,
        submission=replace(LINDGREN, business="Lindgren and daughters, bakers, " * 3),
        consultant=long,
    )

    assert (
        'data-colophon="Harbour Lane Consulting and… for Lindgren and daughters, bakers,… '
        '· October to December 2026"'
    ) in html


# ---- the last plan


def test_the_last_plan_is_compared_with_what_happened() -> None:
    since = document_of().since

    assert since is not None
    assert since.plan is not None
    assert since.plan.done == "5 of 5 actions done, 1 of them partly; 1 dropped"
    actions = {action.planned.title: action for action in since.plan.actions}
    answered = actions["State a reply time and keep it"]
    assert answered.hours == "3 / 5½"
    assert answered.answer.endswith("usually expected, every time at the next check")
    dropped = actions["Give complaints an address and a deadline"]
    assert dropped.went == "dropped: No time in August."
    assert {line.title: line.expected for line in since.areas}["Policies"] == 67
    overall = since.lines[-1]
    assert (overall.title, overall.before, overall.expected, overall.now) == ("Overall", 51, 60, 59)


def test_without_a_plan_no_scores_were_expected() -> None:
    since = document_of(past=()).since

    assert since is not None
    assert since.plan is None
    assert [line.expected for line in since.areas] == [None] * 5


def test_a_first_check_is_compared_with_nothing() -> None:
    assert document_of(earlier=()).since is None


# ---- the handout for the team, and the fridge


def test_the_team_edition_has_no_notes_and_no_supported_scores() -> None:
    html = words_of(Edition.TEAM)

    assert [words for words in [*WRITTEN, *REASONS, *REMARKS.values()] if words in html] == []
    assert "supported" not in html
    assert "not yet supported" not in html


def test_the_team_edition_says_what_comes_next_and_who_does_it() -> None:
    html, plan = words_of(Edition.TEAM), document_of().plan

    for action in plan.actions:
        assert action.planned.title in html
        assert f"<b>{action.who}</b>" in html


def test_the_page_for_the_fridge_is_black_and_white() -> None:
    html = words_of(Edition.FRIDGE)

    assert html.count("<h1") == 1
    assert "#552C6B" not in html
    assert "#271C30" not in html


# ---- options


@pytest.mark.parametrize(
    ("part", "gone"),
    [
        ("history", 'id="history"'),
        ("method", 'id="method"'),
        ("answers", 'id="appendix"'),
        ("notes", 'id="register"'),
    ],
)
def test_parts_left_out_are_missing_and_named(part: str, gone: str) -> None:
    usual = words_of(Edition.CONSULTANT)
    without = words_of(Edition.CONSULTANT, options=Options.read({part: False}))

    assert gone in usual
    assert gone not in without
    assert "Left out: " not in usual
    assert "Left out: " in without


def test_without_the_appendix_every_chosen_option_is_still_printed() -> None:
    html = words_of(Edition.CONSULTANT, options=Options(answers=False))

    sentences = [a.sentence for area in document_of().areas for a in area.answers]
    assert [words for words in sentences if squeezed(words) not in squeezed(html)] == []


def test_without_notes_no_edition_has_any() -> None:
    submission = with_answers(CUL1=SheetAnswer(2, Evidence.NOTE, note="Only for us. " * 400))
    document = document_of(submission, options=Options(notes=False))

    for edition in Edition:
        html = html_of(document, edition)
        assert "Only for us." not in html
        assert [words for words in WRITTEN if words in html] == []


def test_the_quarter_compared_with_is_named_everywhere() -> None:
    document = document_of(options=Options(compare="2025-q4"))

    assert document.compared_with == document.then == "October to December 2025"
    for edition in (Edition.OWNER, Edition.CONSULTANT, Edition.LARGE):
        assert "Since October to December 2025" in html_of(document, edition)


@pytest.mark.parametrize("quarter", ["2025-q1", "2025-q4", "2026-q1"])
def test_no_edition_calls_another_quarter_the_last(quarter: str) -> None:
    document = document_of(options=Options(compare=quarter))
    said = {edition.value: html_of(document, edition) for edition in Edition}
    said["Word"] = text_of_docx(report.written(document))

    last = re.compile(r"last time|last check|last quarter|previous check", re.IGNORECASE)
    assert {place for place, words in said.items() if last.search(words)} == set()


def test_an_unknown_quarter_to_compare_with_is_ignored() -> None:
    assert document_of(options=Options(compare="2019-q1")).compared_with == "July to September 2026"


def test_options_survive_being_stored() -> None:
    chosen = Options(compare="2026-q1", notes=False)

    assert Options.read({**chosen.kept(), "language": "en-gb"}) == chosen
    assert Options().kept() == {}
