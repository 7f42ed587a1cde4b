"""No other way to sign in leads around the second step, and strangers cannot abuse its pages."""

import json
import logging
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessment.foundation.accounts.models import User
from assessment.foundation.brakes.limits import LIMITS, Counted, Limit, Scope
from assessment.parties.departures.services import close_account
from tests.factories import NOON, PASSWORD, confirm
from tests.foundation.accounts.proving import Outbox, by_code, is_signed_in, link_in
from tests.foundation.second_step.making import SECRET, code, recovery_codes, with_app

pytestmark = pytest.mark.django_db
TOO_MUCH = 10**15
"""More bytes than any computer has."""


@pytest.fixture(autouse=True)
def at_noon() -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def protected(owner: User) -> User:
    """The owner, with a proven address and an app."""
    EmailAddress.objects.create(user=owner, email=owner.email, primary=True, verified=True)
    return with_app(owner)


def sign_in(client: Client, owner: User, **more: str) -> Any:
    fields = {"login": owner.email, "password": PASSWORD, **more}
    return client.post(reverse("account_login"), fields)


def send(client: Client, typed: str) -> Any:
    return client.post(reverse("mfa_authenticate"), {"code": typed})


# ---- ways in


def test_a_code_from_an_email_is_not_enough(
    client: Client, protected: User, mailoutbox: Outbox
) -> None:
    response = by_code(client, mailoutbox, protected.email)

    assert response.redirect_chain[-1][0] == reverse("mfa_authenticate")
    assert not is_signed_in(client)

    send(client, code())
    assert is_signed_in(client)


def test_a_new_password_from_an_email_is_not_enough(
    client: Client, protected: User, mailoutbox: Outbox
) -> None:
    client.post(reverse("account_reset_password"), {"email": protected.email})
    page = client.get(link_in(mailoutbox[-1]), follow=True)
    chosen = "quite another sentence"

    client.post(page.redirect_chain[-1][0], {"password1": chosen})
    response = sign_in(client, protected, password=chosen)

    assert response["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)


def test_the_link_that_confirms_an_address_is_not_enough(client: Client, owner: User) -> None:
    # Administrators are made on the command line, and can have an app before this link.
    User.objects.filter(pk=owner.pk).update(is_staff=True)
    with_app(owner)
    waiting = EmailAddress.objects.create(user=owner, email=owner.email, primary=True)
    link = reverse("account_confirm_email", args=[EmailConfirmationHMAC(waiting).key])

    response = client.post(link, {"password": ""})

    assert response["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)


def test_people_who_are_deactivated_between_the_steps_stay_out(
    client: Client, protected: User
) -> None:
    sign_in(client, protected)
    User.objects.filter(pk=protected.pk).update(is_active=False)

    send(client, code())

    assert not is_signed_in(client)


def test_people_who_deleted_their_account_keep_it_only_after_both_steps(
    client: Client, protected: User
) -> None:
    close_account(user=protected, at=timezone.now())
    sign_in(client, protected)

    assert client.get(reverse("closing_account")).status_code == 302

    send(client, code())
    assert client.get(reverse("closing_account")).status_code == 200


@pytest.mark.parametrize(
    ("way_back", "leads_to"),
    [("/account/?a=1", "/account/?a=1"), ("//evil.example/", "/businesses/")],
)
def test_the_way_back_survives_the_second_step_if_it_is_on_this_site(
    client: Client, protected: User, way_back: str, leads_to: str
) -> None:
    sign_in(client, protected, next=way_back)

    assert send(client, code())["Location"] == leads_to


# ---- what is kept, and what is told


def test_neither_pages_nor_logs_keep_a_secret(
    client: Client, protected: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    spare = recovery_codes(protected)[0]
    sign_in(client, protected)

    pages = [client.get(reverse("mfa_authenticate")), send(client, "000000"), send(client, spare)]
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    pages.append(client.get(reverse("mfa_view_recovery_codes")))
    pages.append(client.get(reverse("mfa_download_recovery_codes")))

    assert all("no-store" in page["Cache-Control"] for page in pages)
    assert not [each for each in (SECRET, spare, *recovery_codes(protected)) if each in caplog.text]


def test_people_can_download_which_apps_and_keys_they_have_without_the_secrets(
    client: Client, protected: User
) -> None:
    Authenticator.objects.create(
        user=protected,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "My phone", "credential": {"rawId": "AAAA"}},
        last_used_at=NOON,
    )
    client.force_login(protected)
    confirm(client)

    found = client.get(reverse("account_json")).json()["authenticator"]

    at_noon = NOON.isoformat()
    assert found == [
        {"type": "totp", "data__name": None, "created_at": at_noon, "last_used_at": None},
        {"type": "recovery_codes", "data__name": None, "created_at": at_noon, "last_used_at": None},
        {
            "type": "webauthn",
            "data__name": "My phone",
            "created_at": at_noon,
            "last_used_at": at_noon,
        },
    ]


# ---- what strangers can send


def base64(text: bytes) -> str:
    return urlsafe_b64encode(text).decode().rstrip("=")


def answer(**changed: Any) -> dict[str, Any]:
    """What a key that nobody knows would answer, with some parts changed."""
    said = {"type": "webauthn.get", "challenge": "AA", "origin": "http://testserver"}
    inside = {
        "clientDataJSON": base64(json.dumps(said).encode()),
        "authenticatorData": base64(bytes(37)),
        "signature": "AA",
        "userHandle": "AA",
    }
    inside |= {name: part for name, part in changed.items() if name in inside}
    around = {name: part for name, part in changed.items() if name not in inside}
    return {"type": "public-key", "id": "AA", "rawId": "AA", "response": inside} | around


CRAFTED = [
    answer(),
    answer(userHandle=None),
    answer(userHandle=base64(b"zzzzzzzzzzzzzzzzzzzz")),
    answer(clientDataJSON=TOO_MUCH),
    answer(authenticatorData=TOO_MUCH),
    answer(signature=TOO_MUCH),
    answer(userHandle=TOO_MUCH),
    answer(id=TOO_MUCH, rawId=TOO_MUCH),
    answer(clientExtensionResults=5),
    {"id": "AA"},
    {"response": {}},
    ["AA"],
    "AA",
]


@pytest.mark.parametrize("credential", CRAFTED)
def test_what_no_key_would_answer_is_refused(client: Client, credential: Any) -> None:
    page = reverse("mfa_login_webauthn")
    client.get(page, headers={"Accept": "application/json"})

    response = client.post(page, {"credential": json.dumps(credential)}, follow=True)

    assert "This key isn’t one of yours, or it took too long." in response.text


def test_the_second_step_says_why_a_key_is_refused(client: Client, protected: User) -> None:
    sign_in(client, protected)

    response = client.post(reverse("mfa_authenticate"), {"credential": json.dumps(answer())})

    assert response.status_code == 200
    assert response.context["webauthn_form"].errors == {
        "credential": ["This key isn’t one of yours, or it took too long. Try again."]
    }


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "Press “Add this key”, then do what your device asks."),
        ({"credential": json.dumps(answer())}, "That didn’t work, and nothing was added."),
        ({"credential": json.dumps({"id": "AA"})}, "That didn’t work, and nothing was added."),
        ({"credential": json.dumps(answer(rawId=TOO_MUCH))}, "This key isn’t one of yours"),
    ],
)
def test_a_key_that_cannot_be_read_is_not_added(
    client: Client, protected: User, sent: Mapping[str, str], says: str
) -> None:
    client.force_login(protected)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    response = client.post(reverse("mfa_add_webauthn"), sent)

    assert says in response.text
    assert not Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).exists()


def test_strangers_cannot_fill_the_database_with_challenges(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(LIMITS, Counted.CODE_ENTRY, {Scope.BLOCK: (Limit(2, 60),)})
    page = reverse("mfa_login_webauthn")

    found = [Client().get(page, headers={"Accept": "application/json"}) for _ in range(3)]

    assert [each.status_code for each in found] == [200, 200, 429]
    assert Session.objects.count() == 2
