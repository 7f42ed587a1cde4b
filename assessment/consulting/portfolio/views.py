"""The page with all clients of a practice."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessment.consulting.portfolio.queries import clients_of
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.second_step.queries import has_second_step
from assessment.parties.access.rules import PracticeCapability, practice_members
from assessment.parties.consultancies.models import ConsultancyMember


@practice_members(PracticeCapability.WORK)
@require_safe
def portfolio(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    facts = {"member": member, "consultancy": member.consultancy, "here": "clients"}
    if clients := list(clients_of(member)):
        return render(request, "consulting/portfolio/portfolio.html", {**facts, "clients": clients})
    return first_day(request, facts)


def first_day(request: SignedInRequest, facts: dict[str, Any]) -> HttpResponse:
    """Show a practice without clients how to begin."""
    facts |= {"has_second_step": has_second_step(request.user)}
    return render(request, "consulting/portfolio/begin.html", facts)
