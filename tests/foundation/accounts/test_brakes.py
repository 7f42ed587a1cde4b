"""Brakes on forms that are open to strangers, which do not lock owners out of their accounts."""

import re
from collections.abc import Sequence
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.brakes.limits import FORMS, LIMITS, Counted, Limit, Scope
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

SOURCES = {
    Scope.BLOCK: ["2001:db8::1", "2001:db8::2", "2001:db8::3"],
    Scope.WIDE: ["2001:db8:0:1::1", "2001:db8:0:2::1", "2001:db8:0:3::1"],
    Scope.SITE: ["192.0.2.1", "198.51.100.1", "203.0.113.1"],
    Scope.ACCOUNT: ["192.0.2.1", "198.51.100.1", "203.0.113.1"],
}
ADDRESSES = {"account_reset_password_from_key": ["1", "set-password"], "accept_invitation": ["x"]}
EVERY = [
    pytest.param(name, scope, id=f"{name}-{scope}")
    for name, (what, _field) in FORMS.items()
    for scope in LIMITS[what]
    if scope != Scope.DEVICE
]


def sign_in(client: Client, password: str, source: str = "127.0.0.1") -> Any:
    fields = {"login": "owner@example.com", "password": password}
    return client.post(reverse("account_login"), fields, REMOTE_ADDR=source)


def brake_by_strangers() -> None:
    """Enter wrong passwords for the owner's account, from many networks, until it is braked."""
    for number in range(6):
        sign_in(Client(), "not this one at all", f"2001:db8:{number:x}::1")


@pytest.fixture
def proven_owner(owner: User) -> User:
    EmailAddress.objects.create(user=owner, email=owner.email, primary=True, verified=True)
    return owner


@pytest.mark.parametrize(("name", "scope"), EVERY)
def test_every_form_open_to_strangers_is_braked_at_each_limit(
    monkeypatch: pytest.MonkeyPatch, name: str, scope: Scope
) -> None:
    what, field = FORMS[name]
    monkeypatch.setitem(LIMITS, what, {scope: (Limit(2, 240),)})
    url = reverse(name, args=ADDRESSES.get(name, []))
    fields = {field: "ann@example.com"} if field else {}

    replies = [Client().post(url, fields, REMOTE_ADDR=source) for source in SOURCES[scope]]

    assert 429 not in [reply.status_code for reply in replies[:2]]
    assert replies[2].status_code == 429
    assert 0 < int(replies[2]["Retry-After"]) <= 240
    assert "Wait 4 minutes and try again." in replies[2].text


def test_a_stranger_is_still_braked_after_many_requests_from_everywhere(owner: User) -> None:
    brake_by_strangers()

    for number in range(30):
        source = f"2001:db8:1{number:03x}::1"
        Client().post(reverse("account_reset_password"), {"email": owner.email}, REMOTE_ADDR=source)

    assert "Wait five minutes" in sign_in(Client(), PASSWORD, "203.0.113.9").text


def test_a_known_device_signs_in_while_strangers_are_braked(proven_owner: User) -> None:
    known = Client()
    assert sign_in(known, PASSWORD).status_code == 302
    known.post(reverse("account_logout"))
    brake_by_strangers()
    assert sign_in(Client(), PASSWORD).status_code == 200

    assert sign_in(known, PASSWORD).status_code == 302


@pytest.mark.parametrize("name", FORMS)
def test_a_flood_from_everywhere_locks_no_known_device_out(
    monkeypatch: pytest.MonkeyPatch, proven_owner: User, name: str
) -> None:
    known = Client()
    sign_in(known, PASSWORD)
    known.post(reverse("account_logout"))
    what, field = FORMS[name]
    monkeypatch.setitem(LIMITS, what, {**LIMITS[what], Scope.SITE: (Limit(0, 60),)})
    url = reverse(name, args=ADDRESSES.get(name, []))
    fields = {field: proven_owner.email} if field else {}

    assert Client().post(url, fields).status_code == 429
    assert known.post(url, fields).status_code != 429


def test_signing_up_with_the_address_of_somebody_else_makes_no_known_device(
    proven_owner: User,
) -> None:
    theirs = Client()
    fields = {"email": proven_owner.email, "password1": "four words in a row", "business": "Mine"}
    theirs.post(reverse("account_signup"), fields)
    theirs.post(reverse("account_logout"))
    brake_by_strangers()

    assert "Too many attempts" in sign_in(theirs, "four words in a row").text


def test_no_number_of_tags_fills_a_mailbox(mailoutbox: Sequence[EmailMultiAlternatives]) -> None:
    url, most = reverse("account_request_login_code"), LIMITS[Counted.CODE][Scope.ACCOUNT][0].most

    for number in range(most + 2):
        Client().post(url, {"email": f"victim+{number}@example.org"})

    assert len(mailoutbox) == most


def test_a_known_device_is_counted_on_its_own(proven_owner: User) -> None:
    known = Client()
    sign_in(known, PASSWORD)
    known.post(reverse("account_logout"))

    for _ in range(5):
        sign_in(known, "not this one at all")

    assert "Too many attempts" in sign_in(known, PASSWORD).text
    assert sign_in(Client(), PASSWORD).status_code == 302


def test_the_cookie_of_a_device_is_worth_nothing_for_another_account(
    owner: User, stranger: User
) -> None:
    theirs = Client()
    theirs.post(reverse("account_login"), {"login": stranger.email, "password": PASSWORD})
    theirs.post(reverse("account_logout"))
    brake_by_strangers()

    assert "Too many attempts" in sign_in(theirs, PASSWORD).text


def test_a_code_signs_in_while_strangers_are_braked(
    owner: User, mailoutbox: Sequence[EmailMultiAlternatives]
) -> None:
    brake_by_strangers()
    client = Client()

    asked = client.post(reverse("account_request_login_code"), {"email": owner.email})
    code = re.search(r"^[A-Z0-9]{3,4}-[A-Z0-9]{3,4}$", str(mailoutbox[-1].body), re.MULTILINE)

    assert code
    assert client.post(asked["Location"], {"code": code[0]}).status_code == 302
    assert client.get(reverse("profile")).status_code == 200


def test_right_passwords_are_not_counted(owner: User) -> None:
    assert [sign_in(Client(), PASSWORD).status_code for _ in range(8)] == [302] * 8


def test_a_forged_cookie_is_no_device(client: Client, owner: User, settings: Any) -> None:
    client.cookies[settings.DEVICE_COOKIE_NAME] = "WyJ4Il0:forged:signature"
    brake_by_strangers()

    assert "Too many attempts" in sign_in(client, PASSWORD).text


@pytest.mark.parametrize("signed_in", [True, False])
def test_what_anybody_can_store_in_a_day_is_bounded_and_nothing_typed_is_lost(
    monkeypatch: pytest.MonkeyPatch, client: Client, owner: User, *, signed_in: bool
) -> None:
    scope = Scope.ACCOUNT if signed_in else Scope.WIDE
    monkeypatch.setitem(LIMITS, Counted.BYTES, {scope: (Limit(3_000, 86_400),)})
    if signed_in:
        client.force_login(owner)
    typed = {"name": "A long text. " * 200}
    url, ours = reverse("profile"), {"origin": "http://testserver"}

    first, second = (client.post(url, typed, headers=ours) for _ in range(2))

    assert first.status_code != 429
    assert second.status_code == 429
    assert "A long text." in second.text
    assert "tomorrow" in second.text


def test_signing_up_again_and_again_stores_no_more_than_a_stranger_can(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(LIMITS, Counted.BYTES, {Scope.BLOCK: (Limit(3_000, 86_400),)})
    replies = []

    for number in range(2):
        client = Client()
        fields = {"password1": "four words in a row", "business": "Mine"}
        client.post(reverse("account_signup"), {"email": f"{number}@example.org", **fields})
        replies.append(client.post(reverse("profile"), {"name": "A long text. " * 200}))

    assert [reply.status_code for reply in replies] == [200, 429]


def test_behind_a_proxy_the_client_is_counted(
    monkeypatch: pytest.MonkeyPatch, settings: Any, owner: User
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    monkeypatch.setitem(LIMITS, Counted.SIGN_IN, {Scope.BLOCK: (Limit(1, 60),)})
    fields = {"login": owner.email, "password": PASSWORD}

    replies = [
        Client().post(
            reverse("account_login"), fields, headers={"x-forwarded-for": f"10.9.9.9, {source}"}
        )
        for source in ("192.0.2.1", "192.0.2.1", "192.0.2.2")
    ]

    assert [reply.status_code for reply in replies] == [302, 429, 302]
