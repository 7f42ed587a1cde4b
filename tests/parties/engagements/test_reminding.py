"""An owner who has not answered after a week gets one reminder, and only one."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import ConsultancyMember
from assessment.parties.engagements.models import AccessRequest, NewClient
from assessment.parties.engagements.services import (
    cancel_request,
    decline_request,
    prepare_business,
)
from tests.factories import NOON, make_business, make_consultancy, make_engagement, make_user
from tests.parties.engagements.asking import (
    EMAIL,
    asked_by,
    keep_current_at,
    link_mailed,
    said,
    signed_in_just_now,
)

pytestmark = pytest.mark.django_db

A_WEEK_LATER = NOON + timedelta(days=7)


@pytest.fixture
def consultant(db: None) -> User:
    connie = make_user("connie")
    EmailAddress.objects.create(user=connie, email=connie.email, verified=True, primary=True)
    return connie


@pytest.fixture
def asked(consultant: User) -> AccessRequest:
    with time_machine.travel(NOON, tick=False):
        found = asked_by(consultant)
    mail.outbox.clear()
    return found


def test_after_a_week_the_owner_is_reminded_once(asked: AccessRequest) -> None:
    for days in (6, 7, 8, 13):
        keep_current_at(NOON + timedelta(days=days))

    [sent] = mail.outbox
    assert sent.to == [asked.email]
    assert sent.subject == "Connie of North Star would still like to work with you"
    assert "We won’t remind you again." in said(sent.body)
    asked.refresh_from_db()
    assert asked.reminded_at == A_WEEK_LATER


def test_the_links_of_both_emails_work(business: Business, consultant: User) -> None:
    with time_machine.travel(NOON, tick=False):
        asked_by(consultant)
    first = link_mailed()
    keep_current_at(A_WEEK_LATER)
    second = link_mailed()

    with time_machine.travel(A_WEEK_LATER, tick=False):
        client = signed_in_just_now(business.memberships.get().user)
        pages = [client.get(link).text for link in (first, second)]

    assert first != second
    assert all("North Star" in page and 'name="level"' in page for page in pages)


def withdrawn(asked: AccessRequest) -> None:
    cancel_request(request=asked, by=asked.made_by, at=NOON)


def declined(asked: AccessRequest) -> None:
    decline_request(request=asked, by=make_user("owner"), at=NOON)


def expired(asked: AccessRequest) -> None:
    AccessRequest.objects.filter(pk=asked.pk).update(expires_at=A_WEEK_LATER)


def let_in_otherwise(asked: AccessRequest) -> None:
    make_engagement(make_business(owner=make_user("owner")), asked.made_by)


def left(asked: AccessRequest) -> None:
    ConsultancyMember.objects.filter(user=asked.made_by).delete()


@pytest.mark.parametrize("settled", [withdrawn, declined, expired, let_in_otherwise, left])
def test_nobody_is_reminded_of_what_is_settled(
    settled: Callable[[AccessRequest], None], asked: AccessRequest
) -> None:
    settled(asked)
    mail.outbox.clear()

    keep_current_at(A_WEEK_LATER)

    assert not mail.outbox


def test_a_business_that_waits_for_its_owner_is_named(consultant: User) -> None:
    business = prepare_business(
        consultancy=make_consultancy(admin=consultant),
        client=NewClient(name="Bike", trade="shop", team_size="2-4"),
        by=consultant,
        at=NOON,
    )
    with time_machine.travel(NOON, tick=False):
        asked_by(consultant, hands_over=business)
    mail.outbox.clear()

    keep_current_at(A_WEEK_LATER)

    [sent] = mail.outbox
    assert sent.subject == "Bike is still waiting for you"
    assert "Connie offered to hand Bike over to you" in said(sent.body)


@pytest.mark.usefixtures("asked")
def test_the_consultant_sees_the_reminder_and_can_still_cancel(consultant: User) -> None:
    keep_current_at(A_WEEK_LATER)
    client, slug = Client(), "north-star"
    client.force_login(consultant)

    with time_machine.travel(A_WEEK_LATER, tick=False):
        page = client.get(reverse("access_requests", args=[slug])).text
        [waiting] = AccessRequest.objects.all()
        client.post(reverse("cancel_request", args=[slug]), {"request": waiting.pk})

    assert EMAIL in page
    assert "We reminded them on" in page
    assert not AccessRequest.objects.open().exists()


def test_a_request_that_is_sent_again_begins_its_own_week(
    asked: AccessRequest, consultant: User
) -> None:
    keep_current_at(A_WEEK_LATER)
    client = Client()
    client.force_login(consultant)
    with time_machine.travel(A_WEEK_LATER, tick=False):
        client.post(reverse("resend_request", args=["north-star"]), {"request": asked.pk})
    mail.outbox.clear()

    sent = []
    for days in (13, 14):
        keep_current_at(NOON + timedelta(days=days))
        sent.append(len(mail.outbox))

    assert sent == [0, 1]
