"""What people type: unchanged in files, and within the limits of printing on paper."""

import pytest

from assessment.foundation.formatting.typed_text import MAY_BREAK, MOST_LINES, for_paper, printable
from assessment.outputs.reports.presenters.answers_table import answers_table
from tests.outputs.exports.exporting import noted

ADDRESS = "https://example.com/" + "a/" * 120
ENDLESS = "o" * 10_000
LINES = "a\n" * 5_000


def test_a_long_address_is_printed_unchanged() -> None:
    assert for_paper(ADDRESS) == ADDRESS


def test_an_endless_word_can_break_without_losing_a_letter() -> None:
    broken = for_paper(ENDLESS)

    assert max(map(len, broken.split(MAY_BREAK))) == 40
    assert broken.replace(MAY_BREAK, "") == ENDLESS


def test_lines_beyond_the_limit_become_one_paragraph() -> None:
    lines = for_paper(LINES).split("\n")

    assert len(lines) == MOST_LINES + 1
    assert " ".join(lines).split() == LINES.split()


@pytest.mark.parametrize("text", [ENDLESS, LINES.strip(), "\u2067שלום\u2069"])
def test_files_contain_it_unchanged(text: str) -> None:
    assert printable(text) == text
    assert any(text in row for row in answers_table(noted({"note": text})).rows)
