"""Word documents and workbooks opened by another program than the one they were made for."""

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from assessment.outputs.exports.presenters.docx.report import written
from tests.outputs.exports.exporting import HOSTILE, noted
from tests.outputs.exports.test_docx_structure import DOCUMENTS, drawn
from tests.outputs.exports.test_xlsx_structure import file_of

OFFICE = shutil.which("soffice") or ""
SECONDS = 240

pytestmark = pytest.mark.skipif(not OFFICE, reason="LibreOffice (soffice) is not installed")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The text of each page of each file, converted by one run with a profile of its own."""
    folder = tmp_path_factory.mktemp("office")
    files = {f"{name.replace(' ', '-')}.docx": drawn(make()) for name, make in DOCUMENTS.items()}
    files["plain.docx"] = written(DOCUMENTS["branded"]())
    files |= {"all.xlsx": file_of(), "hostile.xlsx": file_of((noted(HOSTILE),))}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(words, cwd=folder, timeout=SECONDS, check=True, capture_output=True)
    return {name: pages_of((folder / name).with_suffix(".pdf")) for name in files}


def pages_of(pdf: Path) -> list[str]:
    with pypdfium2.PdfDocument(pdf.read_bytes()) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_the_cover_is_one_page_and_the_contents_another(opened: dict[str, list[str]]) -> None:
    documents = {name: pages for name, pages in opened.items() if name.endswith(".docx")}

    for cover, contents, story, *_more in documents.values():
        assert "Quarterly report and plan" in cover
        assert "Checked on" in cover
        assert contents.count("Contents") == 1
        assert "How the score is worked out" in contents
        assert "out of 100" in story


def test_pages_have_numbers_and_hardly_any_is_empty(opened: dict[str, list[str]]) -> None:
    pages = opened["branded.docx"]

    assert [f"Page {n} of {len(pages)}" in page for n, page in enumerate(pages, 1)] == [
        False,
        *[True] * (len(pages) - 1),
    ]
    assert min(len(page) for page in pages) > 200


def test_every_sheet_prints_with_its_headings(opened: dict[str, list[str]]) -> None:
    pages = opened["all.xlsx"]

    for first_words in ("Score", "Why", "Chosen option", "Planned hours", "Overall", "Fact"):
        assert any(first_words in " ".join(page.split()) for page in pages), first_words
    assert all("North & South" in page for page in pages)
    assert all("Salt & Pepper" in page for page in pages)


def test_what_looks_like_a_formula_is_shown_as_it_was_typed(opened: dict[str, list[str]]) -> None:
    text = "".join(opened["hostile.xlsx"])

    assert HOSTILE["plus"] in text
    assert HOSTILE["at"] in text
    assert "#NAME?" not in text
    assert "Err:" not in text
