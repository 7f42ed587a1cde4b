"""The requests that a person sends to correct an answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import time_machine
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business
from tests.factories import new_operation

LATER = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)
ONE = "CUL1"


@contextmanager
def on(moment: datetime, client: Client, user: User) -> Iterator[None]:
    with time_machine.travel(moment, tick=False):
        client.force_login(user)
        yield


def url(name: str, business: Business, *more: object) -> str:
    return reverse(name, args=[business.slug, *more])


def correct(client: Client, business: Business, quarter: str = "2026-q4") -> Any:
    return client.post(url("correct_result", business, quarter))


def change(client: Client, business: Business, value: int, seen: int = 1) -> Any:
    fields = {"value": value, "revision": seen, "operation": new_operation()}
    posted = {f"{ONE}-{name}": given for name, given in fields.items()}
    return client.post(url("question", business, "culture", 1), posted | {"quarter": "2026-Q4.2"})


def send(client: Client, business: Business) -> Any:
    return client.post(url("submit_check", business), follow=True)


def words(reply: Any) -> str:
    return " ".join(reply.text.split())
