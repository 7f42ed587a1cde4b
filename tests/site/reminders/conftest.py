"""A business whose owner can get emails, with a check and a plan for October to December."""

from collections.abc import Callable, Sequence
from datetime import datetime

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives

from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Plan
from assessment.parties.businesses.models import Business
from tests.kept import kept
from tests.site.reminders.making import (
    claim_at,
    make_old_business,
    make_plan,
    make_reader,
    work,
)

Send = Callable[[datetime], EmailMultiAlternatives]


@kept
def owner(db: None) -> User:
    return make_reader("owner")


@kept
def business(owner: User) -> Business:
    return make_old_business(owner=owner)


@kept
def plan(business: Business, owner: User) -> Plan:
    return make_plan(business, owner)


@pytest.fixture
def send(mailoutbox: Sequence[EmailMultiAlternatives]) -> Send:
    """Send everything that is due at a moment, and return the last email."""

    def at(moment: datetime) -> EmailMultiAlternatives:
        with time_machine.travel(moment, tick=False):
            claim_at(moment)
            work()
        return mailoutbox[-1]

    return at
