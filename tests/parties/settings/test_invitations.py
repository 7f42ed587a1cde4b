"""Invitations: an emailed link that makes one person a member, once."""

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessment.foundation.accounts.models import User
from assessment.foundation.links import services as links
from assessment.foundation.links.services import Quota
from assessment.parties.businesses import services
from assessment.parties.businesses.models import Business, Invitation, Role
from assessment.parties.businesses.services import revoke_invitation
from tests.factories import PASSWORD, TOO_LONG_ADDRESS, make_business, make_member, make_user
from tests.mails import path_in

pytestmark = pytest.mark.django_db
Outbox = Sequence[EmailMultiAlternatives]
Invite = Callable[..., str]


@pytest.fixture(autouse=True)
def verified(request: pytest.FixtureRequest) -> None:
    owner = request.getfixturevalue("owner")
    EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)


@pytest.fixture
def invite(
    as_owner: Client,
    business: Business,
    mailoutbox: Outbox,
    django_capture_on_commit_callbacks: Any,
) -> Invite:
    """Invite a person and return the path of their link, or "" if no mail was sent."""

    def send(email: str = "edith@example.com", role: str = "editor", name: str = "invite") -> str:
        before = len(mailoutbox)
        fields = {"email": email, "role": role}
        if name == "resend_invitation":
            fields = {"invitation": str(Invitation.objects.open().get(email=email).pk)}
        with django_capture_on_commit_callbacks(execute=True):
            as_owner.post(reverse(name, args=[business.slug]), fields)
        if len(mailoutbox) == before:
            return ""
        return path_in(mailoutbox[-1])

    return send


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_mail_names_inviter_business_role_and_expiry(
    invite: Invite, mailoutbox: Outbox
) -> None:
    path = invite()

    (mail,) = mailoutbox
    assert mail.to == ["edith@example.com"]
    assert mail.subject == "Owner has invited you to Café Lindgren"
    body = " ".join(str(mail.body).split())
    assert "You can answer the questions, make the plan and read all results." in body
    until = timezone.localtime() + timedelta(days=14)
    assert f"{until.day} {until:%B}" in body
    assert path in str(mail.alternatives[0][0])


def test_only_the_hash_of_the_token_is_kept(invite: Invite) -> None:
    token = invite().split("/")[2]

    invitation = Invitation.objects.get()
    kept = [str(getattr(invitation, field.name)) for field in Invitation._meta.fields]  # noqa: SLF001
    assert len(token) >= 43
    assert token not in kept
    assert len(invitation.token_hash) == 64


def test_opening_the_link_changes_nothing_and_joining_takes_one_click(
    invite: Invite, business: Business
) -> None:
    path = invite()
    edith = make_user("edith")
    client = signed_in(edith)

    page = client.get(path).text
    assert "Join Café Lindgren" in page
    assert business.memberships.count() == 1

    response = client.post(path)

    assert response["Location"] == reverse("business", args=[business.slug])
    assert business.memberships.get(user=edith).role == Role.EDITOR


def test_a_link_works_once(invite: Invite, business: Business) -> None:
    path = invite()
    edith = make_user("edith")
    signed_in(edith).post(path)
    business.memberships.filter(user=edith).delete()

    assert signed_in(edith).post(path)["Location"] == reverse("businesses")
    assert Client().get(path).status_code == 404
    assert not business.memberships.filter(user=edith).exists()


def test_a_signed_out_visitor_can_sign_up_and_returns_to_the_invitation(
    invite: Invite, business: Business
) -> None:
    path = invite()
    client = Client()
    page = client.get(path).text
    assert f"{reverse('account_signup')}?next={path}&amp;email=edith%40example.com" in page
    assert f"{reverse('account_login')}?next={path}" in page
    assert client.post(path).status_code == 200

    response = client.post(
        reverse("account_signup"),
        {"email": "edith@example.com", "password1": "four words in a row", "next": path},
    )

    assert response["Location"] == path
    client.post(path)
    assert business.memberships.get(user__email="edith@example.com").role == Role.EDITOR
    assert Business.objects.count() == 1


def test_a_signed_out_visitor_can_sign_in_and_returns_to_the_invitation(invite: Invite) -> None:
    path = invite()
    make_user("edith")
    client = Client()

    response = client.post(
        reverse("account_login"),
        {"login": "edith@example.com", "password": PASSWORD, "next": path},
    )

    assert response["Location"] == path


def test_the_link_is_for_the_invited_address_only(
    invite: Invite, as_stranger: Client, business: Business
) -> None:
    path = invite()

    for page in (as_stranger.get(path), as_stranger.post(path)):
        assert page.status_code == 200
        assert "This invitation is for edith@example.com." in page.text
        assert "You are signed in as stranger@example.com." in page.text

    assert business.memberships.count() == 1
    assert Invitation.objects.open().exists()


def test_addresses_are_compared_without_regard_to_case(invite: Invite, business: Business) -> None:
    path = invite("Edith@Example.com")
    edith = make_user("edith")

    signed_in(edith).post(path)

    assert business.memberships.filter(user=edith).exists()


def test_a_link_expires_after_14_days(invite: Invite, business: Business) -> None:
    path = invite()
    long_ago = timezone.now() - timedelta(days=14, seconds=1)
    Invitation.objects.update(made_at=long_ago, expires_at=long_ago + timedelta(days=14))
    client = signed_in(make_user("edith"))

    for response in (client.get(path), client.post(path)):
        assert response.status_code == 404
        assert "This invitation no longer works" in response.text
    assert business.memberships.count() == 1


def test_a_revoked_link_stops_working(invite: Invite, as_owner: Client, business: Business) -> None:
    path = invite()
    invitation = Invitation.objects.get()

    as_owner.post(reverse("revoke_invitation", args=[business.slug]), {"invitation": invitation.pk})

    assert signed_in(make_user("edith")).post(path).status_code == 404
    assert not Invitation.objects.open().exists()


def test_an_unknown_link_is_not_found(client: Client) -> None:
    for token in ("x", "a" * 43, "%F0%9F%98%80", "..%2f"):
        response = client.get(f"/invitation/{token}/")
        assert response.status_code == 404


def test_a_new_link_ends_the_old_one(invite: Invite) -> None:
    old = invite()
    new = invite(name="resend_invitation")
    client = signed_in(make_user("edith"))

    assert new != old
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200


def test_inviting_again_changes_the_role(invite: Invite, business: Business) -> None:
    invite(role="editor")
    path = invite(role="viewer")
    edith = make_user("edith")

    signed_in(edith).post(path)

    assert business.memberships.get(user=edith).role == Role.VIEWER
    assert Invitation.objects.open().count() == 0


def test_a_member_is_not_invited(invite: Invite, business: Business) -> None:
    make_member(business, make_user("edith"), Role.VIEWER)

    assert invite() == ""
    assert not Invitation.objects.exists()


def test_a_member_who_follows_an_old_link_keeps_their_role(
    invite: Invite, business: Business
) -> None:
    path = invite(role="viewer")
    edith = make_user("edith")
    make_member(business, edith, Role.OWNER)

    signed_in(edith).post(path)

    assert business.memberships.get(user=edith).role == Role.OWNER


def test_an_unverified_owner_cannot_send_mail(
    invite: Invite, as_owner: Client, business: Business
) -> None:
    EmailAddress.objects.update(verified=False)

    assert invite() == ""
    assert not Invitation.objects.exists()
    page = as_owner.get(reverse("team", args=[business.slug])).text
    assert "Please confirm your own email address first." in page


def test_one_address_gets_three_mails_a_day(invite: Invite) -> None:
    paths = [invite() for _ in range(4)]

    assert [bool(path) for path in paths] == [True, True, True, False]
    yesterday = timezone.now() - timedelta(days=1, minutes=1)
    Invitation.objects.update(made_at=yesterday)
    assert invite()


def test_the_daily_limit_of_a_person_covers_all_their_businesses(
    invite: Invite, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "INVITATIONS", Quota(links_a_day=3, links_a_day_to_one=3))
    other = make_business("Other", owner=owner)
    for number in range(2):
        services.invite(
            business=other,
            email=f"p{number}@example.com",
            role="viewer",
            by=owner,
            at=timezone.now(),
            link=str,
        )

    assert invite("third@example.com")
    assert invite("fourth@example.com") == ""


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"email": "", "role": "editor"}, "Enter the email address of the person to invite."),
        ({"email": "edith", "role": "editor"}, "like name@example.com"),
        ({"email": TOO_LONG_ADDRESS, "role": "editor"}, "up to 254 characters"),
        ({"email": "a@b.example\r\nBcc: x@y.example", "role": "editor"}, "like name@example.com"),
        ({"email": "edith@example.com", "role": ""}, "Choose what this person can do."),
        ({"email": "edith@example.com", "role": "consultant"}, "Choose what this person can do."),
    ],
)
def test_invalid_fields_are_explained(
    as_owner: Client, business: Business, fields: dict[str, str], says: str
) -> None:
    response = as_owner.post(reverse("invite", args=[business.slug]), fields)

    assert response.status_code == 200
    assert says in response.text
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("name", ["revoke_invitation", "resend_invitation"])
def test_invitations_of_another_business_cannot_be_changed(
    invite: Invite, as_stranger: Client, stranger: User, name: str
) -> None:
    invite()
    theirs = make_business("Other", owner=stranger)

    response = as_stranger.post(
        reverse(name, args=[theirs.slug]), {"invitation": Invitation.objects.get().pk}
    )

    assert response.status_code == 404
    assert Invitation.objects.open().count() == 1


def test_the_log_contains_neither_token_nor_address(
    invite: Invite, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "assessment.parties.businesses")
    path = invite()
    signed_in(make_user("edith")).post(path)

    events = " ".join(record.getMessage() for record in caplog.records)
    assert "invited" in events
    assert "access given" in events
    assert "@" not in events
    assert path.split("/")[2] not in events


def test_a_hostile_business_name_is_escaped(
    invite: Invite, business: Business, mailoutbox: Outbox
) -> None:
    Business.objects.update(name="<b>Café</b> {{ 7 }}, Bcc: all@example.com")

    invite()

    (mail,) = mailoutbox
    assert mail.subject == "Owner has invited you to <b>Café</b> {{ 7 }}, Bcc: all@example.com"
    assert mail.recipients() == ["edith@example.com"]
    assert "&lt;b&gt;Café&lt;/b&gt;" in str(mail.alternatives[0][0])


def test_an_invitation_that_ends_while_it_is_accepted_makes_nobody_a_member(
    invite: Invite, business: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, edith = invite(), make_user("edith")
    Invitation.objects.update(ended_at=timezone.now())
    monkeypatch.setattr(Invitation, "is_usable", lambda *_: True)

    response = signed_in(edith).post(path)

    assert response.status_code == 404
    assert not business.memberships.filter(user=edith).exists()


def test_cancelling_an_accepted_invitation_changes_nothing(
    invite: Invite, business: Business, owner: User, caplog: pytest.LogCaptureFixture
) -> None:
    path, edith = invite(), make_user("edith")
    signed_in(edith).post(path)

    with caplog.at_level("INFO"):
        revoke_invitation(invitation=Invitation.objects.get(), by=owner, at=timezone.now())

    assert Invitation.objects.get().ended_at is None
    assert business.memberships.filter(user=edith).exists()
    assert not [said for said in caplog.messages if said.startswith("invitation revoked")]
