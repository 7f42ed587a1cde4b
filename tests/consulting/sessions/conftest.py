"""A session of the consultant with the café about its open check, and its shared screen."""

import re
from typing import Any

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
from tests.factories import NOON, new_operation
from tests.kept import kept
from tests.web_forms import form_with

NAMES = {
    "present": "Connie Calloway\nMaja Lindgren\n",
    "for_practice": "Connie Calloway",
    "for_business": "Maja Lindgren",
}
ACTION = {
    "kind": "agreed",
    "agreed-text": "Write five service standards",
    "agreed-who": "Maja",
    "agreed-due_on": "2026-12-17",
}


def names_under(client: Client, pane: str) -> dict[str, str]:
    """Return what is sent when both sign the page as it is now."""
    page = client.get(f"{pane}finish/").text
    return {**NAMES, "seen": form_with(page, "for_practice").value("seen")}


@pytest.fixture
def points(as_connie: Client, pane: str) -> None:  # noqa: F811
    as_connie.post(f"{pane}points/", ACTION)
    as_connie.post(f"{pane}points/", {"kind": "later", "later-text": "Who answers on Mondays?"})


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
    """A device without anybody signed in."""
    return Client()


@pytest.fixture
def pane(session: ClientSession) -> str:
    return address("session_pane", session)


def address(name: str, session: ClientSession, *more: object) -> str:
    slugs = [session.consultancy.slug, session.assessment.business.slug, session.key]
    return reverse(name, args=[*slugs, *more])


def answer(code: str, value: str, seen: int = 0, **more: str) -> dict[str, Any]:
    """Return what a window sends for one question."""
    sent = {"value": value, "revision": seen, "operation": new_operation(), **more}
    return {f"{code}-{name}": given for name, given in sent.items()}


def chosen(page: str, code: str) -> list[str]:
    """Return the values that a page shows as chosen for a question."""
    return [
        re.search(r'value="(\w+)"', field)[1]  # type: ignore[index]
        for field in re.findall(r"<input[^>]*>", page)
        if f'name="{code}-value"' in field and "checked" in field
    ]
