"""Agree to be asked again, take that back, and store the second answers."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from assessment.domain.errors import DomainError
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.retests.models import RetestAnswer, RetestKind, RetestSheet


class AnsweredBefore(DomainError):
    """The questions were answered again already, or the agreement was taken back."""


@transaction.atomic
def agree_to_retest(*, assessment: Assessment, by: User, at: datetime) -> RetestSheet:
    """Record that the person who sent a check can be asked again; a second click changes nothing.

    Only the sender is asked: for everybody else, callers find no check to agree to.
    """
    sheet, _new = RetestSheet.objects.get_or_create(
        assessment=assessment, kind=RetestKind.SAME, defaults={"person": by, "agreed_at": at}
    )
    return sheet


@transaction.atomic
def keep_pairs(
    *, assessment: Assessment, person: User, values: Mapping[str, tuple[str, str]], at: datetime
) -> RetestSheet:
    """Keep what somebody else answered apart, with the answers of the check at that moment.

    Callers have asked both sides for their agreement. The first answers are kept as well, because
    those of a check that is open may change once both sides have talked.
    """
    sheet = RetestSheet.objects.create(
        assessment=assessment,
        kind=RetestKind.OTHER,
        person=person,
        agreed_at=at,
        answered_at=at,
    )
    RetestAnswer.objects.bulk_create(
        RetestAnswer(sheet=sheet, practice=code, first=first, value=second)
        for code, (first, second) in values.items()
    )
    return sheet


@transaction.atomic
def withdraw_retest(*, sheet: RetestSheet) -> None:
    """Take the agreement back, and delete the second answers if there are any."""
    sheet.delete()


@transaction.atomic
def save_retest(
    *, sheet: RetestSheet, assessment: Assessment, answers: Mapping[str, str], at: datetime
) -> RetestSheet:
    """Store the second answers, by code, beside the check; they change nothing there.

    `assessment` is the newest revision that the person sent, with which they are compared.

    Raises:
        AnsweredBefore: there are second answers already, or the agreement was taken back.
    """
    waiting = RetestSheet.objects.waiting().filter(pk=sheet.pk)
    # A conditional UPDATE, so that a second click neither adds answers nor changes the time.
    if not waiting.update(answered_at=at, assessment=assessment):
        raise AnsweredBefore(str(sheet))
    RetestAnswer.objects.bulk_create(
        RetestAnswer(sheet=sheet, practice=code, value=value) for code, value in answers.items()
    )
    sheet.answered_at, sheet.assessment = at, assessment
    return sheet
