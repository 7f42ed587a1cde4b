"""Who gets an email when the other side writes."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from assessment.consulting.clients.models import ConsultantMailsOff, Message, PlanSuggestion
from assessment.foundation.accounts.models import User
from assessment.foundation.accounts.queries import verified_of
from assessment.parties.businesses.models import Business, Membership, Role
from assessment.parties.consultancies.models import Consultancy, PracticeMail
from assessment.parties.consultancies.queries import reachable_members


def reachable_people(consultancy: Consultancy, businesses: Collection[int]) -> QuerySet[Membership]:
    """Return the owners and editors of these businesses who can get emails about a practice.

    Each has `mails_off`, which says that they don't want any.
    """
    off = ConsultantMailsOff.objects.filter(
        business=OuterRef("business"), consultancy=consultancy, person=OuterRef("user")
    )
    members = Membership.objects.filter(
        verified_of("user"),
        business__in=businesses,
        role__in=[Role.OWNER, Role.EDITOR],
        unproven=False,
        user__is_active=True,
    )
    found = members.annotate(mails_off=Exists(off)).select_related("user")
    return found.order_by("since", "pk")


def client_people(business: Business, consultancy: Consultancy) -> list[User]:
    """Return the owners and editors who want emails about what a practice writes; one query."""
    found = reachable_people(consultancy, [business.pk])
    return [member.user for member in found if not vars(member)["mails_off"]]


def wants_mails(person: User, business: Business, consultancy: Consultancy) -> bool:
    """Tell whether a person of a business gets emails about what a practice writes; one query."""
    off = ConsultantMailsOff.objects.filter(
        business=business, consultancy=consultancy, person=person
    )
    return not off.exists()


def practice_people(consultancy: Consultancy, business: Business) -> list[User]:
    """Return the consultants who want emails when this client writes.

    They are those who have written or suggested something to it, or everybody if nobody has.
    """
    wrote = Message.objects.filter(
        written_by=OuterRef("user"),
        from_client=False,
        conversation__consultancy=consultancy,
        conversation__business=business,
    )
    suggested = PlanSuggestion.objects.filter(
        made_by=OuterRef("user"), consultancy=consultancy, plan__assessment__business=business
    )
    members = reachable_members(consultancy).filter(verified_of("user"))
    took_part = list(members.filter(Q(Exists(wrote)) | Q(Exists(suggested))))
    asked = took_part or members
    return [member.user for member in asked if PracticeMail.CLIENT_WROTE not in member.muted]
