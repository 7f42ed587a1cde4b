"""Reminders of a new check while an earlier one is unfinished: the button opens that one first."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.questionnaire.services import start_correction, start_extra
from assessment.parties.businesses.models import Business
from tests.factories import make_answers, make_assessment
from tests.kept import kept
from tests.site.reminders.making import FRIDAY, claim_at, make_checked, work

pytestmark = pytest.mark.django_db

Mail = Callable[[], str]
NEW_YEAR = datetime(2027, 1, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def new_years_mail(mailoutbox: Sequence[EmailMultiAlternatives], settings: Any) -> Mail:
    """Send the reminder of January to March, and return its text."""
    settings.SITE_URL = "https://cairn.example"

    def send() -> str:
        with time_machine.travel(NEW_YEAR, tick=False):
            claim_at(NEW_YEAR)
            work()
        (mail,) = mailoutbox
        assert mail.subject == "Your check for January to March is ready"
        return " ".join(str(mail.body).split())

    return send


@kept
def sent(business: Business, owner: User) -> Assessment:
    return make_checked(business, owner)


def test_an_open_correction_comes_first(sent: Assessment, new_years_mail: Mail) -> None:
    start_correction(sent=sent, at=FRIDAY)

    assert (
        "Your answers for October to December are still being corrected, so the button opens "
        "those. Send them again, or discard the correction first."
    ) in new_years_mail()


def test_an_open_extra_check_comes_first(
    sent: Assessment, owner: User, new_years_mail: Mail
) -> None:
    start_extra(sent=sent, by=owner, at=FRIDAY)

    assert (
        "An extra check for October to December is still open, so the button opens that one. "
        "Send it or discard it first."
    ) in new_years_mail()


def test_a_late_check_can_be_finished_or_left(
    business: Business, owner: User, new_years_mail: Mail
) -> None:
    late = make_assessment(business, quarter_starts_on=date(2026, 10, 1))
    make_answers(late, owner, {"CUL1": 2})

    assert (
        "You can still finish your check for October to December until 14 January, so the button "
        "opens that one. Finish it, or leave it and start the new one."
    ) in new_years_mail()


def test_with_nothing_unfinished_the_mail_does_not_mention_another_check(
    sent: Assessment, new_years_mail: Mail
) -> None:
    assert "so the button opens" not in new_years_mail()
