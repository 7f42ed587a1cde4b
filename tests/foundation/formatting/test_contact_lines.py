"""Which parts of contact details become links, and which stay plain text."""

import pytest

from assessment.foundation.formatting.contact_lines import (
    ContactKind,
    contact_lines,
    line_direction,
)


def links_in(text: str) -> list[str]:
    return [piece.href for line in contact_lines(text) for piece in line if piece.href]


@pytest.mark.parametrize(
    ("line", "links"),
    [
        ("12 Canal Row, Bristol BS1 4RN", []),
        ("ruth@bluedoor.example", ["mailto:ruth@bluedoor.example"]),
        ("Write to ruth@bluedoor.example.", ["mailto:ruth@bluedoor.example"]),
        ("+44 20 7946 0018", ["tel:+442079460018"]),
        ("+44 (0)20 7946 0018", ["tel:+442079460018"]),
        ("(020) 7946-0018", ["tel:02079460018"]),
        ("0117 496 0123", ["tel:01174960123"]),
        ("Tel. 1174960123", ["tel:1174960123"]),
        ("هاتف: +٩٧١ ٤ ١٢٣ ٤٥٦٧", ["tel:+97141234567"]),
        ("https://bluedoor.example/about", ["https://bluedoor.example/about"]),
        ("www.bluedoor.example.", ["https://www.bluedoor.example"]),
        ("bluedoor.co.uk", ["https://bluedoor.co.uk"]),
        (
            "Ruth · ruth@bluedoor.example · +44 20 7946 0018",
            ["mailto:ruth@bluedoor.example", "tel:+442079460018"],
        ),
        ("Registered in England 01234567", []),
        ("Cambridge, MA 02139-4307", []),
        ("Since 01.02.2003", []),
        ("Ruth Calloway B.A.", []),
        ("javascript:alert(1)", []),
        ("+1 2", []),
    ],
)
def test_addresses_and_numbers_become_links(line: str, links: list[str]) -> None:
    assert links_in(line) == links


@pytest.mark.parametrize("text", ["a@b.example +44 20 7946 0018, later", "x\n\n y ", "", "…"])
def test_nothing_that_was_typed_is_lost(text: str) -> None:
    lines = ["".join(piece.words for piece in line) for line in contact_lines(text)]

    assert lines == [line for line in text.splitlines() if line.strip()]


def test_a_quote_in_an_address_cannot_leave_its_link() -> None:
    ((piece, *_rest),) = contact_lines("o'neill@bluedoor.example")

    assert piece.kind == ContactKind.EMAIL
    assert piece.href == "mailto:o%27neill@bluedoor.example"


def test_a_line_runs_in_the_direction_of_its_first_letter() -> None:
    directions = [line_direction(line) for line in contact_lines("دبي ruth@x.example\n+44 20 7946")]

    assert directions == ["rtl", "ltr"]
