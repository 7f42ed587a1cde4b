"""The sample's consulting practice: its people, its look, and the access that its clients give."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_DNS, uuid5

from django.utils import timezone

from assessment.consulting.clients.models import Conversation, Message
from assessment.consulting.portfolio.services import set_tag
from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.edits import Edit
from assessment.parties.businesses.models import Business
from assessment.parties.businesses.services import slug_of
from assessment.parties.consultancies.models import Consultancy, ConsultancyRole, Engagement
from assessment.parties.consultancies.services import change_brand
from assessment.site.operations.demo.accounts import People
from assessment.site.operations.demo.businesses import FOUNDED, NotOurs
from assessment.site.operations.demo.logo import blue_door, pale_door
from assessment.site.operations.demo.people import (
    ACCESS,
    ASSISTANT,
    BRAND,
    CONSULTANT,
    LINDGREN,
    PRACTICE,
    TAGS,
    USUAL_ACCESS,
    ClientAccess,
)

WROTE_AT = datetime(2026, 11, 26, 16, 5, tzinfo=UTC)


def add_practice(people: People, clients: Mapping[Business, User]) -> None:
    """Create the consultant's practice with access to its clients; ended access stays ended.

    `clients` has the owner of each.

    Raises:
        NotOurs: a practice without the sample's consultant has the address.
    """
    consultant = people[CONSULTANT.email]
    consultancy, new = Consultancy.objects.get_or_create(
        slug=slug_of(PRACTICE), defaults={"name": PRACTICE, "founded_at": FOUNDED}
    )
    if not new and not consultancy.members.filter(user=consultant).exists():
        raise NotOurs(consultancy.slug)
    roles = {consultant: ConsultancyRole.ADMIN, people[ASSISTANT.email]: ConsultancyRole.ASSISTANT}
    for user, role in roles.items():
        consultancy.members.get_or_create(user=user, defaults={"role": role, "since": FOUNDED})
    if new:
        brand = Edit(values={**BRAND, "logo": blue_door(), "logo_dark": pale_door()}, seen={})
        change_brand(consultancy=consultancy, edit=brand, by=consultant, at=FOUNDED)
    known = set(consultancy.engagements.values_list("business", flat=True))
    for client, owner in clients.items():
        if client.pk not in known:
            _let_in(consultancy, client, owner, ACCESS.get(client.name, USUAL_ACCESS))
    if new:
        keys = {client.name: client.pk for client in clients}
        for tag, names in TAGS.items():
            set_tag(consultancy=consultancy, name=tag, businesses=[keys[name] for name in names])


def _let_in(consultancy: Consultancy, client: Business, owner: User, access: ClientAccess) -> None:
    last = _last_day(access)
    Engagement.objects.create(
        consultancy=consultancy,
        business=client,
        given_by=owner,
        given_at=FOUNDED,
        level=access.level,
        ends_on=last,
        expires_at=_end_of(last, client) if last else None,
        # All clients except Café Lindgren let their scores count in the median, so that the
        # sample shows both cases.
        counts=client.name != LINDGREN.name,
    )
    if access.message:
        conversation = Conversation.objects.create(consultancy=consultancy, business=client)
        Message.objects.create(
            conversation=conversation,
            operation=uuid5(NAMESPACE_DNS, client.slug),
            from_client=True,
            text=access.message,
            written_by=owner,
            written_at=WROTE_AT,
        )


def _last_day(access: ClientAccess) -> date | None:
    return timezone.localdate() + timedelta(days=access.days_left) if access.days_left else None


def _end_of(day: date, client: Business) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=client.zone)
