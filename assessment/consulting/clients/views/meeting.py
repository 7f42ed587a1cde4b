"""The points for the next meeting, to read and to print."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessment.consulting.clients.presenters.meeting import meeting_points
from assessment.consulting.clients.queries.client import client_record
from assessment.consulting.clients.views.shared import frame
from assessment.foundation.accounts.access import SignedInRequest
from assessment.parties.access.rules import PracticeCapability, clients_of_practice
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import ConsultancyMember


@clients_of_practice(PracticeCapability.WORK)
@require_safe
def meeting(
    request: SignedInRequest, member: ConsultancyMember, business: Business
) -> HttpResponse:
    record = client_record(business, timezone.localdate())
    evidence = reverse("client_evidence", args=[member.consultancy.slug, business.slug])
    facts = {
        **frame(member, business),
        "points": meeting_points(record, evidence),
        "today": record.today,
    }
    return render(request, "consulting/clients/meeting.html", facts)
