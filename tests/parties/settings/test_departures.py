"""Ending access asks first, lists the open doors, and can be undone for a day."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.foundation.audit.wording import sentence
from assessment.parties.businesses.models import Business, Membership, Role
from assessment.parties.departures.services import close_account, keep_account
from tests.factories import NOON, make_business, make_engagement, make_member, make_user
from tests.parties.departures.doors import open_every_kind, still_open
from tests.parties.engagements.asking import signed_in_just_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_owner(owner: User) -> Client:
    """The owner, whose password was entered a moment ago."""
    return signed_in_just_now(owner)


@pytest.fixture
def editor(business: Business) -> Membership:
    return make_member(business, make_user("edith"), Role.EDITOR)


def address(name: str, business: Business, **asked: object) -> str:
    return reverse(name, args=[business.slug], query=asked)


def post(client: Client, name: str, business: Business, **fields: object) -> Any:
    return client.post(address(name, business), fields, follow=True)


def test_removing_asks_first_and_lists_what_is_open(
    as_owner: Client, business: Business, editor: Membership
) -> None:
    Membership.objects.filter(pk=editor.pk).update(role=Role.OWNER)
    with time_machine.travel(NOON, tick=False):
        open_every_kind(business, editor.user)
        page = as_owner.get(address("remove_member", business, member=editor.pk)).text

    assert "End the access of Edith?" in page
    for line in ("1 open invitation", "1 helper’s link", "1 shared result", "1 calendar address"):
        assert line in page
    assert "1 report being made" in page
    assert "Keep the helpers’ links and shared results in my name" in page
    assert business.memberships.filter(pk=editor.pk).exists()


def test_a_page_without_open_doors_asks_nothing_about_them(
    as_owner: Client, business: Business, editor: Membership
) -> None:
    page = as_owner.get(address("remove_member", business, member=editor.pk)).text

    assert "End the access of Edith?" in page
    assert "Still open" not in page


@pytest.mark.parametrize(
    ("choice", "left"), [("close", set()), ("keep", {"HandOver", "SharedLink", "SurveyLink"})]
)
def test_the_owner_chooses_what_happens_to_them(
    as_owner: Client, business: Business, editor: Membership, choice: str, left: set[str]
) -> None:
    with time_machine.travel(NOON, tick=False):
        doors = open_every_kind(business, editor.user)
        post(as_owner, "remove_member", business, member=editor.pk, doors=choice)

    assert still_open(doors) == left


def test_the_end_of_a_membership_is_undone_from_the_team_page(
    as_owner: Client, business: Business, editor: Membership
) -> None:
    page = post(as_owner, "remove_member", business, member=editor.pk).text
    assert "Recently ended" in page
    departure = business.departures.get().pk

    after = post(as_owner, "undo_departure", business, departure=departure).text

    assert "Edith has access again" in after
    assert "Recently ended" not in after
    assert business.memberships.get(user=editor.user).role == Role.EDITOR


def test_after_a_day_it_is_no_longer_offered_and_no_longer_done(
    as_owner: Client, owner: User, business: Business, editor: Membership
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        post(as_owner, "remove_member", business, member=editor.pk)
        departure = business.departures.get().pk
        clock.shift(timedelta(hours=24))
        as_owner = signed_in_just_now(owner)
        page = as_owner.get(address("team", business)).text
        after = post(as_owner, "undo_departure", business, departure=departure).text

    assert "Recently ended" not in page
    assert "This can no longer be undone." in after
    assert not business.memberships.filter(user=editor.user).exists()


def test_only_owners_see_what_ended_recently(business: Business, editor: Membership) -> None:
    viewer = make_user("vera")
    make_member(business, viewer, Role.VIEWER)
    owner, reader = Client(), Client()
    owner.force_login(business.memberships.get(role=Role.OWNER).user)
    reader.force_login(viewer)
    post(owner, "remove_member", business, member=editor.pk)

    assert "Recently ended" not in reader.get(address("team", business)).text


def test_ending_a_firms_access_asks_first_and_is_undone(
    as_owner: Client, business: Business
) -> None:
    engagement = make_engagement(business, make_user("connie"))

    page = as_owner.get(address("end_access", business, engagement=engagement.pk)).text
    post(as_owner, "end_access", business, engagement=engagement.pk)
    engagement.refresh_from_db()
    ended_at = engagement.ended_at
    after = post(as_owner, "undo_departure", business, departure=business.departures.get().pk).text

    assert "End the access of North Star?" in page
    assert ended_at is not None
    engagement.refresh_from_db()
    assert engagement.ended_at is None
    assert "North Star has access again" in after


def test_an_access_that_has_ended_is_not_asked_about_again(
    as_owner: Client, business: Business
) -> None:
    engagement = make_engagement(business, make_user("connie"), ended_at=NOON)

    response = as_owner.get(address("end_access", business, engagement=engagement.pk))

    assert response["Location"] == address("access", business)


def test_leaving_asks_first(business: Business, editor: Membership) -> None:
    client = Client()
    client.force_login(editor.user)

    page = client.get(address("leave_business", business)).text

    assert "Leave Café Lindgren?" in page
    assert "Only an owner can invite you back." in page
    assert business.memberships.filter(pk=editor.pk).exists()


def test_departures_of_another_business_cannot_be_undone(
    as_owner: Client, business: Business, stranger: User
) -> None:
    other = make_business("Other", owner=stranger)
    member = make_member(other, make_user("edith"), Role.EDITOR)
    theirs = Client()
    theirs.force_login(stranger)
    post(theirs, "remove_member", other, member=member.pk)

    response = post(as_owner, "undo_departure", business, departure=other.departures.get().pk)

    assert response.status_code == 404
    assert not other.memberships.filter(user=member.user).exists()


# ---- somebody who deletes their account first


@pytest.fixture
def insider(business: Business) -> User:
    """An owner who has deleted their account, and can still keep it."""
    insider = make_user("ines")
    make_member(business, insider, Role.OWNER)
    close_account(user=insider, at=NOON)
    return insider


def test_owners_see_who_may_come_back_and_until_when(
    as_owner: Client, business: Business, insider: User, editor: Membership
) -> None:
    reader = Client()
    with time_machine.travel(NOON + timedelta(days=29), tick=False) as clock:
        as_owner.force_login(business.memberships.get(role=Role.OWNER).user)
        reader.force_login(editor.user)
        page = plain(as_owner.get(address("team", business)).text)
        others = reader.get(address("team", business)).text
        clock.shift(timedelta(days=1))
        after = as_owner.get(address("team", business)).text

    assert "Can come back until 20 December 2026, 12:00" in page
    assert ">ines@example.com</p>" in page
    assert "May come back" not in others
    assert "May come back" not in after


def test_ending_it_for_good_asks_first(as_owner: Client, business: Business, insider: User) -> None:
    with time_machine.travel(NOON, tick=False):
        key = business.departures.get().pk
        page = plain(as_owner.get(address("end_return", business, departure=key)).text)

    assert "End the access of Ines for good?" in page
    assert "can keep it until 20 December 2026. They would then have access again as owner" in page
    assert business.departures.exists()


def test_an_insider_gone_for_good_gets_nothing_back_by_keeping_the_account(
    as_owner: Client, business: Business, insider: User
) -> None:
    with time_machine.travel(NOON, tick=False):
        page = post(as_owner, "end_return", business, departure=business.departures.get().pk).text
        kept = keep_account(user=insider, at=NOON + timedelta(days=1))

    assert "Ines can now come back only if you invite them again." in page
    assert "May come back" not in page
    assert kept
    assert not business.memberships.filter(user=insider).exists()
    entry = AuditEntry.objects.get(kind=Event.RETURN_ENDED)
    assert (entry.by_address, entry.business) == ("owner@example.com", business)
    assert sentence(entry) == (
        "Owner ended the access of Ines for good, whose account is being deleted."
    )


def test_a_return_that_has_happened_is_not_ended(
    as_owner: Client, business: Business, insider: User
) -> None:
    departure = business.departures.get()
    keep_account(user=insider, at=NOON)

    with time_machine.travel(NOON, tick=False):
        asked = as_owner.get(address("end_return", business, departure=departure.pk), follow=True)
        posted = post(as_owner, "end_return", business, departure=departure.pk)

    for page in (asked.text, posted.text):
        assert "This account isn’t being deleted any more." in page
    assert business.memberships.get(user=insider).role == Role.OWNER
    assert business.departures.get() == departure


def test_a_consultants_deleted_account_is_not_listed(as_owner: Client, business: Business) -> None:
    connie = make_user("connie")
    make_engagement(business, connie)
    open_every_kind(business, connie)
    close_account(user=connie, at=NOON)

    with time_machine.travel(NOON, tick=False):
        page = as_owner.get(address("team", business)).text

    assert business.departures.filter(person=connie).exists()
    assert "May come back" not in page


def plain(page: str) -> str:
    return " ".join(page.replace("\N{NO-BREAK SPACE}", " ").replace("<wbr>", "").split())
