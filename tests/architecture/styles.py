"""The style sheets taken apart, and the classes that rules and templates name."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from tests.architecture.files import ROOT, named, python_files, template_files

CSS = ROOT / "static/css"
BOOTSTRAP = ROOT / "static/vendor/bootstrap/bootstrap.min.css"
PRINTED = CSS / "outputs/reports/document"
TOKEN_SHEETS = {CSS / "tokens.css", CSS / "tokens-dark.css", PRINTED / "tokens.css"}

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
PICTURE = re.compile(r'url\("[^"]*"\)')
DECLARATION = re.compile(r"(?<=[{;\s])(-{0,2}[a-z][a-z-]*):\s*([^;{}]+?)\s*[;}]")
SELECTOR = re.compile(r"([^{};]+)\{")
CLASS = re.compile(r"\.([A-Za-z][\w-]*)")
# The value may contain template tags with quotes of their own. A template hands its classes to
# another as `look`.
ATTRIBUTE = re.compile(r'(?<![\w-])(?:class|look)="((?:[^"{]|\{(?!%)|\{%.*?%\})*)"')
TAG, VARIABLE = re.compile(r"\{%.*?%\}"), re.compile(r"\{\{.*?\}\}")

Where = Literal["pages", "report"]
"""The report has templates and style sheets of its own; a name there means what it means there."""


class Declaration(NamedTuple):
    sheet: str
    name: str
    value: str


def sheets(where: Where) -> list[Path]:
    """All but the tokens."""
    found = (path for path in CSS.rglob("*.css") if path not in TOKEN_SHEETS)
    return sorted(path for path in found if (path.parent == PRINTED) == (where == "report"))


def plain(sheet: Path) -> str:
    """The rules, without comments and drawn pictures."""
    return PICTURE.sub("url()", COMMENT.sub("", sheet.read_text()))


def declarations(where: Where) -> Iterator[Declaration]:
    for sheet in sheets(where):
        for name, value in DECLARATION.findall(plain(sheet)):
            yield Declaration(named(sheet), name, value)


def classes_in(sheet: Path) -> set[str]:
    return {name for selector in SELECTOR.findall(plain(sheet)) for name in CLASS.findall(selector)}


def styled(where: Where) -> set[str]:
    """The classes that our rules name."""
    return {name for sheet in sheets(where) for name in classes_in(sheet)}


def of_bootstrap() -> set[str]:
    return set(CLASS.findall(BOOTSTRAP.read_text()))


# ---- classes in templates and code


def templates(where: Where) -> list[Path]:
    """Return the templates of pages or of the report; charts are in both, and emails in neither."""
    found = [path for path in template_files() if "emails" not in path.parts]
    if where == "pages":
        return [path for path in found if "document" not in path.parts]
    return [path for path in found if {"document", "charts"} & set(path.parts)]


def written(template: str) -> Iterator[str]:
    """Each class that a template writes, `{{}}` for what a variable fills in."""
    for value in ATTRIBUTE.findall(template):
        yield from VARIABLE.sub("{{}}", TAG.sub(" ", value)).split()


def set_by_code() -> set[str]:
    """The classes that widgets and scripts set, from the lines that speak of a class."""
    code = [*python_files("assessment"), *(ROOT / "static/js").glob("*.js")]
    lines = (line for path in code for line in path.read_text().splitlines() if "class" in line)
    strings = (text for line in lines for text in re.findall(r"[\"']([^\"']*)", line))
    return {word for text in strings for word in text.split()}


def used(where: Where) -> set[str]:
    """The classes that templates write, with `{{}}` in place of variables."""
    found = {name for path in templates(where) for name in written(path.read_text())}
    return found - {"{{}}"}


def is_used(name: str, among: set[str]) -> bool:
    shapes = (re.escape(shape).replace(re.escape("{{}}"), ".+") for shape in among if "{{" in shape)
    return name in among or any(re.fullmatch(shape, name) for shape in shapes)
