"""The people of a practice: inviting them, their roles, and how they leave."""

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
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.foundation.audit.wording import sentence
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import (
    Consultancy,
    ConsultancyInvitation,
    ConsultancyMember,
    ConsultancyRole,
)
from tests.factories import (
    PASSWORD,
    confirm,
    make_business,
    make_colleague,
    make_consultancy,
    make_engagement,
    make_user,
)
from tests.foundation.second_step.making import with_app
from tests.mails import path_in
from tests.parties.departures.doors import KINDS, still_open

pytestmark = pytest.mark.django_db
Outbox = Sequence[EmailMultiAlternatives]
Invite = Callable[..., str]


@pytest.fixture
def admin(db: None) -> User:
    user = make_user("ada")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def practice(admin: User) -> Consultancy:
    return make_consultancy(admin=admin)


@pytest.fixture
def carl(practice: Consultancy) -> ConsultancyMember:
    return make_colleague(practice, make_user("carl"), ConsultancyRole.CONSULTANT)


@pytest.fixture
def as_admin(admin: User) -> Client:
    return signed_in(admin)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def people_url(practice: Consultancy) -> str:
    return reverse("practice_people", args=[practice.slug])


def post(client: Client, name: str, practice: Consultancy, **fields: object) -> Any:
    if name == "change_colleagues_role":
        confirm(client)
    return client.post(reverse(name, args=[practice.slug]), fields, follow=True)


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


# ---- the list


def test_people_are_listed_admins_first_with_their_second_step(
    as_admin: Client,
    practice: Consultancy,
    carl: ConsultancyMember,
    admin: User,
    at_most: Callable[[int], Any],
) -> None:
    with_app(admin)

    # Session, user, membership with the practice, people, invitations, second steps, address.
    with at_most(7):
        page = as_admin.get(people_url(practice)).text

    assert page.index("Ada") < page.index("Carl")
    assert "carl@example.com" in page
    assert "1 of your 2 people has it." in page


def test_a_consultant_sees_who_is_there_but_changes_nothing(
    practice: Consultancy, carl: ConsultancyMember
) -> None:
    page = signed_in(carl.user).get(people_url(practice)).text

    assert "Ada" in page
    assert "ada@example.com" not in page
    assert reverse("invite_colleague", args=[practice.slug]) not in page
    assert reverse("change_colleagues_role", args=[practice.slug]) not in page
    assert reverse("leave_practice", args=[practice.slug]) in page


# ---- invitations


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


# ---- roles


def test_a_role_is_changed_once_the_password_was_entered_again(
    as_admin: Client, practice: Consultancy, carl: ConsultancyMember
) -> None:
    url = reverse("change_colleagues_role", args=[practice.slug])
    fields = {"member": carl.pk, "role": "assistant", "seen": "consultant"}

    asked = as_admin.post(url, fields)
    carl.refresh_from_db()
    before = carl.role
    as_admin.post(asked["Location"], {"password": PASSWORD, "next": url})

    carl.refresh_from_db()
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert before == ConsultancyRole.CONSULTANT
    assert carl.role == ConsultancyRole.ASSISTANT, "what was sent is kept meanwhile"
    entry = AuditEntry.objects.get(kind=Event.PRACTICE_ROLE)
    assert sentence(entry) == (
        "Ada changed the role of Carl in North Star from consultant to assistant."
    )


def test_an_unknown_role_changes_nothing(
    as_admin: Client, practice: Consultancy, carl: ConsultancyMember
) -> None:
    page = post(as_admin, "change_colleagues_role", practice, member=carl.pk, role="owner").text

    assert "Nothing was changed." in page
    carl.refresh_from_db()
    assert carl.role == ConsultancyRole.CONSULTANT


def test_a_role_changed_meanwhile_is_asked_about(
    as_admin: Client, practice: Consultancy, carl: ConsultancyMember
) -> None:
    fields = {"member": carl.pk, "role": "admin", "seen": "consultant"}
    ConsultancyMember.objects.filter(pk=carl.pk).update(role=ConsultancyRole.ASSISTANT)

    response = post(as_admin, "change_colleagues_role", practice, **fields)

    assert response.status_code == 409
    assert "Carl’s role was changed to Assistant in the meantime." in response.text
    carl.refresh_from_db()
    assert carl.role == ConsultancyRole.ASSISTANT


def test_the_last_admin_stays_admin(
    as_admin: Client, practice: Consultancy, admin: User, carl: ConsultancyMember
) -> None:
    own = practice.members.get(user=admin)

    for name in ("change_colleagues_role", "remove_colleague", "leave_practice"):
        page = post(as_admin, name, practice, member=own.pk, role="assistant").text
        assert "A practice needs at least one admin." in page

    own.refresh_from_db()
    assert own.role == ConsultancyRole.ADMIN
    assert "This is the only admin." in as_admin.get(people_url(practice)).text


def test_an_admin_whose_account_is_closing_does_not_count(
    as_admin: Client, practice: Consultancy, carl: ConsultancyMember
) -> None:
    ConsultancyMember.objects.filter(pk=carl.pk).update(role=ConsultancyRole.ADMIN)
    User.objects.filter(pk=carl.user_id).update(deletion_asked_at=timezone.now())

    page = post(as_admin, "leave_practice", practice).text

    assert "A practice needs at least one admin." in page
    assert "Their account is being deleted." in page


# ---- leaving


@pytest.fixture
def client_business(practice: Consultancy, carl: ConsultancyMember) -> Business:
    business = make_business(owner=make_user("owner"))
    make_engagement(business, carl.user)
    return business


def test_who_is_removed_sees_no_client_and_their_links_close(
    as_admin: Client,
    practice: Consultancy,
    carl: ConsultancyMember,
    client_business: Business,
) -> None:
    theirs, seen = signed_in(carl.user), reverse("team", args=[client_business.slug])
    doors = {"CalendarFeed": KINDS["CalendarFeed"](client_business, carl.user)[0]}
    before = theirs.get(seen).status_code

    asked = as_admin.get(reverse("remove_colleague", args=[practice.slug]), {"member": carl.pk})
    page = post(as_admin, "remove_colleague", practice, member=carl.pk).text

    assert before == 200
    assert "Remove Carl?" in asked.text
    assert "Carl no longer sees your clients. You can invite them again." in page
    assert theirs.get(seen).status_code == 404
    assert still_open(doors) == set()
    assert client_business.engagements.running().exists()
    assert AuditEntry.objects.filter(kind=Event.PRACTICE_REMOVED, business=None).exists()


def test_asking_removes_nobody(
    as_admin: Client, practice: Consultancy, carl: ConsultancyMember
) -> None:
    as_admin.get(reverse("remove_colleague", args=[practice.slug]), {"member": carl.pk})
    as_admin.get(reverse("leave_practice", args=[practice.slug]))

    assert practice.members.count() == 2


def test_what_opens_by_another_role_stays_open(
    as_admin: Client, practice: Consultancy, carl: ConsultancyMember, client_business: Business
) -> None:
    second = make_consultancy("Second", admin=carl.user)
    client_business.engagements.create(consultancy=second, given_at=timezone.now())
    doors = {"CalendarFeed": KINDS["CalendarFeed"](client_business, carl.user)[0]}

    post(as_admin, "remove_colleague", practice, member=carl.pk)

    assert still_open(doors) == {"CalendarFeed"}


def test_a_person_leaves_by_themselves(practice: Consultancy, carl: ConsultancyMember) -> None:
    client = signed_in(carl.user)

    asked = client.get(reverse("leave_practice", args=[practice.slug])).text
    response = client.post(reverse("leave_practice", args=[practice.slug]))

    assert "Leave North Star?" in asked
    assert response["Location"] == reverse("businesses")
    assert client.get(people_url(practice)).status_code == 404
    assert AuditEntry.objects.filter(kind=Event.PRACTICE_LEFT).exists()


def test_nobody_is_removed_from_another_practice(
    as_admin: Client, practice: Consultancy, carl: ConsultancyMember
) -> None:
    elsewhere = make_consultancy("Elsewhere", admin=make_user("other"))
    theirs = elsewhere.members.get()

    response = as_admin.post(
        reverse("remove_colleague", args=[practice.slug]), {"member": theirs.pk}
    )

    assert response.status_code == 404
    assert elsewhere.members.exists()


def test_what_happens_in_a_practice_is_not_listed_in_a_business_of_the_same_person(
    as_admin: Client, practice: Consultancy, carl: ConsultancyMember, admin: User
) -> None:
    own = make_business("Own Shop", owner=admin)
    post(as_admin, "change_colleagues_role", practice, member=carl.pk, role="assistant")

    page = as_admin.get(reverse("activity", args=[own.slug])).text

    assert "North Star" not in page.partition("<main")[2]
