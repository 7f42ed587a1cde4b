"""A consultant who asks an owner for access, and what both then do."""

from datetime import date, datetime
from typing import Any

import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.parties.consultancies.models import AccessLevel
from assessment.parties.engagements.models import AccessRequest, RequestedAccess
from assessment.parties.engagements.services import ask_for_access, keep_access_current
from tests.factories import NOON, PASSWORD, make_consultancy
from tests.mails import path_in

EMAIL = "owner@example.com"
TERMS = {"level": "see", "until": "none", "words": ""}


def signed_in_just_now(user: User) -> Client:
    """Return a browser in which the password was entered a moment ago."""
    client = Client()
    client.force_login(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def asked_by(consultant: User, email: str = EMAIL, **fields: Any) -> AccessRequest:
    """Ask on behalf of North Star; without a level for the second one."""
    given = {"level": AccessLevel.WORK, "ends_on": date(2027, 3, 31), **fields}
    hands_over = given.pop("hands_over", None)
    return ask_for_access(
        consultancy=make_consultancy(admin=consultant),
        asked=RequestedAccess(email=email, **given),
        by=consultant,
        at=NOON,
        link=lambda token: f"http://testserver{reverse('answer_request', args=[token])}",
        hands_over=hands_over,
    )


def link_mailed() -> str:
    """Return the path in the newest email."""
    return path_in(mail.outbox[-1])  # type: ignore[arg-type]


def keep_current_at(moment: datetime) -> None:
    """Run the job at this moment, so that its emails leave, too."""
    with time_machine.travel(moment, tick=False):
        keep_access_current(at=moment)


def said(text: object) -> str:
    """Return what a page or an email says, without the breaks inside its lines."""
    return " ".join(str(text).split())
