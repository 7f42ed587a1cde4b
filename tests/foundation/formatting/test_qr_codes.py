"""QR codes can be scanned back, and keep the edge that readers need."""

import re

import numpy as np
import pytest
import zxingcpp
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from assessment.foundation.formatting.qr_codes import QUIET_MODULES, QrCode, qr_code

LINK = "https://cairn.example/c/k7m4p2xqw9hd"
RUN = re.compile(r"M(\d+) (\d+)\.5h(\d+)")
PIXELS = 4
"""How wide a module is in the picture that the reader gets."""


def picture_of(code: QrCode) -> np.ndarray:
    """Draw the path of a code as pixels from 0 (black) to 255 (white)."""
    modules = np.full((code.size, code.size), 255, dtype=np.uint8)
    for left, row, length in RUN.findall(code.path):
        modules[int(row), int(left) : int(left) + int(length)] = 0
    return modules.repeat(PIXELS, axis=0).repeat(PIXELS, axis=1)


def scanned(code: QrCode) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture_of(code))]


def test_an_address_can_be_scanned_back() -> None:
    assert scanned(qr_code(LINK)) == [LINK]


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789-_/.", min_size=1, max_size=80))
def test_any_address_can_be_scanned_back(path: str) -> None:
    address = f"https://example.org/{path}"

    assert scanned(qr_code(address)) == [address]


def test_a_code_keeps_four_white_modules_on_each_side() -> None:
    picture = picture_of(qr_code(LINK))

    dark = np.argwhere(picture < 255) // PIXELS

    assert dark.min() == QUIET_MODULES
    assert dark.max() == picture.shape[0] // PIXELS - 1 - QUIET_MODULES


def test_the_same_text_always_gives_the_same_code() -> None:
    assert qr_code(LINK) == qr_code(LINK)


def test_a_text_that_no_code_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="Data too large"):
        qr_code("x" * 3000)


def test_the_drawing_is_black_on_white_and_says_what_it_opens() -> None:
    code = qr_code(LINK)

    svg = render_to_string("components/qr_code.html", {"code": code, "label": f"Opens {LINK}"})

    assert f'viewBox="0 0 {code.size} {code.size}"' in svg
    assert 'fill="#FFFFFF"' in svg
    assert 'stroke="#000000"' in svg
    assert f"<title>Opens {LINK}</title>" in svg
    assert f'd="{code.path}"' in svg
