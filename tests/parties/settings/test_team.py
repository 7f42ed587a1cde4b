"""The team page: listing, changing and removing people."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business, Membership, Role
from assessment.parties.consultancies.services import let_count
from tests.factories import (
    NOON,
    confirm,
    make_business,
    make_engagement,
    make_member,
    make_user,
)
from tests.parties.engagements.asking import signed_in_just_now
from tests.web_forms import forms_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_owner(owner: User) -> Client:
    """The owner, whose password was entered a moment ago."""
    return signed_in_just_now(owner)


@pytest.fixture
def editor(business: Business) -> Membership:
    return make_member(business, make_user("edith"), Role.EDITOR)


def team_url(business: Business) -> str:
    return reverse("team", args=[business.slug])


def post(client: Client, name: str, business: Business, **fields: object) -> Any:
    if name == "change_role":
        confirm(client)
    return client.post(reverse(name, args=[business.slug]), fields, follow=True)


def test_the_team_is_listed_owners_first(
    as_owner: Client, business: Business, editor: Membership, at_most: Callable[[int], Any]
) -> None:
    Membership.objects.filter(pk=editor.pk).update(since=NOON.replace(year=2020))
    make_engagement(business, make_user("connie"))

    # The eighth is for access that an owner can still restore.
    with at_most(8):
        page = as_owner.get(team_url(business)).text

    assert page.index("Owner") < page.index("Edith") < page.index("North Star")
    assert "edith@example.com" in page
    assert "20 November 2020".replace(" ", "\u00a0") in page


def test_a_viewer_sees_names_but_no_addresses_and_no_way_to_change(
    business: Business, editor: Membership
) -> None:
    viewer = make_user("vera")
    make_member(business, viewer, Role.VIEWER)
    client = Client()
    client.force_login(viewer)

    page = client.get(team_url(business)).text

    assert "Edith" in page
    assert "edith@example.com" not in page
    assert reverse("change_role", args=[business.slug]) not in page
    assert reverse("invite", args=[business.slug]) not in page
    assert reverse("leave_business", args=[business.slug]) in page


def test_a_role_is_changed(as_owner: Client, business: Business, editor: Membership) -> None:
    page = post(as_owner, "change_role", business, member=editor.pk, role="viewer").text

    editor.refresh_from_db()
    assert editor.role == Role.VIEWER
    assert "Edith’s role is now Viewer." in page


@pytest.mark.parametrize("role", ["consultant", "emperor", ""])
def test_an_unknown_role_changes_nothing(
    as_owner: Client, business: Business, editor: Membership, role: str
) -> None:
    page = post(as_owner, "change_role", business, member=editor.pk, role=role).text

    editor.refresh_from_db()
    assert editor.role == Role.EDITOR
    assert "Nothing was changed." in page


def test_the_last_owner_stays_owner(as_owner: Client, business: Business) -> None:
    own = business.memberships.get()

    for name in ("change_role", "remove_member", "leave_business"):
        page = post(as_owner, name, business, member=own.pk, role="viewer").text
        assert "A business needs at least one owner." in page

    own.refresh_from_db()
    assert own.role == Role.OWNER
    assert "This is the only owner." in as_owner.get(team_url(business)).text


def test_an_owner_hands_over_and_leaves(
    as_owner: Client, business: Business, editor: Membership
) -> None:
    post(as_owner, "change_role", business, member=editor.pk, role="owner")

    page = post(as_owner, "leave_business", business).text

    assert business.memberships.get().user == editor.user
    assert "You have left Café Lindgren." in page
    assert as_owner.get(team_url(business)).status_code == 404


def test_one_of_two_owners_can_become_a_viewer(
    as_owner: Client, business: Business, editor: Membership, owner: User
) -> None:
    Membership.objects.filter(pk=editor.pk).update(role=Role.OWNER)
    own = business.memberships.get(user=owner)

    post(as_owner, "change_role", business, member=own.pk, role="viewer")

    own.refresh_from_db()
    assert own.role == Role.VIEWER


def test_a_removed_member_can_no_longer_see_the_business(
    as_owner: Client, business: Business, editor: Membership
) -> None:
    theirs = Client()
    theirs.force_login(editor.user)
    assert theirs.get(team_url(business)).status_code == 200

    page = post(as_owner, "remove_member", business, member=editor.pk).text

    assert "Edith can no longer see this business." in page
    assert theirs.get(team_url(business)).status_code == 404


def test_an_owner_who_removes_themselves_has_left(
    as_owner: Client, business: Business, editor: Membership, owner: User
) -> None:
    Membership.objects.filter(pk=editor.pk).update(role=Role.OWNER)
    own = business.memberships.get(user=owner)

    page = post(as_owner, "remove_member", business, member=own.pk).text

    assert "You have left Café Lindgren." in page


@pytest.mark.parametrize("name", ["change_role", "remove_member"])
def test_members_of_another_business_cannot_be_changed(
    as_owner: Client, business: Business, stranger: User, name: str
) -> None:
    theirs = make_business("Other", owner=stranger).memberships.get()

    response = post(as_owner, name, business, member=theirs.pk, role="viewer")

    assert response.status_code == 404
    theirs.refresh_from_db()
    assert theirs.role == Role.OWNER


@pytest.mark.parametrize("member", ["", "x", "-1", "٣", "9" * 30, "1 OR 1=1"])
def test_a_malformed_member_key_is_not_found(
    as_owner: Client, business: Business, member: str
) -> None:
    assert post(as_owner, "remove_member", business, member=member).status_code == 404


def test_ending_an_engagement_ends_the_consultants_access(
    as_owner: Client, business: Business
) -> None:
    consultant = make_user("connie")
    engagement = make_engagement(business, consultant)
    theirs = Client()
    theirs.force_login(consultant)
    assert theirs.get(team_url(business)).status_code == 200

    page = post(as_owner, "end_access", business, engagement=engagement.pk).text
    engagement.refresh_from_db()
    ended_at = engagement.ended_at
    post(as_owner, "end_access", business, engagement=engagement.pk)
    engagement.refresh_from_db()

    assert "North Star can no longer see this business." in page
    assert engagement.ended_at == ended_at is not None
    assert theirs.get(team_url(business)).status_code == 404


def test_ending_an_engagement_names_consultants_who_keep_another_role(
    as_owner: Client, business: Business
) -> None:
    consultant = make_user("connie")
    engagement = make_engagement(business, consultant)
    make_member(business, consultant, Role.VIEWER)

    page = post(as_owner, "end_access", business, engagement=engagement.pk).text

    assert "North Star no longer has access." in page
    assert "These people can still see this business in another role: Connie." in page
    assert "You can let them in again for 14 days." in page
    assert "can no longer see this business" not in page


def test_an_owner_can_include_scores_in_a_consultants_median_and_stop_again(
    as_owner: Client, business: Business
) -> None:
    engagement = make_engagement(business, make_user("connie"))
    assert engagement.counts is False

    page = post(as_owner, "count_in_median", business, engagement=engagement.pk, counts="yes").text
    engagement.refresh_from_db()
    counted = engagement.counts
    after = post(as_owner, "count_in_median", business, engagement=engagement.pk, counts="no").text
    engagement.refresh_from_db()

    assert "North Star now includes your scores in its median, without your name." in page
    assert "Stop including my scores" in page
    assert "North Star no longer includes your scores in its median." in after
    assert "Include my scores" in after
    assert (counted, engagement.counts) == (True, False)


def test_engagements_of_another_business_cannot_be_changed(
    as_owner: Client, business: Business, stranger: User
) -> None:
    theirs = make_engagement(make_business("Other", owner=stranger), make_user("connie"))

    assert post(as_owner, "end_access", business, engagement=theirs.pk).status_code == 404
    assert post(as_owner, "count_in_median", business, engagement=theirs.pk).status_code == 404
    theirs.refresh_from_db()
    assert theirs.ended_at is None


def test_a_consultant_has_no_membership_to_leave(business: Business) -> None:
    consultant = make_user("connie")
    make_engagement(business, consultant)
    client = Client()
    client.force_login(consultant)

    assert post(client, "leave_business", business).status_code == 403


def test_inviting_requires_a_confirmed_address(
    as_owner: Client, business: Business, owner: User
) -> None:
    page = as_owner.get(team_url(business)).text
    assert "Open the link in the email we sent to owner@example.com." in page
    assert reverse("invite", args=[business.slug]) not in page

    EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)

    assert reverse("invite", args=[business.slug]) in as_owner.get(team_url(business)).text


def test_changes_of_access_are_logged_without_names(
    as_owner: Client,
    business: Business,
    editor: Membership,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "assessment.parties")

    post(as_owner, "change_role", business, member=editor.pk, role="viewer")
    post(as_owner, "remove_member", business, member=editor.pk)

    events = [record.getMessage() for record in caplog.records]
    assert [event.split(":")[0] for event in events] == ["role changed", "access ended"]
    assert "@" not in "".join(events)


def test_hostile_names_are_escaped(as_owner: Client, business: Business) -> None:
    make_member(business, make_user("eve"), Role.EDITOR)
    User.objects.filter(email="eve@example.com").update(name="<script>{{ 7 }}</script>")
    Business.objects.update(name="<b>\u202eCafé</b>")

    page = as_owner.get(team_url(business)).text

    assert "<script>{{" not in page
    assert "&lt;script&gt;{{ 7 }}" in page
    assert "<b>\u202eCafé" not in page


def test_a_firm_whose_access_has_ended_can_no_longer_be_counted_in(
    business: Business, owner: User
) -> None:
    engagement = make_engagement(business, make_user("connie"), counts=False, ended_at=NOON)

    let_count(engagement=engagement, counts=True, by=owner, at=NOON)

    engagement.refresh_from_db()
    assert not engagement.counts


def test_a_role_changed_meanwhile_is_asked_about(
    as_owner: Client, business: Business, editor: Membership
) -> None:
    post(as_owner, "change_role", business, member=editor.pk, role="viewer", seen="editor")

    late = as_owner.post(
        reverse("change_role", args=[business.slug]),
        {"member": editor.pk, "role": "owner", "seen": "editor"},
    )

    assert late.status_code == 409
    assert "role was changed to Viewer in the meantime" in late.text
    form = next(f for f in forms_in(late.text) if f.value("member") == str(editor.pk))
    assert (form.value("role"), form.value("seen")) == ("owner", "viewer")
    editor.refresh_from_db()
    assert editor.role == Role.VIEWER
    as_owner.post(form.action, form.sent())
    editor.refresh_from_db()
    assert editor.role == Role.OWNER


def test_the_same_role_from_two_windows_is_no_clash(
    as_owner: Client, business: Business, editor: Membership
) -> None:
    fields = {"member": editor.pk, "role": "viewer", "seen": "editor"}

    replies = [as_owner.post(reverse("change_role", args=[business.slug]), fields) for _ in "12"]

    assert [reply.status_code for reply in replies] == [302, 302]
