"""The pages on which a business or an account is deleted, and on which that is undone."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.parties.businesses.models import ArchiveReason, Business, Role
from assessment.parties.businesses.services import archive_business
from assessment.parties.consultancies.models import ConsultancyRole
from tests.factories import (
    NOON,
    confirm,
    make_business,
    make_colleague,
    make_consultancy,
    make_engagement,
    make_member,
    make_model_version,
    make_user,
)

pytestmark = pytest.mark.django_db


def address(name: str, business: Business) -> str:
    return reverse(name, args=[business.slug])


def signed_in(user: User) -> Client:
    """Sign in and enter the password once more, which the page to delete an account asks for."""
    client = Client()
    client.force_login(user)
    confirm(client)
    return client


# ---- a business


def test_the_settings_lead_to_a_page_that_offers_the_export_first(
    as_owner: Client, business: Business
) -> None:
    assert (
        address("delete_business", business)
        in as_owner.get(address("business_settings", business)).text
    )

    page = as_owner.get(address("delete_business", business)).text

    assert page.index("Download all my data") < page.index("To confirm, type the name")
    assert Business.objects.filter(pk=business.pk).exists()


@pytest.mark.parametrize("typed", ["", "Café", "cafe lindgren", "x" * 300])
def test_another_name_deletes_nothing(as_owner: Client, business: Business, typed: str) -> None:
    page = as_owner.post(address("delete_business", business), {"typed": typed}).text

    assert "Type “Café Lindgren”. Nothing was deleted." in page
    assert Business.objects.filter(pk=business.pk).exists()


@pytest.mark.parametrize("typed", ["Café Lindgren", "  café   lindgren "])
def test_its_name_deletes_it_for_everyone(
    as_owner: Client, business: Business, owner: User, typed: str
) -> None:
    edith = make_user("edith")
    make_member(business, edith, Role.EDITOR)
    reader = Client()
    reader.force_login(edith)

    with time_machine.travel(NOON, tick=False):
        page = as_owner.post(
            address("delete_business", business), {"typed": typed}, follow=True
        ).text
        theirs = reader.get(address("plan", business), follow=True).text

    assert "Café Lindgren was deleted" in page
    assert "Owner deleted it on 20 November 2026." in page.replace("\u00a0", " ")
    assert "Undo: bring Café Lindgren back" in page
    assert "Ask one of them if you need it." in theirs
    assert "Undo: bring" not in theirs
    assert AuditEntry.objects.get(kind=Event.DELETED).by == owner


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Ann’s Bakery", "ann's bakery"),
        ("Bed – Breakfast", "Bed - Breakfast"),
        ("“No 5”", '"no 5"'),
    ],
)
def test_a_plain_keyboard_can_type_every_name(
    as_owner: Client, business: Business, name: str, typed: str
) -> None:
    Business.objects.filter(pk=business.pk).update(name=name)

    page = as_owner.post(address("delete_business", business), {"typed": typed}, follow=True).text

    assert f"{name} was deleted" in page


def test_all_owners_are_told(
    as_owner: Client, business: Business, django_capture_on_commit_callbacks: Any
) -> None:
    make_member(business, make_user("second"), Role.OWNER)
    make_member(business, make_user("edith"), Role.EDITOR)

    with django_capture_on_commit_callbacks(execute=True):
        as_owner.post(address("delete_business", business), {"typed": business.name})

    assert sorted(to for sent in mail.outbox for to in sent.to) == [
        "owner@example.com",
        "second@example.com",
    ]
    assert "Owner deleted Café Lindgren." in mail.outbox[0].body
    assert address("deleted_business", business) in mail.outbox[0].body


def test_an_owner_brings_it_back(as_owner: Client, business: Business) -> None:
    make_model_version()
    as_owner.post(address("delete_business", business), {"typed": business.name})

    page = as_owner.post(address("deleted_business", business), follow=True).text

    assert "Café Lindgren is back, with everything that was in it." in page
    assert Business.objects.get() == business


def test_others_cannot_bring_it_back_and_strangers_do_not_learn_of_it(
    as_owner: Client, as_stranger: Client, business: Business
) -> None:
    edith, connie = make_user("edith"), make_user("connie")
    make_member(business, edith, Role.EDITOR)
    make_engagement(business, connie)
    editor, consultant = signed_in(edith), signed_in(connie)
    as_owner.post(address("delete_business", business), {"typed": business.name})

    for name in ("business", "deleted_business"):
        assert as_stranger.get(address(name, business)).status_code == 404
        assert consultant.get(address(name, business)).status_code == 404
    assert editor.post(address("deleted_business", business)).status_code == 403
    assert not Business.objects.exists()


def test_after_thirty_days_it_cannot_be_brought_back(
    as_owner: Client, business: Business, owner: User
) -> None:
    with time_machine.travel(NOON, tick=False):
        archive_business(business=business, by=owner, at=NOON - timedelta(days=30))
        page = as_owner.post(address("deleted_business", business), follow=True).text

    assert "The 30 days are over." in page


def test_the_list_of_businesses_names_the_deleted_ones(
    as_owner: Client, business: Business, owner: User
) -> None:
    archive_business(business=business, by=owner, at=NOON)

    page = as_owner.get(reverse("businesses")).text

    assert address("deleted_business", business) in page
    assert "Gone for good on 20" in page


def test_a_business_that_was_set_aside_says_why(as_owner: Client, business: Business) -> None:
    archive_business(business=business, by=None, at=NOON, reason=ArchiveReason.UNPROVEN)

    page = as_owner.get(address("deleted_business", business)).text

    assert "Café Lindgren was set aside" in page
    assert "before you confirmed that address" in page


# ---- an account


def test_the_account_page_leads_to_deletion_and_to_ones_own_data(as_owner: Client) -> None:
    page = as_owner.get(reverse("profile")).text

    assert reverse("delete_account") in page
    assert reverse("account_json") in page


def test_the_password_is_asked_for_unless_it_was_just_entered(
    as_owner: Client, business: Business, owner: User
) -> None:
    refused = as_owner.get(reverse("delete_account"))
    asked = as_owner.get(refused["Location"]).text

    assert refused["Location"].startswith(reverse("account_reauthenticate"))
    assert "Enter your password once more before you delete your account." in asked
    assert signed_in(owner).get(reverse("delete_account")).status_code == 200


def test_the_page_says_what_goes_and_what_stays(business: Business, owner: User) -> None:
    second = make_user("second")
    make_member(business, second, Role.OWNER)
    make_business("Own Shop", owner=owner)

    page = signed_in(owner).get(reverse("delete_account")).text

    assert "Own Shop is deleted with your account, because nobody else is in it." in page
    assert "You leave Café Lindgren." in page
    assert "Download all data of Own Shop" in page


def test_another_address_deletes_nothing(business: Business, owner: User) -> None:
    page = signed_in(owner).post(reverse("delete_account"), {"typed": "other@example.com"}).text

    owner.refresh_from_db()
    assert "Type “owner@example.com”. Nothing was deleted." in page
    assert owner.deletion_asked_at is None


def test_an_only_owner_is_told_to_find_another_first(business: Business, owner: User) -> None:
    make_member(business, make_user("edith"), Role.EDITOR)
    client = signed_in(owner)

    page = client.get(reverse("delete_account")).text
    client.post(reverse("delete_account"), {"typed": owner.email})

    owner.refresh_from_db()
    assert "Someone else needs to be an owner first" in page
    assert address("team", business) in page
    assert owner.deletion_asked_at is None


def test_an_only_admin_is_told_to_find_another_first(owner: User) -> None:
    practice = make_consultancy(admin=owner)
    make_colleague(practice, make_user("carl"), ConsultancyRole.CONSULTANT)
    client = signed_in(owner)

    page = client.get(reverse("delete_account")).text
    client.post(reverse("delete_account"), {"typed": owner.email})

    owner.refresh_from_db()
    assert "Someone else needs to be an admin first" in page
    assert reverse("practice_people", args=[practice.slug]) in page
    assert owner.deletion_asked_at is None


def test_a_practice_of_one_is_named_among_what_goes(owner: User) -> None:
    make_consultancy(admin=owner)

    page = signed_in(owner).get(reverse("delete_account")).text

    assert "North Star is deleted with your account, because nobody else is in it." in page


def test_a_closed_account_opens_only_the_page_on_which_it_is_kept(
    business: Business, owner: User
) -> None:
    client = signed_in(owner)
    gone = client.post(reverse("delete_account"), {"typed": owner.email}, follow=True).text
    signed_out = client.get(reverse("profile"))
    again = signed_in(owner)

    found = {name: again.get(reverse(name)) for name in ("businesses", "profile", "account_email")}
    page = again.get(reverse("closing_account")).text

    assert "Your account is closed and will be deleted on" in gone
    assert signed_out["Location"].startswith(reverse("account_login"))
    assert {one.headers.get("Location") for one in found.values()} == {reverse("closing_account")}
    assert "Your account will be deleted on" in page
    assert again.get(reverse("account_json")).status_code == 200


def test_keeping_the_account_brings_the_business_back(business: Business, owner: User) -> None:
    signed_in(owner).post(reverse("delete_account"), {"typed": owner.email})
    assert not Business.objects.exists()

    make_model_version()

    page = signed_in(owner).post(reverse("closing_account"), follow=True).text

    assert "We’ve kept your account." in page
    assert Business.objects.get() == business


def test_a_closed_account_does_not_accept_invitations(business: Business, owner: User) -> None:
    User.objects.filter(pk=owner.pk).update(deletion_asked_at=NOON)
    client = Client()
    client.force_login(owner)
    other = make_business("Other", owner=make_user("other"))
    other.invitations.create(
        email=owner.email,
        role=Role.VIEWER,
        token_hash="4f0d1f3e",
        made_by=other.memberships.get().user,
        made_at=NOON,
        expires_at=NOON + timedelta(days=999),
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("assessment.foundation.links.models.hash_of", lambda token: token)
        response = client.post(reverse("accept_invitation", args=["4f0d1f3e"]))

    assert response["Location"] == reverse("closing_account")
    assert not other.memberships.filter(user=owner).exists()
