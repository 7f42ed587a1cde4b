"""Sending answers to the third question of Policies, and reading what was stored."""

from typing import Any

from django.urls import reverse

from assessment.parties.businesses.models import Business
from tests.factories import new_operation

HTMX = {"HX-Request": "true"}
CODE = "POL3"
"""The third question of Policies, which can be marked as not applicable."""


def url(business: Business, number: int = 3, name: str = "question") -> str:
    return reverse(name, args=[business.slug, "policies", number])


def answer_data(value: object, seen: object = 0, code: str = CODE, **texts: str) -> dict[str, Any]:
    """Return what a page posts: the value, the revision it showed, and a new operation ID."""
    fields = {"value": value, "revision": seen, "operation": new_operation(), **texts}
    return {f"{code}-{name}": given for name, given in fields.items()}


def stored(business: Business, code: str = CODE) -> tuple[str, str, int]:
    answer = business.assessments.get().answers.get(practice=code)
    return answer.value, answer.note, answer.revision
