"""Who may do what in a business: one table, and the rule that business pages wear."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from assessment.foundation.accounts.access import RuledView, SignedInRequest, View, with_access_rule
from assessment.parties.access.queries import visible_businesses
from assessment.parties.businesses.models import Business, Role


class Capability(StrEnum):
    VIEW = "view"
    ANSWER = "answer"
    PLAN = "plan"
    SHARE = "share"
    MANAGE = "manage"


CAPABILITIES: dict[str, frozenset[Capability]] = {
    Role.OWNER: frozenset(Capability),
    Role.EDITOR: frozenset({Capability.VIEW, Capability.ANSWER, Capability.PLAN}),
    Role.CONSULTANT: frozenset(
        {Capability.VIEW, Capability.ANSWER, Capability.PLAN, Capability.SHARE}
    ),
    Role.VIEWER: frozenset({Capability.VIEW}),
}


def may(business: Business, capability: Capability) -> bool:
    """Whether the viewer that `business` was fetched for has this capability."""
    return capability in CAPABILITIES[business.role_of_viewer]


def members(capability: Capability) -> Callable[[View], RuledView]:
    """Hand the view the business behind `slug`, if the reader may do this there.

    A stranger finds nothing (404); a member without the right is told so (403). Inside the view
    it is the business's own time: days begin and clocks are read as they are there.
    """

    def rule(view: View) -> RuledView:
        @login_required
        @wraps(view)
        def guarded(request: SignedInRequest, slug: str, **kwargs: Any) -> HttpResponse:
            business = get_object_or_404(visible_businesses(request.user), slug=slug)
            if not may(business, capability):
                raise PermissionDenied
            with timezone.override(business.zone):
                return view(request, business, **kwargs)

        return with_access_rule(guarded, f"members: {capability}")

    return rule
