"""Helpers for the links in mails that hand an action over."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.test import Client

from assessment.journey.planning.models import PlanItem

Outbox = Sequence[EmailMultiAlternatives]
HandOverTo = Callable[..., str]


def by_link(path: str, seen: PlanItem, /, **fields: Any) -> Any:
    """Submit the page behind a link from a browser that is not signed in."""
    client = Client(enforce_csrf_checks=True)
    return client.post(path, {"seen": seen.revision, **fields})


def ended(path: str) -> bool:
    responses = [Client().get(path), Client().post(path, {"seen": 0, "note": "x"})]
    return all(r.status_code == 404 and "This link no longer works" in r.text for r in responses)
