"""Collects every text that people can read from templates, Python and question sets."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tests.architecture.files import ROOT, named, nodes_of, python_files, template_files

TRANSLATING = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
MOST_WORDS = 25
"""The longest sentence in texts, docstrings, comments and documents, in words."""
BREAK = "\0"
"""Marks where a sentence cannot continue: the end of a block, or another branch."""

UNREAD = re.compile(
    r"\{#.*?#\}|\{% comment.*?endcomment %\}|<(style|script|svg)\b.*?</\1>", re.DOTALL
)
TRANSLATED = re.compile(r'\{% translate "([^"]*)"[^%]*%\}')
ATTRIBUTE = re.compile(r'\s(?:alt|aria-label|content|placeholder|title)="([^"]*)"')
HANDED_ON = re.compile(r'\b(?:label|lead|text|title|words)="([^"]+)"')
BRANCH = re.compile(r"\{% (?:elif|else|plural)\b[^%]*%\}")
WITHIN_A_LINE = re.compile(
    r"\{% (?:end)?(?:if|url|with)\b[^%]*%\}"
    r"|</?(?:a|abbr|b|bdi|br|code|em|i|small|span|strong|time|wbr)\b[^>]*>"
)
INSERTED = re.compile(r"\{\{.*?\}\}", re.DOTALL)
COMMAND = re.compile(r"\{%.*?%\}", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
END_OF_SENTENCE = re.compile(r"(?<=[.!?…])[”’\")]*\s+|\n\s*\n")


class Text(NamedTuple):
    """A text and the place it comes from."""

    place: str
    words: str

    def sentences(self) -> list[str]:
        parts = (part for line in self.words.split(BREAK) for part in END_OF_SENTENCE.split(line))
        return [" ".join(part.split()) for part in parts if part.split()]


@cache
def every_text() -> list[Text]:
    return [*texts_of_templates(), *texts_of_python(), *texts_of_content()]


def texts_of_templates() -> Iterator[Text]:
    for path in template_files():
        yield Text(named(path), words_of(path.read_text()))


def words_of(template: str) -> str:
    """Return the text of a template, of its attributes and of what it passes to partials."""
    source = TRANSLATED.sub(r"\1", UNREAD.sub(BREAK, template))
    aside = ATTRIBUTE.findall(source)
    for command in COMMAND.findall(source):
        aside += HANDED_ON.findall(command)
    source = WITHIN_A_LINE.sub("", BRANCH.sub(BREAK, source))
    said = TAG.sub(BREAK, COMMAND.sub(BREAK, INSERTED.sub("X", source)))
    return BREAK.join([said, *(INSERTED.sub("X", words) for words in aside)])


def texts_of_python() -> Iterator[Text]:
    for path in python_files("assessment", "cxsite"):
        for node in nodes_of(path):
            if isinstance(node, ast.Call) and called(node) in TRANSLATING:
                yield from texts_of_call(node, path)


def texts_of_call(node: ast.Call, path: Path) -> Iterator[Text]:
    for argument in node.args:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield Text(f"{named(path)}:{node.lineno}", argument.value)


def called(node: ast.Call) -> str:
    function = node.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def texts_of_content() -> Iterator[Text]:
    for path in sorted((ROOT / "assessment/parties/catalogue/content").glob("*.toml")):
        for place, words in strings(tomllib.loads(path.read_text())):
            yield Text(f"{named(path)} {place}", words)


def strings(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield every string in a nested value, with its path of keys."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(inner, f"{place} {key}".strip())
    elif isinstance(value, list):
        for number, inner in enumerate(value, start=1):
            yield from strings(inner, f"{place} {number}")
