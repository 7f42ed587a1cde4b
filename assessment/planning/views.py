"""Pages of the plan."""

from django.http import HttpResponse

from assessment.accounts.access import SignedInRequest
from assessment.organisations.access import Capability, members
from assessment.organisations.models import Business


@members(Capability.PLAN)
def build_plan(request: SignedInRequest, business: Business) -> HttpResponse:
    return HttpResponse()


@members(Capability.VIEW)
def plan(request: SignedInRequest, business: Business) -> HttpResponse:
    return HttpResponse()
