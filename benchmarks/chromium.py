"""Headless Chromium printing the same pages, if it is installed."""

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
"""A browser still cleans up after closing a context, and that is part of the cost."""
TICKS = os.sysconf("SC_CLK_TCK")


def found() -> str:
    """Return the path of Chromium, or an empty text without it or Playwright, a dev dependency."""
    try:
        import playwright.sync_api  # noqa: F401, PLC0415
    except ImportError:
        return ""
    return shutil.which("chromium") or shutil.which("chromium-browser") or ""


@contextmanager
def opened(program: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    # Playwright runs an event loop in this thread, and Django refuses database queries inside one.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


def printing(browser: Any, html: Path) -> Cost:
    """Load and print in a running browser, and measure the CPU time of all its processes.

    Each report gets its own browser context, as it must when reports belong to different people.
    """
    cpu, wall = used(), perf_counter()
    context = browser.new_context()
    page = context.new_page()
    page.goto(html.as_uri())
    page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    context.close()
    wall = perf_counter() - wall
    # The pause counts as CPU time of the browser, but not as time that a person waits.
    sleep(SETTLING_SECONDS)
    return Cost(used() - cpu, wall)


def started(program: str, html: Path) -> Cost:
    """Measure a browser that is started for one report only, as from a command line."""
    cpu, wall = of_children(), perf_counter()
    options = ["--headless", *FLAGS, "--no-pdf-header-footer"]
    subprocess.run(  # noqa: S603 - the browser, without a shell
        [program, *options, f"--print-to-pdf={html.with_suffix('.pdf')}", html.as_uri()],
        check=True,
        capture_output=True,
    )
    return Cost(of_children() - cpu, perf_counter() - wall)


def of_children() -> float:
    """Return the CPU seconds of all child processes that have ended."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def used() -> float:
    """Return the CPU seconds of the browser processes below this one, running or ended."""
    return sum(seconds_of(child) for child in below(os.getpid()) if is_browser(child))


def below(process: int) -> Iterator[int]:
    for thread in Path(f"/proc/{process}/task").glob("*"):
        for child in fields_of(thread / "children"):
            yield int(child)
            yield from below(int(child))


def is_browser(process: int) -> bool:
    return "chrom" in " ".join(fields_of(Path(f"/proc/{process}/comm")))


def seconds_of(process: int) -> float:
    """Return the CPU seconds of a process and its ended children (proc(5), fields 14 to 17)."""
    found = fields_of(Path(f"/proc/{process}/stat"))
    return sum(map(int, found[13:17])) / TICKS if len(found) > 17 else 0.0  # noqa: PLR2004


def fields_of(file: Path) -> list[str]:
    """Return the fields of a file in /proc; a process name with spaces counts as one field.

    The process can end before its file is read, and then there are none.
    """
    try:
        text = file.read_text()
    except OSError:
        return []
    # The name of a process is in brackets and can contain both spaces and brackets itself.
    before, bracket, after = text.rpartition(")")
    return [*before.split(maxsplit=1), *after.split()] if bracket else text.split()
