"""A result with a note and a reason, and a way for its owner to share it."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business
from tests.factories import (
    NOON,
)
from tests.kept import kept
from tests.outputs.sharing.making import NOTE, REASON, Share, share_url


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@partial(kept, autouse=True)
def sent(answered: Assessment, owner: User) -> Assessment:
    """October to December, with a note and a reason; its owner has confirmed their address."""
    EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)
    User.objects.filter(pk=owner.pk).update(name="Maja Lindgren")
    answered.answers.filter(practice="CUL1").update(note=NOTE)
    answered.answers.filter(practice="POL3").update(value="na", reason=REASON)
    submit(assessment=answered, by=User.objects.get(pk=owner.pk), at=NOON)
    return answered


@pytest.fixture
def share(as_owner: Client, business: Business, django_capture_on_commit_callbacks: Any) -> Share:
    """Share the result and return the text of the list of links."""

    def send(email: str = "", for_whom: str = "Our bank", days: str = "30") -> str:
        fields = {"for_whom": for_whom, "email": email, "days": days}
        with django_capture_on_commit_callbacks(execute=True):
            return as_owner.post(share_url(business), fields, follow=True).text

    return send
