"""The background thread: it starts when there is mail, and never gets in anyone's way."""

import time
from collections.abc import Callable, Iterator
from threading import Event, Thread

import pytest
from django.db import OperationalError, connections

from assessment.foundation.outbox import courier as module
from assessment.foundation.outbox.courier import Courier

PATIENCE_SECONDS = 10


@pytest.fixture
def courier() -> Iterator[Courier]:
    """A courier with a working `wake`, which the tests of everything else switch off."""
    fresh = Courier()
    yield fresh
    fresh.ending = True
    fresh.rest(PATIENCE_SECONDS)


@pytest.fixture(autouse=True)
def kept_connections(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note that connections are closed, instead of looking at any."""
    closed: list[str] = []
    monkeypatch.setattr(connections, "close_all", lambda: closed.append("closed"))
    return closed


Drain = Callable[..., object]


def draining(monkeypatch: pytest.MonkeyPatch, drain: Drain) -> None:
    monkeypatch.setattr(module, "drain", drain)


def test_waking_returns_at_once_and_the_thread_ends_on_its_own(
    courier: Courier, monkeypatch: pytest.MonkeyPatch, kept_connections: list[str]
) -> None:
    may_end, drained = Event(), []

    def drain(**_: object) -> None:
        may_end.wait(PATIENCE_SECONDS)
        drained.append(1)

    draining(monkeypatch, drain)
    courier.wake()
    assert drained == []

    may_end.set()
    courier.rest(PATIENCE_SECONDS)

    assert drained == [1]
    assert courier.thread is None
    assert kept_connections == ["closed"]


def test_mail_that_arrives_meanwhile_is_sent_by_the_same_thread(
    courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, may_end, threads = Event(), Event(), []

    def drain(**_: object) -> None:
        threads.append(courier.thread)
        started.set()
        may_end.wait(PATIENCE_SECONDS)

    draining(monkeypatch, drain)
    courier.wake()
    started.wait(PATIENCE_SECONDS)
    courier.wake()
    courier.wake()
    may_end.set()
    courier.rest(PATIENCE_SECONDS)

    assert len(threads) == 2
    assert threads[0] is threads[1]


def test_it_can_be_woken_again_after_it_has_ended(
    courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    drained: list[int] = []
    draining(monkeypatch, lambda **_: drained.append(1))

    for _ in range(2):
        courier.wake()
        courier.rest(PATIENCE_SECONDS)

    assert drained == [1, 1]


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (OperationalError("server at 10.0.0.7 is gone"), "database unavailable, mail waits"),
        (ZeroDivisionError("a bug"), "sending mail was interrupted"),
    ],
    ids=["database", "fault"],
)
def test_an_error_is_logged_and_does_not_end_the_courier(
    courier: Courier,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    trouble: Exception,
    said: str,
) -> None:
    def drain(**_: object) -> None:
        raise trouble

    draining(monkeypatch, drain)
    for _ in range(2):
        courier.wake()
        courier.rest(PATIENCE_SECONDS)

    assert caplog.text.count(said) == 2
    assert "10.0.0.7" not in caplog.text


def test_a_process_that_ends_waits_for_the_mail_being_handed_over_and_no_other(
    courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, finished = Event(), []

    def drain(*, ending: Callable[[], bool]) -> None:
        started.set()
        while not ending():
            time.sleep(0.01)
        finished.append("ended")

    draining(monkeypatch, drain)
    courier.wake()
    started.wait(PATIENCE_SECONDS)
    courier.finish()

    assert finished == ["ended"]
    assert courier.thread is None


def test_a_process_that_ends_does_not_wait_for_a_silent_server(
    courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end = Event()
    monkeypatch.setattr(module, "LAST_SECONDS", 0.05)
    draining(monkeypatch, lambda **_: may_end.wait(PATIENCE_SECONDS))
    courier.wake()

    began = time.monotonic()
    courier.finish()

    assert time.monotonic() - began < PATIENCE_SECONDS / 2
    may_end.set()


def test_a_forked_process_starts_a_thread_of_its_own(
    courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    drained: list[int] = []
    draining(monkeypatch, lambda **_: drained.append(1))
    # A child inherits this if its parent was sending mail at the moment of the fork.
    courier.thread = Thread()
    courier.lock.acquire()

    courier.forget()
    courier.wake()
    courier.rest(PATIENCE_SECONDS)

    assert drained == [1]
