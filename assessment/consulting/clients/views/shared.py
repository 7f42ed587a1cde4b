"""What every page about a client shows around its own content."""

from typing import Any

from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import ConsultancyMember


def frame(member: ConsultancyMember, business: Business) -> dict[str, Any]:
    return {
        "consultancy": member.consultancy,
        "member": member,
        "business": business,
        "here": "clients",
    }
