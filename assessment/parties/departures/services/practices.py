"""Change the role of somebody in a practice, or end it, with the doors that depend on it."""

import logging
from contextlib import suppress
from datetime import datetime

from django.db import IntegrityError, transaction

from assessment.domain.errors import DomainError
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.foundation.links.services import Closed, close_doors, reopen_links
from assessment.foundation.parsing.edits import Edit, mark
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import (
    Consultancy,
    ConsultancyMember,
    ConsultancyRole,
    EngagementQuerySet,
)
from assessment.parties.consultancies.queries import access_by_person
from assessment.parties.departures.models import Removal
from assessment.parties.departures.queries import admins_staying, doors_lost
from assessment.parties.departures.services.access import CannotUndo, end_engagement
from assessment.parties.departures.services.kept_rows import rows_of, write_again

log = logging.getLogger(__name__)


class LastAdmin(DomainError):
    """The change would leave the practice without an admin."""


@transaction.atomic
def change_colleagues_role(
    *, member: ConsultancyMember, role: str, seen: str, by: User, at: datetime
) -> None:
    """Give somebody another role in the practice.

    Args:
        seen: the role that the page showed.

    Raises:
        LastAdmin: the practice has no other admin.
        EditedMeanwhile: someone else gave the person a third role since.
    """
    lock_consultancy(member.consultancy_id)
    member.refresh_from_db(fields=["role"])
    edit = Edit(values={"role": role}, seen={"role": mark(seen)})
    if not edit.changes({"role": member.role}):
        return
    if role != ConsultancyRole.ADMIN:
        _keep_an_admin(member)
    ConsultancyMember.objects.filter(pk=member.pk).update(role=role)
    record(
        Event.PRACTICE_ROLE,
        by=by,
        at=at,
        firm=str(member.consultancy),
        person=str(member.user),
        before=member.role,
        role=role,
    )
    _log("role changed", member, role, by)


@transaction.atomic
def remove_colleague(*, member: ConsultancyMember, by: User, at: datetime) -> None:
    """Take somebody out of the practice, and close what they opened at its clients.

    Raises:
        LastAdmin: the practice has no other admin.
    """
    lock_consultancy(member.consultancy_id)
    _keep_an_admin(member)
    firm, person, kept = member.consultancy, member.user, rows_of(member)
    # Logged first, because Django clears the primary key of a deleted instance.
    _log("left the practice", member, member.role, by)
    member.delete()
    closed = _close_at(firm.engagements.running(), person, by, at)
    if person == by:
        record(Event.PRACTICE_LEFT, by=by, at=at, firm=str(firm), role=member.role)
        return
    record(Event.PRACTICE_REMOVED, by=by, at=at, firm=str(firm), person=str(person))
    firm.removals.create(person=person, kept=kept, closed=closed, ended_at=at, ended_by=by)


@transaction.atomic
def undo_removal(*, removal: Removal, by: User, at: datetime) -> None:
    """Bring somebody back into the practice as they were, with the links that had closed.

    Raises:
        CannotUndo: it is too late, or the person has come back or is deleting their account.
    """
    firm, person = removal.consultancy, removal.person
    lock_consultancy(firm.pk)
    stays = person.is_active and person.deletion_asked_at is None
    inside = firm.members.filter(user=person).exists()
    mine = firm.removals.filter(pk=removal.pk)
    if inside or not stays or not mine.undoable(at).exists():
        raise CannotUndo(str(removal))
    mine.update(undone_at=at)
    write_again(removal.kept, away=at - removal.ended_at)
    reopen_links(removal.closed, closed_at=removal.ended_at)
    # The practice may have less access to a client than it had, or none.
    _close_at(firm.engagements.all(), person, by, at)
    record(Event.ACCESS_RESTORED, by=by, at=at, firm=str(firm), person=str(person))
    log.info("removal undone: practice=%s user=%s by=%s", firm.pk, person.pk, by.pk)


def _close_at(engaged: EngagementQuerySet, person: User, by: User, at: datetime) -> Closed:
    """Close what somebody may no longer have open at these clients of a practice."""
    closed: Closed = {}
    for business in Business.objects.filter(pk__in=engaged.values("business")).order_by("pk"):
        # The person may have another role there, or belong to another practice with access.
        lost = doors_lost(business, [person.pk], access_by_person(business))
        found = close_doors(lost, business=business, person=str(person), by=by, at=at)
        closed = {model: closed.get(model, []) + found.get(model, []) for model in closed | found}
    return closed


@transaction.atomic
def close_consultancy(*, consultancy: Consultancy, by: User | None, at: datetime) -> None:
    """Remove a practice for good; the businesses that let it in stay with their owners."""
    for engagement in consultancy.engagements.running():
        end_engagement(engagement=engagement, by=by, at=at)
    _leave_comments_to_clients(consultancy)
    # Businesses that it made for clients, and nobody has taken over, go with it.
    Business.objects.filter(prepared__consultancy=consultancy).delete()
    record(Event.PRACTICE_CLOSED, by=by, at=at, firm=str(consultancy))
    log.info("practice removed: practice=%s by=%s", consultancy.pk, by.pk if by else None)
    consultancy.delete()


def _leave_comments_to_clients(consultancy: Consultancy) -> None:
    """Keep what the practice wrote for its clients; private comments go with it."""
    for comment in consultancy.comments.filter(private=False):
        # The client may have a comment without a practice at the same place already.
        with suppress(IntegrityError), transaction.atomic():
            consultancy.comments.filter(pk=comment.pk).update(consultancy=None)


def lock_consultancy(consultancy: int) -> None:
    """Lock the practice, so that simultaneous changes of its people follow one another."""
    Consultancy.objects.select_for_update().get(pk=consultancy)


def _keep_an_admin(member: ConsultancyMember) -> None:
    """Refuse to leave the practice without an admin.

    The lock on the practice serialises two admins who remove each other at the same time.
    """
    if not admins_staying(member.consultancy_id).exclude(pk=member.pk).exists():
        raise LastAdmin(member.role)


def _log(event: str, member: ConsultancyMember, role: str, by: User) -> None:
    log.info(
        "%s: practice=%s user=%s role=%s by=%s",
        event,
        member.consultancy_id,
        member.user_id,
        role,
        by.pk,
    )
