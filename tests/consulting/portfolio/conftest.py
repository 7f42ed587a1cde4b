"""A practice with one person, on 20 November 2026."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from assessment.foundation.accounts.models import User
from assessment.parties.consultancies.models import Consultancy, ConsultancyMember
from tests.factories import NOON, make_consultancy, make_model_version, make_user
from tests.kept import kept


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@kept
def ruth(db: None) -> User:
    return make_user("ruth")


@kept
def practice(ruth: User) -> Consultancy:
    make_model_version()
    return make_consultancy(admin=ruth)


@pytest.fixture
def member(practice: Consultancy, ruth: User) -> ConsultancyMember:
    return practice.members.get(user=ruth)


@pytest.fixture
def as_ruth(ruth: User, practice: Consultancy) -> Client:
    client = Client()
    client.force_login(ruth)
    return client
