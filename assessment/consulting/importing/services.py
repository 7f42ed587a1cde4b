"""Keep a list, settle what it means, add its clients, and take them back."""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from assessment.consulting.importing.models import (
    CAN_BE_TAKEN_BACK,
    WAITS,
    ClientList,
    ImportedClient,
)
from assessment.consulting.importing.presenters.judging import LineKind, judged
from assessment.consulting.importing.presenters.left_out import left_out_table
from assessment.consulting.importing.queries.columns import matched_columns
from assessment.consulting.importing.queries.known import owners_known_to
from assessment.consulting.portfolio.services import remove_unused_tags, set_tags
from assessment.domain.errors import DomainError
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record_for_each
from assessment.foundation.uploads.tables import Row
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy, ConsultancyMember
from assessment.parties.engagements.models import AccessRequest
from assessment.parties.engagements.services import prepare_businesses

log = logging.getLogger(__name__)

MOST_LISTS = 5
"""How many lists of one person wait at a time; a further one takes the place of the oldest."""


class ListChanged(DomainError):
    """What the list says has changed since the person looked at it."""


class TooLateToTakeBack(DomainError):
    """The week is over, or an owner has said yes."""


@transaction.atomic
def keep_list(
    *, member: ConsultancyMember, file_name: str, table: Sequence[Row], tag: str, at: datetime
) -> ClientList:
    """Keep an uploaded list until somebody adds it, at most for a day."""
    waiting = member.client_lists.filter(added_at=None).order_by("-made_at", "-pk")
    member.client_lists.filter(
        pk__in=list(waiting.values_list("pk", flat=True)[MOST_LISTS - 1 :])
    ).delete()
    return member.client_lists.create(
        file_name=file_name,
        table=table,
        columns=matched_columns(table[0]),
        tag=tag,
        made_at=at,
        expires_at=at + WAITS,
    )


def settle_list(
    *, client_list: ClientList, columns: Mapping[str, int], sectors: Mapping[str, str]
) -> None:
    """Keep which columns contain which value, and what the unknown names of sectors mean."""
    waiting = ClientList.objects.filter(pk=client_list.pk, added_at=None)
    waiting.update(columns=columns, sectors={**client_list.sectors, **sectors})


def drop_list(*, client_list: ClientList) -> None:
    """Erase a list that was not added; one that was is left alone."""
    ClientList.objects.filter(pk=client_list.pk, added_at=None).delete()


@transaction.atomic
def add_clients(*, client_list: ClientList, settled: str, by: User, at: datetime) -> int:
    """Add every row that can be added, and keep the others with their reasons.

    Nobody is written to. A list that was added already is left alone.

    Args:
        settled: what the person had chosen on the page that they saw.

    Returns:
        How many clients were added.

    Raises:
        ListChanged: nothing was added.
    """
    # Everybody who adds clients to the practice waits here, so that none is added twice.
    firm = Consultancy.objects.select_for_update().get(pk=client_list.member.consultancy_id)
    current = ClientList.objects.select_for_update(of=("self",)).get(pk=client_list.pk)
    if current.added_at:
        return current.imported.count()
    if current.settled != settled:
        raise ListChanged(str(current))
    found = judged(current, owners_known_to(firm, at))
    clients = [line.client for line in found.ready if line.client]
    businesses = prepare_businesses(consultancy=firm, clients=clients, by=by, at=at)
    tagged = defaultdict(list)
    for line, business in zip(found.ready, businesses, strict=True):
        for tag in line.tags:
            tagged[tag].append(business.pk)
    set_tags(consultancy=firm, tagged=tagged)
    ImportedClient.objects.bulk_create(
        ImportedClient(client_list=current, business=business) for business in businesses
    )
    current.table, current.known = left_out_table(current, found), len(found.of(LineKind.ALREADY))
    current.added_at, current.expires_at = at, at + CAN_BE_TAKEN_BACK
    current.save()
    log.info("clients imported: count=%s practice=%s by=%s", len(businesses), firm.pk, by.pk)
    return len(businesses)


@transaction.atomic
def take_back(*, client_list: ClientList, by: User, at: datetime) -> int:
    """Delete the clients that came from a list, with everything in them, and the list.

    Returns:
        How many clients are gone.

    Raises:
        TooLateToTakeBack: nothing was changed.
    """
    # An owner who says yes locks the business, too, and so does not find it or is seen here.
    found = Business.objects.select_for_update(of=("self",)).filter(
        pk__in=client_list.imported.values("business")
    )
    businesses = list(found.order_by("pk"))
    if not client_list.can_be_taken_back(at):
        raise TooLateToTakeBack(str(client_list))
    # Emails that wait and would bring a link are not sent any more.
    AccessRequest.objects.filter(hands_over__in=businesses).close(at)
    record_for_each(Event.PURGED, businesses, by=by, at=at)
    Business.objects.filter(pk__in=[business.pk for business in businesses]).delete()
    client_list.delete()
    firm = client_list.member.consultancy
    remove_unused_tags(consultancy=firm)
    log.info("import taken back: count=%s practice=%s by=%s", len(businesses), firm.pk, by.pk)
    return len(businesses)


def erase_lists(*, at: datetime) -> None:
    """Erase lists that nobody added in time, and those that can't be taken back any more."""
    ClientList.objects.filter(expires_at__lte=at).delete()
