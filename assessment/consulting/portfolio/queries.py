"""Look up the clients of a practice."""

from django.db.models import QuerySet

from assessment.parties.access.queries import visible_businesses
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import ConsultancyMember, Engagement


def clients_of(member: ConsultancyMember) -> QuerySet[Business]:
    """Return the businesses that let the practice in, as this person sees them, by name."""
    engaged = Engagement.objects.running().filter(consultancy=member.consultancy_id)
    found = visible_businesses(member.user).filter(pk__in=engaged.values("business"))
    return found.order_by("name", "pk")
