"""Stopping reminders: by the link in each, from the mail program, or all on one page."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import signing
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business, Role
from assessment.site.reminders.models import Kind, Pause
from assessment.site.reminders.queries.subscriptions import (
    Subject,
    subject_behind,
    subscriptions_of,
)
from tests.factories import make_engagement, make_member
from tests.site.reminders.making import make_old_business

pytestmark = pytest.mark.django_db


@pytest.fixture
def subject(business: Business, owner: User) -> Subject:
    return Subject(business=business, kind=Kind.LATE, person=owner)


@pytest.fixture
def helpers(business: Business) -> Subject:
    return Subject(business=business, kind=Kind.ACTION_DUE, helper_email="hans@example.org")


def link(subject: Subject) -> str:
    return reverse("pause_reminders", args=[subject.token])


# ---- the link in an email


def test_opening_the_page_says_what_it_would_stop_and_stops_nothing(
    subject: Subject, client: Client
) -> None:
    page = client.get(link(subject))

    assert "We email you on Mondays while an action at Café Lindgren is late." in page.text
    assert "owner@example.com" in page.text
    assert "Stop the Monday list" in page.text
    assert not Pause.objects.exists()


@pytest.mark.parametrize("whose", ["subject", "helpers"])
def test_one_button_stops_reminders_and_another_starts_them_again(
    client: Client, whose: str, request: pytest.FixtureRequest
) -> None:
    subject: Subject = request.getfixturevalue(whose)

    stopped = client.post(link(subject), follow=True)
    assert stopped.redirect_chain == [(link(subject), 302)]
    assert "You’ve stopped these emails" in stopped.text
    assert "Start them again" in stopped.text
    assert subject.stopped

    started = client.post(link(subject), {"start": "yes"}, follow=True)
    assert "You’ve stopped these emails" not in started.text
    assert not subject.stopped


def test_stopping_twice_is_harmless(subject: Subject, client: Client) -> None:
    for _ in range(2):
        client.post(link(subject))

    assert Pause.objects.count() == 1


def test_a_link_with_the_address_as_it_was_once_typed_still_works(
    helpers: Subject, business: Business, client: Client
) -> None:
    typed = Subject(business=business, kind=Kind.ACTION_DUE, helper_email="Hans@Example.org")
    loud = subject_behind(typed.token)
    assert loud is not None
    client.post(link(helpers))
    client.post(link(loud))

    assert Pause.objects.count() == 1
    assert loud.stopped
    client.post(link(loud), {"start": "yes"})
    assert not helpers.stopped


def test_only_this_kind_about_this_business_is_stopped(
    subject: Subject, owner: User, client: Client
) -> None:
    other = make_old_business("Elsewhere", owner=owner)

    client.post(link(subject))

    here, there = subscriptions_of(owner)
    assert set(here.kinds) - set(here.wanted) == {Kind.LATE}
    assert there.business == other
    assert list(there.wanted) == list(there.kinds)


def test_a_mail_program_can_unsubscribe_with_one_request(subject: Subject, db: None) -> None:
    strict = Client(enforce_csrf_checks=True)

    response = strict.post(link(subject), {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert subject.stopped


def test_the_page_works_for_someone_signed_in_as_another_person(
    subject: Subject, as_stranger: Client
) -> None:
    as_stranger.post(link(subject))

    assert subject.stopped


def test_the_page_does_not_reveal_its_address(subject: Subject, client: Client) -> None:
    response = client.get(link(subject))

    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex">' in response.text


def test_a_forged_link_is_not_found(subject: Subject, client: Client) -> None:
    forged = link(subject)[:-3] + "xx/"

    assert client.get(forged).status_code == 404
    assert client.post(forged).status_code == 404
    assert not Pause.objects.exists()


def test_a_link_signed_before_the_module_moved_still_works(
    business: Business, owner: User, client: Client
) -> None:
    signer = signing.Signer(salt="assessment.reminding.pause")
    token = signer.sign_object({"b": business.slug, "k": Kind.LATE, "p": owner.pk})

    response = client.get(reverse("pause_reminders", args=[token]))

    assert response.status_code == 200
    assert business.name in response.text


def test_a_link_of_a_deleted_person_or_business_is_not_found(
    subject: Subject, business: Business, owner: User, client: Client
) -> None:
    path = link(subject)
    owner.delete()

    assert client.get(path).status_code == 404
    business.delete()
    assert client.get(path).status_code == 404


def test_links_never_expire_and_exist_for_every_kind(business: Business, owner: User) -> None:
    tokens = [Subject(business=business, kind=kind, person=owner).token for kind in Kind]

    assert len(set(tokens)) == len(Kind)
    assert tokens[0] == Subject(business=business, kind=Kind.CHECK_DUE, person=owner).token
    assert [Client().get(reverse("pause_reminders", args=[t])).status_code for t in tokens] == [
        200
    ] * len(Kind)


# ---- all of them on one page


def save(client: Client, **wanted: list[str]) -> Any:
    chosen = {slug.replace("_", "-"): kinds for slug, kinds in wanted.items()}
    return client.post(reverse("reminders"), chosen, follow=True)


def test_an_owner_chooses_among_all_kinds_and_a_member_among_two(
    business: Business, owner: User, stranger: User
) -> None:
    make_member(business, stranger, Role.VIEWER)

    assert subscriptions_of(owner)[0].kinds == tuple(Kind)
    assert subscriptions_of(stranger)[0].kinds == (Kind.ACTION_DUE, Kind.LATE)


def test_unticked_reminders_stop_and_ticked_ones_start_again(
    business: Business, owner: User, as_owner: Client
) -> None:
    response = save(as_owner, cafe_lindgren=["check_due", "summary"])

    assert "Saved. We’ll only send the emails you’ve ticked." in response.text
    stopped = set(Pause.objects.values_list("kind", flat=True))
    assert stopped == {"action_due", "late", "retest"}

    save(as_owner, cafe_lindgren=["late"])
    assert set(subscriptions_of(owner)[0].wanted) == {Kind.LATE}


def test_ticking_nothing_stops_everything(
    business: Business, owner: User, as_owner: Client
) -> None:
    save(as_owner)

    assert subscriptions_of(owner)[0].wanted == []


def test_stopped_reminders_are_not_ticked(
    subject: Subject, client: Client, as_owner: Client
) -> None:
    client.post(link(subject))

    page = as_owner.get(reverse("reminders")).text

    assert page.count("checked") == 4
    assert 'value="late" id="id_cafe-lindgren_2" checked' not in page


def test_an_unknown_kind_is_explained_and_changes_nothing(
    business: Business, as_owner: Client
) -> None:
    response = save(as_owner, cafe_lindgren=["every_day"])

    assert "<title>Error: Your reminders" in response.text
    assert "Choose from the emails in the list." in response.text
    assert not Pause.objects.exists()


def test_reminders_of_other_peoples_businesses_cannot_be_changed(
    business: Business, stranger: User, as_stranger: Client
) -> None:
    make_old_business("Elsewhere", owner=stranger)

    save(as_stranger, cafe_lindgren=[], elsewhere=["late"])

    assert not Pause.objects.filter(business=business).exists()


def test_a_consultant_has_nothing_to_choose(
    business: Business, stranger: User, as_stranger: Client
) -> None:
    make_engagement(business, stranger)

    page = as_stranger.get(reverse("reminders")).text

    assert "You have no reminders" in page
    assert "Café Lindgren" not in page


def test_people_with_an_unconfirmed_address_read_why_they_get_nothing(
    business: Business, as_owner: Client
) -> None:
    EmailAddress.objects.all().delete()

    assert "Until then, we can’t send you reminders." in as_owner.get(reverse("reminders")).text


def test_the_page_takes_few_queries(
    owner: User, as_owner: Client, at_most: Callable[[int], Any]
) -> None:
    for number in range(5):
        make_old_business(f"Shop {number}", owner=owner)

    with at_most(5):
        as_owner.get(reverse("reminders"))
