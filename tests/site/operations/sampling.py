"""Helpers that run the command `demo` and read what it created."""

import io
from typing import Any

from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.test import Client

from assessment.consulting.clients.models import Conversation, Message
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import ItemChange, Plan, PlanItem
from assessment.journey.questionnaire.models import Answer, Assessment
from assessment.journey.results.models import Result
from assessment.journey.retests.models import RetestAnswer, RetestSheet
from assessment.parties.businesses.models import Business, Membership
from assessment.parties.catalogue.models import ModelVersion
from assessment.parties.consultancies.models import Consultancy, ConsultancyMember, Engagement
from tests.factories import PASSWORD

KEPT: list[Any] = [
    User,
    EmailAddress,
    Business,
    Membership,
    Consultancy,
    ConsultancyMember,
    Engagement,
    Conversation,
    Message,
    ModelVersion,
    Assessment,
    Answer,
    Result,
    Plan,
    PlanItem,
    ItemChange,
    RetestSheet,
    RetestAnswer,
]


def demo(*arguments: str, password: str | None = PASSWORD) -> str:
    out = io.StringIO()
    given = [] if password is None else ["--password", password]
    call_command("demo", *given, *arguments, stdout=out)
    return out.getvalue()


def everything() -> dict[str, list[Any]]:
    """Return every row of the tables that the sample writes to."""
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in KEPT}


def lindgren() -> Business:
    return Business.objects.get(slug="cafe-lindgren")


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=f"{name}@cairn.example"))
    return client
