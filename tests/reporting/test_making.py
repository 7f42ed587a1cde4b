"""Making a PDF in a process of its own: what it may use up, and what happens when it does more."""

import base64
import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any
from unittest.mock import patch

import pytest

from assessment.reporting.pdf import (
    CannotPrint,
    Edition,
    Paper,
    TooManyWait,
    content_hash,
    made,
    making,
)
from assessment.reporting.pdf.making import job_of, what_makes_reports
from assessment.reporting.pdf.printer import Limits, Printer, what_it_may_know
from tests.reporting.documents import LINDGREN, document_of

BEGIN = """
import json, os, sys, time
from multiprocessing.connection import Connection
line = Connection(int(sys.argv[1]))
def say(facts, pdf=b""):
    line.send_bytes(json.dumps(facts).encode())
    line.send_bytes(pdf)
while True:
    job = json.loads(line.recv_bytes())
"""
WELL = (
    'say({"pages": 1, "cpu_seconds": 0.1, "memory_bytes": job.get("memory", 1)}, '
    "str(os.getpid()).encode())"
)


@pytest.fixture
def presses(tmp_path: Path) -> Iterator[Any]:
    """Printers with a press that does what the test says, quickly."""
    opened: list[Printer] = []

    def make(does: str, **limits: Any) -> Printer:
        script = tmp_path / "press.py"
        script.write_text(f"{BEGIN}    {does}\n")
        opened.append(Printer(script, Limits(**limits)))
        return opened[-1]

    yield make
    for printer in opened:
        printer.close()


# ---- the process


def test_one_press_prints_many_reports(presses: Any) -> None:
    printer = presses(WELL)

    assert printer.print({}).pdf == printer.print({}).pdf


def test_a_press_that_hangs_is_ended_and_the_next_report_works(presses: Any) -> None:
    printer = presses(f'time.sleep(60 if "hang" in job else 0); {WELL}', wall_seconds=0.5)
    first = printer.print({}).pdf

    with pytest.raises(CannotPrint) as fault:
        printer.print({"hang": True})

    assert fault.value.reason == "time"
    assert printer.print({}).pdf != first


def test_a_press_that_dies_is_started_again(presses: Any) -> None:
    printer = presses(f'"die" in job and os._exit(3); {WELL}')

    with pytest.raises(CannotPrint, match="ended with 3"):
        printer.print({"die": True})

    assert printer.print({}).pdf


def test_a_press_that_used_up_its_time_is_said_so(presses: Any) -> None:
    printer = presses("os.kill(os.getpid(), 24)")

    with pytest.raises(CannotPrint) as fault:
        printer.print({})

    assert fault.value.reason == "time"


def test_what_the_press_says_went_wrong_is_passed_on(presses: Any) -> None:
    printer = presses('say({"fault": "no Pango", "reason": "pango"})')

    with pytest.raises(CannotPrint, match="no Pango") as fault:
        printer.print({})

    assert fault.value.reason == "pango"


def test_a_press_that_grew_fat_is_replaced(presses: Any) -> None:
    printer = presses(WELL)

    grown = printer.print({"memory": 10**9}).pdf

    assert printer.print({}).pdf != grown


def test_one_more_than_may_wait_is_turned_away(presses: Any, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    printer = presses(f"open({str(begun)!r}, 'w'); time.sleep(1); {WELL}", waiting=0)
    thread = Thread(target=printer.print, args=[{}])
    thread.start()
    while not begun.exists():
        thread.join(0.01)

    with pytest.raises(TooManyWait):
        printer.print({})

    thread.join()
    assert printer.print({}).pdf


def test_the_press_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SECRET_KEY", "DATABASE_URL", "EMAIL_URL"):
        monkeypatch.setenv(name, "secret")

    assert "secret" not in what_it_may_know().values()


def test_the_site_itself_never_loads_weasyprint() -> None:
    code = (
        "import django, sys; django.setup(); import assessment.reporting.views; "
        "print('weasyprint' in sys.modules)"
    )
    settings = {"DJANGO_SETTINGS_MODULE": "cxsite.settings"}

    run = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | settings, capture_output=True, check=True
    )

    assert run.stdout.decode().strip() == "False"


# ---- what nobody should write


def picture_of(size: int) -> str:
    """A small file that unpacks to a very large picture."""

    def chunk(name: bytes, content: bytes) -> bytes:
        whole = name + content
        return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))

    packer = zlib.compressobj(9)
    row = bytes(1 + 3 * size)
    content = b"".join(packer.compress(row) for _ in range(size)) + packer.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0))
    png = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", content) + chunk(b"IEND", b"")
    return base64.b64encode(png).decode()


@pytest.mark.pdf
def test_hostile_pages_end_within_the_limits_and_the_next_report_works() -> None:
    printer = Printer()
    job = job_of(document_of(), Edition.SUMMARY, Paper.A4)
    hostile = [
        "<table><tr><td colspan=100000000>a</table>",
        f'<img alt="A" src="data:image/png;base64,{picture_of(12_000)}">',
        "<div>" * 4_000,
    ]

    try:
        for page in hostile:
            with pytest.raises(CannotPrint):
                printer.print({**job, "html": f'<html lang="en"><title>A</title>{page}'})
        pdf = printer.print(job).pdf
    finally:
        printer.close()

    assert pdf.startswith(b"%PDF")


# ---- the name under which it is kept


def test_everything_that_goes_into_the_bytes_goes_into_the_name() -> None:
    document = document_of()
    names = {
        content_hash(document, Edition.OWNER, Paper.A4),
        content_hash(document, Edition.SUMMARY, Paper.A4),
        content_hash(document, Edition.OWNER, Paper.LETTER),
        content_hash(replace(document, language="de"), Edition.OWNER, Paper.A4),
        content_hash(replace(document, business="Café Lindberg"), Edition.OWNER, Paper.A4),
    }

    assert len(names) == 5
    assert content_hash(document_of(), Edition.OWNER, Paper.A4) in names


@pytest.mark.parametrize("changed", ["static/css/report.css", "templates/reports/_story.html"])
def test_another_style_or_template_is_another_name(
    changed: str, settings: Any, tmp_path: Path
) -> None:
    for place in ("static/css/report.css", "templates/reports/_story.html"):
        (tmp_path / place).parent.mkdir(parents=True)
        (tmp_path / place).write_text("before")
    settings.BASE_DIR = tmp_path
    before = what_makes_reports.__wrapped__()

    (tmp_path / changed).write_text("after")

    assert what_makes_reports.__wrapped__() != before


def test_another_version_of_the_library_is_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    before = what_makes_reports.__wrapped__()
    monkeypatch.setattr(making, "version", lambda _library: "70.1")

    assert what_makes_reports.__wrapped__() != before


def test_an_unchanged_report_is_not_printed_again() -> None:
    with patch.object(making, "render", return_value=b"%PDF") as render:
        first, again = (made(document_of(), Edition.OWNER, Paper.A4) for _ in range(2))
        made(document_of(replace(LINDGREN, business="B")), Edition.OWNER, Paper.A4)

    assert first == again == b"%PDF"
    assert render.call_count == 2
