"""Pictures of the sample site for the README and the guides.

`./dev screenshots` runs this in .venv. The site runs in a temporary folder. Time,
theme and sizes are fixed, so that the same code always gives the same pictures.
"""

import hmac
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
from base64 import b32decode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, sync_playwright
from pypdfium2 import PdfDocument

from tooling.running import ROOT, Environment, Stop, say

PICTURES = ROOT / "docs" / "img"
MOMENT = "2026-11-30T10:00:00+00:00"
"""In the quarter of the sample's last check, when some of its plan is done and some is late."""
PASSWORD = "only for the screenshots"  # noqa: S105 - of a site that ends with this process
DESKTOP, PHONE = 1280, 375
COLOURS = 96
MOST_BYTES = 120_000
PIXELS_PER_POINT = 4 / 3
STARTING_SECONDS = 900
PATIENCE = 300_000
"""Milliseconds that a page or a PDF may take on a busy machine."""

SERVE = """
import sys
from dataclasses import replace
from datetime import datetime
import time_machine
time_machine.travel(datetime.fromisoformat(sys.argv[1]), tick=True).start()
import django
django.setup()
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core.management import call_command
from assessment.foundation.pdf.client import pdf_client
# A busy machine may take longer over a PDF than a visitor would wait.
pdf_client.limits = replace(pdf_client.limits, wall_seconds=300, cpu_seconds=300)
call_command("migrate", verbosity=0)
call_command("demo", password=sys.argv[2])
admin = get_user_model().objects.create_superuser("admin@cairn.example", sys.argv[2])
# A second step needs a proven address.
EmailAddress.objects.create(user=admin, email=admin.email, primary=True, verified=True)
call_command("runserver", sys.argv[3], use_reloader=False, skip_checks=True)
"""
"""Sample data and server in one process, whose clock starts at the given moment."""

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-lcd-text",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
]


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: a page as one person sees it.

    Attributes:
        name: the file's name in docs/img, without its ending.
        path: the page, or a PDF whose first page is shown.
        reader: who looks: "" for a visitor, NEWCOMER for somebody who has just signed up, or the
            part of a sample address before the @.
        width, height: the size of the window in CSS pixels.
    """

    name: str
    path: str
    reader: str = ""
    width: int = DESKTOP
    height: int = 860

    @property
    def file(self) -> Path:
        return PICTURES / f"{self.name}.png"

    @property
    def is_pdf(self) -> bool:
        return self.path.endswith(".pdf")


NEWCOMER, ADMIN = "newcomer", "admin"
LINDGREN, NEW_BUSINESS = "/b/cafe-lindgren", "/b/corner-bakery"
PRACTICE = "/practice/blue-door-consulting"
COVER = f"{LINDGREN}/reports/2026-q4/consultant-a4.pdf"
COMMENTS = f"{LINDGREN}/reports/2026-q4/comments/"
NEW_MEMBER = "/site-admin/assessment/membership/add/"
SHOTS = (
    Shot("results", "/sample/", height=1180),
    Shot("report", "/sample/report.pdf"),
    Shot("guides/owners-check", f"{NEW_BUSINESS}/check/", NEWCOMER),
    Shot("guides/owners-question", f"{NEW_BUSINESS}/check/culture/1/", NEWCOMER, PHONE, 1120),
    Shot("guides/owners-results", f"{LINDGREN}/results/2026-q4/", "owner"),
    Shot("guides/owners-build", f"{LINDGREN}/plan/build/", "owner", height=1180),
    Shot("guides/owners-plan", f"{LINDGREN}/plan/", "owner", height=960),
    Shot("guides/owners-reports", f"{LINDGREN}/reports/", "owner", height=1080),
    Shot("guides/owners-second-step", "/account/2fa/", "owner", height=760),
    Shot("guides/consultants-clients", f"{PRACTICE}/", "consultant", height=760),
    Shot("guides/consultants-branding", f"{PRACTICE}/branding/", "consultant", height=1080),
    Shot("guides/consultants-comments", COMMENTS, "consultant"),
    Shot("guides/consultants-report", COVER, "consultant"),
    Shot("guides/consultants-access", f"{LINDGREN}/team/", "owner", height=1000),
    Shot("guides/self-hosters-home", "/"),
    Shot("guides/self-hosters-admin", "/site-admin/", ADMIN, height=760),
    Shot("guides/self-hosters-membership", NEW_MEMBER, ADMIN, height=460),
)


def main(names: Sequence[str]) -> int:
    """Take the pictures with these names, or all of them."""
    chosen = [shot for shot in SHOTS if not names or shot.name in names]
    if not chosen:
        raise Stop(f"There is no picture of that name. Known: {', '.join(s.name for s in SHOTS)}")
    with tempfile.TemporaryDirectory() as folder, site(Path(folder)) as url, chromium() as browser:
        known = Known(url)
        for shot in chosen:
            say(f"✓ {take(shot, browser, known)}")
    return 0


# ---- the site


@contextmanager
def site(folder: Path) -> Iterator[str]:
    """The sample site for as long as this lasts; gives its address."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-c", SERVE, MOMENT, PASSWORD, str(port)]
    with (folder / "log").open("w+") as log:
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment(folder, port), stdout=log, stderr=log
        )
        try:
            wait_for(server, f"http://127.0.0.1:{port}", log.name)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port


def environment(folder: Path, port: int) -> Environment:
    """Every setting that a page could show, so that no .env changes a picture."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "cxsite.settings",
        "DEVELOPMENT": "true",
        "HTTPS": "false",
        "SECRET_KEY": "only-for-the-screenshots-" + "x" * 40,
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "TRUSTED_PROXIES": "0",
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "CACHE_URL": "dbcache://cairn_cache",
        "EMAIL_URL": f"filemail:///{folder / 'mails'}",
        "DEFAULT_FROM_EMAIL": "Cairn <cairn@cairn.example>",
        "CONTACT_EMAIL": "hello@cairn.example",
        "TIME_ZONE": "Europe/London",
        "ADMIN_PATH": "site-admin/",
        "REPORTS_ROOT": str(folder / "reports"),
    }


def wait_for(server: subprocess.Popen[bytes], url: str, log: str) -> None:
    """Wait until the site answers; a site that cannot start says why."""
    until = time.monotonic() + STARTING_SECONDS
    while server.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{url}/livez", timeout=1)  # noqa: S310 - loopback
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise Stop(f"The sample site did not start:\n{Path(log).read_text()}")


# ---- the browser


@contextmanager
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@dataclass
class Known:
    """The people who are signed in already: nobody signs in twice."""

    url: str
    states: dict[str, StorageState] = field(default_factory=dict)

    def state_of(self, reader: str, browser: Browser) -> StorageState | None:
        """The cookies of a person; a visitor has none."""
        if reader and reader not in self.states:
            context = browser.new_context(base_url=self.url)
            context.set_default_timeout(PATIENCE)
            if reader == NEWCOMER:
                sign_up(context.new_page())
            else:
                sign_in(context.new_page(), f"{reader}@cairn.example")
            if reader == ADMIN:
                set_up_app(context.new_page())
            self.states[reader] = context.storage_state()
            context.close()
        return self.states.get(reader)


def take(shot: Shot, browser: Browser, known: Known) -> str:
    """Write one picture; gives its name and size."""
    context = browser.new_context(
        base_url=known.url,
        viewport={"width": shot.width, "height": shot.height},
        # A phone's picture is shown at its own width, where single density would look blurred.
        device_scale_factor=2 if shot.width == PHONE else 1,
        color_scheme="light",
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/London",
        storage_state=known.state_of(shot.reader, browser),
    )
    context.set_default_timeout(PATIENCE)
    picture = first_page(context, shot) if shot.is_pdf else window(context.new_page(), shot)
    context.close()
    return save(shot.file, picture)


def sign_in(page: Page, email: str) -> None:
    """Fields are found by their names here and below: no rewording of a page changes those."""
    page.goto("/account/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/login/" not in url)


def set_up_app(page: Page) -> None:
    """Set up and use an authenticator app, which the administration requires."""
    page.goto("/account/2fa/totp/activate/")
    # Such changes ask for the password once more.
    page.locator("input[name=password]").fill(PASSWORD)
    with page.expect_navigation(url="**/activate/") as opened:
        page.locator("input[name=password]").press("Enter")
    secret = page.locator(".second-step__key").inner_text()
    # The clock of the site is not the clock of this process.
    now = int(parsedate_to_datetime(opened.value.headers["date"]).timestamp())
    page.locator("input[name=code]").fill(code_at(secret, now))
    page.locator("input[name=code]").press("Enter")
    page.wait_for_url(lambda url: "/activate/" not in url)
    page.goto("/site-admin/")
    # Each code works once, and the next one does already.
    page.locator("input[name=code]").fill(code_at(secret, now + 30))
    page.locator("input[name=code]").press("Enter")
    page.wait_for_url("**/site-admin/")


def code_at(secret: str, moment: int) -> str:
    """Return what an authenticator app shows, as in RFC 6238."""
    digest = hmac.digest(b32decode(secret), struct.pack(">Q", moment // 30), "sha1")
    start = digest[-1] & 0xF
    (number,) = struct.unpack(">I", digest[start : start + 4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"


def sign_up(page: Page) -> None:
    page.goto("/account/signup/")
    page.locator("input[name=email]").fill("kim@cairn.example")
    page.locator("input[name=password1]").fill(PASSWORD)
    page.locator("input[name=business]").fill("Corner Bakery")
    page.locator("input[name=business]").press("Enter")
    page.wait_for_url("**/set-up/")
    page.locator("main button[name=skip]").click()
    page.wait_for_url("**/check/")


def window(page: Page, shot: Shot) -> Image.Image:
    page.goto(shot.path, wait_until="networkidle")
    if urlsplit(page.url).path != shot.path:
        raise Stop(f"{shot.name}: {shot.path} led to {page.url}.")
    page.evaluate("document.fonts.ready")
    return Image.open(BytesIO(page.screenshot(animations="disabled", caret="hide")))


def first_page(context: BrowserContext, shot: Shot) -> Image.Image:
    reply = context.request.get(shot.path)
    if not reply.ok:
        raise Stop(f"{shot.name}: {shot.path} was answered with {reply.status}.")
    with PdfDocument(reply.body()) as document:
        picture: Image.Image = document[0].render(scale=PIXELS_PER_POINT).to_pil()
        return picture


def save(file: Path, picture: Image.Image) -> str:
    """Write a PNG with few colours, which is a third of the size and looks the same."""
    file.parent.mkdir(parents=True, exist_ok=True)
    few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(file, optimize=True)
    size = file.stat().st_size
    if size > MOST_BYTES:
        raise Stop(f"{file.name} has {size:,} bytes, more than {MOST_BYTES:,}.")
    return f"{file.relative_to(ROOT)} ({size // 1000} kB)"


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        sys.exit(str(stop))
