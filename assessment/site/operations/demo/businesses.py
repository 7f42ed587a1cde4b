"""A sample business with its team and its submitted checks."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from assessment.domain.errors import DomainError
from assessment.domain.model.answers import Evidence
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.edits import Edit
from assessment.journey.questionnaire.models import Answer, Assessment
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business, Membership
from assessment.parties.businesses.services import (
    edit_business,
    found_business,
    restore_business,
    slug_of,
)
from assessment.parties.catalogue.models import ModelVersion

FOUNDED = datetime(2024, 12, 2, 9, 30, tzinfo=UTC)
"""A moment before the first check of the sample."""
MORNING = time(10, 42)
A_CHECK = timedelta(minutes=12)

Team = Sequence[tuple[User, str]]


class NotOurs(DomainError):
    """Something outside the sample already has an address that the sample needs."""


def add_business(name: str, team: Team, means: Mapping[str, Any]) -> Business:
    """Get or create the business of this name, with its whole team; the first person founds it.

    Raises:
        NotOurs: a business without anyone from the sample has the address.
    """
    people = [user for user, _role in team]
    business = Business.with_archived.filter(slug=slug_of(name)).first()
    if business is None:
        business = found_business(name=name, by=people[0], at=FOUNDED)
        described = Edit(values=means, seen={})
        edit_business(business=business, edit=described, by=people[0], at=FOUNDED)
        business.refresh_from_db()
    elif not business.memberships.filter(user__in=people).exists():
        raise NotOurs(business.slug)
    elif business.archived_at:
        restore_business(business=business, by=people[0], at=timezone.now())
    for user, role in team:
        Membership.objects.get_or_create(
            business=business, user=user, defaults={"role": role, "since": FOUNDED}
        )
    return business


def add_assessments(
    business: Business,
    submissions: Iterable[Submission],
    people: Mapping[str, User],
    versions: Mapping[str, ModelVersion],
) -> list[tuple[Submission, Assessment]]:
    """Submit the checks of quarters that have none yet, and return the new ones.

    Each is sent by the person whom it names in `checked_by`, under the version of its model.
    """
    existing = set(business.assessments.values_list("quarter_starts_on", flat=True))
    missing = [
        submission for submission in submissions if submission.quarter.starts_on not in existing
    ]
    return [
        (one, _submitted(business, one, people[one.checked_by], versions[one.model.key]))
        for one in missing
    ]


def _submitted(
    business: Business, submission: Submission, by: User, version: ModelVersion
) -> Assessment:
    at = moment(submission.checked_on, MORNING)
    assessment = Assessment.objects.create(
        business=business,
        quarter_starts_on=submission.quarter.starts_on,
        model_version=version,
        started_at=at - A_CHECK,
    )
    Answer.objects.bulk_create(
        Answer(
            assessment=assessment,
            practice=code,
            value=str(answer.value),
            note=answer.note,
            reason=answer.reason,
            checked=answer.evidence is Evidence.CHECKED,
            revision=1,
            answered_at=at,
            answered_by=by,
        )
        for code, answer in submission.sheet.answers.items()
    )
    submit(assessment=assessment, by=by, at=at)
    return assessment


def moment(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=timezone.get_current_timezone())
