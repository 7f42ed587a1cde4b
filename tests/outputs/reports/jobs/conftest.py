"""A result to print, a stub that prints instantly, and a clock stopped at noon."""

from collections.abc import Iterator

import pytest
import time_machine

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Result
from assessment.journey.results.services import submit
from assessment.outputs.reports.services import printing
from tests.factories import NOON
from tests.kept import kept
from tests.outputs.reports.jobs.making import FakePrinting


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def in_this_process(one_connection: None) -> None:
    """Run background work on the test's own database connection."""


@pytest.fixture(autouse=True)
def printing_stub(monkeypatch: pytest.MonkeyPatch) -> FakePrinting:
    printing_stub = FakePrinting()
    monkeypatch.setattr(printing, "render", printing_stub)
    return printing_stub


@kept
def result(answered: Assessment, owner: User) -> Result:
    return submit(assessment=answered, by=owner, at=NOON)
