"""A business that a practice made for a client: no result before its owner has taken it over."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business, Role
from assessment.parties.consultancies.models import Consultancy, Engagement
from assessment.parties.departures.services import close_consultancy
from assessment.parties.engagements.models import NewClient, PreparedBusiness
from assessment.parties.engagements.services import prepare_business, prepare_businesses
from tests.factories import (
    NOON,
    make_answers,
    make_assessment,
    make_consultancy,
    make_model_version,
    make_user,
)
from tests.parties.engagements.asking import (
    asked_by,
    keep_current_at,
    link_mailed,
    said,
    signed_in_just_now,
)

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def at_noon(db: None) -> Iterator[None]:
    make_model_version()
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def consultant(db: None) -> User:
    return make_user("connie")


@pytest.fixture
def prepared(consultant: User) -> Business:
    return prepare_business(
        consultancy=make_consultancy(admin=consultant),
        client=NewClient(name="The Tin Kettle", trade="shop", team_size="2-4", owner_name="Dev"),
        by=consultant,
        at=NOON,
    )


def test_the_practice_answers_but_cannot_send_in(prepared: Business, consultant: User) -> None:
    client = Client()
    client.force_login(consultant)
    make_answers(make_assessment(prepared), consultant)

    review = client.get(reverse("review", args=[prepared.slug])).text

    assert "Every question has an answer" in review
    assert "The owner sends the check in." in review
    assert client.post(reverse("submit_check", args=[prepared.slug])).status_code == 403
    assert client.get(reverse("latest_results", args=[prepared.slug])).status_code == 200
    assert not Engagement.objects.get().counts


def test_the_page_makes_the_business_and_goes_on_to_the_hand_over(consultant: User) -> None:
    make_consultancy(admin=consultant)
    client = Client()
    client.force_login(consultant)
    make = reverse("prepare_business", args=["north-star"])
    fields = {"name": "The Tin Kettle", "trade": "shop", "team_size": "2-4", "owner_name": ""}

    unasked = client.post(make, fields)
    response = client.post(make, {**fields, "knows": "on"}, follow=True)

    assert "Ask the owner first, and then tick this." in unasked.text
    assert "It is not handed over yet." in response.text
    assert "the business is deleted on 18 February 2027" in said(response.text)


def test_the_owner_takes_it_over_and_says_what_the_practice_keeps(
    prepared: Business, consultant: User
) -> None:
    asked_by(consultant, "dev@example.com", hands_over=prepared)
    dev = signed_in_just_now(make_user("dev"))

    assert mail.outbox[0].subject == "North Star hands The Tin Kettle over to you"
    link = link_mailed()
    dev.post(link, {"level": "see", "until": "none"})

    membership = prepared.memberships.get()
    assert (membership.user.email, membership.role) == ("dev@example.com", Role.OWNER)
    engagement = Engagement.objects.get()
    assert (engagement.level, engagement.given_by) == ("see", membership.user)
    assert not PreparedBusiness.objects.exists()
    assert dev.get(reverse("business_settings", args=[prepared.slug])).status_code == 200
    assert dev.get(link).status_code == 302


def test_the_pages_of_the_practice_lead_to_the_hand_over(
    prepared: Business, consultant: User
) -> None:
    client = Client()
    client.force_login(consultant)
    hand_over = reverse("hand_over_business", args=["north-star", prepared.slug])

    page = client.get(reverse("client", args=["north-star", prepared.slug])).text
    portfolio = client.get(reverse("portfolio", args=["north-star"])).text

    assert "Not handed over" in page
    assert hand_over in page
    assert reverse("add_client", args=["north-star"]) in portfolio
    assert prepared.name in portfolio


def test_only_its_practice_can_hand_it_over(prepared: Business, as_stranger: Client) -> None:
    here = reverse("hand_over_business", args=["north-star", prepared.slug])

    assert as_stranger.get(here).status_code == 404


def test_after_two_warnings_it_is_deleted_on_day_90(prepared: Business, consultant: User) -> None:
    told = []
    for days in (59, 60, 82, 83, 89):
        keep_current_at(NOON + days * A_DAY)
        told.append(len(mail.outbox))
    before = Business.objects.filter(pk=prepared.pk).exists()

    keep_current_at(NOON + 90 * A_DAY)

    assert told == [0, 1, 1, 2, 2]
    assert {sent.subject for sent in mail.outbox} == {
        "The Tin Kettle will be deleted on 18 February 2027"
    }
    assert before
    assert not Business.with_archived.filter(pk=prepared.pk).exists()


def test_many_businesses_make_one_warning(prepared: Business, consultant: User) -> None:
    prepare_businesses(
        consultancy=Consultancy.objects.get(slug="north-star"),
        clients=[NewClient(name=f"Client {number:02}") for number in range(22)],
        by=consultant,
        at=NOON,
    )

    keep_current_at(NOON + 60 * A_DAY)
    keep_current_at(NOON + 60 * A_DAY)

    (warning,) = mail.outbox
    assert warning.subject == "23 businesses will be deleted on 18 February 2027"
    assert "Client 00" in warning.body
    assert "Client 19" in warning.body
    assert "Client 20" not in warning.body
    assert "and 3 more" in warning.body


def test_a_site_that_was_down_still_warns_twice_and_waits_a_week(prepared: Business) -> None:
    late = NOON + 120 * A_DAY
    for _round in range(3):
        keep_current_at(late)
    after_warnings = Business.objects.filter(pk=prepared.pk).exists()

    keep_current_at(late + 7 * A_DAY)

    assert len(mail.outbox) == 2
    assert after_warnings
    assert not Business.objects.filter(pk=prepared.pk).exists()


def test_what_was_taken_over_is_never_deleted(prepared: Business, consultant: User) -> None:
    asked_by(consultant, "dev@example.com", hands_over=prepared)
    dev = signed_in_just_now(make_user("dev"))
    dev.post(link_mailed(), {"level": "see", "until": "none"})

    keep_current_at(NOON + 200 * A_DAY)

    assert Business.objects.filter(pk=prepared.pk).exists()


def test_it_goes_with_its_practice(prepared: Business) -> None:
    close_consultancy(consultancy=make_consultancy(), by=None, at=NOON)

    assert not Business.objects.filter(pk=prepared.pk).exists()
