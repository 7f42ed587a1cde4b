"""Access rules for what a client's own people read and answer."""

from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from assessment.foundation.accounts.access import RuledView, SignedInRequest, View
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business, Role


def own_people(view: View) -> RuledView:
    """Let a business's owners and editors use the view, but no consultant.

    A firm must never read what a business and another firm write to each other.
    """
    return members(Capability.COMMENT)(_without_consultants(view))


def own_planners(view: View) -> RuledView:
    """Let those of a business's own people use the view who may change its plan."""
    return members(Capability.PLAN)(_without_consultants(view))


def _without_consultants(view: View) -> View:
    @wraps(view)
    def guarded(request: SignedInRequest, business: Business, **kwargs: Any) -> HttpResponse:
        if business.role_of_viewer == Role.CONSULTANT:
            raise PermissionDenied
        return view(request, business, **kwargs)

    return guarded
