"""Pages of a result."""

from django.http import HttpResponse

from assessment.accounts.access import SignedInRequest
from assessment.organisations.access import Capability, members
from assessment.organisations.models import Business


@members(Capability.ANSWER)
def submit_check(request: SignedInRequest, business: Business) -> HttpResponse:
    return HttpResponse()


@members(Capability.VIEW)
def latest_results(request: SignedInRequest, business: Business) -> HttpResponse:
    return HttpResponse()


@members(Capability.VIEW)
def results(request: SignedInRequest, business: Business, quarter: str) -> HttpResponse:
    return HttpResponse()


@members(Capability.VIEW)
def area_answers(
    request: SignedInRequest, business: Business, quarter: str, dimension: str
) -> HttpResponse:
    return HttpResponse()
