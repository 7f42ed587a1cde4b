"""Up to six clients side by side."""

from collections.abc import Sequence
from typing import Any

from django.core.signing import BadSignature, dumps, loads
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessment.consulting.portfolio.presenters.compare import SideBySide
from assessment.consulting.portfolio.queries.needs import Clients
from assessment.consulting.portfolio.queries.picking import Picked, in_given_order
from assessment.consulting.portfolio.queries.portfolio import published_questions
from assessment.foundation.accounts.access import SignedInRequest
from assessment.parties.access.rules import PracticeCapability, practice_members
from assessment.parties.consultancies.models import ConsultancyMember

MOST = 6
SALT = "clients side by side"
"""Hidden names must not stand in the address either, so the page has these clients signed."""


@practice_members(PracticeCapability.WORK)
@require_safe
def compare(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    """Show the chosen clients beside each other, with names or with letters only."""
    clients = Clients(consultancy=member.consultancy, at=timezone.now(), reader=member.user_id)
    picked, together = Picked.read(request.GET), request.GET.get("together", "")
    keys = read_together(together, member) if together else []
    found = in_given_order(clients, keys) if together else picked.side_by_side(clients)
    named = not together or bool(request.GET.get("names"))
    facts: dict[str, Any] = {
        "member": member,
        "consultancy": member.consultancy,
        "here": "compare",
        "chosen": picked.chosen,
        "number": len(found),
        "most": MOST,
        "fits": 0 < len(found) <= MOST,
    }
    if facts["fits"]:
        facts["side"] = SideBySide(rows=found, questions=published_questions(), named=named)
        businesses = [row.business for row in found]
        facts["together"] = dumps(businesses, salt=f"{SALT} {member.consultancy_id}")
    return render(request, "consulting/portfolio/compare.html", facts)


def read_together(together: str, member: ConsultancyMember) -> Sequence[int]:
    """Return the businesses that an address of this practice names; none if it was changed."""
    try:
        keys: Sequence[int] = loads(together, salt=f"{SALT} {member.consultancy_id}")
    except BadSignature:
        return []
    return keys
