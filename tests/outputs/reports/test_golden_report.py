"""Café Lindgren's report, read from its bytes."""

import io
import re
from itertools import pairwise

import pikepdf
import pytest

from assessment.outputs.reports.editions import Edition, Paper
from assessment.outputs.reports.presenters.offers import OFFERS
from assessment.outputs.reports.services import html_of
from tests.outputs.reports.documents import LINDGREN, document_of, printed
from tests.outputs.reports.reading import (
    bookmarks_of,
    fonts_of,
    pages_of,
    squeezed,
    tags_of,
    text_of,
)

OURS = {"Bricolage-Grotesque-Bold", "Figtree", "Figtree-Semi-Bold", "Figtree-Bold"}
EVERY = [(edition, paper) for edition in Edition for paper in Paper]
WITHOUT_BOLD = {Edition.FRIDGE, Edition.LARGE}
"""Editions without a figure or a mark that is set in the boldest face of the text."""
LARGEST = {Edition.CONSULTANT: 260_000}
USUALLY = 150_000
TITLES = {
    Edition.SUMMARY: "Café Lindgren: summary of the check, October to December 2026",
    Edition.OWNER: "Café Lindgren: results and plan, October to December 2026",
    Edition.CONSULTANT: "Café Lindgren: results, plan and background, October to December 2026",
    Edition.LARGE: "Café Lindgren: results and plan in large print, October to December 2026",
    Edition.TEAM: "Café Lindgren: handout for the team, October to December 2026",
    Edition.FRIDGE: "Café Lindgren: plan to pin up, October to December 2026",
}


@pytest.mark.parametrize(("edition", "paper"), EVERY)
def test_it_has_tags_a_title_and_a_language(edition: Edition, paper: Paper) -> None:
    with pikepdf.open(io.BytesIO(printed(edition, paper))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo["/Title"]) == TITLES[edition]
        assert "October to December 2026" in str(pdf.docinfo["/Subject"])
        assert all(page.Tabs == "/S" for page in pdf.pages)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        assert not pdf.check_pdf_syntax()


def test_every_edition_has_a_title_and_a_subject_of_its_own() -> None:
    pages = [html_of(document_of(), edition) for edition in Edition]

    subjects = {re.findall(r'name="description" content="([^"]+)"', page)[0] for page in pages}

    assert len(subjects) == len(set(TITLES.values())) == len(Edition)


@pytest.mark.parametrize(("edition", "paper"), EVERY)
def test_headings_tables_and_figures_carry_their_meaning(edition: Edition, paper: Paper) -> None:
    tags = tags_of(printed(edition, paper))
    names = [name for name, _ in tags]
    levels = [int(name[1]) for name in names if name in {"H1", "H2", "H3", "H4"}]

    assert names.count("H1") == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    # Large print has lists in place of tables.
    assert "TH" in names or edition is Edition.LARGE
    assert all(alt for name, alt in tags if name == "Figure")


def test_the_owner_edition_has_bookmarks() -> None:
    assert bookmarks_of(printed()) == [
        "Good service here takes effort",
        "What “Solid” means",
        "Your areas, weakest first",
        "Your plan until 31 December",
        "Our plan until 31 December",
    ]


@pytest.mark.parametrize(("edition", "paper"), EVERY)
def test_it_uses_only_our_fonts_and_embeds_them_all(edition: Edition, paper: Paper) -> None:
    fonts = fonts_of(printed(edition, paper))

    # The lines of the quarters say "Starting → Solid", and our own fonts have no arrow.
    arrows = {"Fallback-Signs"} if edition is Edition.CONSULTANT else set()
    assert set(fonts) == (OURS | arrows) - ({"Figtree-Bold"} if edition in WITHOUT_BOLD else set())
    assert all(fonts.values())


@pytest.mark.parametrize(("edition", "paper"), EVERY)
def test_every_edition_has_the_number_of_pages_it_promises(edition: Edition, paper: Paper) -> None:
    [promised] = [str(offer.pages) for offer in OFFERS if offer.edition == edition]

    fewest, *most = map(int, re.findall(r"\d+", promised))

    assert fewest <= pages_of(printed(edition, paper)) <= (most or [fewest])[0]


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (595, 842)), (Paper.LETTER, (612, 792))])
def test_every_page_has_the_size_of_its_paper(paper: Paper, size: tuple[int, int]) -> None:
    with pikepdf.open(io.BytesIO(printed(Edition.OWNER, paper))) as pdf:
        sizes = {tuple(round(float(edge)) for edge in page.mediabox[2:]) for page in pdf.pages}

    assert sizes == {size}


@pytest.mark.parametrize(("edition", "paper"), EVERY)
def test_its_file_stays_small(edition: Edition, paper: Paper) -> None:
    assert len(printed(edition, paper)) <= LARGEST.get(edition, USUALLY)


@pytest.mark.parametrize("edition", [Edition.OWNER, Edition.CONSULTANT])
def test_it_contains_every_answer_and_note(edition: Edition) -> None:
    text, document = text_of(printed(edition)), document_of()
    answers = [answer for area in document.areas for answer in area.answers]
    said = [
        document.business,
        document.quarter,
        *(area.title for area in document.areas),
        *(answer.short for answer in answers),
        *(answer.sentence for answer in answers),
        *(note.text for answer in answers for note in answer.notes),
        *(given.note for given in LINDGREN.sheet.answers.values()),
        *(given.reason for given in LINDGREN.sheet.answers.values()),
    ]

    assert [words for words in said if squeezed(words) not in text] == []


@pytest.mark.parametrize("edition", [Edition.OWNER, Edition.CONSULTANT])
def test_it_contains_every_action_of_the_plan_with_all_its_steps(edition: Edition) -> None:
    text, plan = text_of(printed(edition)), document_of().plan
    wanted = [
        words
        for action in plan.actions
        if (library := action.planned.action)
        for words in (
            library.title,
            action.why,
            library.done_when,
            library.pitfalls,
            *library.steps,
        )
    ]

    assert len(plan.actions) == 5
    assert [words for words in wanted if squeezed(words) not in text] == []


def test_the_summary_says_where_we_stand_and_what_is_next() -> None:
    text = text_of(printed(Edition.SUMMARY))

    for words in ("Good service here takes effort", "59", "Solid: you are here"):
        assert squeezed(words) in text
    assert squeezed("Give complaints an address and a deadline") in text


@pytest.mark.parametrize("edition", Edition)
def test_no_template_code_is_printed(edition: Edition) -> None:
    html = html_of(document_of(), edition)

    assert not [debris for debris in ("{{", "{%", "None", "&amp;amp;") if debris in html]
    assert "style=" not in html
