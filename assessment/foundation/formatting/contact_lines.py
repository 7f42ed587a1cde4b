"""Recognise email addresses, websites and phone numbers in lines of contact details."""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from assessment.foundation.formatting.text import direction

FEWEST_DIGITS, MOST_DIGITS = 7, 15
"""The digits of a phone number; the most is the limit of E.164."""
PIECES = re.compile(
    r"(?P<email>[\w.+'%-]+@(?:[\w-]+\.)+[^\W\d_]{2,})"
    r"|(?P<web>(?:https?://|www\.)[^\s<>\"]*[^\s<>\".,;:!?)]"
    r"|(?<![\w@.])(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[^\s<>\"]*[^\s<>\".,;:!?)])?(?![\w@]))"
    r"|(?P<phone>(?<![\w.])\+?[\d(][\d\s().–/-]{5,}\d(?!\w))"
)
NOT_A_PHONE = re.compile(
    r"\d{5}-\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}"
)
"""A long American postcode, or a date."""
LABEL = re.compile(r"(?:phone|mobile|tel|fax|call|هاتف|☎|✆|📞)[\s.:]*$", re.IGNORECASE)
INNER_ZERO = re.compile(r"\(0\)")
"""The zero of +44 (0)20, which is dialled only within the country."""


class ContactKind(StrEnum):
    """What a piece of contact details is."""

    TEXT = "text"
    EMAIL = "email"
    WEB = "web"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class ContactPiece:
    """A piece of a line as it was typed; the address it leads to is empty for plain text."""

    kind: ContactKind
    words: str
    href: str = ""


ContactLine = tuple[ContactPiece, ...]


def contact_lines(text: str) -> tuple[ContactLine, ...]:
    """Return the lines of contact details, each divided into plain text and links."""
    return tuple(_pieces_of(line) for line in text.splitlines() if line.strip())


def line_direction(line: ContactLine) -> str:
    """Return `ltr` or `rtl` for a whole line, from its first letter."""
    return direction("".join(piece.words for piece in line))


def _pieces_of(line: str) -> ContactLine:
    pieces, end = [], 0
    for found in PIECES.finditer(line):
        kind = ContactKind(found.lastgroup or "text")
        href = _href(kind, found[0], line[: found.start()])
        if not href:
            continue
        if found.start() > end:
            pieces.append(ContactPiece(ContactKind.TEXT, line[end : found.start()]))
        pieces.append(ContactPiece(kind, found[0], href))
        end = found.end()
    if end < len(line):
        pieces.append(ContactPiece(ContactKind.TEXT, line[end:]))
    return tuple(pieces)


def _href(kind: ContactKind, words: str, before: str) -> str:
    """Return where a link leads, or nothing for plain text."""
    if kind is ContactKind.EMAIL:
        return f"mailto:{quote(words, safe='@+')}"
    if kind is ContactKind.WEB:
        return words if words.startswith(("http://", "https://")) else f"https://{words}"
    return _dialled(words, is_named=bool(LABEL.search(before)))


def _dialled(words: str, *, is_named: bool) -> str:
    """Return the address of a phone number, or nothing for digits that are something else."""
    international = words.startswith("+")
    digits = INNER_ZERO.sub("", words) if international else words
    # Numbers may be typed in other digits, such as Arabic ones.
    plain = "".join(str(int(digit)) for digit in digits if digit.isdigit())
    is_grouped = any(not letter.isdigit() for letter in words.removeprefix("+"))
    is_phone = is_named or international or (words.startswith(("0", "(", "٠")) and is_grouped)
    if not is_phone or NOT_A_PHONE.fullmatch(words):
        return ""
    if not FEWEST_DIGITS <= len(plain) <= MOST_DIGITS:
        return ""
    return f"tel:+{plain}" if international else f"tel:{plain}"
