"""Several processes print side by side, and one that died is started again."""

import signal
import sys
from unittest.mock import Mock, patch

import pytest

from assessment.management.commands import run_schedule
from assessment.management.commands.run_schedule import PRINTERS, Command, Printers, Schedule


class FakeProcess:
    """A process that runs until it is ended."""

    def __init__(self, *_arguments: object, **_options: object) -> None:
        self.code: int | None = None

    def poll(self) -> int | None:
        return self.code

    def terminate(self) -> None:
        self.code = -signal.SIGTERM


@pytest.fixture
def popen(monkeypatch: pytest.MonkeyPatch) -> Mock:
    found = Mock(side_effect=FakeProcess)
    monkeypatch.setattr("subprocess.Popen", found)
    return found


def test_as_many_are_started_as_are_missing(popen: Mock) -> None:
    printers = Printers()

    printers.keep_running(2)
    printers.keep_running(2)

    assert popen.call_count == 2


def test_one_that_died_is_started_again(popen: Mock) -> None:
    printers = Printers()
    printers.keep_running(2)
    printers.processes[0].terminate()

    printers.keep_running(2)

    assert popen.call_count == 3
    assert [each.poll() for each in printers.processes] == [None, None]


def test_they_end_with_the_schedule(popen: Mock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "setitimer", Mock())
    schedule = Schedule()
    schedule.printers.keep_running(1)

    schedule.end()

    assert schedule.printers.processes[0].poll() == -signal.SIGTERM


def test_each_is_this_command_without_the_jobs(popen: Mock) -> None:
    Printers().keep_running(1)

    arguments = popen.call_args.args[0]
    assert arguments[0] == sys.executable
    assert arguments[2:5] == ["run_schedule", "--queue", "--beside"]


def test_two_print_side_by_side_unless_somebody_says_otherwise() -> None:
    parser = Command().create_parser("manage.py", "run_schedule")

    assert parser.parse_args([]).printers == PRINTERS == 2
    assert parser.parse_args(["--printers", "4"]).printers == 4


def test_the_schedule_itself_is_one_of_the_printers(popen: Mock) -> None:
    with (
        patch.object(run_schedule, "in_background"),
        patch.object(Schedule, "run_due_jobs"),
        patch.object(Schedule, "run_last_jobs"),
        patch.object(Schedule, "wait", lambda self, _beside: self.ended.set()),
    ):
        Schedule().run(beside=None, printers=2)

    assert popen.call_count == 1
