"""Sessions, the screen behind a secret address, and the answers before a session."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db.models import Q, QuerySet
from django.utils import timezone

from assessment.consulting.sessions.models import (
    ClientSession,
    ClientSessionQuerySet,
    PointKind,
    ScreenLink,
    SessionOutcome,
    SessionPoint,
)
from assessment.domain.model.maturity import Dimension, MaturityModel
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.mappings import practice_under
from assessment.journey.questionnaire.queries.current_assessment import CurrentAssessment
from assessment.journey.questionnaire.queries.earlier_answers import wording
from assessment.journey.questionnaire.queries.open_assessment import current_assessment_of
from assessment.journey.results.queries import history_of, results_of, submission_of
from assessment.parties.access.rules import Capability, may
from assessment.parties.businesses.models import Business, Role
from assessment.parties.consultancies.models import Consultancy


@dataclass(frozen=True, kw_only=True)
class SessionNow:
    """A session that is being held, and its check as it is now."""

    session: ClientSession
    check: CurrentAssessment

    @property
    def area(self) -> Dimension:
        """The area that both windows show."""
        return area_named(self.check.model, self.session.area)

    @property
    def following(self) -> Dimension | None:
        """The area after the one that is shown; None after the last."""
        areas = self.check.model.dimensions
        here = areas.index(self.area)
        return areas[here + 1] if here + 1 < len(areas) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPoint:
    """A point as it was typed; only an action says who does it and by when."""

    kind: PointKind
    text: str
    who: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """Who was there, and the names typed to confirm: for the practice and for the business."""

    present: tuple[str, ...]
    for_practice: str
    for_business: str


def area_named(model: MaturityModel, key: str) -> Dimension:
    """Return the area with this key, or the first one if the questions have none of that name."""
    return next((area for area in model.dimensions if area.key == key), model.dimensions[0])


def screen_behind(token: str, at: datetime) -> ScreenLink | None:
    """Return the screen at a secret address if it still shows a session; one query."""
    known = ScreenLink.objects.showing(at).select_related(
        "made_by", "session__consultancy", "session__assessment__business"
    )
    return known.behind(token).first()


def sessions_of(business: Business) -> ClientSessionQuerySet:
    """Return the sessions about the checks of a business, newest first."""
    found = ClientSession.objects.filter(assessment__business=business)
    known = found.select_related("consultancy", "started_by", "outcome").defer("outcome__content")
    return known.order_by("-started_at", "-pk")


def session_on(business: Business, at: datetime) -> ClientSession | None:
    """Return the session that is being held with a business now, if there is one; one query."""
    return sessions_of(business).on(at).first()


def newest_session(business: Business, at: datetime) -> ClientSession | None:
    """Return the session that is on, or else the newest one that was signed; one query.

    It is None for consultants and for people who only read.
    """
    if business.role_of_viewer == Role.CONSULTANT or not may(business, Capability.COMMENT):
        return None
    running = ClientSession.objects.on(at).values("pk")
    to_show = Q(pk__in=running) | Q(outcome__isnull=False)
    return sessions_of(business).filter(to_show).first()


def outcomes_of(business: Business) -> QuerySet[SessionOutcome]:
    """Return what was signed in the sessions of a business, newest first."""
    found = SessionOutcome.objects.filter(session__assessment__business=business)
    return found.select_related("session__consultancy", "signed_by").order_by("-signed_at", "-pk")


def outcomes_with(business: Business, consultancy: Consultancy) -> QuerySet[SessionOutcome]:
    """Return what one practice and a business signed."""
    return outcomes_of(business).filter(session__consultancy=consultancy)


def over_sessions(business: Business, at: datetime) -> ClientSessionQuerySet:
    """Return the sessions that were held with a business and are over, newest first."""
    return sessions_of(business).exclude(pk__in=ClientSession.objects.on(at).values("pk"))


def points_of(session: ClientSession) -> list[SessionPoint]:
    return list(session.points.all())


def as_it_is(
    session: ClientSession, business: Business, *, to_change: bool = False
) -> SessionNow | None:
    """Return a session with its check; None if the business works on another check by now.

    With `to_change`, inside a transaction, the check stays locked until the end.
    """
    check = current_assessment_of(business, timezone.localdate(), to_change=to_change)
    if check.assessment is None or check.assessment.pk != session.assessment_id:
        return None
    return SessionNow(session=session, check=check)


def mark_of(session: ClientSession, saves: int | None, *more: object) -> str:
    """Return a mark that differs as soon as a window has something new to show."""
    parts = (session.key, session.changes, saves or 0, *more)
    return sha256("\0".join(map(str, parts)).encode()).hexdigest()


def last_time(check: CurrentAssessment) -> Mapping[str, str]:
    """Return the answers of the check before as sentences, by the codes of today's questions.

    A question whose meaning has changed since has none. One query.
    """
    earlier = [r for r in results_of(check.business) if r.assessment.quarter < check.quarter]
    if not earlier:
        return {}
    submission = submission_of(earlier[-1], check.business)
    then = submission.model
    found = {}
    for practice in then.practices:
        now = practice_under(check.model, then, practice)
        if now is not None and practice.code in submission.sheet.answers:
            value = str(submission.sheet.answers[practice.code].value)
            found[now.code] = wording(then, practice, value)
    return found


def result_of(check: CurrentAssessment) -> Submission | None:
    """Return a check as it was sent, or None while it is open; one query."""
    if check.assessment is None or not check.submitted:
        return None
    result = history_of(check.business).named(check.slug)
    return submission_of(result, check.business) if result else None
