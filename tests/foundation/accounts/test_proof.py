"""The four ways to prove an address, and what each of them ends."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.accounts.queries import address_is_verified
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.foundation.second_step.queries import has_second_step
from assessment.parties.businesses.models import ArchiveReason, Business, Membership, Role
from tests.factories import NOON, make_business, make_member, make_user
from tests.foundation.accounts.proving import (
    ADDRESS,
    OWN,
    THEIRS,
    Outbox,
    by_code,
    by_link,
    is_signed_in,
    link_in,
    newest,
    proven_account,
    sign_in,
    sign_up,
)
from tests.foundation.second_step.making import with_app

pytestmark = pytest.mark.django_db
Way = Callable[[Client, Any], Any]

# ---- the four ways


def by_reset(client: Client, outbox: Any) -> Any:
    client.post(reverse("account_reset_password"), {"email": ADDRESS})
    page = client.get(link_in(outbox[-1]), follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": OWN})
    return client.post(reverse("account_login"), {"login": ADDRESS, "password": OWN}, follow=True)


WAYS: dict[str, Way] = {"code": by_code, "link": by_link, "reset": by_reset}


@pytest.fixture
def squatter(client: Client, mailoutbox: Outbox) -> Client:
    """Somebody who signed up with an address that is not theirs, and is still signed in."""
    sign_up(client)
    assert is_signed_in(client)
    return client


@pytest.mark.parametrize("way", WAYS)
def test_the_first_proof_ends_what_somebody_else_could_do_and_asks(
    way: str, squatter: Client, mailoutbox: Outbox
) -> None:
    prover = Client()

    page = WAYS[way](prover, mailoutbox)

    assert "Whose business is this?" in page.text
    assert "Café Lindgren" in page.text
    assert is_signed_in(prover)
    assert not is_signed_in(squatter)
    sign_in(squatter, THEIRS)
    assert not is_signed_in(squatter)
    assert address_is_verified(User.objects.get(email=ADDRESS))


@pytest.mark.parametrize("way", WAYS)
def test_the_first_proof_ends_the_second_step_of_somebody_else(
    way: str, squatter: Client, mailoutbox: Outbox
) -> None:
    account = with_app(User.objects.get(email=ADDRESS))
    prover = Client()

    WAYS[way](prover, mailoutbox)

    assert is_signed_in(prover)
    assert not has_second_step(account)
    assert AuditEntry.objects.filter(kind=Event.SECOND_STEP_REMOVED, by=account).count() == 1


@pytest.mark.parametrize("way", WAYS)
def test_an_address_of_a_deactivated_account_stays_its_own(
    way: str, squatter: Client, mailoutbox: Outbox
) -> None:
    closed = User.objects.create_user(ADDRESS, OWN, is_active=False)
    EmailAddress.objects.create(user=closed, email=ADDRESS, primary=True, verified=True)

    page = WAYS[way](Client(), mailoutbox)

    assert page.status_code == 200
    assert not is_signed_in(squatter)
    assert EmailAddress.objects.get(verified=True).user == closed


@pytest.mark.parametrize("way", WAYS)
def test_nobody_sets_aside_a_business_that_somebody_else_founded(
    way: str, squatter: Client, mailoutbox: Outbox
) -> None:
    elsewhere = make_business("Blue Door", owner=make_user("boss"))
    make_member(elsewhere, User.objects.get(email=ADDRESS), Role.VIEWER)

    page = WAYS[way](Client(), mailoutbox)

    assert "Café Lindgren" in page.text
    assert "Blue Door" not in page.text


@pytest.fixture
def invited(mailoutbox: Outbox, django_capture_on_commit_callbacks: Any) -> str:
    """The path of an invitation that was mailed to the address."""
    boss = make_user("boss")
    EmailAddress.objects.create(user=boss, email=boss.email, primary=True, verified=True)
    elsewhere = make_business("Blue Door", owner=boss)
    as_boss = Client()
    as_boss.force_login(boss)
    with django_capture_on_commit_callbacks(execute=True):
        fields = {"email": ADDRESS, "role": "editor"}
        as_boss.post(reverse("invite", args=[elsewhere.slug]), fields)
    return re.sub("https?://[^/]*", "", link_in(mailoutbox[-1]))


def test_an_invitation_proves_the_address_to_which_it_was_sent(
    invited: str, mailoutbox: Outbox
) -> None:
    person = Client()
    sign_up(person, next=invited)

    person.post(invited)

    assert address_is_verified(User.objects.get(email=ADDRESS))
    assert is_signed_in(person)
    assert person.get(reverse("businesses"))["Location"] == reverse("business", args=["blue-door"])


def test_an_invitation_ends_what_somebody_else_could_do_and_asks(
    invited: str, squatter: Client, mailoutbox: Outbox
) -> None:
    squatters = User.objects.get(email=ADDRESS)
    prover = Client()
    prover.force_login(User.objects.create_user(ADDRESS, OWN))

    page = prover.post(invited, follow=True)

    assert "Whose business is this?" in page.text
    assert "Café Lindgren" in page.text
    assert is_signed_in(prover)
    assert not is_signed_in(squatter)
    sign_in(squatter, THEIRS)
    assert not is_signed_in(squatter)
    assert not User.objects.filter(pk=squatters.pk).exists()


def test_an_invitation_does_not_open_an_account_that_was_proven_before(
    invited: str, mailoutbox: Outbox
) -> None:
    proven_account()
    forwarded = Client()
    sign_up(forwarded, next=invited)

    page = forwarded.post(invited, follow=True)

    assert "Sign in, and then join." in page.text
    assert not is_signed_in(forwarded)


# ---- the same person


def test_in_the_session_that_signed_up_nothing_ends_and_nothing_is_asked(
    client: Client, mailoutbox: Outbox
) -> None:
    sign_up(client)
    phone = Client()
    sign_in(phone, THEIRS)

    page = client.post(link_in(newest(mailoutbox, "confirm")), follow=True)

    assert "Your email address is confirmed." in page.text
    assert "Whose business" not in page.text
    assert is_signed_in(client)
    assert is_signed_in(phone)
    assert User.objects.get().check_password(THEIRS)


def test_with_the_password_the_link_opens_on_another_device_and_nothing_ends(
    client: Client, mailoutbox: Outbox
) -> None:
    sign_up(client)
    phone = Client()
    link = link_in(newest(mailoutbox, "confirm"))
    assert "Enter the password you signed up with" in phone.get(link).text

    page = phone.post(link, {"password": THEIRS}, follow=True)

    assert "Whose business" not in page.text
    assert is_signed_in(phone)
    assert is_signed_in(client)


def test_a_wrong_password_confirms_nothing(client: Client, mailoutbox: Outbox) -> None:
    sign_up(client)

    page = Client().post(link_in(newest(mailoutbox, "confirm")), {"password": "not this one"})

    assert "not the right password" in page.text
    assert not address_is_verified(User.objects.get())


def test_an_owner_who_leaves_the_password_out_loses_nothing(
    client: Client, mailoutbox: Outbox
) -> None:
    sign_up(client)
    business = Business.objects.get()
    phone = Client()
    by_link(phone, mailoutbox)
    membership = Membership.objects.get()

    page = phone.post(reverse("claims"), {"membership": membership.pk, "mine": "yes"}, follow=True)

    assert "Café Lindgren is yours, with everything in it." in page.text
    assert page.redirect_chain[-1][0] == reverse("account_set_password")
    assert phone.get(reverse("business_settings", args=[business.slug])).status_code == 200
    assert phone.get(reverse("claims")).text.count("Yes, it’s mine") == 0
    done = phone.get(reverse("activity", args=[business.slug])).text
    assert "confirmed that this business is theirs." in done


def test_a_link_works_once(client: Client, mailoutbox: Outbox) -> None:
    sign_up(client)
    link = link_in(newest(mailoutbox, "confirm"))
    client.post(link)

    again = Client().post(link)

    assert again.status_code == 404
    assert "This link has expired" in again.text


# ---- what is set aside


def test_what_is_set_aside_is_closed_to_all_and_can_be_brought_back(
    squatter: Client, mailoutbox: Outbox
) -> None:
    business = Business.objects.get()
    prover = Client()
    by_code(prover, mailoutbox)
    membership = Membership.objects.get()

    page = prover.post(reverse("claims"), {"membership": membership.pk, "mine": "no"}, follow=True)

    assert "Café Lindgren is set aside." in page.text
    archived = Business.with_archived.get()
    assert archived.archived_for == ArchiveReason.UNPROVEN
    assert "Café Lindgren" in prover.get(reverse("businesses")).text
    url = reverse("deleted_business", args=[business.slug])
    assert "was set aside" in prover.get(url).text
    prover.post(url)
    assert prover.get(reverse("business_settings", args=[business.slug])).status_code == 200


def test_only_the_person_asked_can_answer(squatter: Client, mailoutbox: Outbox) -> None:
    by_code(Client(), mailoutbox)
    stranger = Client()
    stranger.force_login(make_user("stranger"))

    answer = stranger.post(
        reverse("claims"), {"membership": Membership.objects.get().pk, "mine": "yes"}
    )

    assert answer.status_code == 404


def test_without_a_question_the_page_says_so(as_owner: Client, business: Business) -> None:
    page = as_owner.get(reverse("claims")).text

    assert "There’s nothing to decide." in page
    assert "We can’t tell" not in page


def test_links_that_somebody_else_made_are_closed(squatter: Client, mailoutbox: Outbox) -> None:
    user = User.objects.get(email=ADDRESS)
    business = Business.objects.get()
    feed = business.feeds.create(token_hash="f", made_by=user, made_at=NOON)
    prover = Client()

    by_code(prover, mailoutbox)

    feed.refresh_from_db()
    assert feed.ended_at is not None
    done = prover.get(reverse("activity", args=[business.slug])).text
    assert f"One link or waiting report of {user} was turned off." in done
