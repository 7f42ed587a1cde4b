"""Two-step sign-in: setting it up, signing in with it, and getting back in without the phone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from tests.factories import NOON, PASSWORD, make_user
from tests.foundation.accounts.proving import Outbox, is_signed_in
from tests.foundation.second_step.making import (
    SECRET,
    code,
    recovery_codes,
    sign_in_with_app,
    with_app,
)

pytestmark = pytest.mark.django_db
Committed = Callable[..., Any]


@pytest.fixture(autouse=True)
def at_noon() -> Any:
    """Stop the clock, so that a code is still right when it is sent."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Committed) -> Committed:
    """Allauth writes its emails once a change is committed, which a test never is."""
    return django_capture_on_commit_callbacks


@pytest.fixture
def confirmed(client: Client, owner: User) -> Client:
    """The owner's browser, a moment after the owner entered the password again."""
    EmailAddress.objects.create(user=owner, email=owner.email, primary=True, verified=True)
    client.force_login(owner)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def sign_in(client: Client, owner: User) -> Any:
    return client.post(reverse("account_login"), {"login": owner.email, "password": PASSWORD})


def send(client: Client, typed: str) -> Any:
    return client.post(reverse("mfa_authenticate"), {"code": typed})


def secret_on(page: str) -> str:
    found = re.search(r'second-step__key">([A-Z2-7]{32})<', page)
    assert found
    return found[1]


def messages_of(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


# ---- setting it up


def test_an_app_is_set_up_with_the_code_it_shows_and_the_person_gets_recovery_codes(
    confirmed: Client, owner: User, mailoutbox: Outbox, committed: Committed
) -> None:
    secret = secret_on(confirmed.get(reverse("mfa_activate_totp")).text)

    with committed(execute=True):
        response = confirmed.post(reverse("mfa_activate_totp"), {"code": code(secret=secret)})

    assert response["Location"] == reverse("mfa_view_recovery_codes")
    shown = confirmed.get(response["Location"]).text
    assert all(each in shown for each in recovery_codes(owner))
    assert [mail.subject for mail in mailoutbox] == [
        "An authenticator app was set up for your Cairn account"
    ]


def test_a_wrong_code_sets_nothing_up_and_keeps_the_same_picture(confirmed: Client) -> None:
    secret = secret_on(confirmed.get(reverse("mfa_activate_totp")).text)

    response = confirmed.post(reverse("mfa_activate_totp"), {"code": "000000"})

    assert "That’s not the right code" in response.text
    assert secret_on(response.text) == secret
    assert not Authenticator.objects.exists()


def test_nobody_sets_it_up_before_the_address_is_confirmed(client: Client, owner: User) -> None:
    EmailAddress.objects.create(user=owner, email=owner.email, primary=True, verified=False)
    client.force_login(owner)

    response = client.get(reverse("mfa_activate_totp"))

    assert response["Location"] == reverse("mfa_index")
    assert messages_of(response)[0].startswith("Please confirm your email address first.")


def test_setting_it_up_asks_for_the_password_again(as_owner: Client) -> None:
    for name in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
        response = as_owner.get(reverse(name))

        assert response["Location"].startswith(reverse("account_reauthenticate"))


def test_the_database_has_neither_the_key_of_the_app_nor_the_codes(owner: User) -> None:
    codes = recovery_codes(with_app(owner))

    stored = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert SECRET not in stored
    assert not [each for each in codes if each in stored]


def test_an_older_secret_key_still_reads_the_key_of_the_app(
    client: Client, owner: User, settings: Any
) -> None:
    with_app(owner)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret key, as long as it has to be"
    sign_in(client, owner)

    send(client, code())

    assert is_signed_in(client)


def test_a_site_that_lost_its_secret_key_says_so_and_lets_nobody_in(
    client: Client, owner: User, settings: Any
) -> None:
    codes = [code(), recovery_codes(with_app(owner))[0]]
    settings.SECRET_KEY = "another secret key, as long as it has to be"
    sign_in(client, owner)

    for each in codes:
        assert "This site has lost what your codes are made from." in send(client, each).text

    assert not is_signed_in(client)
    client.force_login(owner)
    assert "Make new codes" in client.get(reverse("mfa_index")).text


# ---- signing in


def test_the_password_alone_is_not_enough(client: Client, owner: User) -> None:
    with_app(owner)

    response = sign_in(client, owner)

    assert response["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)


@pytest.mark.parametrize("periods_ago", [-1, 0, 1])
def test_the_code_of_the_app_signs_in_even_if_the_clocks_differ_a_little(
    client: Client, owner: User, periods_ago: int
) -> None:
    with_app(owner)
    sign_in(client, owner)

    send(client, code(periods_ago=periods_ago))

    assert is_signed_in(client)


@pytest.mark.parametrize(
    "wrong",
    [lambda: "000000", lambda: code(periods_ago=3), lambda: ""],
    ids=["wrong", "old", "empty"],
)
def test_an_old_or_wrong_code_does_not_sign_in(
    client: Client, owner: User, wrong: Callable[[], str]
) -> None:
    with_app(owner)
    sign_in(client, owner)

    send(client, wrong())

    assert not is_signed_in(client)


@pytest.mark.parametrize("seconds", [0, 31])
def test_a_code_signs_in_only_once_while_it_would_be_right(
    owner: User, at_noon: Any, seconds: int
) -> None:
    with_app(owner)
    first, second, seen = Client(), Client(), code()
    for browser, later in ((first, 0), (second, seconds)):
        at_noon.shift(later)
        sign_in(browser, owner)
        send(browser, seen[:3] + " " + seen[3:])

    assert is_signed_in(first)
    assert not is_signed_in(second)
    assert AuditEntry.objects.filter(kind=Event.SIGN_IN_FAILED, by=owner).exists()


def test_a_recovery_code_gets_in_once_without_the_phone(owner: User) -> None:
    spare = recovery_codes(with_app(owner))[0]
    first, second = Client(), Client()
    for browser in (first, second):
        sign_in(browser, owner)
        send(browser, spare)

    assert is_signed_in(first)
    assert not is_signed_in(second)


def test_guessing_codes_is_slowed_down_and_the_right_one_waits_too(
    client: Client, owner: User, at_noon: Any
) -> None:
    with_app(owner)
    sign_in(client, owner)

    tries = [send(client, f"00000{n}") for n in range(6)]

    assert "That’s not the right code" in tries[4].text
    assert "Too many attempts. Wait 5 minutes and try again." in tries[5].text
    send(client, code())
    assert not is_signed_in(client)

    at_noon.shift(301)
    send(client, code())
    assert is_signed_in(client)


def test_a_flood_of_wrong_codes_is_recorded_once_an_hour(client: Client, owner: User) -> None:
    with_app(owner)
    sign_in(client, owner)

    for number in range(7):
        send(client, f"00000{number}")

    assert AuditEntry.objects.filter(kind=Event.SIGN_IN_FAILED, by=owner).count() == 1


# ---- changing it


def test_turning_the_app_off_makes_the_password_enough_again(
    confirmed: Client, owner: User, mailoutbox: Outbox
) -> None:
    with_app(owner)

    confirmed.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.exists()
    assert mailoutbox[-1].subject == "The authenticator app of your Cairn account was turned off"
    other = Client()
    sign_in(other, owner)
    assert is_signed_in(other)


def test_new_recovery_codes_replace_the_old_ones(confirmed: Client, owner: User) -> None:
    before = recovery_codes(with_app(owner))

    confirmed.post(reverse("mfa_generate_recovery_codes"))

    now = recovery_codes(owner)
    assert len(now) == 10
    assert not set(before) & set(now)
    assert confirmed.get(reverse("mfa_download_recovery_codes")).text.split()[-10:] == now


def test_who_did_what_names_each_change_once(
    confirmed: Client, owner: User, committed: Committed
) -> None:
    secret = secret_on(confirmed.get(reverse("mfa_activate_totp")).text)
    with committed(execute=True):
        confirmed.post(reverse("mfa_activate_totp"), {"code": code(secret=secret)})
    with committed(execute=True):
        confirmed.post(reverse("mfa_generate_recovery_codes"))
    confirmed.post(reverse("mfa_deactivate_totp"))

    kinds = AuditEntry.objects.filter(by=owner).order_by("pk").values_list("kind", flat=True)
    assert [kind for kind in kinds if kind.startswith(("second", "recovery"))] == [
        Event.SECOND_STEP_ADDED,
        Event.RECOVERY_CODES_MADE,
        Event.SECOND_STEP_REMOVED,
    ]


# ---- who needs it


def test_the_administration_opens_only_after_a_second_step_is_set_up(
    client: Client, owner: User
) -> None:
    User.objects.filter(pk=owner.pk).update(is_staff=True, is_superuser=True)
    client.force_login(User.objects.get(pk=owner.pk))
    address = reverse("admin:index")

    refused = client.get(address)

    assert refused["Location"] == reverse("mfa_index")
    assert messages_of(refused) == ["Set up a second step first. The administration needs it."]


def test_a_session_from_before_the_second_step_has_to_be_confirmed_for_the_administration(
    client: Client, owner: User
) -> None:
    User.objects.filter(pk=owner.pk).update(is_staff=True, is_superuser=True)
    client.force_login(User.objects.get(pk=owner.pk))
    with_app(owner)
    address = reverse("admin:assessment_user_changelist")

    refused = client.get(address)

    assert refused["Location"] == f"{reverse('mfa_reauthenticate')}?next={address}"
    confirmed = client.post(refused["Location"], {"code": code(), "next": address})
    assert confirmed["Location"] == address
    assert client.get(address).status_code == 200


def test_an_administrator_helps_somebody_back_in_who_lost_the_phone(
    client: Client, owner: User, mailoutbox: Outbox
) -> None:
    EmailAddress.objects.create(user=owner, email=owner.email, primary=True, verified=True)
    with_app(owner)
    sign_in_with_app(client, make_user("ada", is_staff=True, is_superuser=True))
    app = Authenticator.objects.get(user=owner, type=Authenticator.Type.TOTP)
    shown = client.get(reverse("admin:mfa_authenticator_change", args=[app.pk])).text

    client.post(reverse("admin:mfa_authenticator_delete", args=[app.pk]), {"post": "yes"})

    assert app.data["secret"] not in shown
    assert AuditEntry.objects.filter(kind=Event.SECOND_STEP_REMOVED, by=owner).exists()
    assert mailoutbox[-1].subject == "The authenticator app of your Cairn account was turned off"
    assert mailoutbox[-1].to == [owner.email]
    back = Client()
    sign_in(back, owner)
    assert is_signed_in(back)
