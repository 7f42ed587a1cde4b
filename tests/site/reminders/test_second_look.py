"""The email to people who agreed to a second look: once, two weeks after the check."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.retests.models import RetestSheet
from assessment.journey.retests.services import agree_to_retest, save_retest, withdraw_retest
from assessment.parties.businesses.models import Business, Role
from assessment.site.reminders import services
from assessment.site.reminders.models import Kind
from assessment.site.reminders.queries.subscriptions import Subject
from tests.factories import make_member
from tests.site.reminders.making import (
    Q4,
    claim_at,
    make_checked,
    make_colleague,
    make_reader,
    told_at,
    work,
)

pytestmark = pytest.mark.django_db

SENT_ON = date(2026, 10, 13)
DUE = datetime(2026, 10, 27, 9, 0, tzinfo=UTC)
A_DAY = timedelta(days=1)
LETTER = ("retest", "2026-q4", "owner")


@pytest.fixture
def sent(business: Business, owner: User) -> Assessment:
    return make_checked(business, owner, Q4, SENT_ON)


@pytest.fixture
def agreed(sent: Assessment, owner: User) -> RetestSheet:
    return agree_to_retest(assessment=sent, by=owner, at=DUE - 14 * A_DAY)


def looks_at(moment: datetime) -> list[tuple[str, str, str]]:
    return [letter for letter in told_at(moment) if letter[0] == Kind.RETEST]


def test_it_is_due_from_two_weeks_until_four_weeks_after_the_check(agreed: RetestSheet) -> None:
    days = [day for day in range(-5, 20) if looks_at(DUE + day * A_DAY) == [LETTER]]

    assert days == list(range(15))


def test_without_agreement_there_is_none(sent: Assessment) -> None:
    assert looks_at(DUE) == []


def test_only_the_sender_gets_it(agreed: RetestSheet, business: Business) -> None:
    make_colleague(business, "edith", Role.OWNER)

    assert looks_at(DUE) == [LETTER]


def test_an_editor_who_sent_the_check_gets_it(business: Business) -> None:
    editor = make_reader("edith")
    make_member(business, editor, Role.EDITOR)
    agree_to_retest(assessment=make_checked(business, editor, Q4, SENT_ON), by=editor, at=DUE)

    assert looks_at(DUE) == [("retest", "2026-q4", "edith")]


def test_a_sender_who_may_only_view_by_now_gets_none(
    agreed: RetestSheet, business: Business, owner: User
) -> None:
    business.memberships.filter(user=owner).update(role=Role.VIEWER)

    assert looks_at(DUE) == []


@pytest.mark.parametrize(
    "end",
    [
        lambda sheet: withdraw_retest(sheet=sheet),
        lambda sheet: save_retest(
            sheet=sheet, assessment=sheet.assessment, answers={"CUL1": "1"}, at=DUE
        ),
        lambda sheet: services.stop(
            subject=Subject(
                business=sheet.assessment.business, kind=Kind.RETEST, person=sheet.person
            ),
            at=DUE,
        ),
    ],
    ids=["withdrawn", "answered", "stopped"],
)
def test_the_email_is_no_longer_due(
    agreed: RetestSheet, end: Callable[[RetestSheet], None]
) -> None:
    end(agreed)

    assert looks_at(DUE) == []


def test_it_says_what_was_agreed_until_when_and_is_sent_once(
    agreed: RetestSheet, mailoutbox: Sequence[EmailMultiAlternatives]
) -> None:
    for moment in (DUE, DUE + A_DAY):
        with time_machine.travel(moment, tick=False):
            claim_at(moment)
            work()

    (mail,) = [one for one in mailoutbox if "second look" in one.subject]
    words = " ".join(str(mail.body).split())
    assert mail.subject == "Two minutes for a second look at your check for Café Lindgren?"
    assert "You agreed to answer six questions from your check again." in words
    assert "you can do it until 10\xa0November." in str(mail.body).replace("\n", " ")
    assert "/b/cafe-lindgren/again/2026-q4/" in words
    assert "Stop emails about a second look:" in words
