"""A business with an open survey, and its people."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business, Role
from assessment.voices.surveys.models import Survey
from tests.factories import NOON, make_engagement, make_member, make_user
from tests.kept import kept
from tests.voices.surveys.making import make_survey


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@kept
def survey(business: Business, owner: User) -> Survey:
    return make_survey(business, owner)


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def as_editor(business: Business) -> Client:
    editor = make_user("edith")
    make_member(business, editor, Role.EDITOR)
    return browser_of(editor)


@pytest.fixture
def as_viewer(business: Business) -> Client:
    viewer = make_user("vera")
    make_member(business, viewer, Role.VIEWER)
    return browser_of(viewer)


@pytest.fixture
def as_consultant(business: Business) -> Client:
    consultant = make_user("connie")
    make_engagement(business, consultant, level="send")
    return browser_of(consultant)
