"""Links and pictures in documents resolve, and guides name what is really on the pages."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.urls import resolve

from tests.architecture.files import ROOT, named
from tests.architecture.test_promises import PAGES
from tests.architecture.texts import every_text
from tooling.pictures import MOST_BYTES, PICTURES, SHOTS

DOCUMENTS = [ROOT / "CHANGELOG.md", *PAGES]
GUIDES = sorted((ROOT / "docs/guides").glob("*.md"))
FEWEST_PICTURES, MOST_PICTURES = 3, 7
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"`[^`\n]*`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
PICTURE = re.compile(r"!\[[^\]]+\]\(([^)\s]+)\)")
IMAGE_TAG = re.compile(r'<img src="([^"]+)"[^>]* alt="[^"]+"')
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
EXPLAINED_AS_BOLD = "bold"
"""The word in every guide that says what bold means."""


def prose(document: Path) -> str:
    """The text without code, in which brackets and asterisks mean something else."""
    return INLINE.sub("", FENCED.sub("", document.read_text()))


def anchors(document: Path) -> set[str]:
    """The anchors that GitHub makes from headings."""
    text = FENCED.sub("", document.read_text())
    headings = (re.sub(r"[^\w\s-]", "", heading.lower()) for heading in HEADING.findall(text))
    return {heading.strip().replace(" ", "-") for heading in headings}


def relative_links(document: Path) -> list[str]:
    text = prose(document)
    links = [*LINK.findall(text), *IMAGE_TAG.findall(text)]
    return [link for link in links if not re.match(r"[a-z]+:", link)]


def pictures_of(document: Path) -> list[Path]:
    text = prose(document)
    found = [*PICTURE.findall(text), *IMAGE_TAG.findall(text)]
    return [(document.parent / name).resolve() for name in found]


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_relative_link_resolves(document: Path) -> None:
    broken = []
    for link in relative_links(document):
        path, _, anchor = unquote(link).partition("#")
        target = (document.parent / path).resolve() if path else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)

    assert broken == []


@pytest.mark.parametrize("guide", GUIDES, ids=named)
def test_every_guide_has_a_few_pictures_of_its_own(guide: Path) -> None:
    pictures = pictures_of(guide)

    assert FEWEST_PICTURES <= len(pictures) <= MOST_PICTURES
    assert {picture.stem.startswith(guide.stem) for picture in pictures} == {True}


def test_every_picture_is_taken_by_the_script_and_shown_in_a_document() -> None:
    taken = {shot.file for shot in SHOTS}
    shown = {picture for document in DOCUMENTS for picture in pictures_of(document)}

    assert set(PICTURES.rglob("*.png")) == taken
    assert taken <= shown


@pytest.mark.parametrize("path", sorted({shot.path for shot in SHOTS}))
def test_every_picture_shows_a_page_that_there_is(path: str) -> None:
    assert resolve(path).url_name


def test_pictures_are_small() -> None:
    assert [shot.name for shot in SHOTS if shot.file.stat().st_size > MOST_BYTES] == []


@pytest.mark.parametrize("guide", GUIDES, ids=named)
def test_every_name_in_bold_is_on_a_page(guide: Path) -> None:
    on_pages = " ".join(" ".join(text.words.replace("’", "'").split()) for text in every_text())
    names = {" ".join(name.replace("’", "'").split()) for name in BOLD.findall(prose(guide))}

    assert sorted(name for name in names - {EXPLAINED_AS_BOLD} if name not in on_pages) == []
