"""The tags of a report, for people who cannot see its pages."""

import io
from dataclasses import replace

import pikepdf
import pytest

from assessment.domain.scoring.submissions import Submission
from assessment.outputs.reports.editions import Edition, Options, Paper
from assessment.outputs.reports.services import render
from assessment.parties.catalogue.library import sample_submissions
from tests.outputs.reports.documents import LINDGREN, document_of, printed
from tests.outputs.reports.reading import bookmarks_of, pages_of
from tests.outputs.reports.spoken import Piece, told

pytestmark = pytest.mark.pdf
FULL = [(edition, paper) for edition in (Edition.OWNER, Edition.CONSULTANT) for paper in Paper]


def position(pieces: list[Piece], words: str) -> int:
    return next(n for n, piece in enumerate(pieces) if piece.words.startswith(words))


@pytest.mark.parametrize("paper", Paper)
def test_the_reading_order_of_the_first_page_matches_its_layout(paper: Paper) -> None:
    first = [piece for piece in told(printed(Edition.OWNER, paper)) if piece.page == 0]
    story = (
        *("Café Lindgren", "October to December 2026", "Good service here takes effort"),
        *("59", "out of 100", "Up 8 on last time: could be chance", "Solid: you are here"),
        *("The next action we suggest", "Give complaints an address and a deadline", "Start here:"),
        *("Your areas", "Build from the bottom up", "Our suggested plan until 31 December"),
    )

    places = [position(first, words) for words in story]

    assert places == sorted(places)
    headings = [piece.kind for piece in first if piece.is_heading]
    assert headings == ["H1", "H2", "H2", "H2", "H2"]


@pytest.mark.parametrize(("edition", "paper"), FULL)
def test_no_page_ends_with_a_heading(edition: Edition, paper: Paper) -> None:
    pieces = told(printed(edition, paper))

    lonely = [
        piece.words
        for piece, after in zip(pieces, [*pieces[1:], None], strict=True)
        if piece.is_heading and (after is None or after.page != piece.page)
    ]
    assert lonely == []


@pytest.mark.parametrize("edition", Edition)
def test_every_cell_refers_to_its_headings(edition: Edition) -> None:
    # The table of every question is left out: its headings span the row above, and WeasyPrint
    # cannot express that in tags.
    document = document_of(options=Options(answers=False))
    with pikepdf.open(io.BytesIO(render(document, edition, Paper.A4))) as pdf:
        tags = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/S" in o]
        heads = {str(tag.ID) for tag in tags if tag.S == "/TH" and "/ID" in tag}
        cells = [tag for tag in tags if tag.S == "/TD"]
        named = [[str(head) for head in cell.A.get("/Headers", [])] for cell in cells]

    # Large print has sentences instead of tables.
    assert cells or edition in {Edition.FRIDGE, Edition.LARGE}
    assert all(names and heads.issuperset(names) for names in named)


@pytest.mark.parametrize("edition", [Edition.OWNER, Edition.CONSULTANT])
def test_every_heading_of_a_table_says_what_it_heads(edition: Edition) -> None:
    with pikepdf.open(io.BytesIO(printed(edition))) as pdf:
        tags = [
            o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/TH"
        ]
        scopes = {str(tag.A.get("/Scope", "")) for tag in tags}

    assert scopes == {"/Row", "/Column"}


def test_forty_quarters_make_a_report_no_longer() -> None:
    first, *_others = sample_submissions()
    quarters: list[Submission] = []
    quarter = LINDGREN.quarter
    for _number in range(39):
        quarter = quarter.previous()
        quarters.insert(0, replace(first, quarter=quarter))
    document = document_of(earlier=tuple(quarters))

    pdf = render(document, Edition.CONSULTANT, Paper.A4)

    assert pages_of(pdf) <= 20
    assert document.history is not None
    assert document.history.title in bookmarks_of(pdf)
    assert len(document.history.quarters) == 8
