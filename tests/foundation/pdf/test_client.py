"""The PDF worker process: its start, its limits, its replies and its environment."""

import errno
import json
import os
import signal
import subprocess
import sys
from ast import literal_eval
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread, Timer
from threading import enumerate as enumerate_threads
from typing import Any
from unittest.mock import Mock

import pytest

from assessment.foundation.pdf import client as client_module
from assessment.foundation.pdf import worker as worker_module
from assessment.foundation.pdf.client import Limits, PdfClient
from assessment.foundation.pdf.faults import CannotPrint, TooManyWait
from assessment.foundation.pdf.worker import started_worker

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
def clients(tmp_path: Path) -> Iterator[Any]:
    """A factory of clients with a fast fake worker that runs the given code."""
    opened: list[PdfClient] = []

    def make(does: str, **limits: Any) -> PdfClient:
        script = tmp_path / "worker.py"
        script.write_text(f"{BEGIN}    {does}\n")
        opened.append(PdfClient(script, Limits(**limits)))
        return opened[-1]

    yield make
    for client in opened:
        client.close()


def test_one_worker_prints_many_requests(clients: Any) -> None:
    client = clients(WELL)

    assert client.print({}).pdf == client.print({}).pdf


def test_a_worker_that_hangs_is_ended_and_the_next_request_works(clients: Any) -> None:
    client = clients(f'time.sleep(60 if "hang" in job else 0); {WELL}', wall_seconds=0.5)
    first = client.print({}).pdf

    with pytest.raises(CannotPrint) as fault:
        client.print({"hang": True})

    assert fault.value.reason == "time"
    assert client.print({}).pdf != first


def test_a_worker_that_dies_is_started_again(clients: Any) -> None:
    client = clients(f'"die" in job and os._exit(3); {WELL}')

    with pytest.raises(CannotPrint, match="exited with code 3"):
        client.print({"die": True})

    assert client.print({}).pdf


def test_an_interrupted_request_leaves_no_late_answer_to_the_next(
    clients: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = clients(WELL)
    first = client.print({}).pdf

    with monkeypatch.context() as patched:
        patched.setattr(json, "loads", Mock(side_effect=KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            client.print({})

    assert client.print({}).pdf != first


REASONS = {
    "time": [signal.SIGXCPU],
    "size": [signal.SIGABRT, signal.SIGBUS, signal.SIGSEGV, signal.SIGTRAP],
    "died": [signal.SIGHUP, signal.SIGINT, signal.SIGKILL, signal.SIGQUIT, signal.SIGTERM],
}


@pytest.mark.parametrize(
    ("reason", "by"), [(reason, by) for reason, signals in REASONS.items() for by in signals]
)
def test_the_signal_that_ended_a_worker_says_why(
    clients: Any, reason: str, by: signal.Signals
) -> None:
    python_handles_it = f"signal.signal({by}, signal.SIG_DFL)" if by != signal.SIGKILL else "pass"
    limit_core = "resource.setrlimit(resource.RLIMIT_CORE, (0, 0))"
    does = f"import resource, signal; {limit_core}; {python_handles_it}; os.kill(os.getpid(), {by})"
    client = clients(does)

    with pytest.raises(CannotPrint) as fault:
        client.print({})

    assert fault.value.reason == reason


def test_a_worker_that_stops_with_an_error_is_not_called_too_large(clients: Any) -> None:
    client = clients("raise ImportError")

    with pytest.raises(CannotPrint, match="exited with code 1") as fault:
        client.print({})

    assert fault.value.reason == "fault"


def test_ctrl_c_in_the_sites_terminal_does_not_reach_the_worker(clients: Any) -> None:
    client = clients(WELL.replace("os.getpid()", "(os.getsid(0), os.getpgid(0), os.getpid())"))

    session, group, worker = literal_eval(client.print({}).pdf.decode())

    assert session == group == worker
    assert session != os.getsid(0)


def test_time_is_limited_by_what_a_report_costs_and_not_by_how_busy_the_machine_is() -> None:
    usual = Limits()

    assert usual.cpu_seconds == 60
    assert usual.wall_seconds >= 10 * usual.cpu_seconds


@pytest.mark.skipif(sys.platform != "linux", reason="other systems don't limit data")
def test_a_report_that_takes_more_than_600_mb_ends_its_own_worker_only(clients: Any) -> None:
    modules = (
        "from assessment.foundation.pdf.worker import ADDRESS_BYTES, MEMORY_BYTES; "
        "from assessment.foundation.processes.limits import limit_memory"
    )
    limit = "limit_memory(data_bytes=MEMORY_BYTES, address_bytes=ADDRESS_BYTES)"
    greedy = f"{modules}; {limit}; bytearray(job.get('takes', 0)); {WELL}"
    client = clients(greedy)
    assert client.print({"takes": 400_000_000}).pages == 1

    with pytest.raises(CannotPrint):
        client.print({"takes": 600_000_000})

    assert client.print({}).pages == 1


def test_an_error_reported_by_the_worker_is_passed_on(clients: Any) -> None:
    client = clients('say({"fault": "no Pango", "reason": "pango"})')

    with pytest.raises(CannotPrint, match="no Pango") as fault:
        client.print({})

    assert fault.value.reason == "pango"


def test_a_worker_that_used_too_much_memory_is_replaced(clients: Any) -> None:
    client = clients(WELL)

    grown = client.print({"memory": 10**9}).pdf

    assert client.print({}).pdf != grown


@contextmanager
def printing_elsewhere(clients: Any, folder: Path, whose: str = "", **limits: Any) -> Iterator[Any]:
    """Yield a client that is printing in another thread, until the block ends."""
    started, may_end = folder / "started", folder / "may_end"
    waits = f"while not os.path.exists({str(may_end)!r}): time.sleep(0.01)"
    client = clients(f"open({str(started)!r}, 'w')\n    {waits}\n    {WELL}", **limits)
    thread = Thread(target=client.print, args=[{}], kwargs={"whose": whose})
    thread.start()
    while not started.exists():
        thread.join(0.01)
    yield client
    may_end.touch()
    thread.join()


def test_a_request_beyond_the_queue_limit_is_refused(clients: Any, tmp_path: Path) -> None:
    with printing_elsewhere(clients, tmp_path, waiting=0) as client, pytest.raises(TooManyWait):
        client.print({})

    assert client.print({}).pdf


def test_a_business_has_only_one_place_in_the_queue(clients: Any, tmp_path: Path) -> None:
    with printing_elsewhere(clients, tmp_path, whose="cafe", waiting=2) as client:
        with pytest.raises(TooManyWait):
            client.print({}, whose="cafe")
        other = Thread(target=client.print, args=[{}], kwargs={"whose": "bakery"})
        other.start()

    other.join()
    assert client.print({}, whose="bakery").pdf
    assert client.print({}, whose="cafe").pdf


def test_the_site_itself_never_loads_weasyprint() -> None:
    code = (
        "import django, sys; django.setup(); import assessment.outputs.reports.views.reports; "
        "print('weasyprint' in sys.modules)"
    )
    settings = {"DJANGO_SETTINGS_MODULE": "cxsite.settings"}

    run = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | settings, capture_output=True, check=True
    )

    assert run.stdout.decode().strip() == "False"


# ---- the timeout


def test_a_worker_that_stops_reading_is_ended_and_the_next_request_works(clients: Any) -> None:
    client = clients(f"{WELL}; time.sleep(5 if job.get('deaf') else 0)", wall_seconds=0.5)
    first = client.print({"deaf": True}).pdf

    with pytest.raises(CannotPrint) as fault:
        client.print({"html": "a" * 1_000_000})

    assert fault.value.reason == "time"
    assert client.print({}).pdf != first


def test_a_worker_that_sends_half_a_reply_is_ended(
    clients: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = clients('line.send_bytes(b"{}"); time.sleep(5)', wall_seconds=0.5)
    monkeypatch.setattr(client_module, "START_SECONDS", 0)

    with pytest.raises(CannotPrint) as fault:
        client.print({})

    assert fault.value.reason == "time"


def test_no_timer_is_left_after_a_report_made_in_time(clients: Any) -> None:
    client = clients(WELL)

    client.print({})

    assert not [thread for thread in enumerate_threads() if isinstance(thread, Timer)]


# ---- the start


def test_a_failed_start_of_the_worker_is_reported(
    clients: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = clients(WELL)
    no_memory = OSError(errno.ENOMEM, "Cannot allocate memory")

    with monkeypatch.context() as patched:
        patched.setattr(subprocess, "Popen", Mock(side_effect=no_memory))
        with pytest.raises(CannotPrint, match="Cannot allocate memory") as fault:
            client.print({})

    assert fault.value.reason == "fault"
    assert client.print({}).pdf


def test_a_missing_weasyprint_or_pango_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    worker, why_not = started_worker()

    assert worker is None
    assert why_not["reason"] == "pango"


def test_without_a_temporary_folder_the_fault_says_which_one_is_needed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    none = FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']")
    monkeypatch.setattr(worker_module, "gettempdir", Mock(side_effect=none))

    worker, why_not = started_worker()

    assert worker is None
    assert why_not["reason"] == "folder"
    assert "make /tmp writable, or set TMPDIR" in why_not["fault"]


def test_another_error_at_the_start_is_not_blamed_on_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(worker_module, "NamedTemporaryFile", Mock(side_effect=full))

    worker, why_not = started_worker()

    assert worker is None
    assert why_not["reason"] == "fault"
