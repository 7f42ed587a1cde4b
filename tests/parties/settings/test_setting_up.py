"""Set-up and settings of a business, and the page after sign-in."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.brakes.limits import LIMITS, Counted, Limit, Scope
from assessment.parties.businesses.models import Business, Role
from tests.factories import (
    NOON,
    make_business,
    make_engagement,
    make_member,
    make_model_version,
    make_user,
)
from tests.web_forms import ticked

pytestmark = pytest.mark.django_db

SET_UP = "/set-up/"
FIELDS = {
    "trade": "food",
    "team_size": "5-9",
    "meets": ["our_place", "phone"],
    "hours": "20",
    "money": "200",
    "currency": "SEK",
}
SETTINGS = {**FIELDS, "name": "Café Lindgren", "first_month": "1", "time_zone": ""}


@pytest.fixture
def new(owner: User) -> Business:
    business = make_business(owner=owner)
    Business.objects.update(set_up_at=None)
    business.refresh_from_db()
    return business


def test_the_page_begins_empty_and_plans_with_what_is_usual(
    as_owner: Client, new: Business
) -> None:
    page = as_owner.get(SET_UP).text

    assert "Leave both empty to plan with what’s usual." in page
    assert (new.hours, new.money) == (None, None)
    assert "checked" not in page
    assert 'name="name"' not in page


def test_answers_are_saved(as_owner: Client, new: Business) -> None:
    response = as_owner.post(SET_UP, {**FIELDS, "business": new.slug})

    assert response["Location"] == reverse("check", args=[new.slug])
    new.refresh_from_db()
    assert (new.trade, new.team_size, new.meets) == ("food", "5-9", ["our_place", "phone"])
    assert (new.hours, new.money, new.currency) == (20, 200, "SEK")
    assert new.set_up_at is not None


def test_everything_can_be_left_empty(as_owner: Client, new: Business) -> None:
    as_owner.post(SET_UP, {"business": new.slug, "currency": "GBP"})

    new.refresh_from_db()
    assert (new.trade, new.team_size, new.meets, new.hours, new.money) == ("", "", [], None, None)
    assert new.set_up_at is not None


def test_skipping_saves_nothing_and_is_remembered(as_owner: Client, new: Business) -> None:
    response = as_owner.post(SET_UP, {**FIELDS, "business": new.slug, "skip": "1"})

    assert response["Location"] == reverse("check", args=[new.slug])
    new.refresh_from_db()
    assert new.trade == ""
    assert as_owner.get("/businesses/")["Location"] == reverse("business", args=[new.slug])


@pytest.mark.parametrize(
    ("field", "wrong", "says"),
    [
        ("hours", "a lot", "Enter a whole number of hours up to 2000, like 12."),
        ("hours", "-1", "Enter a whole number of hours up to 2000, like 12."),
        ("hours", "1e3", "Enter a whole number of hours up to 2000, like 12."),
        ("money", "99999999999999999999", "Enter a whole amount up to 100,000"),
        ("currency", "XXX", "Choose a currency from the list."),
        ("trade", "spying", "Choose a type of business from the list."),
        ("team_size", "1000", "Choose a number of people from the list."),
        ("meets", "at night", "Choose how you deal with customers from the list."),
    ],
)
def test_invalid_answers_are_explained_and_change_nothing(
    as_owner: Client, new: Business, field: str, wrong: str, says: str
) -> None:
    response = as_owner.post(SET_UP, {**FIELDS, "business": new.slug, field: wrong})

    assert response.status_code == 200
    assert "<title>Error: A few words" in response.text
    assert response.text.count(says) == 2
    assert 'aria-invalid="true"' in response.text
    new.refresh_from_db()
    assert new.set_up_at is None


def test_submitting_twice_creates_no_second_business(as_owner: Client, new: Business) -> None:
    for _ in range(2):
        as_owner.post(SET_UP, {**FIELDS, "business": new.slug})

    assert Business.objects.count() == 1


def test_a_user_without_a_business_creates_one(as_owner: Client, owner: User) -> None:
    assert 'name="name"' in as_owner.get(SET_UP).text

    response = as_owner.post(SET_UP, {**FIELDS, "name": "Öl & Brød"})

    business = Business.objects.get()
    assert business.slug == "ol-brod"
    assert business.memberships.get().role == Role.OWNER
    assert response["Location"] == reverse("check", args=["ol-brod"])


def test_nobody_creates_one_business_after_another(
    monkeypatch: pytest.MonkeyPatch, as_owner: Client
) -> None:
    monkeypatch.setitem(LIMITS, Counted.FOUNDING, {Scope.ACCOUNT: (Limit(2, 60),)})

    pages = [as_owner.post(SET_UP, {**FIELDS, "name": f"Number {n}"}) for n in range(3)]

    assert "You’ve created many businesses today." in pages[-1].text
    assert Business.objects.count() == 2


def test_a_business_needs_a_name(as_owner: Client) -> None:
    response = as_owner.post(SET_UP, FIELDS)

    assert "Enter the name of your business." in response.text
    assert not Business.objects.exists()


def test_only_an_owner_can_set_up_a_business(
    as_stranger: Client, new: Business, stranger: User
) -> None:
    assert as_stranger.post(SET_UP, {**FIELDS, "business": new.slug}).status_code == 404

    make_member(new, stranger, Role.EDITOR)
    assert as_stranger.post(SET_UP, {**FIELDS, "business": new.slug}).status_code == 404
    new.refresh_from_db()
    assert new.set_up_at is None


def test_a_malformed_business_slug_is_not_found(as_owner: Client, new: Business) -> None:
    """A multipart form can contain a NUL character, which PostgreSQL rejects with an error."""
    assert as_owner.post(SET_UP, {**FIELDS, "business": "a\0b"}).status_code == 404


def test_sign_in_leads_a_new_owner_to_set_up(as_owner: Client, new: Business) -> None:
    assert as_owner.get("/businesses/")["Location"] == SET_UP


def test_sign_in_leads_a_user_without_a_business_to_set_up(as_owner: Client) -> None:
    assert as_owner.get("/businesses/")["Location"] == SET_UP


def test_sign_in_leads_to_the_only_business(
    as_stranger: Client, business: Business, stranger: User
) -> None:
    make_member(business, stranger, Role.VIEWER)
    Business.objects.update(set_up_at=None)

    assert as_stranger.get("/businesses/")["Location"] == reverse("business", args=[business.slug])


def test_several_businesses_are_listed_with_the_role_in_each(
    as_stranger: Client, stranger: User, at_most: Callable[[int], Any]
) -> None:
    first = make_business("Bike Shed", owner=make_user("ann"))
    second = make_business("Zebra Cars", owner=make_user("bob"))
    make_business("Secret Shop", owner=make_user("carl"))
    make_member(first, stranger, Role.VIEWER)
    make_engagement(second, stranger)
    make_engagement(make_business("Old Client", owner=make_user("dora")), stranger, ended_at=NOON)

    # Two are for practices, and for businesses that were deleted and can still be restored.
    with at_most(5):
        page = as_stranger.get("/businesses/").text

    assert page.index("North Star") < page.index("Bike Shed") < page.index("Viewer")
    assert "Practice: Admin" in page
    assert "Zebra Cars" not in page, "clients are listed on the page of the practice"
    assert "Secret Shop" not in page
    assert "Old Client" not in page


def test_settings_change_name_and_budget_but_not_the_slug(
    as_owner: Client, business: Business
) -> None:
    url = reverse("business_settings", args=[business.slug])
    assert 'value="Café Lindgren"' in as_owner.get(url).text

    response = as_owner.post(url, {**SETTINGS, "name": "Lindgrens"})

    assert response["Location"] == f"{url}#save"
    assert "Saved." in as_owner.get(url).text
    business.refresh_from_db()
    assert (business.name, business.slug, business.hours) == ("Lindgrens", "cafe-lindgren", 20)
    assert business.set_up_at == NOON


def test_settings_show_the_saved_answers(as_owner: Client, business: Business) -> None:
    Business.objects.update(hours=None, trade="garage", meets=["phone"])

    page = as_owner.get(reverse("business_settings", args=[business.slug])).text

    assert 'value="12"' not in page
    # The trade, a way of dealing with customers, and when quarters begin.
    assert len(ticked(page)) == 3


def test_invalid_settings_are_explained(as_owner: Client, business: Business) -> None:
    url = reverse("business_settings", args=[business.slug])

    response = as_owner.post(url, {**SETTINGS, "name": " "})

    assert "Enter the name of your business." in response.text
    business.refresh_from_db()
    assert business.name == "Café Lindgren"


# ---- when quarters and days begin


def settings_url(business: Business) -> str:
    return reverse("business_settings", args=[business.slug])


def test_set_up_does_not_ask_when_quarters_begin(as_owner: Client, new: Business) -> None:
    page = as_owner.get(SET_UP).text

    assert "When do your quarters begin?" not in page
    assert "Time zone" not in page


def test_settings_save_when_quarters_and_days_begin(as_owner: Client, business: Business) -> None:
    as_owner.post(
        settings_url(business), {**SETTINGS, "first_month": "2", "time_zone": "Pacific/Auckland"}
    )

    business.refresh_from_db()
    assert (business.first_month, business.time_zone) == (2, "Pacific/Auckland")
    page = as_owner.get(settings_url(business)).text
    assert '<option value="Pacific/Auckland" selected>New Zealand: Auckland</option>' in page
    assert "Same as this site: Europe/London" in page


def test_a_business_can_return_to_the_sites_time_zone(as_owner: Client, business: Business) -> None:
    Business.objects.update(time_zone="Asia/Tokyo")

    as_owner.post(settings_url(business), SETTINGS)

    business.refresh_from_db()
    assert business.time_zone == ""
    assert business.zone == ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("field", "wrong", "says"),
    [
        ("first_month", "", "Choose when your quarters begin."),
        ("first_month", "4", "Choose when your quarters begin."),
        ("time_zone", "Europe/Atlantis", "Choose a time zone from the list."),
        ("time_zone", "../../etc/passwd", "Choose a time zone from the list."),
    ],
)
def test_an_unknown_month_or_time_zone_is_explained(
    as_owner: Client, business: Business, field: str, wrong: str, says: str
) -> None:
    response = as_owner.post(
        settings_url(business), {**SETTINGS, "name": "Lindgrens", field: wrong}
    )

    assert response.text.count(says) == 2
    assert 'value="Lindgrens"' in response.text
    business.refresh_from_db()
    assert (business.name, business.first_month) == ("Café Lindgren", 1)


def test_the_question_about_budget_names_the_months_of_the_businesss_own_quarter(
    as_owner: Client, business: Business
) -> None:
    Business.objects.update(first_month=2, time_zone="Pacific/Auckland")

    with time_machine.travel(datetime(2027, 1, 31, 12, tzinfo=UTC), tick=False):
        as_owner.force_login(business.memberships.get().user)
        page = as_owner.get(settings_url(business)).text

    assert "from February to April?" in page


@pytest.mark.parametrize(
    ("typed", "currency", "kept", "shown"),
    [
        ("£1,500", "GBP", 1500, "1,500"),
        ("1 500", "GBP", 1500, "1,500"),
        ("€1.500,00", "EUR", 1500, "1\u00a0500"),
        ("1\u00a0500 kr", "SEK", 1500, "1\u00a0500"),
    ],
)
def test_settings_show_the_amount_they_understood(
    as_owner: Client, business: Business, typed: str, currency: str, kept: int, shown: str
) -> None:
    url = reverse("business_settings", args=[business.slug])

    page = as_owner.post(url, {**SETTINGS, "money": typed, "currency": currency}, follow=True)

    business.refresh_from_db()
    assert business.money == kept
    assert f'value="{shown}"' in page.text


def test_an_unclear_amount_is_asked_about_and_nothing_is_saved(
    as_owner: Client, business: Business
) -> None:
    before = business.money
    url = reverse("business_settings", args=[business.slug])

    page = as_owner.post(url, {**SETTINGS, "money": "1.000", "currency": "GBP"}).text

    business.refresh_from_db()
    assert business.money == before
    assert "Did you mean 1 or 1,000?" in page
    assert 'value="1.000"' in page


# ---- what the description changes


def test_a_choice_shows_at_once_what_it_changes(as_owner: Client, new: Business) -> None:
    make_model_version("cairn-1.1")

    before = as_owner.get(SET_UP).text
    page = as_owner.get(f"{SET_UP}?trade=food&team_size=1&meets=phone").text

    assert "come with examples that fit you" not in before
    assert "Hot food within twenty minutes · A table for everyone, pushchairs included" in page
    assert "We set aside 3 questions that take more than one person." in page
    assert "Usual for you: 8 hours and £100 a quarter." in page


def test_a_preview_changes_nothing_and_accepts_odd_values(as_owner: Client, new: Business) -> None:
    make_model_version("cairn-1.1")

    page = as_owner.get(f"{SET_UP}?trade=circus&team_size=900&meets=moon").text

    new.refresh_from_db()
    assert "come with examples that fit you" not in page
    assert (new.trade, new.team_size, new.meets) == ("", "", [])


def test_saving_says_what_has_changed(as_owner: Client, new: Business) -> None:
    make_model_version("cairn-1.1")

    page = as_owner.post(SET_UP, {**FIELDS, "business": new.slug}, follow=True).text

    assert "12 questions come with examples that fit you." in page


def test_settings_show_what_the_saved_description_changes(
    as_owner: Client, business: Business
) -> None:
    make_model_version("cairn-1.1")
    Business.objects.update(trade="food", team_size="5-9")

    page = as_owner.get(reverse("business_settings", args=[business.slug])).text

    assert "Hot food within twenty minutes" in page
    assert "Usual for you: 20 hours and £400 a quarter." in page
