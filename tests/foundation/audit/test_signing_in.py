"""Sign-ins and changes of an account are recorded, and logged without addresses."""

import logging
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.account.signals import email_changed, email_confirmed, login_code_rejected
from django.test import Client, RequestFactory
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.accounts.signals import block_of
from assessment.foundation.audit.models import AuditEntry, Event
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


def log_in(email: str, password: str = PASSWORD) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": email, "password": password})
    return client


def kinds() -> list[tuple[str, str]]:
    return list(AuditEntry.objects.order_by("pk").values_list("kind", "by_name"))


def test_signing_in_and_out_is_recorded(owner: User) -> None:
    client = log_in(owner.email)
    client.post(reverse("account_logout"))

    assert kinds() == [(Event.SIGNED_IN, "Owner"), (Event.SIGNED_OUT, "Owner")]


def test_wrong_passwords_are_recorded_once_an_hour(owner: User) -> None:
    for _ in range(3):
        log_in(owner.email, "wrong")

    assert kinds() == [(Event.SIGN_IN_FAILED, "Owner")]


def test_a_wrong_code_counts_as_a_failed_sign_in(owner: User) -> None:
    login_code_rejected.send(User, user=owner, request=None, last_attempt=False)

    assert kinds() == [(Event.SIGN_IN_FAILED, "Owner")]


def test_an_unknown_address_is_only_logged(caplog: pytest.LogCaptureFixture, db: None) -> None:
    log_in("nobody@example.com", "wrong")

    assert kinds() == []
    assert "sign-in failed: user=None from=127.0.0.0/24" in caplog.text


def test_a_new_password_is_recorded(owner: User) -> None:
    client = log_in(owner.email)

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "eight warm loaves"},
    )

    assert (Event.PASSWORD_CHANGED, "Owner") in kinds()


def test_a_new_address_is_recorded(owner: User) -> None:
    address = EmailAddress.objects.create(user=owner, email=owner.email, verified=True)

    email_confirmed.send(EmailAddress, request=None, email_address=address)
    email_changed.send(
        User, request=None, user=owner, from_email_address=None, to_email_address=address
    )

    assert kinds() == [(Event.ADDRESS_CONFIRMED, "Owner"), (Event.ADDRESS_CHANGED, "Owner")]


def test_the_log_has_ids_and_networks_but_no_addresses(
    owner: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "assessment.foundation.accounts")

    log_in(owner.email, "wrong")
    log_in(owner.email).post(reverse("account_logout"))

    said = [record.getMessage() for record in caplog.records]
    assert said == [
        f"sign-in failed: user={owner.pk} from=127.0.0.0/24",
        f"signed in: user={owner.pk} from=127.0.0.0/24",
        f"signed out: user={owner.pk} from=127.0.0.0/24",
    ]


@pytest.mark.parametrize(
    ("address", "block"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("", ""),
        ("elsewhere", ""),
    ],
)
def test_only_the_network_of_a_visitor_is_logged(
    rf: RequestFactory, address: str, block: str
) -> None:
    request: Any = rf.get("/", REMOTE_ADDR=address)

    assert block_of(request) == block
