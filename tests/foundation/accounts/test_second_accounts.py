"""Two accounts at one address: a proven one, and one of somebody who has yet to prove it."""

from typing import Any
from unittest.mock import Mock, create_autospec

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.contrib.auth.hashers import get_hasher
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.accounts.queries import accounts_at, address_is_verified
from assessment.parties.businesses import services
from assessment.parties.businesses.models import Membership, Role
from assessment.site.reminders.models import Pause
from tests.factories import NOON, PASSWORD, make_answers, make_assessment, make_member
from tests.foundation.accounts.proving import (
    ADDRESS,
    THEIRS,
    Outbox,
    by_code,
    is_signed_in,
    link_in,
    newest,
    proven_account,
    sign_in,
    sign_up,
)

pytestmark = pytest.mark.django_db


def test_signing_up_with_a_known_address_looks_like_any_other_sign_up(
    client: Client, mailoutbox: Outbox
) -> None:
    proven_account()

    known, unknown = sign_up(client), sign_up(Client(), email="new@example.org")

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert is_signed_in(client)
    assert newest(mailoutbox, "already have an account").to == [ADDRESS]


def test_an_unproven_account_signs_in_whether_or_not_its_address_is_known(
    client: Client, mailoutbox: Outbox
) -> None:
    proven = proven_account()
    sign_up(client)
    client.post(reverse("account_logout"))

    sign_in(client, THEIRS)

    assert is_signed_in(client)
    assert client.get(reverse("profile")).wsgi_request.user != proven


def test_an_address_gets_no_third_account(client: Client, mailoutbox: Outbox) -> None:
    proven_account()
    sign_up(client)

    again = sign_up(Client())

    assert again["Location"] == reverse("account_email_verification_sent")
    assert User.objects.filter(email=ADDRESS).count() == 2


def test_the_proven_account_gets_a_code_and_asks_about_the_other_ones_business(
    client: Client, mailoutbox: Outbox
) -> None:
    proven = proven_account()
    sign_up(client)

    page = by_code(prover := Client(), mailoutbox)

    assert "Whose business is this?" in page.text
    assert prover.get(reverse("profile")).wsgi_request.user == proven
    assert not is_signed_in(client)
    assert accounts_at(ADDRESS).count() == 1
    proven.refresh_from_db()
    assert proven.check_password(PASSWORD)


def test_what_somebody_started_twice_moves_to_the_account_they_have(
    client: Client, mailoutbox: Outbox
) -> None:
    proven = proven_account()
    sign_up(client)
    link = link_in(newest(mailoutbox, "already have an account"))

    page = client.post(link, follow=True)

    assert "Sign in to find everything there." in page.text
    assert not is_signed_in(client)
    membership = Membership.objects.get()
    assert (membership.user, membership.unproven) == (proven, False)


def test_the_mail_about_a_second_account_does_not_open_the_first(
    client: Client, mailoutbox: Outbox
) -> None:
    proven_account()
    sign_up(client)

    stranger = Client()
    stranger.post(link_in(newest(mailoutbox, "already have an account")))

    assert not is_signed_in(stranger)
    assert Membership.objects.get().unproven


def test_no_code_leads_into_an_account_that_only_wants_this_address(
    client: Client, owner: User, mailoutbox: Outbox
) -> None:
    EmailAddress.objects.create(user=owner, email=owner.email, primary=True, verified=True)
    EmailAddress.objects.create(user=owner, email=ADDRESS)

    client.post(reverse("account_request_login_code"), {"email": ADDRESS})

    assert mailoutbox[-1].subject == "There is no account with this address"


def test_a_new_address_of_a_proven_account_needs_its_session_or_its_password(
    as_owner: Client, owner: User, mailoutbox: Outbox
) -> None:
    EmailAddress.objects.create(user=owner, email=owner.email, primary=True, verified=True)
    pending = EmailAddress.objects.create(user=owner, email=ADDRESS)
    link = reverse("account_confirm_email", args=[EmailConfirmationHMAC(pending).key])

    refused = Client().post(link, {"password": ""})

    assert "Enter your password." in refused.text
    owner.refresh_from_db()
    assert owner.email == "owner@example.com"
    as_owner.post(link)
    owner.refresh_from_db()
    assert owner.email == ADDRESS


def test_an_address_is_changed_completely_or_not_at_all(
    as_owner: Client, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    EmailAddress.objects.create(user=owner, email=owner.email, primary=True, verified=True)
    pending = EmailAddress.objects.create(user=owner, email=ADDRESS)
    monkeypatch.setattr(services, "prove_address", Mock(side_effect=ConnectionError))

    with pytest.raises(ConnectionError):
        as_owner.post(reverse("confirm_address", args=[EmailConfirmationHMAC(pending).key]))

    owner.refresh_from_db()
    assert owner.email == "owner@example.com"
    assert not EmailAddress.objects.get(pk=pending.pk).verified


def test_a_mistyped_address_is_corrected_and_its_old_link_ends(
    client: Client, mailoutbox: Outbox
) -> None:
    sign_up(client, email="wrong@example.org")
    old = link_in(mailoutbox[-1])
    client.post(reverse("account_reauthenticate"), {"password": THEIRS})

    client.post(reverse("account_email"), {"email": ADDRESS, "action_add": "1"})

    assert User.objects.get().email == ADDRESS
    assert client.post(old).status_code == 404
    client.post(link_in(newest(mailoutbox, "confirm")))
    assert address_is_verified(User.objects.get())


def test_no_address_is_changed_to_one_that_somebody_else_has_yet_to_prove(
    client: Client, mailoutbox: Outbox
) -> None:
    sign_up(client)
    other = Client()
    sign_up(other, email="mine@example.org")
    other.post(reverse("account_reauthenticate"), {"password": THEIRS})

    page = other.post(reverse("account_email"), {"email": ADDRESS, "action_add": "1"})

    assert "If that was you, sign in with a code." in page.text
    assert User.objects.filter(email=ADDRESS).count() == 1


def test_changing_an_address_again_and_again_fills_no_mailbox(mailoutbox: Outbox) -> None:
    for number in range(6):
        client = Client()
        sign_up(client, email=f"{number}@example.org")
        client.post(reverse("account_reauthenticate"), {"password": THEIRS})
        client.post(reverse("account_email"), {"email": ADDRESS, "action_add": "1"})
        client.post(reverse("account_email"), {"email": f"b{number}@a.org", "action_add": "1"})

    assert len([mail for mail in mailoutbox if mail.to == [ADDRESS]]) <= 3


def test_an_administrator_from_the_command_line_keeps_the_password(
    mailoutbox: Outbox,
) -> None:
    admin = User.objects.create_superuser(ADDRESS, PASSWORD)

    by_code(Client(), mailoutbox)

    admin.refresh_from_db()
    assert admin.check_password(PASSWORD)


def test_what_the_second_account_wrote_moves_with_its_business(
    client: Client, mailoutbox: Outbox
) -> None:
    proven = proven_account()
    sign_up(client)
    second = Membership.objects.get().user
    assessment = make_assessment(Membership.objects.get().business, submitted_by=None)
    make_answers(assessment, second)
    pause = Pause.objects.create(
        business=assessment.business, kind="late", person=second, since=NOON
    )

    client.post(link_in(newest(mailoutbox, "already have an account")))

    assert {answer.answered_by for answer in assessment.answers.all()} == {proven}
    pause.refresh_from_db()
    assert pause.person == proven
    assert not User.objects.filter(pk=second.pk).exists()


def test_a_row_that_both_accounts_have_is_kept_once(client: Client, mailoutbox: Outbox) -> None:
    proven = proven_account()
    sign_up(client)
    business = Membership.objects.get().business
    make_member(business, proven, Role.EDITOR)

    client.post(link_in(newest(mailoutbox, "already have an account")))

    assert [member.user for member in Membership.objects.all()] == [proven]


def count_hashes(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a mock that is called for every password that is hashed."""
    hasher = type(get_hasher())
    counted = create_autospec(hasher.encode, side_effect=hasher.encode)
    monkeypatch.setattr(hasher, "encode", counted)
    return counted


@pytest.mark.parametrize("accounts", [0, 1, 2])
@pytest.mark.parametrize(
    ("password", "hashes"), [("not this one at all", 2), ("not this one at all, ﬁ", 4)]
)
def test_a_failed_sign_in_takes_as_long_for_every_address(
    accounts: int, password: str, hashes: int, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(accounts):
        User.objects.create_user(ADDRESS, PASSWORD)
    hashed = count_hashes(monkeypatch)

    sign_in(client, password)

    assert hashed.call_count == hashes


def test_signing_up_hashes_a_password_whether_or_not_it_makes_an_account(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_up(Client())
    hashed = count_hashes(monkeypatch)

    sign_up(client)
    sign_up(Client(), email="new@example.org")

    assert hashed.call_count == 2
