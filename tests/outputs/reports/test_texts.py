"""What people typed, in files as it is, and on paper within what printing can take."""

import pytest

from assessment.foundation.formatting.typed_text import MAY_BREAK, MOST_LINES, for_paper, printable
from assessment.outputs.reports.presenters.answers_table import answers_table
from tests.outputs.exports.exporting import noted

ADDRESS = "https://example.com/" + "a/" * 120
ENDLESS = "o" * 10_000
LINES = "a\n" * 5_000


def test_an_address_can_be_copied_from_paper_as_it_was_typed() -> None:
    assert for_paper(ADDRESS) == ADDRESS


def test_an_endless_word_may_break_and_loses_no_letter() -> None:
    broken = for_paper(ENDLESS)

    assert max(map(len, broken.split(MAY_BREAK))) == 40
    assert broken.replace(MAY_BREAK, "") == ENDLESS


def test_very_many_lines_become_one_paragraph_from_there_on() -> None:
    lines = for_paper(LINES).split("\n")

    assert len(lines) == MOST_LINES + 1
    assert " ".join(lines).split() == LINES.split()


@pytest.mark.parametrize("text", [ENDLESS, LINES.strip(), "\u2067שלום\u2069"])
def test_files_hold_it_as_it_was_typed(text: str) -> None:
    assert printable(text) == text
    assert any(text in row for row in answers_table(noted({"note": text})).rows)
