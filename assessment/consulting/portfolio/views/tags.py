"""Set a tag on the chosen clients, or take one off them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assessment.consulting.portfolio import wording
from assessment.consulting.portfolio.forms import TagForm
from assessment.consulting.portfolio.queries.needs import Clients
from assessment.consulting.portfolio.queries.picking import Picked, tags_among
from assessment.consulting.portfolio.queries.portfolio import tags_of_practice
from assessment.consulting.portfolio.services import TooManyTags, remove_tag, set_tag
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import tell
from assessment.parties.access.rules import PracticeCapability, practice_members
from assessment.parties.consultancies.models import ConsultancyMember


@practice_members(PracticeCapability.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def tag_clients(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    """Ask for a tag and set it; the address says on whom."""
    clients, picked = (
        Clients(consultancy=member.consultancy, at=timezone.now(), reader=member.user_id),
        Picked.read(request.GET),
    )
    found = picked.engagements(clients)
    form = TagForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name, businesses = form.cleaned_data["tag"], [one.business_id for one in found]
        try:
            tag = set_tag(consultancy=member.consultancy, name=name, businesses=businesses)
        except TooManyTags:
            form.add_error("tag", wording.too_many_tags())
        else:
            tell(request, wording.tag_set(tag.name, len(businesses)))
            return _back(member, picked)
    return render(request, "consulting/portfolio/tag.html", _facts(member, clients, picked, form))


def _facts(
    member: ConsultancyMember, clients: Clients, picked: Picked, form: TagForm
) -> dict[str, Any]:
    found = picked.engagements(clients)
    engagements = list(found)
    return {
        "member": member,
        "consultancy": member.consultancy,
        "here": "clients",
        "form": form,
        "title": wording.tag_these(len(engagements)),
        "clients": [engagement.business for engagement in engagements],
        "known": tags_of_practice(clients),
        "among": tags_among(clients, found),
        "chosen": picked.chosen,
    }


@practice_members(PracticeCapability.WORK)
@require_POST
def untag_clients(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    """Take a tag off the clients that the address names."""
    clients, picked = (
        Clients(consultancy=member.consultancy, at=timezone.now(), reader=member.user_id),
        Picked.read(request.GET),
    )
    tag = get_object_or_404(member.consultancy.client_tags, name=request.POST.get("tag", ""))
    remove_tag(tag=tag, businesses=[one.business_id for one in picked.engagements(clients)])
    tell(request, wording.tag_removed(tag.name))
    return _back(member, picked)


def _back(member: ConsultancyMember, picked: Picked) -> HttpResponse:
    reply = redirect("portfolio", member.consultancy.slug)
    if query := picked.chosen.query:
        reply["Location"] += f"?{query}"
    return reply
