"""Hidden fields of the forms about an action: the revision shown, and where to return to."""

import re

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from assessment.foundation.accounts.access import SignedInRequest
from assessment.journey.planning.models import PlanItem
from assessment.journey.planning.services import Actor
from assessment.parties.businesses.models import Business

PLACES = {"board": "", "columns": "?view=columns"}
"""The views of the board that a form can come from, with the query to return to each."""


def actor_of(request: SignedInRequest, item: PlanItem) -> Actor:
    return Actor(by=request.user, at=timezone.now(), seen=revision_seen(request, item))


def revision_seen(request: HttpRequest, item: PlanItem) -> int:
    """Return the revision that the page of this form showed.

    Raises:
        BadRequest: it is missing or higher than the current one, which our pages never send.
    """
    sent = request.POST.get("seen", "")
    # \d would accept digits of other scripts. The length limit keeps huge numbers away from int().
    if not re.fullmatch(r"[0-9]{1,9}", sent) or int(sent) > item.revision:
        raise BadRequest("revision seen")
    return int(sent)


def came_from(request: HttpRequest) -> str:
    """Return the board view the reader came from; empty for the action's own page."""
    place = request.POST.get("from") or request.GET.get("from", "")
    return place if place in PLACES else ""


def back_to(request: HttpRequest, business: Business, item: PlanItem, *, at: str = "") -> str:
    """Return the page the reader came from: on the board at the action, or `at` on its own page."""
    place = came_from(request)
    # Undoing the addition of an action deletes it, so there is no page to return to.
    if place or not item.pk:
        board = reverse("plan", args=[business.slug]) + PLACES.get(place, "")
        return f"{board}#{item.key}" if at and item.pk else board
    page = reverse("plan_item", args=[business.slug, item.key])
    return f"{page}#{at}" if at else page
