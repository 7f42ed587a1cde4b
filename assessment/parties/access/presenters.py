"""The places between which the header of a page lets its reader switch."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from assessment.foundation.accounts.models import User
from assessment.parties.access.queries import businesses_of
from assessment.parties.consultancies.queries import practices_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A business or a practice to which somebody belongs, with their role there as a label."""

    name: str
    url: str
    role: str


def places_of(user: User) -> list[Place]:
    """Return the practices and businesses of a person, each in order of name; two queries."""
    practices = [
        Place(
            name=str(member.consultancy),
            url=reverse("portfolio", args=[member.consultancy.slug]),
            role=str(member.get_role_display()),
        )
        for member in practices_of(user)
    ]
    businesses = [
        Place(
            name=business.name,
            url=reverse("business", args=[business.slug]),
            role=business.role_label,
        )
        for business in businesses_of(user)
    ]
    return practices + businesses


def places(request: HttpRequest) -> dict[str, Any]:
    """Give every page the places of its reader, looked up only where a header shows them."""

    def found() -> list[Place]:
        return places_of(request.user) if isinstance(request.user, User) else []

    return {"places": SimpleLazyObject(found)}
