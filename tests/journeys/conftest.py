"""A real site in its own process with production settings, and a real Chromium."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.migrated import migrated_file

ROOT = Path(__file__).parents[2]
PASSWORD = "seven warm loaves"
PATIENCE = 10_000
"""Milliseconds that a step on a page and its effect may take."""
COLLECT = """
import django
from django.core.management import call_command
from unittest.mock import patch

django.setup()
with patch("whitenoise.compress.Compressor.should_compress", return_value=False):
    call_command("collectstatic", interactive=False, verbosity=0)
"""
"""Collects the static files without compressing them, which takes half a minute of CPU time."""
QUIET_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port: int = s.getsockname()[1]
        return port


@dataclass
class Site:
    """A running Cairn that can be killed and started again on the same data."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "DEVELOPMENT": "false",
            "HTTPS": "false",
            "SECRET_KEY": "only-for-the-journeys-" + "x" * 40,
            "DATABASE_URL": f"sqlite:///{self.folder / 'site.sqlite3'}",
            "EMAIL_URL": f"filemail:///{self.folder / 'mail'}",
            "STATIC_ROOT": str(self.folder.parent / "journey-static"),
            "REPORTS_ROOT": str(self.folder / "reports"),
            "DJANGO_SETTINGS_MODULE": "cxsite.settings",
        }

    def manage(self, *words: str) -> str:
        return self.run("manage.py", *words)

    def run(self, *words: str) -> str:
        """Run Python as on the site, and return what it prints."""
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def start(self) -> None:
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "cxsite.wsgi", "--bind"),
                *(f"127.0.0.1:{self.port}", "--threads", "4", "--log-level", "warning"),
            ],
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
        )
        self.wait_until_alive()

    def wait_until_alive(self) -> None:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{self.url}/livez", timeout=1)  # noqa: S310 - loopback
            except OSError:
                time.sleep(0.1)
            else:
                return
        pytest.fail("the site did not start")

    def kill(self) -> None:
        """End the server and its workers as a power cut would."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    @contextmanager
    def power_cut(self) -> Iterator[None]:
        """Kill the server for the duration of the block, and always restart it afterwards."""
        self.kill()
        try:
            yield
        finally:
            self.start()

    def mail_to(self, address: str) -> str:
        """Return the email to this address, which leaves in the background after a request."""
        for _ in range(200):
            for file in (self.folder / "mail").glob("*"):
                if f"To: {address}" in file.read_text():
                    return file.read_text()
            time.sleep(0.05)
        pytest.fail(f"no email to {address}")

    def link_to(self, address: str) -> str:
        """Return the path of the first link in the email to this address."""
        mail = self.mail_to(address)
        found = re.search(r"https?://[^/\s]+(/\S+)", mail)
        assert found, mail
        return found[1]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site with its sample data, to be copied."""
    made = Site(tmp_path_factory.mktemp("sample"))
    with ThreadPoolExecutor() as at_once:
        files = at_once.submit(made.run, "-c", COLLECT)
        if migrated_file().exists():
            shutil.copyfile(migrated_file(), made.folder / "site.sqlite3")
        made.manage("migrate", "--verbosity=0")
        made.manage("demo", "--password", PASSWORD)
        files.result()
    return made.folder


def started(sample: Path, name: str) -> Iterator[Site]:
    running = Site(sample.parent / name)
    shutil.copytree(sample, running.folder)
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="session")
def site(sample: Path) -> Iterator[Site]:
    """One site for all journeys, which leave the sample's people and names as they were."""
    yield from started(sample, "site")


@pytest.fixture
def site_of_its_own(sample: Path) -> Iterator[Site]:
    """A site for a test that changes much of the sample."""
    yield from started(sample, "site-of-its-own")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        pytest.fail("Chromium is missing; `./dev test` installs it")
    expect.set_options(timeout=PATIENCE)
    # Playwright leaves an event loop running in this thread, so Django would refuse database access
    # in every later test, as if it were async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=QUIET_FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A phone-sized window."""
    context = browser.new_context(
        base_url=site.url, viewport={"width": 375, "height": 740}, color_scheme="light"
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def page_without_javascript(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(
        base_url=site.url,
        viewport={"width": 375, "height": 740},
        java_script_enabled=False,
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()
