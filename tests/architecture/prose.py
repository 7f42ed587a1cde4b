"""Collects what developers read: docstrings, comments and documents, each with its place."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.architecture.files import ROOT, named, python_files, template_files
from tests.architecture.texts import BREAK, Text

CODE = ("assessment", "cxsite", "benchmarks", "tooling")
PYTHON = re.compile(
    r"(?P<comments>#[^\n]*(?:\n[ \t]*#[^\n]*)*)"
    r'|^[ \t]*"""(?P<docstring>.*?)"""'
    r'|"""(?:[^\\]|\\.)*?"""'
    r"|'(?:[^'\\\n]|\\.)*'"
    r'|(?P<strings>(?:f?"(?:[^"\\\n]|\\.)*"\s*)+)',
    re.MULTILINE | re.DOTALL,
)
"""The comments and strings of Python, because a parser would take too long for every file.

Strings that follow each other are one string. Docstrings start a line, as Ruff formats them.
"""
SCRIPT = re.compile(r"/\*.*?\*/|[ \t]//[^\n]*|(?P<strings>([\"'`])[^\n]*?\2)", re.DOTALL)
BLOCK_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
LINE_COMMENT = re.compile(r"(?:^[ \t]*//.*\n?)+|[ \t]//[ \t].*$", re.MULTILINE)
TEMPLATE_COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}", re.DOTALL)
MARKS = re.compile(r"^[ \t]*(?:/\*+|\*+/?|//+|\{#|#+:?)|(?:\*/|#\})[ \t]*$|-{4,}", re.MULTILINE)
"""The marks around a comment, and the dashes of a section heading."""
TOOLS = re.compile(r"(?:noqa(?:: [A-Z\d, ]+)?|type: ignore\S*|fmt: \w+|pragma: .*)(?: - )?")
"""Instructions to tools; what follows a dash is the reason, which people read."""
NOT_PROSE = re.compile(r"^```.*?^```|^<!--.*?-->", re.DOTALL | re.MULTILINE)
"""Code blocks and hidden comments of a document."""
TABLE_CELL = re.compile(r"(?m)^\||\|[ \t]*$|(?<!\\)\|")
NEW_BLOCK = re.compile(r"^\s*(?:[-*+] |\d+\. |#+ |> )", re.MULTILINE)
SETTING = re.compile(r"^#? ?[A-Z_]+=.*$", re.MULTILINE)
TEST_NAME = re.compile(r"^ *def test_(?P<name>\w+)", re.MULTILINE)
QUOTED = re.compile(r"`[^`]*`")
LINK = re.compile(r"\]\([^)]*\)|\w+://\S+")


@cache
def every_prose() -> list[Text]:
    """Return all docstrings, comments and documents."""
    return [
        *(text for path in python_files_of_ours() for text in prose_of_python(path)),
        *(text for path in script_files() for text in comments_of_script(path)),
        *(text for path in template_files() for text in comments_of_template(path)),
        *(text for path in document_files() for text in prose_of_document(path)),
    ]


def every_message() -> list[Text]:
    """Return all other strings of several words in our code, except those in tests."""
    python = [path for path in python_files_of_ours() if ROOT / "tests" not in path.parents]
    scripts = [path for path in script_files() if path.suffix == ".js"]
    return [
        *(text for path in python for text in messages_of(path, PYTHON)),
        *(text for path in scripts for text in messages_of(path, SCRIPT)),
    ]


def every_test_name() -> list[Text]:
    """Return the names of all tests as sentences."""
    return [
        Text(f"{named(path)}:{line_of(source, found)}", found["name"].replace("_", " "))
        for path in python_files("tests")
        for source in [path.read_text()]
        for found in TEST_NAME.finditer(source)
    ]


def python_files_of_ours() -> list[Path]:
    return [*python_files(*CODE, "tests"), ROOT / "dev", ROOT / "manage.py"]


def script_files() -> list[Path]:
    tops = ("js", "css")
    return sorted(
        p for top in tops for p in (ROOT / "static" / top).rglob("*") if p.suffix in {".js", ".css"}
    )


def document_files() -> list[Path]:
    guides = (path for top in (".github", "docs") for path in (ROOT / top).rglob("*.md"))
    return [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / ".env.example", *sorted(guides)]


def prose_of_python(path: Path) -> Iterator[Text]:
    """Yield docstrings and comments; comments on adjacent lines make one text."""
    source = path.read_text()
    for found in PYTHON.finditer(source):
        if comment := found["comments"]:
            yield prose(path, line_of(source, found), comment)
        elif found["docstring"]:
            yield prose(path, line_of(source, found), found["docstring"])


def messages_of(path: Path, language: re.Pattern[str]) -> Iterator[Text]:
    source = path.read_text()
    for found in language.finditer(source):
        message = re.sub(r'"\s*f?"', "", found["strings"] or "")
        if " " in message.strip():
            yield Text(f"{named(path)}:{line_of(source, found)}", message)


def line_of(source: str, found: re.Match[str]) -> int:
    return source.count("\n", 0, found.start()) + 1


def comments_of_script(path: Path) -> Iterator[Text]:
    source = path.read_text()
    patterns = [BLOCK_COMMENT, LINE_COMMENT] if path.suffix == ".js" else [BLOCK_COMMENT]
    for pattern in patterns:
        for found in pattern.finditer(source):
            yield prose(path, line_of(source, found), found.group())


def comments_of_template(path: Path) -> Iterator[Text]:
    source = path.read_text()
    for found in TEMPLATE_COMMENT.finditer(source):
        yield prose(path, line_of(source, found), found.group())


def prose_of_document(path: Path) -> Iterator[Text]:
    """Yield the paragraphs of a document, without code blocks; each cell of a table is a text."""
    # What is left out keeps its line breaks, so that line numbers stay right.
    source = NOT_PROSE.sub(lambda left_out: "\n" * left_out.group().count("\n"), path.read_text())
    if path.suffix != ".md":
        source = SETTING.sub("", source)
    line = 1
    for paragraph in re.split(r"(?<=\n)(?=\s*\n)", source):
        if paragraph.strip():
            blank = len(paragraph) - len(paragraph.lstrip("\n"))
            yield prose(path, line + blank, paragraph)
        line += paragraph.count("\n")


def prose(path: Path, line: int, source: str) -> Text:
    """Return the sentences of a docstring, comment or paragraph, without code and addresses."""
    if path.suffix == ".md":
        text = NEW_BLOCK.sub(BREAK, TABLE_CELL.sub(BREAK, source))
    else:
        text = MARKS.sub("", source)
    text = TOOLS.sub(BREAK, NEW_BLOCK.sub(BREAK, text))
    return Text(f"{named(path)}:{line}", LINK.sub("", QUOTED.sub("code", text)))
