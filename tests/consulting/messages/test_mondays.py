"""On Mondays, people in a practice hear who needs them, if anybody does and they want to."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from assessment.consulting.messages.services import send_monday_emails
from assessment.foundation.accounts.models import User
from assessment.foundation.outbox.models import OutgoingMail
from assessment.parties.consultancies.models import Consultancy, ConsultancyMember
from tests.consulting.portfolio.making import make_client, stand
from tests.factories import make_colleague, make_user

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_it_says_who_needs_the_practice_and_why_in_the_order_of_its_list(
    practice: Consultancy, ruth: User
) -> None:
    make_client(practice, "New")
    stand(make_client(practice, "Late"), next_due_on=date(2026, 10, 1))
    stand(make_client(practice, "Fine"))

    send_monday_emails(at=MONDAY)

    sent = OutgoingMail.objects.get()
    assert sent.to == ruth.email
    assert sent.subject == "2 of 3 clients need you"
    assert "- Late: Check overdue\n- New: No check yet\n" in sent.text
    assert "Fine" not in sent.text
    assert reverse("portfolio", args=[practice.slug]) in sent.text


def test_it_comes_once_and_only_on_monday_mornings(practice: Consultancy) -> None:
    make_client(practice, "New")
    numbers = []
    for at in (
        MONDAY - timedelta(days=1),
        MONDAY.replace(hour=6, minute=59),
        MONDAY,
        MONDAY + timedelta(minutes=10),
        MONDAY + timedelta(days=1),
        MONDAY + timedelta(days=7),
    ):
        send_monday_emails(at=at)
        numbers.append(OutgoingMail.objects.count())

    assert numbers == [0, 0, 1, 1, 1, 2]


def test_it_does_not_come_if_nobody_needs_the_practice(practice: Consultancy) -> None:
    stand(make_client(practice, "Fine"))

    send_monday_emails(at=MONDAY)

    assert not OutgoingMail.objects.exists()


def test_each_person_can_turn_it_off(practice: Consultancy, member: ConsultancyMember) -> None:
    make_client(practice, "New")
    bea = make_colleague(practice, make_user("bea"))
    ConsultancyMember.objects.filter(pk=member.pk).update(muted=["monday"])

    send_monday_emails(at=MONDAY)

    assert [sent.to for sent in OutgoingMail.objects.all()] == [bea.user.email]
