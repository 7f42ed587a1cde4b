"""What each role may do in a business, and the decorator that enforces it on views."""

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
    """Return whether the user that `business` was fetched for has this capability."""
    return capability in CAPABILITIES[business.role_of_viewer]


def members(capability: Capability) -> Callable[[View], RuledView]:
    """Pass the view the business with this `slug` if the user has the capability there.

    A stranger gets a 404, so that a guessed slug does not reveal whether a business exists. A
    member without the capability gets a 403. The view runs in the business's time zone.
    """

    def rule(view: View) -> RuledView:
        @login_required
        @wraps(view)
        def guarded(request: SignedInRequest, slug: str, **kwargs: Any) -> HttpResponse:
            business = get_object_or_404(visible_businesses(request.user), slug=slug)
            if not may(business, capability):
                raise PermissionDenied
            # Templates format dates in the active time zone. Without this they would use the
            # site's, in which the day may already differ.
            with timezone.override(business.zone):
                return view(request, business, **kwargs)

        return with_access_rule(guarded, f"members: {capability}")

    return rule
