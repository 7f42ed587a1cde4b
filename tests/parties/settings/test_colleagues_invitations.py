"""Invitations to a practice: an emailed link that brings one person in, once."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessment.foundation.accounts.models import User
from assessment.parties.consultancies.models import (
    Consultancy,
    ConsultancyInvitation,
    ConsultancyMember,
    ConsultancyRole,
)
from tests.factories import make_consultancy, make_user
from tests.mails import path_in
from tests.parties.settings.test_colleagues import people_url, post, signed_in

pytestmark = pytest.mark.django_db
Outbox = Sequence[EmailMultiAlternatives]
Invite = Callable[..., str]


@pytest.fixture
def invite(
    as_admin: Client,
    practice: Consultancy,
    mailoutbox: Outbox,
    django_capture_on_commit_callbacks: Any,
) -> Invite:
    """Invite a person and return the path of their link, or "" if no mail was sent."""

    def send(email: str = "carl@example.com", role: str = "assistant") -> str:
        before = len(mailoutbox)
        with django_capture_on_commit_callbacks(execute=True):
            post(as_admin, "invite_colleague", practice, email=email, role=role)
        return path_in(mailoutbox[-1]) if len(mailoutbox) > before else ""

    return send


def test_the_mail_names_inviter_practice_role_and_expiry(
    invite: Invite, mailoutbox: Outbox
) -> None:
    path = invite()

    (mail,) = mailoutbox
    assert mail.to == ["carl@example.com"]
    assert mail.subject == "Ada has invited you to North Star"
    body = " ".join(str(mail.body).split())
    assert "You can work with clients, but private notes stay closed." in body
    until = timezone.localtime() + timedelta(days=14)
    assert f"{until.day} {until:%B}" in body
    assert path in str(mail.alternatives[0][0])


def test_the_invited_person_joins_with_the_role_and_sees_the_clients(
    invite: Invite, practice: Consultancy
) -> None:
    client = signed_in(make_user("carl"))
    path = invite()

    asked = client.get(path).text
    page = client.post(path, follow=True)

    assert "Ada invites you to North Star" in asked
    assert "People in this practice can’t see your own businesses." in asked
    assert page.redirect_chain[-1][0] == reverse("portfolio", args=[practice.slug])
    member = practice.members.get(user__email="carl@example.com")
    assert member.role == ConsultancyRole.ASSISTANT
    assert client.post(path, follow=True).redirect_chain[-1][0] == page.redirect_chain[-1][0]


def test_nobody_else_can_accept_it(invite: Invite, practice: Consultancy) -> None:
    client = signed_in(make_user("bella"))
    path = invite()

    page = client.post(path).text

    assert "This invitation is for carl@example.com." in page
    assert practice.members.count() == 1


def test_it_ends_after_14_days(invite: Invite, practice: Consultancy) -> None:
    carl, path = make_user("carl"), invite()

    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1), tick=False):
        response = signed_in(carl).post(path)

    assert response.status_code == 404
    assert practice.members.count() == 1


def test_a_new_link_ends_the_old_one_and_cancelling_ends_both(
    as_admin: Client,
    invite: Invite,
    practice: Consultancy,
    mailoutbox: Outbox,
    django_capture_on_commit_callbacks: Any,
) -> None:
    client, old = signed_in(make_user("carl")), invite()
    again = {"invitation": practice.invitations.get().pk}
    with django_capture_on_commit_callbacks(execute=True):
        post(as_admin, "invite_colleague_again", practice, **again)
    new = path_in(mailoutbox[-1])
    works = client.get(new).status_code
    cancel = {"invitation": practice.invitations.open().get().pk}

    page = post(as_admin, "cancel_colleagues_invitation", practice, **cancel).text

    assert works == 200
    assert "Its link no longer works." in page
    assert [client.post(path).status_code for path in (old, new)] == [404, 404]
    assert practice.members.count() == 1


def test_it_works_only_while_its_sender_is_an_admin(
    invite: Invite, practice: Consultancy, admin: User
) -> None:
    client, path = signed_in(make_user("bo")), invite(email="bo@example.com")
    practice.members.filter(user=admin).update(role=ConsultancyRole.CONSULTANT)

    assert client.post(path).status_code == 404
    assert practice.members.count() == 1


@pytest.mark.parametrize("email", ["ada@example.com", "Carl@Example.com"])
def test_who_is_in_the_practice_is_not_invited_again(
    as_admin: Client, practice: Consultancy, carl: ConsultancyMember, email: str
) -> None:
    page = post(as_admin, "invite_colleague", practice, email=email, role="admin").text

    assert "already belongs to your practice." in page
    assert not practice.invitations.exists()


def test_only_a_person_with_a_proven_address_can_invite(
    as_admin: Client, practice: Consultancy, invite: Invite
) -> None:
    EmailAddress.objects.update(verified=False)

    assert invite() == ""
    assert "Please confirm your email address first." in as_admin.get(people_url(practice)).text


def test_wrong_input_is_explained_and_kept(as_admin: Client, practice: Consultancy) -> None:
    page = post(as_admin, "invite_colleague", practice, email="carl", role="emperor").text

    assert "like name@example.com" in page
    assert "Choose what this person can do." in page
    assert 'value="carl"' in page


def test_nobody_reaches_an_invitation_of_another_practice(
    as_admin: Client, invite: Invite, practice: Consultancy
) -> None:
    invite()
    other = make_user("other")
    elsewhere, theirs = make_consultancy("Elsewhere", admin=other), practice.invitations.get()

    response = signed_in(other).post(
        reverse("cancel_colleagues_invitation", args=[elsewhere.slug]), {"invitation": theirs.pk}
    )

    assert response.status_code == 404
    assert ConsultancyInvitation.objects.open().exists()
