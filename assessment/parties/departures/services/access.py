"""Lower a role or end access, together with all the doors that depend on it; and undo it."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from assessment.domain.errors import DomainError
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.foundation.links.models import DoorQuerySet
from assessment.foundation.links.services import close_doors, reopen_links
from assessment.foundation.parsing.edits import Edit, mark
from assessment.parties.businesses.models import Business, Membership, Role
from assessment.parties.consultancies.models import Engagement
from assessment.parties.consultancies.queries import access_by_person
from assessment.parties.consultancies.services.access_mails import tell_ended, tell_given
from assessment.parties.departures.models import Cause, Departure
from assessment.parties.departures.queries import doors_lost, doors_that_close

log = logging.getLogger(__name__)


class LastOwner(DomainError):
    """The change would leave the business without an owner."""


class CannotUndo(DomainError):
    """It is too late, it was undone already, or the person or firm has access again."""


@transaction.atomic
def change_role(*, membership: Membership, role: str, seen: str, by: User, at: datetime) -> None:
    """Give a member another role, and close the doors that it does not allow.

    Args:
        seen: the role that the page showed.

    Raises:
        LastOwner: the business has no other owner.
        EditedMeanwhile: someone else gave the member a third role since.
    """
    business = _locked(membership.business_id)
    membership.refresh_from_db(fields=["role"])
    edit = Edit(values={"role": role}, seen={"role": mark(seen)})
    if not edit.changes({"role": membership.role}):
        return
    if role != Role.OWNER:
        _keep_an_owner(membership)
    Membership.objects.filter(pk=membership.pk).update(role=role)
    person, before = str(membership.user), membership.role
    record(
        Event.ROLE_CHANGED,
        by=by,
        at=at,
        business=business,
        person=person,
        before=before,
        role=role,
    )
    _log("role changed", membership, role, by)
    lost = doors_lost(business, [membership.user_id], access_by_person(business))
    close_doors(lost, business=business, person=person, by=by, at=at)


@transaction.atomic
def remove_member(
    *, membership: Membership, by: User, at: datetime, keep: bool = False
) -> Departure:
    """End a membership and its doors; the person's answers stay with the business.

    With `keep`, the doors that can move stay open in the name of `by`.

    Raises:
        LastOwner: the business has no other owner.
    """
    _locked(membership.business_id)
    _keep_an_owner(membership)
    left = membership.user_id == by.pk
    about = {} if left else {"person": str(membership.user)}
    kind = Event.LEFT if left else Event.REMOVED
    record(kind, by=by, at=at, business=membership.business, role=membership.role, **about)
    return end_membership(
        membership=membership, cause=Cause.LEFT if left else Cause.REMOVED, by=by, at=at, keep=keep
    )


def end_membership(
    *, membership: Membership, cause: Cause, by: User, at: datetime, keep: bool = False
) -> Departure:
    """End a membership in the caller's transaction, even that of the last owner."""
    business, person = membership.business, str(membership.user)
    doors = doors_that_close(business, membership)
    if keep:
        _hand_over(doors, business, person, by, at)
    departure = Departure.objects.create(
        business=business,
        cause=cause,
        person=membership.user,
        role=membership.role,
        since=membership.since,
        ended_at=at,
        ended_by=by,
        closed=close_doors(doors, business=business, person=person, by=by, at=at),
    )
    # Logged first, because Django clears the primary key of a deleted instance.
    _log("access ended", membership, membership.role, by)
    membership.delete()
    return departure


@transaction.atomic
def end_engagement(
    *, engagement: Engagement, by: User | None, at: datetime, keep: bool = False
) -> Departure | None:
    """End a firm's access and the doors of its people who have no other role in the business.

    With `keep`, the doors that can move stay open in the name of `by`.

    Returns:
        None if it had ended already; ending it twice changes nothing.
    """
    business = _locked(engagement.business_id)
    doors = doors_that_close(business, engagement)
    # A conditional UPDATE, so that a second click does not overwrite the first end time.
    if not Engagement.objects.running(at).filter(pk=engagement.pk).update(ended_at=at, ended_by=by):
        return None
    firm = str(engagement.consultancy)
    record(Event.ACCESS_ENDED, by=by, at=at, business=business, firm=firm)
    if keep and by:
        _hand_over(doors, business, firm, by, at)
    departure = Departure.objects.create(
        business=business,
        cause=Cause.ENDED,
        engagement=engagement,
        ended_at=at,
        ended_by=by,
        closed=close_doors(doors, business=business, person=firm, by=by, at=at),
    )
    if by:
        tell_ended(engagement, by=by, at=at)
    log.info(
        "consultant's access ended: business=%s practice=%s by=%s",
        engagement.business_id,
        engagement.consultancy_id,
        by.pk if by else None,
    )
    return departure


@transaction.atomic
def close_expired(*, engagement: Engagement, at: datetime) -> bool:
    """Settle an access whose last day is over, and close the doors that depended on it.

    It has given no access since that moment, so this only tidies up behind it.

    Returns:
        False if it was settled already, or has got a later last day.
    """
    business = _locked(engagement.business_id)
    doors = doors_that_close(business, engagement)
    expired = Engagement.objects.filter(pk=engagement.pk, ended_at=None, expires_at__lte=at)
    if not expired.update(ended_at=F("expires_at")):
        return False
    firm = str(engagement.consultancy)
    record(Event.ACCESS_EXPIRED, by=None, at=at, business=business, firm=firm)
    close_doors(doors, business=business, person=firm, by=None, at=at)
    log.info(
        "consultant's access expired: business=%s practice=%s",
        engagement.business_id,
        engagement.consultancy_id,
    )
    return True


@transaction.atomic
def undo_departure(*, departure: Departure, by: User, at: datetime) -> None:
    """Bring access back as it was. A member's links work again; those of a firm stay closed.

    Raises:
        CannotUndo: nothing was changed.
    """
    business = _locked(departure.business_id)
    if not business.departures.undoable(at).filter(pk=departure.pk).exists():
        raise CannotUndo(str(departure))
    firm = departure.engagement
    if not (_engage_again(firm, departure, at) if firm else make_member_again(departure)):
        raise CannotUndo(str(departure))
    record(Event.ACCESS_RESTORED, by=by, at=at, business=business, person=departure.who)
    log.info("access restored: business=%s departure=%s by=%s", business.pk, departure.pk, by.pk)
    if firm:
        departure.mark_undone(at)
        tell_given(firm, by=by, at=at)
    else:
        reopen_doors(departure, by=by, at=at)


@transaction.atomic
def end_return(*, departure: Departure, by: User, at: datetime) -> bool:
    """Let a person whose account is being deleted come back only with a new invitation.

    Without the departure, keeping the account gives them nothing back in this business.

    Returns:
        False if they have kept their account already, or can no longer keep it.
    """
    business = _locked(departure.business_id)
    # The person may be keeping the account at this moment, which starts by writing this row.
    User.objects.select_for_update().filter(departures=departure).get()
    found = business.departures.can_return(at).filter(pk=departure.pk)
    if not found.delete()[0]:
        return False
    record(Event.RETURN_ENDED, by=by, at=at, business=business, person=departure.who)
    log.info("return ended: business=%s user=%s by=%s", business.pk, departure.person_id, by.pk)
    return True


def reopen_doors(departure: Departure, *, by: User, at: datetime) -> None:
    """Mark a person's departure as undone, and reopen what closed with it and nothing else.

    What the current role no longer allows stays closed: a firm's engagement can have ended since.
    """
    departure.mark_undone(at)
    reopen_links(departure.closed, closed_at=departure.ended_at)
    people = [departure.person_id] if departure.person_id else []
    lost = doors_lost(departure.business, people, access_by_person(departure.business))
    close_doors(lost, business=departure.business, person=departure.who, by=by, at=at)


def make_member_again(departure: Departure) -> bool:
    """Make the person a member again; return False if they have become one already."""
    _membership, new = Membership.objects.get_or_create(
        business=departure.business,
        user=departure.person,
        defaults={"role": departure.role, "since": departure.since or departure.ended_at},
    )
    return new


def _engage_again(engagement: Engagement, departure: Departure, at: datetime) -> bool:
    """Let the firm in again, unless it has been let in since or its last day is over."""
    if engagement.expires_at and engagement.expires_at <= at:
        return False
    another = Engagement.objects.filter(
        business=engagement.business_id, consultancy=engagement.consultancy_id, ended_at=None
    )
    ended = Engagement.objects.filter(pk=engagement.pk, ended_at=departure.ended_at)
    return not another.exists() and bool(ended.update(ended_at=None, ended_by=None))


def _locked(business: int) -> Business:
    """Lock the business, so that simultaneous changes of its people follow one another."""
    return Business.with_archived.select_for_update(of=("self",)).get(pk=business)


def _keep_an_owner(membership: Membership) -> None:
    """Refuse to leave the business without an owner.

    The lock on the business serialises two owners who remove each other at the same time. Without
    it, each would still see the other as an owner, and the business would end up with none.
    """
    others = Membership.objects.filter(business=membership.business_id, role=Role.OWNER)
    if not others.exclude(pk=membership.pk).exists():
        raise LastOwner(membership.role)


def _hand_over(
    doors: Iterable[DoorQuerySet[Any]], business: Business, person: str, by: User, at: datetime
) -> None:
    """Put the doors that can move in the name of `by`, so that they stay open."""
    count = sum(
        found.usable(at).update(**{found.authority.person: by})
        for found in doors
        if found.authority.can_move
    )
    if count:
        record(
            Event.DOORS_HANDED_OVER,
            by=by,
            at=at,
            business=business,
            person=person,
            count=str(count),
        )


def _log(event: str, membership: Membership, role: str, by: User) -> None:
    log.info(
        "%s: business=%s user=%s role=%s by=%s",
        event,
        membership.business_id,
        membership.user_id,
        role,
        by.pk,
    )
