"""Two sign-ups with one address at the same moment make one account."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from assessment.foundation.accounts import forms
from assessment.foundation.accounts.models import User
from assessment.foundation.accounts.queries import has_unproven_account
from assessment.parties.businesses.models import Business
from tests.foundation.accounts.proving import ADDRESS, sign_up

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE_SECONDS = 60


@pytest.fixture
def both_look_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let both forms be checked before either of them is saved."""
    barrier, looked = Barrier(2), set()

    def look(form: Any, address: str) -> str:
        form.account_already_exists = has_unproven_account(address)
        looked.add(form.account_already_exists)
        barrier.wait(PATIENCE_SECONDS)
        assert looked == {False}
        return address

    monkeypatch.setattr(forms.SignUpForm, "validate_unique_email", look)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
def test_two_sign_ups_at_once_make_one_account_and_one_business(both_look_first: None) -> None:
    with ThreadPoolExecutor(2) as pool:
        replies = [found.result() for found in [pool.submit(signing_up) for _ in range(2)]]

    assert {reply.status_code for reply in replies} == {302}
    assert User.objects.filter(email=ADDRESS).count() == 1
    assert Business.objects.count() == 1


def signing_up() -> Any:
    try:
        return sign_up(Client())
    finally:
        # Left open, it would keep PostgreSQL from deleting the test database.
        connection.close()
