"""Start a session, move it on, write down points and end it."""

import logging
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import F

from assessment.consulting.sessions.models import (
    ClientSession,
    PointKind,
    ScreenLink,
    SessionPoint,
)
from assessment.consulting.sessions.queries import NewPoint
from assessment.domain.errors import DomainError
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.journey.questionnaire.models import Assessment
from assessment.parties.consultancies.models import Consultancy

log = logging.getLogger(__name__)

MOST_POINTS = {PointKind.AGREED: 5, PointKind.LATER: 3}
"""How many points of a kind a session has: more would not fit on the page that is signed."""


class SessionOver(DomainError):
    """The session has ended, so it no longer changes."""


class AnotherSession(DomainError):
    """Another practice is holding a session about this check."""


class TooManyPoints(DomainError):
    """The page that is signed has no room for another point."""


@transaction.atomic
def start_session(
    *,
    consultancy: Consultancy,
    assessment: Assessment,
    area: str,
    minutes: int,
    by: User,
    at: datetime,
) -> ClientSession:
    """Start a session about an open check, or return the one that the practice is holding.

    Raises:
        AnotherSession: another practice is holding one.
    """
    locked = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    business = assessment.business
    running = locked.sessions.on(at).first()
    if running and running.consultancy_id != consultancy.pk:
        raise AnotherSession(running.key)
    if running:
        return running
    for stale in locked.sessions.filter(ended_at=None):
        _end(stale, min(stale.expires_at, at))
    midnight = datetime.combine(business.day(at) + timedelta(days=1), time(), tzinfo=business.zone)
    session = ClientSession.objects.create(
        consultancy=consultancy,
        assessment=locked,
        minutes=minutes,
        area=area,
        area_since=at,
        started_by=by,
        started_at=at,
        expires_at=midnight,
    )
    record(Event.SESSION_STARTED, by=by, at=at, business=business, firm=str(consultancy))
    log.info("session started: session=%s by=%s", session.pk, by.pk)
    return session


@transaction.atomic
def turn_to(*, session: ClientSession, area: str, at: datetime) -> None:
    """Show another area in both windows, and add up the time spent in the one before."""
    current = locked_session(session, at)
    if current.area == area:
        return
    before = current.spent.get(current.area, 0)
    seconds = int((at - current.area_since).total_seconds())
    current.spent = {**current.spent, current.area: before + seconds}
    current.area, current.area_since = area, at
    current.save(update_fields=["spent", "area", "area_since"])
    _note_change(current)


@transaction.atomic
def show_last_time(*, session: ClientSession, shown: bool, at: datetime) -> None:
    """Show the answers of the check before on the shared screen, or hide them again."""
    current = locked_session(session, at)
    current.shows_last_time = shown
    current.save(update_fields=["shows_last_time"])
    _note_change(current)


@transaction.atomic
def add_point(*, session: ClientSession, new: NewPoint, at: datetime) -> None:
    """Write down a point; the same words twice are one point.

    Raises:
        TooManyPoints: there is no room for another.
    """
    current = locked_session(session, at)
    of_kind = current.points.filter(kind=new.kind)
    if of_kind.filter(text=new.text).exists():
        return
    if of_kind.count() >= MOST_POINTS[new.kind]:
        raise TooManyPoints(new.kind)
    SessionPoint.objects.create(
        session=current,
        kind=new.kind,
        text=new.text,
        who=new.who,
        due_on=new.due_on,
        added_at=at,
    )
    _note_change(current)


@transaction.atomic
def remove_point(*, session: ClientSession, point: int, at: datetime) -> None:
    """Take a point off the list."""
    current = locked_session(session, at)
    current.points.filter(pk=point).delete()
    _note_change(current)


@transaction.atomic
def end_session(*, session: ClientSession, by: User, at: datetime) -> None:
    """End a session, which closes its shared screens; it does nothing if it is over."""
    current = ClientSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if current.ended_at is None and current.expires_at > at:
        _end(current, at)
        business = session.assessment.business
        record(Event.SESSION_ENDED, by=by, at=at, business=business, firm=str(session.consultancy))
        log.info("session ended: session=%s by=%s", session.pk, by.pk)


def locked_session(session: ClientSession, at: datetime) -> ClientSession:
    """Return the session as it is now, locked until the end of the transaction.

    Raises:
        SessionOver: it has ended.
    """
    running = ClientSession.objects.on(at).select_for_update(of=("self",))
    current = running.filter(pk=session.pk).first()
    if current is None:
        raise SessionOver(session.key)
    return current


def _note_change(session: ClientSession) -> None:
    """Have both windows fetch the page again."""
    ClientSession.objects.filter(pk=session.pk).update(changes=F("changes") + 1)


def _end(session: ClientSession, at: datetime) -> None:
    ClientSession.objects.filter(pk=session.pk).update(ended_at=at)
    ScreenLink.objects.filter(session=session).close(at)
