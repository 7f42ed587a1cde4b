"""Tables say what they are about, and each of their cells says something."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from tests.architecture.files import ROOT
from tests.architecture.styles import templates

TABLE = re.compile(r"<table\b[^>]*>\s*(.*)")
CAPTION = re.compile(r"<caption\b[^>]*>\s*\S")
LABELLED = re.compile(r"<([a-z]+)\b((?:[^<>\"]|\"[^\"]*\")*)>")
NAMED_BY_THEIR_LABEL = {
    *("a", "aside", "button", "details", "dialog", "fieldset", "form", "input", "main", "nav"),
    *("ol", "progress", "section", "select", "table", "textarea", "ul"),
}
"""Of other elements, such as a cell or a span, a screen reader may never say the label."""
EMPTY = re.compile(r"<(t[dh])\b[^>]*>\s*</\1>")
PAGES = {path.relative_to(ROOT).as_posix(): path.read_text() for path in templates("pages")}
WITH_TABLES = [reverse("sample"), reverse("sample_trends"), reverse("method")]


class Cells(HTMLParser):
    """Collects what a screen reader finds in each cell."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.inside = False
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"td", "th"}:
            self.inside = True
            self.words.append("")
        hidden = ("aria-hidden", "true") in attrs
        if tag == self.silent[-1] if self.silent else hidden:
            self.silent.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self.inside = False
        if self.silent and tag == self.silent[-1]:
            self.silent.pop()

    def handle_data(self, data: str) -> None:
        if self.inside and not self.silent:
            self.words[-1] += data.strip()


def test_every_table_of_a_page_begins_with_a_caption() -> None:
    tables = [(name, rest) for name, text in PAGES.items() for rest in TABLE.findall(text)]

    assert len(tables) > 8
    assert [name for name, rest in tables if not CAPTION.match(rest)] == []


def test_no_cell_of_a_page_is_empty() -> None:
    assert [name for name, text in PAGES.items() if EMPTY.search(text)] == []


@pytest.mark.parametrize("path", PAGES)
def test_no_caption_has_a_link_in_it(path: str) -> None:
    """With a role of its own, a table may contain nothing but rows and words."""
    assert not re.search(r"<caption\b(?:(?!</caption>).)*<(a|button)\b", PAGES[path], re.DOTALL)


@pytest.mark.parametrize("path", PAGES)
def test_only_what_can_have_a_name_has_a_label_of_its_own(path: str) -> None:
    page = re.sub(r"{[%{].*?[%}]}", "", PAGES[path])
    wrong = [
        found[0]
        for found in LABELLED.finditer(page)
        if "aria-label=" in found[2]
        and found[1] not in NAMED_BY_THEIR_LABEL
        and "role=" not in found[2]
    ]

    assert wrong == []


@pytest.mark.parametrize("path", WITH_TABLES)
def test_a_drawing_in_a_cell_has_a_text_beside_it(client: Client, path: str) -> None:
    cells = Cells()

    cells.feed(without_pictures(client.get(path).text))

    assert len(cells.words) > 15
    assert [nth for nth, words in enumerate(cells.words) if not words] == []


def without_pictures(page: str) -> str:
    """The page without the picture on the home page, which screen readers skip."""
    return re.sub(r"<figure class=.picture.*?</figure>", "", page, flags=re.DOTALL)
