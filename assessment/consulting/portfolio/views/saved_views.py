"""Save filters as a view of one's own, and forget a view."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from assessment.consulting.portfolio import wording
from assessment.consulting.portfolio.forms import ViewForm
from assessment.consulting.portfolio.queries.filters import PortfolioFilter
from assessment.consulting.portfolio.services import TooManyViews, forget_view, save_view
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import tell
from assessment.parties.access.rules import PracticeCapability, practice_members
from assessment.parties.consultancies.models import ConsultancyMember


@practice_members(PracticeCapability.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def new_view(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    """Ask for the name of a view; the address has its filters."""
    chosen, form = PortfolioFilter.read(request.GET), ViewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            view = save_view(member=member, name=form.cleaned_data["view"], query=chosen.query)
        except TooManyViews:
            form.add_error("view", wording.too_many_views())
        else:
            tell(request, wording.view_saved(view.name))
            return _back(member, chosen)
    facts = {
        "member": member,
        "consultancy": member.consultancy,
        "here": "clients",
        "form": form,
        "chosen": chosen,
    }
    return render(request, "consulting/portfolio/view.html", facts)


@practice_members(PracticeCapability.WORK)
@require_POST
def delete_view(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    """Forget one's own view; another person's stays."""
    forget_view(member=member, name=request.POST.get("view", ""))
    tell(request, wording.view_forgotten())
    return redirect("portfolio", member.consultancy.slug)


def _back(member: ConsultancyMember, chosen: PortfolioFilter) -> HttpResponse:
    reply = redirect("portfolio", member.consultancy.slug)
    if chosen.query:
        reply["Location"] += f"?{chosen.query}"
    return reply
