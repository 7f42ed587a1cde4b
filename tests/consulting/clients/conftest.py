"""A consultant and an assistant of a practice that the café has let in, and the café's plan."""

from collections.abc import Iterator

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client

from assessment.consulting.clients.models import PlanSuggestion
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Plan
from assessment.journey.questionnaire.models import Assessment
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy, ConsultancyRole, Engagement
from tests.consulting.clients.suggesting import suggest
from tests.factories import NOON, make_colleague, make_engagement, make_user
from tests.journey.tracking.plans import make_plan
from tests.kept import kept


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[time_machine.Traveller]:
    """Freeze the time at noon on 20 November 2026; tests can move it on."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@kept
def connie(db: None) -> User:
    return proven(make_user("connie"))


@kept
def engagement(business: Business, connie: User) -> Engagement:
    return make_engagement(business, connie)


@pytest.fixture
def firm(engagement: Engagement) -> Consultancy:
    return engagement.consultancy


@kept
def assistant(engagement: Engagement) -> User:
    anne = proven(make_user("anne"))
    make_colleague(engagement.consultancy, anne, ConsultancyRole.ASSISTANT)
    return anne


@kept
def plan(assessment: Assessment, owner: User) -> Plan:
    proven(owner)
    return make_plan(assessment, owner)


@pytest.fixture
def as_connie(connie: User, engagement: Engagement) -> Client:
    return signed_in(connie)


@pytest.fixture
def as_assistant(assistant: User) -> Client:
    return signed_in(assistant)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def proven(user: User) -> User:
    EmailAddress.objects.get_or_create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def suggested(plan: Plan, as_connie: Client, firm: Consultancy) -> PlanSuggestion:
    """Three changes that wait for the café's answer."""
    return suggest(as_connie, plan, firm)
