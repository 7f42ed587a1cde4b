"""The people in a practice: their roles, and how they leave."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
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
    ConsultancyMember,
    ConsultancyRole,
)
from assessment.parties.departures.models import Removal
from tests.factories import (
    PASSWORD,
    confirm,
    make_business,
    make_colleague,
    make_consultancy,
    make_user,
)
from tests.foundation.second_step.making import with_app
from tests.parties.departures.doors import KINDS, still_open

pytestmark = pytest.mark.django_db
Outbox = Sequence[EmailMultiAlternatives]
Invite = Callable[..., str]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def people_url(practice: Consultancy) -> str:
    return reverse("practice_people", args=[practice.slug])


def post(client: Client, name: str, practice: Consultancy, **fields: object) -> Any:
    if name in {"change_colleagues_role", "undo_removal"}:
        confirm(client)
    return client.post(reverse(name, args=[practice.slug]), fields, follow=True)


# ---- the list


def test_people_are_listed_admins_first_with_their_second_step(
    as_admin: Client,
    practice: Consultancy,
    carl: ConsultancyMember,
    admin: User,
    at_most: Callable[[int], Any],
) -> None:
    with_app(admin)

    # Session, user, membership with the practice, people, removals, invitations, second steps,
    # address.
    with at_most(8):
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
    assert "Carl no longer sees your clients. You can undo this for 24 hours." in page
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


def test_an_undo_brings_somebody_back_as_they_were(
    as_admin: Client, practice: Consultancy, carl: ConsultancyMember, client_business: Business
) -> None:
    doors = {"CalendarFeed": KINDS["CalendarFeed"](client_business, carl.user)[0]}
    carl.saved_views.create(name="Cafés", query="sector=food")
    ConsultancyMember.objects.filter(pk=carl.pk).update(muted=["access_given"])
    before = ConsultancyMember.objects.values().get(pk=carl.pk)
    page = post(as_admin, "remove_colleague", practice, member=carl.pk).text
    removal = practice.removals.get()
    closed = still_open(doors)

    after = post(as_admin, "undo_removal", practice, removal=removal.pk).text

    assert "Recently removed" in page
    assert "Carl is back, with the links that had been turned off." in after
    assert "Recently removed" not in after
    assert (closed, still_open(doors)) == (set(), {"CalendarFeed"})
    found = practice.members.get(user=carl.user)
    assert ConsultancyMember.objects.values().get(pk=found.pk) == before
    assert found.saved_views.get().name == "Cafés"
    assert AuditEntry.objects.filter(kind=Event.ACCESS_RESTORED).exists()


def came_back(removal: Removal) -> None:
    make_colleague(removal.consultancy, removal.person)


def is_leaving(removal: Removal) -> None:
    User.objects.filter(pk=removal.person_id).update(deletion_asked_at=removal.ended_at)


def is_a_day_ago(removal: Removal) -> None:
    Removal.objects.update(ended_at=removal.ended_at - timedelta(hours=24))


def was_undone(removal: Removal) -> None:
    Removal.objects.update(undone_at=removal.ended_at)


@pytest.mark.parametrize("changed", [came_back, is_leaving, is_a_day_ago, was_undone])
def test_an_undo_that_comes_too_late_changes_nothing(
    changed: Callable[[Removal], None],
    as_admin: Client,
    practice: Consultancy,
    carl: ConsultancyMember,
) -> None:
    post(as_admin, "remove_colleague", practice, member=carl.pk)
    removal = practice.removals.get()
    changed(removal)
    before = practice.members.count()

    page = post(as_admin, "undo_removal", practice, removal=removal.pk).text

    assert "This can no longer be undone. Invite the person again if you like." in page
    assert practice.members.count() == before


def test_what_a_client_no_longer_allows_stays_closed(
    as_admin: Client, practice: Consultancy, carl: ConsultancyMember, client_business: Business
) -> None:
    doors = {"CalendarFeed": KINDS["CalendarFeed"](client_business, carl.user)[0]}
    post(as_admin, "remove_colleague", practice, member=carl.pk)
    client_business.engagements.update(ended_at=timezone.now())

    post(as_admin, "undo_removal", practice, removal=practice.removals.get().pk)

    assert still_open(doors) == set()


def test_a_person_leaves(practice: Consultancy, carl: ConsultancyMember) -> None:
    client = signed_in(carl.user)

    asked = client.get(reverse("leave_practice", args=[practice.slug])).text
    response = client.post(reverse("leave_practice", args=[practice.slug]))

    assert "Leave North Star?" in asked
    assert not practice.removals.exists()
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
