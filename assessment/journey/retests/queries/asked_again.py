"""Whether somebody can be asked some questions of a check again, and which ones."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.conf import settings

from assessment.domain.model.maturity import MaturityModel, Practice
from assessment.domain.scoring.calibration import drawn_for_retest
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.retests.models import RetestKind, RetestSheet
from assessment.parties.businesses.models import Business, Role

OPENS_AFTER, ASKED_AFTER, CLOSES_AFTER = (timedelta(days=days) for days in (10, 14, 28))
"""How long after a check its questions can be answered again, are asked again, and no longer."""
ASKED_ROLES = frozenset({Role.OWNER, Role.EDITOR})
"""Viewers may not answer, and consultants often fill in what somebody else says."""


@dataclass(frozen=True, kw_only=True)
class AskedAgain:
    """Six questions of a check for the person who sent it; nothing is asked without agreement.

    `sheet` is that person's agreement, and says when the second answers were given.
    """

    business: Business
    assessment: Assessment
    sheet: RetestSheet | None
    today: date

    @property
    def sent_on(self) -> date:
        """The day on which the check was sent; the agreement counts from that of its revision."""
        sent = (self.sheet.assessment if self.sheet else self.assessment).submitted_at
        return self.business.day(sent) if sent else self.today

    @property
    def asked_on(self) -> date:
        return self.sent_on + ASKED_AFTER

    @property
    def opens_on(self) -> date:
        return self.sent_on + OPENS_AFTER

    @property
    def closes_on(self) -> date:
        return self.sent_on + CLOSES_AFTER

    @property
    def agreed(self) -> bool:
        return self.sheet is not None

    @property
    def answered(self) -> bool:
        return self.sheet is not None and self.sheet.answered_at is not None

    def is_for(self, person: User | None) -> bool:
        """Tell whether this is the person who agreed."""
        return self.sheet is not None and person is not None and self.sheet.person_id == person.pk

    @property
    def over(self) -> bool:
        """Whether it is too late to answer again, or to agree to it."""
        return self.today > self.closes_on

    @property
    def offered(self) -> bool:
        """Whether the person can still agree."""
        return not (self.agreed or self.over)

    @property
    def missed(self) -> bool:
        """Whether the time passed without second answers."""
        return self.over and not self.answered

    @property
    def waiting(self) -> bool:
        """Whether the person has agreed, and neither answered nor let the time pass."""
        return self.agreed and not (self.answered or self.missed)

    @property
    def time_has_come(self) -> bool:
        """Whether enough days have passed since the check."""
        return self.today >= self.opens_on

    @property
    def open(self) -> bool:
        """Whether the questions can be answered today."""
        return self.waiting and self.time_has_come

    @property
    def model(self) -> MaturityModel:
        return self.assessment.model_version.fitted_to(self.business.circumstances)

    @cached_property
    def practices(self) -> tuple[Practice, ...]:
        """The questions drawn for this check; the same ones whenever the page is opened."""
        seed = (settings.SECRET_KEY, str(self.business.pk), self.assessment.slug)
        return drawn_for_retest(self.model, *seed)


def asked_again(
    business: Business, user: User, today: date, *, sent: Assessment | None
) -> AskedAgain | None:
    """Return what the person who sent this check can answer again; at most one query.

    `sent` is a check, in the newest revision that this person sent. There is nothing for others,
    for roles that are not asked, and after an extra check.
    """
    if sent is None or sent.extra or sent.submitted_by_id != user.pk:
        return None
    if business.role_of_viewer not in ASKED_ROLES:
        return None
    of_check = RetestSheet.objects.filter(
        assessment__business=business,
        assessment__quarter_starts_on=sent.quarter_starts_on,
        assessment__extra=0,
        kind=RetestKind.SAME,
        person=user,
    )
    sheet = of_check.select_related("assessment").first()
    return AskedAgain(business=business, assessment=sent, sheet=sheet, today=today)


def sent_check(business: Business, slug: str, by: User) -> Assessment | None:
    """Return the newest revision of a quarter's check that this person sent; one query."""
    checks = Assessment.objects.filter(business=business, extra=0, submitted_by=by)
    newest_first = checks.select_related("model_version").defer("model_version__source")
    found = newest_first.order_by("-quarter_starts_on", "-revision")
    return next((check for check in found if check.slug == slug), None)


def waiting_for(business: Business, user: User, today: date) -> AskedAgain | None:
    """Return what this person agreed to answer again and still can; at most one query."""
    if business.role_of_viewer not in ASKED_ROLES:
        return None
    waiting = RetestSheet.objects.waiting().filter(
        assessment__business=business, kind=RetestKind.SAME, person=user
    )
    found = waiting.select_related("assessment__model_version")
    sheet = found.defer("assessment__model_version__source").order_by("-agreed_at", "-pk").first()
    if sheet is None:
        return None
    asked = AskedAgain(business=business, assessment=sheet.assessment, sheet=sheet, today=today)
    return asked if asked.waiting else None
