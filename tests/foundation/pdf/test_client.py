"""The process that prints: started, asked, ended within limits, and told no secret."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread, Timer
from threading import enumerate as enumerate_threads
from typing import Any
from unittest.mock import Mock

import pytest

from assessment.foundation.pdf import client as printer_module
from assessment.foundation.pdf import worker as press_module
from assessment.foundation.pdf.client import Limits, Printer, what_it_may_know
from assessment.foundation.pdf.faults import CannotPrint, TooManyWait
from assessment.foundation.pdf.worker import opened_press

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


def test_a_business_has_one_place_and_leaves_the_others_to_others(
    presses: Any, tmp_path: Path
) -> None:
    begun = tmp_path / "begun"
    printer = presses(f"open({str(begun)!r}, 'w'); time.sleep(1); {WELL}", waiting=2)
    thread = Thread(target=printer.print, args=[{}], kwargs={"whose": "cafe"})
    thread.start()
    while not begun.exists():
        thread.join(0.01)

    with pytest.raises(TooManyWait):
        printer.print({}, whose="cafe")

    assert printer.print({}, whose="bakery").pdf
    thread.join()
    assert printer.print({}, whose="cafe").pdf


def test_the_press_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = ["SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "HOMEBREW_GITHUB_API_TOKEN"]
    for name in [*secrets, "LANGSMITH_API_KEY", "PATHFINDER_TOKEN", "PYTHON_KEYRING_PASSWORD"]:
        monkeypatch.setenv(name, "secret")

    assert "secret" not in what_it_may_know().values()


def test_the_press_knows_where_things_are_and_which_language_is_spoken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = ["PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "XDG_CACHE_HOME", "PYTHONHASHSEED"]
    for name in names:
        monkeypatch.setenv(name, "known")

    assert {name for name, value in what_it_may_know().items() if value == "known"} == set(names)


def test_the_site_itself_never_loads_weasyprint() -> None:
    code = (
        "import django, sys; django.setup(); import assessment.outputs.reports.views.printing; "
        "print('weasyprint' in sys.modules)"
    )
    settings = {"DJANGO_SETTINGS_MODULE": "cxsite.settings"}

    run = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | settings, capture_output=True, check=True
    )

    assert run.stdout.decode().strip() == "False"


# ---- the wall


def test_a_press_that_does_not_read_is_ended_and_the_next_report_works(presses: Any) -> None:
    printer = presses(f"{WELL}; time.sleep(5 if job.get('deaf') else 0)", wall_seconds=0.5)
    first = printer.print({"deaf": True}).pdf

    with pytest.raises(CannotPrint) as fault:
        printer.print({"html": "a" * 1_000_000})

    assert fault.value.reason == "time"
    assert printer.print({}).pdf != first


def test_a_press_that_says_half_of_it_is_ended(
    presses: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = presses('line.send_bytes(b"{}"); time.sleep(5)', wall_seconds=0.5)
    monkeypatch.setattr(printer_module, "START_SECONDS", 0)

    with pytest.raises(CannotPrint) as fault:
        printer.print({})

    assert fault.value.reason == "time"


def test_a_report_that_was_in_time_leaves_no_clock_behind(presses: Any) -> None:
    printer = presses(WELL)

    printer.print({})

    assert not [thread for thread in enumerate_threads() if isinstance(thread, Timer)]


# ---- the start


def test_a_press_that_cannot_be_started_is_a_report_that_cannot_be_printed(
    presses: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = presses(WELL)
    no_memory = OSError(errno.ENOMEM, "Cannot allocate memory")

    with monkeypatch.context() as poor:
        poor.setattr(subprocess, "Popen", Mock(side_effect=no_memory))
        with pytest.raises(CannotPrint, match="Cannot allocate memory") as fault:
            printer.print({})

    assert fault.value.reason == "fault"
    assert printer.print({}).pdf


def test_without_weasyprint_or_pango_it_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    press, why_not = opened_press()

    assert press is None
    assert why_not["reason"] == "pango"


def test_another_trouble_at_the_start_is_not_laid_to_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(press_module, "NamedTemporaryFile", Mock(side_effect=full))

    press, why_not = opened_press()

    assert press is None
    assert why_not["reason"] == "fault"
