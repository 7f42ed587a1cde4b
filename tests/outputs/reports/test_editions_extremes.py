"""The editions with hardly any content, with far too much, and with right-to-left text."""

from dataclasses import replace

import pytest

from assessment.domain.model.answers import Evidence, SheetAnswer
from assessment.outputs.reports.editions import Edition, Paper
from assessment.outputs.reports.presenters.consultant import ConsultantPart
from assessment.outputs.reports.services import html_of, render
from tests.outputs.reports.documents import (
    LINDGREN,
    document_of,
    harbour_lane,
    with_answers,
    with_every_answer,
)
from tests.outputs.reports.reading import fonts_of, pages_of, squeezed, tags_of, text_of

pytestmark = pytest.mark.pdf

NEW = [Edition.CONSULTANT, Edition.TEAM, Edition.FRIDGE]
SCRIPT = "<script>alert(1)</script> {{ business }} {% now %}"
RIGHT_TO_LEFT = "קפה לינדגרן"


@pytest.mark.parametrize("edition", NEW)
def test_a_plan_without_actions_says_why(edition: Edition) -> None:
    document = document_of(with_every_answer(3))
    pdf = render(document, edition, Paper.LETTER)

    assert squeezed("There’s nothing left to plan this quarter.") in text_of(pdf)
    assert [name for name, _ in tags_of(pdf)].count("H1") == 1


@pytest.mark.parametrize("edition", NEW)
def test_a_first_check_without_a_consultant_prints(edition: Edition) -> None:
    document = document_of(earlier=(), consultant=ConsultantPart())
    html = html_of(document, edition)

    assert document.history is None
    assert 'href="#history"' not in html
    assert 'href="#since"' not in html
    assert pages_of(render(document, edition, Paper.A4)) >= 1


def test_thirty_notes_of_ten_thousand_characters_are_printed_in_full() -> None:
    long = {
        p.code: SheetAnswer(
            2, Evidence.NOTE, note=f"{'Word after word. ' * 580}The end of {p.code}"
        )
        for p in LINDGREN.model.practices
    }
    text = text_of(render(document_of(with_answers(**long)), Edition.CONSULTANT, Paper.A4))

    ends = [f"The end of {code}" for code in long]
    assert [end for end in ends if squeezed(end) not in text] == []


def test_a_long_comment_continues_on_the_next_page() -> None:
    words = "One thing after another. " * 300 + "And that was all."
    consultant = replace(harbour_lane(), remarks={"culture": words, "CUL1": words})
    text = text_of(render(document_of(consultant=consultant), Edition.CONSULTANT, Paper.A4))

    assert text.count(squeezed("And that was all.")) == 2


def test_a_long_summary_gets_a_page_of_its_own() -> None:
    summary = "All in all it is well. " * 200 + "So much for that."
    consultant = replace(harbour_lane(), remarks={"": summary})
    html = html_of(document_of(consultant=consultant), Edition.CONSULTANT)

    assert 'id="summary"' in html
    assert 'href="#summary"' in html
    assert html.count("So much for that.") == 1


def test_what_a_consultant_types_stays_plain_text() -> None:
    hostile = ConsultantPart(name=SCRIPT, contact=SCRIPT, disclaimer=SCRIPT, remarks={"": SCRIPT})
    html = html_of(document_of(consultant=hostile), Edition.CONSULTANT)

    assert "<script" not in html
    assert html.count("{{ business }}") >= 4


def test_right_to_left_names_use_our_own_fonts() -> None:
    submission = replace(LINDGREN, business=RIGHT_TO_LEFT)
    consultant = replace(harbour_lane(), name=RIGHT_TO_LEFT, remarks={"": RIGHT_TO_LEFT})
    pdf = render(document_of(submission, consultant=consultant), Edition.CONSULTANT, Paper.A4)

    fonts = fonts_of(pdf)
    assert any("Hebrew" in font for font in fonts)
    assert all(fonts.values())


def test_an_unreadable_logo_hides_nothing_else() -> None:
    broken = replace(harbour_lane(), logo="data:image/png;base64,bm8gcGljdHVyZQ==")
    text = text_of(render(document_of(consultant=broken), Edition.CONSULTANT, Paper.A4))

    assert squeezed("Harbour Lane Consulting") in text
