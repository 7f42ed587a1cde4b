"""A warm headless Chromium that prints the same pages, where there is one."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter, sleep
from typing import Any

from benchmarks.measuring import Cost

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
SETTLING_SECONDS = 0.3
"""A browser clears up behind a closed context, which is part of what it costs."""
TICKS = os.sysconf("SC_CLK_TCK")


def found() -> str:
    """Where it is, or nothing; it is driven by Playwright, a tool of developers."""
    try:
        import playwright.sync_api  # noqa: F401, PLC0415
    except ImportError:
        return ""
    return shutil.which("chromium") or shutil.which("chromium-browser") or ""


@contextmanager
def opened(program: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    # Playwright drives the browser from a loop of its own, where Django fears for its database.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


def printing(browser: Any, html: Path) -> Cost:
    """Load and print in a running browser; the CPU is that of all of its processes.

    Every report has a context of its own, as it has to where reports belong to different people.
    """
    cpu, wall = used(), perf_counter()
    context = browser.new_context()
    page = context.new_page()
    page.goto(html.as_uri())
    page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    context.close()
    wall = perf_counter() - wall
    sleep(SETTLING_SECONDS)
    return Cost(used() - cpu, wall)


def started(program: str, html: Path) -> Cost:
    """A browser that is started for one report and ends with it, as a command line does."""
    cpu, wall = of_children(), perf_counter()
    words = ["--headless", *FLAGS, "--no-pdf-header-footer"]
    subprocess.run(  # noqa: S603 - the browser, without a shell
        [program, *words, f"--print-to-pdf={html.with_suffix('.pdf')}", html.as_uri()],
        check=True,
        capture_output=True,
    )
    return Cost(of_children() - cpu, perf_counter() - wall)


def of_children() -> float:
    """Seconds of CPU of the children that have ended."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def used() -> float:
    """Seconds of CPU of the browsers below this process, living or ended."""
    return sum(seconds_of(child) for child in below(os.getpid()) if is_browser(child))


def below(process: int) -> Iterator[int]:
    for thread in Path(f"/proc/{process}/task").glob("*"):
        for child in words_in(thread / "children"):
            yield int(child)
            yield from below(int(child))


def is_browser(process: int) -> bool:
    return "chrom" in " ".join(words_in(Path(f"/proc/{process}/comm")))


def seconds_of(process: int) -> float:
    """Its own and that of children it waited for (proc(5): fields 14 to 17)."""
    found = words_in(Path(f"/proc/{process}/stat"))
    return sum(map(int, found[13:17])) / TICKS if len(found) > 17 else 0.0  # noqa: PLR2004


def words_in(file: Path) -> list[str]:
    """A process may be gone by the time it is looked at; a name with blanks counts as one."""
    try:
        text = file.read_text()
    except OSError:
        return []
    before, bracket, after = text.rpartition(")")
    return [*before.split(maxsplit=1), *after.split()] if bracket else text.split()
