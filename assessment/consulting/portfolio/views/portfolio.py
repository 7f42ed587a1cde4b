"""The list of a practice's clients."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessment.consulting.portfolio.presenters.page import PICK_ALL, PICK_PAGE, PortfolioPage
from assessment.consulting.portfolio.queries.filters import PortfolioFilter
from assessment.consulting.portfolio.queries.portfolio import portfolio_of
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.second_step.queries import has_second_step
from assessment.parties.access.rules import PracticeCapability, practice_members
from assessment.parties.consultancies.models import ConsultancyMember


@practice_members(PracticeCapability.WORK)
@require_safe
def portfolio(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    """Show who needs the practice, and why; everything that narrows the list is in the address."""
    chosen, pick = PortfolioFilter.read(request.GET), request.GET.get("pick", "")
    found = portfolio_of(member, chosen, timezone.now(), request.GET.get("page", "1"))
    facts: dict[str, Any] = {"member": member, "consultancy": member.consultancy, "here": "clients"}
    if not found.overview.clients:
        return first_day(request, facts)
    facts |= {
        "today": found.clients.today,
        "chosen": chosen,
        "page": PortfolioPage(
            portfolio=found,
            picked=pick if pick in {PICK_PAGE, PICK_ALL} else "",
        ),
    }
    return render(request, "consulting/portfolio/portfolio.html", facts)


def first_day(request: SignedInRequest, facts: dict[str, Any]) -> HttpResponse:
    """Show a practice without clients how to begin."""
    facts |= {"has_second_step": has_second_step(request.user)}
    return render(request, "consulting/portfolio/begin.html", facts)
