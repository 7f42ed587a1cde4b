"""What administrators can see, and that they cannot change frozen or published data."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.outbox import services as outbox
from assessment.foundation.outbox.models import OutgoingMail
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Result
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business, Membership, Role
from assessment.site.reminders.models import Reminder
from tests.factories import NOON, make_user
from tests.foundation.second_step.making import sign_in_with_app
from tests.kept import kept

READ_ONLY = ["business", "modelversion", "assessment", "result", "reminder", "outgoingmail"]
LISTS = ["user", "membership", *READ_ONLY]


@pytest.fixture
def administrator(db: None) -> User:
    return make_user("ada", is_staff=True, is_superuser=True)


@pytest.fixture
def as_administrator(administrator: User) -> Client:
    client = Client()
    sign_in_with_app(client, administrator)
    return client


@kept
def result(answered: Assessment, owner: User) -> Result:
    answered.answers.filter(practice="CUL1").update(note="Only between us.")
    return submit(assessment=answered, by=owner, at=NOON)


@pytest.fixture
def rows(result: Result, business: Business, owner: User) -> dict[str, int]:
    """Return the key of one row in each list."""
    return {
        "user": owner.pk,
        "business": business.pk,
        "membership": business.memberships.get().pk,
        "modelversion": result.assessment.model_version.pk,
        "assessment": result.assessment.pk,
        "result": result.pk,
        "reminder": reminder_to(owner, business).pk,
        "outgoingmail": mail_to(owner).pk,
    }


def reminder_to(owner: User, business: Business) -> Reminder:
    return Reminder.objects.create(
        key="late", kind="late", about="2026-11-16", business=business, person=owner, made_at=NOON
    )


def mail_to(owner: User) -> OutgoingMail:
    context = {"code": "AB12-CD34"}
    return outbox.send(name="code", to=owner.email, context=context, at=NOON)


@pytest.mark.parametrize("name", LISTS)
def test_lists_and_their_rows_open_for_an_administrator(
    as_administrator: Client, rows: dict[str, int], name: str
) -> None:
    listed = as_administrator.get(reverse(f"admin:assessment_{name}_changelist"), {"q": "a"})
    row = as_administrator.get(reverse(f"admin:assessment_{name}_change", args=[rows[name]]))

    assert (listed.status_code, row.status_code) == (200, 200)


@pytest.mark.parametrize("name", LISTS)
def test_an_owner_has_no_access(as_owner: Client, rows: dict[str, int], name: str) -> None:
    listed = as_owner.get(reverse(f"admin:assessment_{name}_changelist"), follow=True)
    row = as_owner.get(reverse(f"admin:assessment_{name}_change", args=[rows[name]]), follow=True)

    assert (listed.status_code, row.status_code) == (403, 403)


@pytest.mark.parametrize("name", [*READ_ONLY, "membership"])
def test_what_is_frozen_or_published_cannot_be_changed(
    as_administrator: Client, rows: dict[str, int], name: str
) -> None:
    url = reverse(f"admin:assessment_{name}_change", args=[rows[name]])

    assert as_administrator.post(url, {"score": "100", "title": "Ours"}).status_code == 403
    assert "_save" not in as_administrator.get(url).text


@pytest.mark.parametrize("name", LISTS)
def test_nothing_can_be_deleted(as_administrator: Client, rows: dict[str, int], name: str) -> None:
    one = reverse(f"admin:assessment_{name}_delete", args=[rows[name]])
    many = reverse(f"admin:assessment_{name}_changelist")
    chosen = {"action": "delete_selected", "_selected_action": rows[name], "post": "yes"}

    assert as_administrator.post(one, {"post": "yes"}).status_code == 403
    as_administrator.post(many, chosen)
    again = as_administrator.get(reverse(f"admin:assessment_{name}_change", args=[rows[name]]))
    assert again.status_code == 200


@pytest.mark.parametrize("name", [*READ_ONLY, "user"])
def test_nothing_but_memberships_can_be_added(
    as_administrator: Client, db: None, name: str
) -> None:
    assert as_administrator.get(reverse(f"admin:assessment_{name}_add")).status_code == 403


@pytest.mark.parametrize("name", ["assessment", "result"])
def test_answers_and_notes_are_not_shown(
    as_administrator: Client, rows: dict[str, int], name: str
) -> None:
    text = as_administrator.get(reverse(f"admin:assessment_{name}_change", args=[rows[name]])).text

    assert "Only between us." not in text
    assert "CUL1" not in text


@pytest.mark.usefixtures("mail_waits")
def test_what_a_waiting_email_says_is_not_shown(
    as_administrator: Client, rows: dict[str, int]
) -> None:
    url = reverse("admin:assessment_outgoingmail_change", args=[rows["outgoingmail"]])
    text = as_administrator.get(url).text

    assert "owner@example.com" in text
    assert "AB12-CD34" not in text


def test_passwords_are_not_shown(as_administrator: Client, owner: User) -> None:
    text = as_administrator.get(reverse("admin:assessment_user_change", args=[owner.pk])).text

    assert owner.password not in text
    assert owner.email in text


def test_an_account_can_be_deactivated_but_not_otherwise_changed(
    as_administrator: Client, owner: User
) -> None:
    url = reverse("admin:assessment_user_change", args=[owner.pk])

    as_administrator.post(url, {"email": "mine@example.com", "name": "X", "is_superuser": "on"})

    owner.refresh_from_db()
    assert (owner.is_active, owner.is_superuser) == (False, False)
    assert (owner.email, owner.name) == ("owner@example.com", "Owner")


def test_a_business_can_be_given_a_new_owner(
    as_administrator: Client, business: Business, stranger: User
) -> None:
    as_administrator.post(
        reverse("admin:assessment_membership_add"),
        {"business": business.pk, "user": stranger.pk, "role": Role.OWNER},
    )

    assert Membership.objects.get(user=stranger).role == Role.OWNER


def test_staff_can_neither_grant_staff_access_nor_change_superusers(
    administrator: User, owner: User
) -> None:
    helper = make_user("helper", is_staff=True)
    helper.user_permissions.set(
        Permission.objects.filter(codename__in=["view_user", "change_user"])
    )
    client = Client()
    sign_in_with_app(client, helper)

    client.post(
        reverse("admin:assessment_user_change", args=[owner.pk]),
        {"is_active": "on", "is_staff": "on"},
    )
    url = reverse("admin:assessment_user_change", args=[administrator.pk])

    owner.refresh_from_db()
    assert not owner.is_staff
    assert client.post(url, {}).status_code == 403


def test_the_history_of_an_account_names_who_changed_it(
    as_administrator: Client, owner: User
) -> None:
    as_administrator.post(reverse("admin:assessment_user_change", args=[owner.pk]), {})

    page = as_administrator.get(reverse("admin:assessment_user_history", args=[owner.pk])).text

    assert "(Ada)" in page
