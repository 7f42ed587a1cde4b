"""A practice with three clients, two of them with a result, and a printer that prints nothing."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from assessment.consulting.bulk.services import documents
from assessment.foundation.accounts.models import User
from assessment.outputs.exports.presenters.docx.report import written
from assessment.parties.consultancies.models import Consultancy
from tests.consulting.bulk.making import FakePdfClient, checked_client, new_client
from tests.factories import NOON, make_consultancy, make_model_version, make_user
from tests.kept import kept


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def in_this_process(one_connection: None) -> None:
    """Run background work on the test's own database connection."""


@pytest.fixture(autouse=True)
def printer(monkeypatch: pytest.MonkeyPatch) -> FakePdfClient:
    found = FakePdfClient()
    monkeypatch.setattr(documents, "pdf_client", found)
    # A Word document without its charts, for which nothing has to be printed.
    monkeypatch.setattr(documents, "word_report", lambda document, **_whose: written(document))
    return found


@kept
def ruth(db: None) -> User:
    return make_user("ruth")


@kept
def practice(ruth: User) -> Consultancy:
    """North Star with the clients Anchor and Bell, who have results, and Crown, who has none."""
    make_model_version()
    firm = make_consultancy(admin=ruth)
    for name in ("Anchor", "Bell"):
        checked_client(firm, name)
    new_client(firm, "Crown")
    return firm


@pytest.fixture
def as_ruth(ruth: User, practice: Consultancy) -> Client:
    client = Client()
    client.force_login(ruth)
    return client
