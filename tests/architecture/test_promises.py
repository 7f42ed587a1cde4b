"""Tests that what pages promise is kept, and that what the documentation names exists."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.architecture.files import ROOT, named, python_files, template_files
from tests.architecture.texts import Text, texts_of_python, texts_of_templates

CONFIGURATION = (ROOT / "docs/guides/self-hosters.md").read_text()
EXAMPLE = (ROOT / ".env.example").read_text()
SETTINGS = (ROOT / "cxsite/settings.py").read_text()
PAGES = [
    ROOT / "README.md",
    *sorted(path for top in (".github", "docs") for path in (ROOT / top).rglob("*.md")),
]
GUIDES = [path.read_text() for path in PAGES]
READ = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', SETTINGS))


def test_the_example_lists_every_setting_and_no_other() -> None:
    assert set(re.findall(r"^(?:# )?([A-Z_]+)=", EXAMPLE, re.MULTILINE)) == READ


def test_the_guide_lists_every_setting_and_no_other() -> None:
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", CONFIGURATION, re.MULTILINE)) == READ


def test_required_settings_are_not_commented_out_in_the_example() -> None:
    assert "\nSECRET_KEY=\n" in EXAMPLE


@pytest.mark.parametrize("name", sorted(READ - {"EMAIL_URL"}))
def test_every_setting_is_used_and_not_only_read(name: str) -> None:
    lines = [line for line in SETTINGS.splitlines() if re.match(rf"{name} = ", line)]
    by_us = (
        path.read_text()
        for top in ("assessment", "cxsite")
        for path in (ROOT / top).rglob("*.py")
        if path.name != "settings.py"
    )
    django_knows = {"ALLOWED_HOSTS", "CACHE_URL", "CSRF_TRUSTED_ORIGINS", "DATABASE_URL"}
    django_knows |= {"DEFAULT_FROM_EMAIL", "SECRET_KEY", "STATIC_ROOT", "TIME_ZONE"}
    in_settings = len(re.findall(rf"\b{name}\b", SETTINGS)) > 1 + len(lines)

    assert name in django_knows or in_settings or any(f"settings.{name}" in text for text in by_us)


def test_every_documented_dev_command_exists() -> None:
    known = set(re.findall(r'commands\.add_parser\("(\w+)"', (ROOT / "dev").read_text()))

    assert {name for text in GUIDES for name in re.findall(r"\./dev (\w+)", text)} <= known


@pytest.mark.parametrize(
    "command",
    sorted(
        {
            found
            for text in GUIDES
            for found in re.findall(r"(?:manage\.py|\./dev manage) ([a-z_]+)", text)
        }
    ),
)
def test_every_documented_manage_py_command_exists(command: str) -> None:
    assert command in get_commands()


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_documented_file_exists(page: Path) -> None:
    text = page.read_text()
    files = re.findall(r"`((?:assessment|cxsite|requirements|static|tests)/[\w./-]+)`", text)
    linked = re.findall(r"\]\((?!https?:)([\w./-]+)\)", text)

    assert [name for name in files if not (ROOT / name).exists()] == []
    assert [name for name in linked if not (page.parent / name).exists()] == []


# ---- promises on pages, in emails and in guides


def has_page(name: str) -> bool:
    """Whether a page is reachable under a URL with this in its name."""
    urls = (path.read_text() for path in (ROOT / "assessment").rglob("urls.py"))
    return any(re.search(rf'name="[^"]*{name}[^"]*"', text) for text in urls)


def reads_the(field: str) -> bool:
    """Whether anything that a check or a plan shows depends on this field of a business."""
    rooms = [path for path in python_files("assessment") if {"journey", "outputs"} & {*path.parts}]
    ours = (path for path in rooms if "portability" not in path.parts)
    return any(re.search(rf"\.{field}\b", path.read_text()) for path in ours)


def never() -> bool:
    return False


@dataclass(frozen=True)
class Promise:
    """Words that promise something, and whether it is kept."""

    words: str
    kept: Callable[[], bool]

    def made_in(self, texts: list[Text]) -> list[str]:
        pattern = re.compile(self.words, re.IGNORECASE)
        return [
            f"{text.place}: {s}" for text in texts for s in text.sentences() if pattern.search(s)
        ]


PROMISES = (
    Promise(
        r"\b(fit|suit|match|from)\w*\b.{0,20}\byour trade\b", lambda: reads_the("circumstances")
    ),
    Promise(r"examples? .{0,30}\btrade\b", lambda: reads_the("circumstances")),
    Promise(r"customer survey|survey your customers", lambda: has_page("survey")),
    Promise(r"\bstaff pulse|ask your team anonymously", lambda: has_page("pulse")),
    Promise(
        r"give (a|your|the) consultant.* access|invite (a|your) consultant",
        lambda: has_page("consultant"),
    ),
    # The only list is on a page of reports, where people choose the paper first.
    Promise(r"^print (the|this|my) ", lambda: has_page("print")),
    # Which weeks are left depends on the day, so it is only true of a whole quarter.
    Promise(r"hour a week(?! over a whole quarter)", never),
    # Own actions and pinned ones can take more; only the suggested plan never does.
    Promise(r"(?<!suggest )\b(your plan|it) (will )?never asks? for more", never),
    # The planner weighs the basics most, but a near level can come before another area's basics.
    Promise(r"\bbasics first\b", never),
    # Importing is a command, for the people who run a site.
    Promise(r"you can import|^any .*site can import", never),
    # Consultants' practices are set up by the people who run a site.
    Promise(r"people you.ve invited can see|only if you invite one", never),
    # The supported score counts low answers without any note.
    Promise(r"notes (and checks )?(hold|support)\b|\bsupported (score|points)\b", never),
)


@cache
def promising() -> list[Text]:
    """Return all texts of pages, emails and guides.

    A published question set never changes, so what it says cannot be taken back.
    """
    read = [path for path in PAGES if "docs" not in path.parts or "guides" in path.parts]
    guides = [Text(named(path), path.read_text()) for path in read]
    return [*texts_of_templates(), *texts_of_python(), *guides]


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.words)
def test_nothing_is_promised_that_is_not_kept(promise: Promise) -> None:
    assert promise.kept() or promise.made_in(promising()) == []


@pytest.mark.parametrize(
    ("promise", "words"),
    [
        (PROMISES[0], "So that examples fit your trade."),
        (PROMISES[2], "Copy the link to the customer survey."),
        (PROMISES[5], "Print the list"),
        (PROMISES[6], "Twelve hours is about one hour a week."),
        (PROMISES[7], "Your plan never asks for more hours."),
        (PROMISES[8], "The actions that help most, basics first."),
        (PROMISES[11], "Notes and checks hold 33 of the 52 points."),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_promises_of_the_past_are_recognised(promise: Promise, words: str) -> None:
    assert promise.made_in([Text("a page", words)]) != []


BUTTON = re.compile(
    r"<a [^>]*href=\"([^\"]*)\"[^>]*>(?:<[^>]*>)*\{% translate \"(Download|Print)[^\"]*\""
)


def test_a_link_that_says_download_leads_to_a_file() -> None:
    """Links to a file are built with a name for a file or handed on as one."""
    found = {named(p): BUTTON.findall(p.read_text()) for p in template_files()}
    leads = {href for links in found.values() for href, _verb in links}
    file = re.compile(r"_(json|csv|calendar)\b|docx|report|numbers|pdf|zip|download|file")

    assert {href for href in leads if not file.search(href)} == set()
