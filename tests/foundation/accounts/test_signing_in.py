"""Signing in by password or code, and resetting a forgotten password."""

import re
from typing import Any

import pytest
from django.contrib.messages import INFO
from django.contrib.messages.storage.cookie import CookieStorage
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from assessment.foundation.accounts.models import User
from tests.factories import PASSWORD
from tests.foundation.accounts.proving import Outbox, by_code, is_signed_in, link_in

pytestmark = pytest.mark.django_db


def sign_in(client: Client, password: str, **more: str) -> Any:
    fields = {"login": "owner@example.com", "password": password, **more}
    return client.post(reverse("account_login"), fields)


def test_signing_in_by_password(client: Client, owner: User) -> None:
    response = sign_in(client, PASSWORD)

    assert response["Location"] == reverse("businesses")
    assert is_signed_in(client)


def test_signing_in_returns_to_the_requested_page(client: Client, owner: User) -> None:
    assert sign_in(client, PASSWORD, next="/account/")["Location"] == "/account/"


def test_a_wrong_password_message_offers_help(client: Client, owner: User) -> None:
    response = sign_in(client, "not this one at all")

    assert "let us send you a code" in response.text
    assert "<title>Error: Sign in" in response.text
    assert not is_signed_in(client)


def test_signing_in_changes_the_session_key(client: Client, owner: User) -> None:
    client.get(reverse("account_login"))
    before = client.session.session_key

    sign_in(client, PASSWORD)

    assert client.session.session_key != before


def test_many_wrong_passwords_are_rate_limited(client: Client, owner: User) -> None:
    answers = [sign_in(client, "not this one at all") for _ in range(12)]

    assert "Wait five minutes" in answers[-1].text
    assert not is_signed_in(client)


def test_signing_in_by_code(client: Client, owner: User, mailoutbox: Outbox) -> None:
    asked = client.post(reverse("account_request_login_code"), {"email": owner.email})
    code = re.search(r"^[A-Z0-9]{3,4}-[A-Z0-9]{3,4}$", str(mailoutbox[0].body), re.MULTILINE)
    assert code
    assert code[0] in mailoutbox[0].subject

    response = client.post(asked["Location"], {"code": code[0]})

    assert response["Location"] == reverse("businesses")
    assert is_signed_in(client)


def test_the_page_for_the_code_says_once_that_it_is_on_its_way(
    client: Client, owner: User, mailoutbox: Outbox
) -> None:
    asked = client.post(reverse("account_request_login_code"), {"email": owner.email})
    on_its_way = "your code will arrive within a minute"

    assert client.get(asked["Location"]).text.count(on_its_way) == 1

    signed_in = by_code(client, mailoutbox, owner.email)
    assert is_signed_in(client)
    assert on_its_way not in signed_in.text


@pytest.mark.parametrize(
    "template", ["account/verification_sent.html", "account/password_reset_from_key_done.html"]
)
def test_a_page_that_says_what_happened_itself_leaves_no_message_for_the_next(
    template: str, rf: RequestFactory
) -> None:
    request = rf.get("/")
    messages = CookieStorage(request)
    messages.add(INFO, "Your new password is saved.")

    page = render_to_string(template, {"messages": messages}, request)

    assert "Your new password is saved.</p>" not in page
    assert messages.used


def test_a_wrong_code_can_be_typed_again(client: Client, owner: User) -> None:
    asked = client.post(reverse("account_request_login_code"), {"email": owner.email})

    response = client.post(asked["Location"], {"code": "AAAA-AAAA"})

    assert "not the latest code we sent" in response.text


def test_a_code_for_an_unknown_address_looks_the_same(client: Client, mailoutbox: Outbox) -> None:
    asked = client.post(reverse("account_request_login_code"), {"email": "no@example.com"})

    page = client.get(asked["Location"]).text
    assert "If no@example.com has an account" in page
    assert mailoutbox[0].subject == "There is no account with this address"


def test_a_forgotten_password_can_be_reset(client: Client, owner: User, mailoutbox: Outbox) -> None:
    client.post(reverse("account_reset_password"), {"email": owner.email})
    page = client.get(link_in(mailoutbox[0]), follow=True)
    assert "Choose a new password" in page.text

    client.post(page.redirect_chain[-1][0], {"password1": "quite another one"})

    owner.refresh_from_db()
    assert owner.check_password("quite another one")
    assert mailoutbox[1].subject == "Your Cairn password was reset"


def test_a_used_link_offers_a_new_one(client: Client, owner: User, mailoutbox: Outbox) -> None:
    client.post(reverse("account_reset_password"), {"email": owner.email})
    owner.set_password("quite another one")
    owner.save()

    page = client.get(link_in(mailoutbox[0]), follow=True)

    assert "This link has expired" in page.text


def test_a_password_reset_does_not_reveal_whether_an_account_exists(
    client: Client, mailoutbox: Outbox
) -> None:
    response = client.post(reverse("account_reset_password"), {"email": "no@example.com"})

    assert response["Location"] == reverse("account_reset_password_done")
    assert mailoutbox[0].subject == "There is no account with this address"


def test_signing_out_requires_a_post(as_owner: Client) -> None:
    assert "Sign out?" in as_owner.get(reverse("account_logout")).text
    assert is_signed_in(as_owner)

    as_owner.post(reverse("account_logout"))

    assert not is_signed_in(as_owner)
