"""What the forms of an action send along: what their page showed, and where it leads back to."""

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
"""Where on the board a form may come from, by the query that leads back there."""


def actor_of(request: SignedInRequest, item: PlanItem) -> Actor:
    return Actor(by=request.user, at=timezone.now(), seen=revision_seen(request, item))


def revision_seen(request: HttpRequest, item: PlanItem) -> int:
    """The revision that the page of this form showed.

    Raises:
        BadRequest: no page of ours sends none, or one that is still to come.
    """
    sent = request.POST.get("seen", "")
    if not re.fullmatch(r"[0-9]{1,9}", sent) or int(sent) > item.revision:
        raise BadRequest("revision seen")
    return int(sent)


def came_from(request: HttpRequest) -> str:
    """The place on the board that the reader came from; empty for the action's own page."""
    place = (request.POST if request.method == "POST" else request.GET).get("from", "")
    return place if place in PLACES else ""


def back_to(request: HttpRequest, business: Business, item: PlanItem) -> str:
    place = came_from(request)
    if place or not item.pk:
        return reverse("plan", args=[business.slug]) + PLACES.get(place, "")
    return reverse("plan_item", args=[business.slug, item.key])
