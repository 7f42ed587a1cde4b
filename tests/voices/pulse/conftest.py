"""A business whose owner has confirmed their address, and a guest who is not signed in."""

from collections.abc import Iterator

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client

from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business
from tests.factories import NOON, make_model_version
from tests.kept import kept


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@kept
def cafe(business: Business, owner: User) -> Business:
    make_model_version()
    EmailAddress.objects.update_or_create(
        user=owner, email=owner.email, defaults={"verified": True, "primary": True}
    )
    return business


@pytest.fixture
def guest() -> Client:
    return Client()
