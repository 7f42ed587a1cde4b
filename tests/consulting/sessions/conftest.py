"""A session of the consultant with the café about its open check, and its shared screen."""

import pytest
from django.test import Client
from django.urls import reverse

from assessment.consulting.sessions.models import ClientSession
from assessment.consulting.sessions.services import open_screen, start_session
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.parties.consultancies.models import Consultancy
from tests.consulting.clients.conftest import (  # noqa: F401 - fixtures
    as_assistant,
    as_connie,
    assistant,
    at_noon,
    connie,
    engagement,
    firm,
    proven,
)
from tests.factories import NOON
from tests.kept import kept


@kept
def session(engagement: object, assessment: Assessment, connie: User, owner: User) -> ClientSession:  # noqa: F811
    proven(owner)
    return start_session(
        consultancy=Consultancy.objects.get(members__user=connie),
        assessment=assessment,
        area="culture",
        minutes=60,
        by=connie,
        at=NOON,
    )


@pytest.fixture
def screen(session: ClientSession, connie: User) -> str:  # noqa: F811
    """The address of the shared screen, as the projector's device knows it."""
    return reverse("screen", args=[open_screen(session=session, by=connie, at=NOON)])


@pytest.fixture
def projector() -> Client:
    """A device on which nobody is signed in."""
    return Client()


@pytest.fixture
def pane(session: ClientSession) -> str:
    return address("session_pane", session)


def address(name: str, session: ClientSession, *more: object) -> str:
    slugs = [session.consultancy.slug, session.assessment.business.slug, session.key]
    return reverse(name, args=[*slugs, *more])
