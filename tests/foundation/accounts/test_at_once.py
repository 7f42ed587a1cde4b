"""Two forms that want one address at the same moment leave it with one account."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts import forms, queries
from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business
from tests.foundation.accounts.proving import ADDRESS, THEIRS, sign_up

pytestmark = pytest.mark.django_db(transaction=True)
A_MOMENT_SECONDS = 1
Send = Callable[[], Any]


def signing_up(_name: str) -> Send:
    client = Client()
    return lambda: sign_up(client)


def changing_the_address(name: str) -> Send:
    """Sign up with another address, which stays unproven, and return how to change it."""
    client = Client()
    sign_up(client, email=f"{name}@example.org")
    client.post(reverse("account_reauthenticate"), {"password": THEIRS})
    fields = {"email": ADDRESS, "action_add": "1"}
    return lambda: client.post(reverse("account_email"), fields)


def let_both_look_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each form a moment in which the other can look as well, before either is saved."""
    both, look = Barrier(2), queries.has_unproven_account

    def look_and_wait(address: str) -> bool:
        found = look(address)
        with suppress(BrokenBarrierError):
            both.wait(A_MOMENT_SECONDS)
        return found

    monkeypatch.setattr(forms, "has_unproven_account", look_and_wait)


def sent(send: Send) -> Any:
    try:
        return send()
    finally:
        # Left open, it would keep PostgreSQL from deleting the test database.
        connection.close()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
@pytest.mark.parametrize(
    ("first", "second", "statuses"),
    [
        (signing_up, signing_up, {302}),
        (changing_the_address, changing_the_address, {302, 200}),
        (signing_up, changing_the_address, {302, 200}),
    ],
)
def test_two_forms_at_once_leave_an_address_with_one_account(
    monkeypatch: pytest.MonkeyPatch,
    first: Callable[[str], Send],
    second: Callable[[str], Send],
    statuses: set[int],
) -> None:
    ready = [first("first"), second("second")]
    let_both_look_first(monkeypatch)

    with ThreadPoolExecutor(2) as pool:
        replies = list(pool.map(sent, ready))

    assert {reply.status_code for reply in replies} <= statuses
    assert User.objects.filter(email=ADDRESS).count() == 1
    assert Business.objects.count() == User.objects.count()
