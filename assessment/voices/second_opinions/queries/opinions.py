"""Who answers apart, how far both sides are, and who can be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from assessment.domain.model.maturity import Dimension, MaturityModel
from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.journey.questionnaire.models import Answer, Assessment
from assessment.journey.questionnaire.queries.open_assessment import current_assessment_of
from assessment.parties.access.rules import CAPABILITIES, Capability
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import AccessLevel, ConsultancyMember
from assessment.voices.second_opinions.models import OPEN_FOR, SecondAnswer, SecondOpinion


@dataclass(frozen=True)
class Opinion:
    """One second opinion with its own answers, and how far the check has come.

    The answers of the check are not among it: only the comparison reads both sides.
    """

    row: SecondOpinion
    business: Business
    answers: Mapping[str, SecondAnswer]
    check_answered: int
    check_sent: bool

    @property
    def check(self) -> Assessment:
        return self.row.assessment

    @property
    def quarter(self) -> Quarter:
        return self.check.quarter

    @cached_property
    def model(self) -> MaturityModel:
        return self.check.model_version.fitted_to(self.business.circumstances)

    @property
    def total(self) -> int:
        return len(self.model.practices)

    @property
    def answered(self) -> int:
        """How many questions the second person has answered."""
        return sum(answer.given for answer in self.answers.values())

    def answered_in(self, area: Dimension) -> int:
        return sum(self.answers[practice.code].given for practice in area.practices)

    @property
    def complete(self) -> bool:
        return self.row.accepted_at is not None and self.answered == self.total

    @property
    def check_complete(self) -> bool:
        return self.check_answered == self.total

    @property
    def is_waiting(self) -> bool:
        """Whether the person has been asked and said neither yes nor no."""
        return self.row.accepted_at is None

    @property
    def check_done(self) -> bool:
        """Whether the side of the check has said that its answers stand, or has sent them."""
        return self.check_sent or (self.row.ready_at is not None and self.check_complete)

    @property
    def both_done(self) -> bool:
        return self.row.finished_at is not None and self.complete and self.check_done

    def is_for(self, person: User) -> bool:
        return self.row.person_id == person.pk


def newest_opinion(business: Business) -> Opinion | None:
    """Return the newest second opinion of a business, whatever became of it; four queries."""
    return opinion_of(_with_people().filter(assessment__business=business), business)


def opinion_on(business: Business, slug: str) -> Opinion | None:
    """Return the one that was revealed for a quarter's check; five queries."""
    revealed = SecondOpinion.objects.revealed().filter(assessment__business=business)
    checks = {row.assessment.slug: row.pk for row in revealed.select_related("assessment")}
    found = _with_people().filter(pk=checks.get(slug, 0))
    return opinion_of(found, business)


def opinion_of(found: QuerySet[SecondOpinion], business: Business) -> Opinion | None:
    row = found.order_by("-invited_at", "-pk").first()
    if row is None:
        return None
    row.assessment.business = business
    check = first_side(row)
    return Opinion(
        row=row,
        business=business,
        answers={answer.practice: answer for answer in row.answers.all()},
        check_answered=check.answers.given().count(),
        check_sent=check.submitted_at is not None,
    )


def _with_people() -> QuerySet[SecondOpinion]:
    rows = SecondOpinion.objects.select_related("assessment__model_version", "person", "invited_by")
    return rows.defer("assessment__model_version__source")


def first_side(row: SecondOpinion) -> Assessment:
    """Return the check whose answers count: the newest revision that was sent, or the open one."""
    of_quarter = Assessment.objects.filter(
        business=row.assessment.business_id,
        quarter_starts_on=row.assessment.quarter_starts_on,
        extra=0,
    )
    sent = of_quarter.submitted().order_by("-revision").first()
    return sent or row.assessment


def is_over(row: SecondOpinion, at: datetime) -> bool:
    """Whether the time for answering apart has passed; at most one query."""
    check = first_side(row)
    if check.submitted_at:
        return at >= check.submitted_at + OPEN_FOR
    return check.business.day(at) > check.quarter.closes_on


def check_to_ask_about(business: Business, today: date, at: datetime) -> Assessment | None:
    """Return the check on which a second opinion can begin: open, or sent within 28 days."""
    current = current_assessment_of(business, today)
    check = current.assessment
    if check is None or check.extra or current.correcting:
        return None
    if check.submitted_at and at >= check.submitted_at + OPEN_FOR:
        return None
    return check


def people_to_ask(check: Assessment, by: User) -> list[User]:
    """Return who can give a second opinion: people with access who did not answer the check.

    Of a practice, those count whose level allows them to answer.
    """
    levels = [level for level in AccessLevel if Capability.ANSWER in CAPABILITIES[level]]
    engaged = ConsultancyMember.objects.filter(
        consultancy__engagements__in=check.business.engagements.running().filter(level__in=levels)
    )
    inside = Q(pk__in=check.business.memberships.filter(unproven=False).values("user"))
    found = User.objects.filter(inside | Q(pk__in=engaged.values("user")))
    answered = Exists(answers_by(OuterRef("pk"), check))
    usable = found.filter(~answered, is_active=True, deletion_asked_at=None).exclude(pk=by.pk)
    return list(usable.order_by("name", "email"))


def answers_by(person: Any, check: Assessment) -> QuerySet[Answer]:
    """Return what a person answered in the check of this quarter, in any revision."""
    return Answer.objects.filter(
        assessment__business=check.business_id,
        assessment__quarter_starts_on=check.quarter_starts_on,
        assessment__extra=0,
        answered_by=person,
    )


def has_looked(person: User, check: Assessment) -> bool:
    """Whether a consultant is known to have opened the business since the check began."""
    looks = AuditEntry.objects.filter(
        kind=Event.LOOKED, business=check.business_id, by=person, at__gte=check.started_at
    )
    return looks.exists()
