"""A mail server that tests can break, and a clock that stands still."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from tests.factories import NOON
from tests.foundation.outbox.mail_server import FakeMailServer, running, use


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def mail_server(settings: Any) -> Iterator[FakeMailServer]:
    with running() as server:
        use(settings, server.port)
        yield server
