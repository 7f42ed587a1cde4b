"""Reports of businesses with unusual or hostile text."""

from dataclasses import replace
from functools import cache

import pytest

from assessment.domain.model.answers import NOT_SURE, SET_ASIDE, Evidence, SheetAnswer
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.scoring.submissions import Submission
from assessment.outputs.reports.editions import Edition, Paper
from assessment.outputs.reports.services import html_of, render
from tests.outputs.reports.documents import LINDGREN, document_of, with_answers, with_every_answer
from tests.outputs.reports.reading import fonts_of, pages_of, squeezed, tags_of, text_of

MODEL = LINDGREN.model
GENEROUS = PlanWish(hours=1000, money=60_000, max_actions=60)
OURS = ("Figtree", "Bricolage", "Noto", "Fallback")


def owner_pdf(
    submission: Submission, *, wish: PlanWish | None = None, first: bool = False
) -> bytes:
    document = (
        document_of(submission, wish=wish, earlier=())
        if first
        else document_of(submission, wish=wish)
    )
    return render(document, Edition.OWNER, Paper.A4)


def noted(text: str) -> Submission:
    return with_answers(CUL1=SheetAnswer(2, Evidence.NOTE, note=text))


def test_markup_in_a_note_stays_plain_text() -> None:
    note = "<script>alert(1)</script> {{ business }} {% now %} &amp; <b>\"'"
    html = html_of(document_of(noted(note)), Edition.OWNER)

    assert "<script" not in html
    assert squeezed(note) in text_of(owner_pdf(noted(note)))


def test_a_note_of_ten_thousand_characters_is_printed_in_full() -> None:
    sentence = "Every customer hears back within a day. "
    note = (sentence * 250)[:9_990] + "The end 42"
    pdf = owner_pdf(noted(note))

    assert squeezed("The end 42") in text_of(pdf)
    assert text_of(pdf).count(squeezed(sentence)) >= 249
    assert squeezed("In full on page") in text_of(pdf)


def test_a_word_of_ten_thousand_letters_does_not_run_off_the_page() -> None:
    assert text_of(owner_pdf(noted("o" * 10_000))).count("o") >= 10_000


@pytest.mark.parametrize(
    "text",
    ["مرحبا" * 2_000, "a\n" * 5_000],
    ids=["one word", "lines"],
)
def test_the_worst_notes_everywhere_print_within_the_memory_limit(text: str) -> None:
    note = SheetAnswer(2, Evidence.NOTE, note=text)
    submission = with_answers(**{practice.code: note for practice in LINDGREN.model.practices})

    assert pages_of(owner_pdf(submission)) > 50


def test_line_breaks_only_make_paragraphs() -> None:
    text = text_of(owner_pdf(noted("One\r\nTwo\n\n\nThree\u2028Four")))

    assert "OneTwoThreeFour" in text


SCRIPTS = (
    "Καλημέρα κόσμε",
    "Доброе утро",
    "Chào buổi sáng",
    "Łukasz Ğ ş ẞ",
    "→ ≤ ★ ✓",
    "😀 👍🏽 🎂",
)


@cache
def in_all_scripts() -> bytes:
    """A report with a note in each script."""
    notes = [SheetAnswer(2, Evidence.NOTE, note=words) for words in SCRIPTS]
    codes = [practice.code for practice in MODEL.practices]
    return owner_pdf(with_answers(**dict(zip(codes, notes, strict=False))))


@pytest.mark.parametrize("words", SCRIPTS)
def test_other_scripts_use_our_own_fonts(words: str) -> None:
    pdf = in_all_scripts()

    assert {letter for letter in words if letter.isprintable()} <= set(text_of(pdf)) | {" "}
    fonts = fonts_of(pdf)
    assert all(font.startswith(OURS) for font in fonts), fonts
    assert all(fonts.values())


@pytest.mark.parametrize("name", ["קפה לינדגרן", "مقهى ليندغرين"])
def test_right_to_left_names_are_printed(name: str) -> None:
    submission = replace(noted(f"{name}!"), business=name)
    document = document_of(submission)
    fonts = fonts_of(render(document, Edition.OWNER, Paper.A4))

    assert 'dir="rtl"' in html_of(document, Edition.OWNER)
    assert any("Hebrew" in font or "Arabic" in font for font in fonts), fonts
    assert all(font.startswith(OURS) for font in fonts), fonts


def test_a_very_long_name_keeps_the_summary_on_one_page() -> None:
    submission = replace(LINDGREN, business=("Lindgren and daughters, bakers, " * 4)[:100])

    for paper in Paper:
        assert pages_of(render(document_of(submission), Edition.SUMMARY, paper)) == 1


@pytest.mark.parametrize("value", [0, 1, 2, 3])
def test_every_level_fits_its_summary_on_one_page(value: int) -> None:
    document = document_of(with_every_answer(value))

    for paper in Paper:
        assert pages_of(render(document, Edition.SUMMARY, paper)) == 1


def test_it_says_when_nothing_is_left_to_plan() -> None:
    pdf = owner_pdf(with_every_answer(3))

    assert squeezed("There’s nothing left to plan this quarter.") in text_of(pdf)
    assert squeezed("Tick off each action") not in text_of(pdf)


def test_when_nothing_fits_it_names_the_smallest_action() -> None:
    pdf = owner_pdf(LINDGREN, wish=PlanWish(hours=1, money=0, max_actions=5))

    assert squeezed(
        "No action fits within 1 hour and £0. The smallest useful one takes 2"
    ) in text_of(pdf)


def test_an_insufficient_result_prints_with_all_its_answers() -> None:
    open_to = [p.code for p in MODEL.practices if p.na_allowed and p.dimension == "consistency"]
    aside = {code: SheetAnswer(SET_ASIDE, reason="We work alone.") for code in open_to}
    needed = MODEL.scoring.set_aside_limit + 1
    if len(aside) < needed:
        more = [p.code for p in MODEL.dimension("consistency").practices if p.code not in aside]
        for code in more[: needed - len(aside)]:
            aside[code] = SheetAnswer(SET_ASIDE, reason="We work alone.")
    document = document_of(with_answers(**aside))
    text = text_of(render(document, Edition.OWNER, Paper.A4))

    assert document.score is None
    assert squeezed("Not enough answers for a score") in text
    assert squeezed("Too many questions did not apply in Consistency") in text
    assert squeezed("We work alone.") in text
    assert pages_of(render(document, Edition.SUMMARY, Paper.LETTER)) == 1


def test_a_first_check_without_notes_compares_nothing() -> None:
    pdf = owner_pdf(with_every_answer(1), first=True)

    assert squeezed("Your first check") in text_of(pdf)
    assert squeezed("Since last time") not in text_of(pdf)


def test_an_answer_of_not_sure_leads_to_finding_out_first() -> None:
    text = text_of(owner_pdf(with_answers(CUL1=SheetAnswer(NOT_SURE))))

    assert squeezed("Find out first") in text
    assert squeezed("I’m not sure") in text


def test_all_of_sixty_actions_are_printed() -> None:
    submission = with_every_answer(1)
    document = document_of(submission, wish=GENEROUS)
    pdf = render(document, Edition.OWNER, Paper.A4)
    text = text_of(pdf)

    assert len(document.plan.actions) == 60
    assert [
        a.planned.title for a in document.plan.actions if squeezed(a.planned.title) not in text
    ] == []
    assert all(alt for name, alt in tags_of(pdf) if name == "Figure")
    assert pages_of(render(document, Edition.SUMMARY, Paper.LETTER)) == 1
