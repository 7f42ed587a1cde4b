"""Every page of the sample's reports looks as it did when it was last approved.

`./dev test tests/outputs/reports/looks --approve` approves the current pages. Look at the pictures
in `approved` before you commit them.
"""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from assessment.outputs.reports.editions import Edition, Paper
from assessment.outputs.reports.services import render
from tests.outputs.reports.documents import branded, document_of, printed
from tests.outputs.reports.looks.pages import apart, approve, approved, pictures_of

pytestmark = pytest.mark.pdf

REPORTS = [
    *((edition, Paper.A4) for edition in Edition),
    (Edition.SUMMARY, Paper.LETTER),
    (Edition.FRIDGE, Paper.LETTER),
]
TOLERATED = 0.001
"""The share of a page's pixels. A line of text that wraps differently changes more than this."""


@pytest.mark.parametrize(("edition", "paper"), REPORTS)
def test_pages_look_as_they_were_approved(
    edition: Edition, paper: Paper, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    assert changes_in(f"{edition}-{paper}", printed(edition, paper), request, tmp_path) == {}


@pytest.mark.parametrize("edition", [Edition.SUMMARY, Edition.FRIDGE])
def test_branded_pages_look_as_they_were_approved(
    edition: Edition, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    pdf = render(document_of(consultant=branded()), edition, Paper.A4)

    assert changes_in(f"branded-{edition}", pdf, request, tmp_path) == {}


def changes_in(
    name: str, pdf: bytes, request: pytest.FixtureRequest, tmp_path: Path
) -> dict[str, str]:
    """Return how far each page is from its approved picture, and where it is as it is now."""
    seen = list(pictures_of(pdf))
    if request.config.getoption("approve"):
        approve(name, seen)
    files = approved(name)

    assert len(seen) == len(files)
    changed = {}
    for picture, file in zip(seen, files, strict=True):
        with Image.open(file) as before:
            far = apart(picture, before)
        if far > TOLERATED:
            picture.save(tmp_path / f"{file.stem}.png")
            changed[file.name] = f"{far:.1%} at {tmp_path}"
    return changed


# ---- the measure itself


@pytest.fixture
def page() -> Image.Image:
    return next(pictures_of(printed(Edition.SUMMARY, Paper.A4)))


def test_a_page_matches_itself_and_its_saved_picture(page: Image.Image, tmp_path: Path) -> None:
    page.save(tmp_path / "kept.webp", quality=70)

    assert apart(page, page) == 0
    assert apart(page, Image.open(tmp_path / "kept.webp")) < TOLERATED


def test_a_missing_line_and_a_changed_colour_are_noticed(page: Image.Image) -> None:
    width, height = page.size
    without_a_line, recoloured = page.copy(), page.copy()
    ImageDraw.Draw(without_a_line).rectangle((0, height // 2, width, height // 2 + 8), "white")
    ImageDraw.Draw(recoloured).rectangle((0, 0, width, height // 20), "#142E3E")

    assert apart(page, without_a_line) > TOLERATED
    assert apart(page, recoloured) > TOLERATED
    assert apart(page, page.resize((width - 1, height))) == 1
