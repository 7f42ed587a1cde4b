"""What all pages of a plan have in common."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from assessment.foundation.accounts.access import SignedInRequest
from assessment.parties.access.rules import Capability, may
from assessment.parties.businesses.models import Business


def before_the_first_result(request: SignedInRequest, business: Business) -> HttpResponse:
    may_answer = may(business, Capability.ANSWER)
    facts = {**about(business), "may_answer": may_answer}
    return render(request, "journey/planning/no_result.html", facts)


def about(business: Business) -> dict[str, Any]:
    """Return the template context that every page of the plan needs."""
    return {"business": business, "here": "plan", "may_plan": may(business, Capability.PLAN)}
