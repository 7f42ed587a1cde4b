"""A practice asks an owner for access, and the owner lets it in on their own terms or says no."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.links.services import TooManyLinks
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import ConsultancyMember, Engagement
from assessment.parties.engagements.models import AccessRequest
from assessment.parties.engagements.services import AlreadyClient
from tests.factories import NOON, PASSWORD, make_business, make_engagement, make_user
from tests.parties.engagements.asking import (
    EMAIL,
    TERMS,
    asked_by,
    link_mailed,
    said,
    signed_in_just_now,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def consultant(db: None) -> User:
    connie = make_user("connie")
    EmailAddress.objects.create(user=connie, email=connie.email, verified=True, primary=True)
    return connie


def test_the_owner_gets_one_link_with_what_is_asked_and_the_words(consultant: User) -> None:
    asked_by(consultant, words="As we said on Thursday.")

    [sent] = mail.outbox
    assert sent.to == [EMAIL]
    assert sent.subject == "Connie of North Star asks to work with you"
    assert "As we said on Thursday." in said(sent.body)
    assert "suggest changes to your plan and comment" in said(sent.body)
    assert "31 March 2027" in said(sent.body)
    assert said(sent.body).count("http://testserver/access/") == 1


def test_nothing_is_open_before_the_owner_says_yes(business: Business, consultant: User) -> None:
    asked_by(consultant)
    client = Client()
    client.force_login(consultant)

    assert client.get(reverse("business", args=[business.slug])).status_code == 404


def test_the_owner_may_give_less_than_was_asked_for(business: Business, consultant: User) -> None:
    asked_by(consultant)
    as_owner = signed_in_just_now(business.memberships.get().user)
    link = link_mailed()

    page = as_owner.get(link).text
    response = as_owner.post(link, {"level": "see", "until": "2026-12-31"})

    assert 'value="work" id="id_level_1" checked' in page
    assert 'value="2027-03-31" id="id_until_0" checked' in page
    assert 'name="counts"' in page
    assert 'id="id_counts" checked' not in page
    assert response["Location"] == reverse("access", args=[business.slug])
    engagement = Engagement.objects.get()
    assert (engagement.business, engagement.level, engagement.counts) == (business, "see", False)
    assert (engagement.starts_on, engagement.ends_on) == (NOON.date(), date(2026, 12, 31))
    assert [sent.to for sent in mail.outbox[1:]] == [[consultant.email]]
    assert mail.outbox[1].subject == "Café Lindgren has let you in"


def test_a_day_of_the_owners_own_must_be_still_to_come(
    business: Business, consultant: User
) -> None:
    asked_by(consultant)
    as_owner = signed_in_just_now(business.memberships.get().user)

    late = as_owner.post(
        link_mailed(), {"level": "see", "until": "other", "day": NOON.date().isoformat()}
    )
    none = as_owner.post(link_mailed(), {"level": "see", "until": "other", "day": ""})

    assert late.status_code == none.status_code == 422
    assert "The last day must be after today, 20 November 2026." in said(late.text)
    assert "Enter the last day." in none.text
    assert not Engagement.objects.exists()


def test_an_owner_of_several_businesses_chooses_one(business: Business, consultant: User) -> None:
    owner = business.memberships.get().user
    make_business("Second Place", owner=owner)
    asked_by(consultant)
    as_owner = signed_in_just_now(owner)

    unchosen = as_owner.post(link_mailed(), {"level": "see", "until": "none"})
    as_owner.post(link_mailed(), {"level": "see", "until": "none", "business": "second-place"})

    assert "Choose a business." in unchosen.text
    assert Engagement.objects.get().business.slug == "second-place"


def test_somebody_without_a_business_founds_one_and_lets_them_in(consultant: User) -> None:
    asked_by(consultant, "new@example.com", business_name="The Tin Kettle")
    link = link_mailed()
    visitor = Client()
    assert f"/account/signup/?next={link}" in visitor.get(link).text

    visitor.post(
        reverse("account_signup"),
        {"email": "new@example.com", "password1": "four words in a row", "next": link},
    )
    page = visitor.get(link).text
    visitor.post(link, {"level": "work", "until": "none", "name": "The Tin Kettle"})

    assert 'value="The Tin Kettle"' in page
    engagement = Engagement.objects.get()
    assert engagement.business.name == "The Tin Kettle"
    assert engagement.business.memberships.get().user.email == "new@example.com"
    assert engagement.given_by == User.objects.get(email="new@example.com")


def test_saying_no_opens_nothing_and_ends_the_link(business: Business, consultant: User) -> None:
    asked_by(consultant)
    as_owner = signed_in_just_now(business.memberships.get().user)
    link = link_mailed()

    as_owner.post(link, {"answer": "no"})

    assert not Engagement.objects.exists()
    assert AccessRequest.objects.get().declined_at == NOON
    assert as_owner.get(link).status_code == 404


def test_the_password_is_asked_for_before_access_is_given(
    business: Business, consultant: User, as_owner: Client
) -> None:
    asked_by(consultant)
    link = link_mailed()

    first = as_owner.post(link, TERMS)
    assert first["Location"].startswith(reverse("account_reauthenticate"))
    assert not Engagement.objects.exists()
    as_owner.post(first["Location"], {"password": PASSWORD, "next": link})

    assert Engagement.objects.get().level == "see"


def test_a_link_works_only_for_its_address(business: Business, consultant: User) -> None:
    asked_by(consultant)
    other = signed_in_just_now(make_user("other"))

    page = other.post(link_mailed(), TERMS)

    assert "This link is for owner@example.com." in page.text
    assert not Engagement.objects.exists()


@pytest.mark.parametrize("why", ["old", "cancelled", "left"])
def test_a_link_ends(business: Business, consultant: User, why: str) -> None:
    asked = asked_by(consultant)
    link = link_mailed()
    as_owner = signed_in_just_now(business.memberships.get().user)
    if why == "cancelled":
        AccessRequest.objects.filter(pk=asked.pk).close(NOON)
    if why == "left":
        ConsultancyMember.objects.filter(user=consultant).delete()
    now = NOON + timedelta(days=14 if why == "old" else 0)

    with time_machine.travel(now, tick=False):
        response = as_owner.get(link)

    assert response.status_code == 404
    assert "This link no longer works" in response.text


def test_the_owner_finds_the_request_on_their_own_pages(
    business: Business, consultant: User
) -> None:
    owner = business.memberships.get().user
    asked = asked_by(consultant)
    as_owner = signed_in_just_now(owner)
    here = reverse("answer_here", args=[business.slug])

    unconfirmed = as_owner.get(reverse("access", args=[business.slug])).text
    EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)
    pages = [as_owner.get(reverse(name, args=[business.slug])).text for name in ("access", "team")]
    as_owner.post(here, {"request": asked.pk, "level": "see", "until": "none"})

    assert "North Star asks for access" not in unconfirmed
    assert all(f"{here}?request={asked.pk}" in page for page in pages)
    assert Engagement.objects.get().business == business


def test_two_clicks_let_a_practice_in_once(business: Business, consultant: User) -> None:
    as_owner = signed_in_just_now(business.memberships.get().user)
    asked_by(consultant)
    link = link_mailed()

    answers = [as_owner.post(link, {"level": "see", "until": "none"}) for _click in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Engagement.objects.count() == 1


# ---- the practice


def test_the_page_sends_the_request_and_lists_it(consultant: User) -> None:
    asked_by(consultant, "first@example.com")
    client = Client()
    client.force_login(consultant)

    response = client.post(
        reverse("add_client", args=["north-star"]),
        {"email": EMAIL, "level": "work", "until": "none", "words": ""},
        follow=True,
    )

    assert "Your request to owner@example.com is on its way." in response.text
    assert {request.email for request in response.context["requests"]} == {
        "first@example.com",
        EMAIL,
    }


def test_wrong_input_is_explained_and_kept(consultant: User) -> None:
    asked_by(consultant, "first@example.com")
    client = Client()
    client.force_login(consultant)

    response = client.post(
        reverse("add_client", args=["north-star"]),
        {"email": "dev", "until": "other", "day": "2026-11-12", "words": "Hello!"},
    )

    assert response.status_code == 422
    for says in (
        "Enter the full email address, like name@example.com.",
        "Choose what they can do.",
        "The last day must be after today, 20 November 2026.",
    ):
        assert says in said(response.text)
    assert ">\nHello!</textarea>" in response.text


def test_a_client_is_not_asked_again_unless_for_another_business(
    business: Business, consultant: User
) -> None:
    make_engagement(business, consultant)

    with pytest.raises(AlreadyClient) as known:
        asked_by(consultant)
    asked_by(consultant, business_name="The Second One")

    assert known.value.business == business


def test_a_new_link_ends_the_earlier_one_and_there_are_three_a_day(consultant: User) -> None:
    first = asked_by(consultant)
    client = Client()
    client.force_login(consultant)

    client.post(reverse("resend_request", args=["north-star"]), {"request": first.pk})
    asked_by(consultant)

    assert AccessRequest.objects.open().count() == 1
    with pytest.raises(TooManyLinks):
        asked_by(consultant)


def test_an_unknown_request_is_not_found(consultant: User, as_stranger: Client) -> None:
    asked = asked_by(consultant)
    client = Client()
    client.force_login(consultant)
    cancel = reverse("cancel_request", args=["north-star"])

    assert client.post(cancel, {"request": "9" * 19}).status_code == 404
    assert as_stranger.post(cancel, {"request": asked.pk}).status_code == 404
    assert client.post(cancel, {"request": asked.pk}).status_code == 302
    assert not AccessRequest.objects.open().exists()
