"""People in every role, and a plan with a late, a current and a later action."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client

from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Plan, PlanItem
from assessment.journey.questionnaire.models import Assessment
from assessment.parties.businesses.models import Business, Role
from tests.factories import NOON, make_business, make_engagement, make_member, make_user
from tests.journey.tracking.links import HandOverTo, Outbox
from tests.journey.tracking.plans import item, make_plan, send
from tests.kept import kept
from tests.mails import path_in


@pytest.fixture
def at_noon() -> Iterator[time_machine.Traveller]:
    """Freeze the time at noon on 20 November 2026; tests can move it on."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@kept
def saved_plan(assessment: Assessment, owner: User) -> Plan:
    return make_plan(assessment, owner)


@pytest.fixture
def plan(at_noon: time_machine.Traveller, saved_plan: Plan) -> Plan:
    return saved_plan


@pytest.fixture
def late(plan: Plan) -> PlanItem:
    return item("POL2q")


@pytest.fixture
def soon(plan: Plan) -> PlanItem:
    return item("CUL3q")


@pytest.fixture
def later(plan: Plan) -> PlanItem:
    return item("CON4q")


@kept
def viewer(business: Business) -> User:
    vera = make_user("vera")
    make_member(business, vera, Role.VIEWER)
    return vera


@pytest.fixture
def as_viewer(viewer: User) -> Client:
    return signed_in(viewer)


@pytest.fixture
def doer(business: Business, soon: PlanItem) -> User:
    """A viewer who has been given this week's action."""
    dora = make_user("dora")
    make_member(business, dora, Role.VIEWER)
    PlanItem.objects.filter(pk=soon.pk).update(owner=dora)
    soon.refresh_from_db()
    return dora


@pytest.fixture
def as_doer(doer: User) -> Client:
    return signed_in(doer)


@pytest.fixture
def as_editor(business: Business) -> Client:
    edith = make_user("edith")
    make_member(business, edith, Role.EDITOR)
    return signed_in(edith)


@pytest.fixture
def everybody(
    as_owner: Client,
    as_editor: Client,
    as_doer: Client,
    as_viewer: Client,
    as_stranger: Client,
    business: Business,
    stranger: User,
) -> dict[str, Client]:
    """Clients by their role in the business; the doer has this week's action."""
    consultant = make_user("connie")
    make_engagement(business, consultant)
    make_business("Elsewhere", owner=stranger)
    return {
        "owner": as_owner,
        "editor": as_editor,
        "consultant": signed_in(consultant),
        "doer": as_doer,
        "viewer": as_viewer,
        "stranger": as_stranger,
        "nobody": Client(),
    }


@pytest.fixture(autouse=True)
def verified(owner: User) -> None:
    EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)


@pytest.fixture
def hand_over(
    verified: None,
    as_owner: Client,
    soon: PlanItem,
    mailoutbox: Outbox,
    django_capture_on_commit_callbacks: Any,
) -> HandOverTo:
    """A function that hands over this week's action.

    It returns the path of the emailed link, or an empty string if no mail was sent.
    """

    def to(name: str = "Anna", email: str = "Anna@Example.com") -> str:
        before = len(mailoutbox)
        soon.refresh_from_db()
        with django_capture_on_commit_callbacks(execute=True):
            send(as_owner, "hand_over_item", soon, name=name, email=email)
        soon.refresh_from_db()
        return path_in(mailoutbox[-1]) if len(mailoutbox) > before else ""

    return to


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
