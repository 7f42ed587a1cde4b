"""The page of reports, and the report itself as a PDF."""

from django.http import HttpResponse

from assessment.accounts.access import SignedInRequest
from assessment.organisations.access import Capability, members
from assessment.organisations.models import Business
from assessment.reporting.pdf import Edition, Paper


@members(Capability.VIEW)
def reports(request: SignedInRequest, business: Business) -> HttpResponse:
    return HttpResponse()


@members(Capability.VIEW)
def report(
    request: SignedInRequest, business: Business, quarter: str, edition: Edition, paper: Paper
) -> HttpResponse:
    return HttpResponse()
