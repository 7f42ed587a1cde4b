"""A check that the owner answered, and Edith, an editor who gives a second opinion on it."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Role
from assessment.voices.second_opinions.models import SecondOpinion
from tests.factories import NOON, make_member, make_user
from tests.voices.second_opinions.making import accept, ask


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def edith(answered: Assessment) -> User:
    """An editor who has answered nothing."""
    person = make_user("edith")
    make_member(answered.business, person, Role.EDITOR)
    return person


@pytest.fixture
def as_edith(edith: User) -> Client:
    client = Client()
    client.force_login(edith)
    return client


@pytest.fixture
def opinion(answered: Assessment, edith: User, owner: User) -> SecondOpinion:
    """Edith answers apart, and has answered nothing yet; the check is open and complete."""
    return accept(ask(answered, edith, owner))


@pytest.fixture
def on_sent(opinion: SecondOpinion, owner: User) -> SecondOpinion:
    """The same, after the owner has sent the check."""
    submit(assessment=opinion.assessment, by=owner, at=NOON)
    return opinion
