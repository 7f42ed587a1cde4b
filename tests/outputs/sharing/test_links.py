"""The life of a link to a result: who can make it, how long it works, and who can turn it off."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Answer, Assessment
from assessment.journey.questionnaire.services import start_correction
from assessment.journey.results.queries import History
from assessment.journey.results.services import submit
from assessment.outputs.sharing.models import SharedLink
from assessment.outputs.sharing.views import shared_page
from assessment.parties.businesses.models import Business, Membership, Role
from assessment.parties.consultancies.models import Engagement
from tests.factories import (
    NOON,
    make_business,
    make_engagement,
    make_member,
    make_user,
)
from tests.outputs.sharing.making import Share, path_in, share_url, words

pytestmark = pytest.mark.django_db


def test_a_link_is_shown_once_and_opens_the_result_without_an_account(
    share: Share, as_owner: Client, business: Business, client: Client
) -> None:
    page = share()
    path = path_in(page)

    shown = client.get(path)

    assert "Copy it now" in page
    assert "/s/" not in as_owner.get(share_url(business)).text
    assert shown.status_code == 200
    assert "The owner of Café Lindgren has shared this page with you." in shown.text
    assert "You can read it until 20 December 2026. Notes and names are left out." in words(
        shown.text
    )


def test_only_the_hash_of_the_token_is_stored(share: Share) -> None:
    token = path_in(share()).split("/")[2]

    link = SharedLink.objects.get()
    kept = [str(getattr(link, field.name)) for field in SharedLink._meta.fields]  # noqa: SLF001
    assert len(token) >= 43
    assert token not in kept


@pytest.mark.parametrize("days", ["7", "30", "90"])
def test_a_link_expires_automatically(share: Share, client: Client, days: str) -> None:
    path = path_in(share(days=days))
    last = NOON + timedelta(days=int(days))

    with time_machine.travel(last - timedelta(seconds=1)):
        before = client.get(path).status_code
    with time_machine.travel(last):
        after = client.get(path).status_code

    assert (before, after) == (200, 404)


def test_a_link_that_was_turned_off_shows_nothing(
    share: Share, as_owner: Client, business: Business, client: Client
) -> None:
    path = path_in(share())
    link = SharedLink.objects.get()

    page = as_owner.post(share_url(business, "end_share"), {"link": link.pk}, follow=True)

    assert "The link is turned off. It no longer shows your result." in page.text
    assert client.get(path).status_code == 404
    assert client.get(f"{path}report.pdf").status_code == 404


def test_all_links_can_be_turned_off_at_once(
    share: Share, as_owner: Client, business: Business, client: Client
) -> None:
    paths = [path_in(share(for_whom=name)) for name in ("The bank", "A friend")]

    page = as_owner.post(share_url(business, "end_share"), {"link": "all"}, follow=True)

    assert "2 links are turned off." in page.text
    assert [client.get(path).status_code for path in paths] == [404, 404]


def test_links_that_were_turned_off_expired_or_never_existed_look_the_same(
    share: Share, client: Client
) -> None:
    ended, old = path_in(share()), path_in(share(for_whom="A friend"))
    SharedLink.objects.filter(for_whom="Our bank").update(ended_at=NOON)
    long_ago = NOON - timedelta(days=40)
    SharedLink.objects.filter(for_whom="A friend").update(made_at=long_ago, expires_at=NOON)

    found = [client.get(path) for path in (ended, old, "/s/x/", f"/s/{'a' * 43}/", "/s/%C3%A9/")]

    assert {response.status_code for response in found} == {404}
    assert len({response.text for response in found}) == 1
    assert "This link doesn’t work" in found[0].text


def test_losing_permission_to_share_stops_ones_links(
    share: Share, client: Client, business: Business
) -> None:
    path = path_in(share())

    make_member(business, make_user("new"), Role.OWNER)
    Membership.objects.filter(user__email="owner@example.com").update(role=Role.VIEWER)

    assert client.get(path).status_code == 404


def test_a_consultants_link_stops_with_the_engagement(
    client: Client, as_owner: Client, business: Business
) -> None:
    consultant = make_user("connie")
    engagement = make_engagement(business, consultant)
    path = path_in(share_as(consultant, business).text)
    before = client.get(path)

    Engagement.objects.filter(pk=engagement.pk).update(ended_at=NOON)

    assert "North Star has shared this page about Café Lindgren with you." in before.text
    assert client.get(path).status_code == 404
    listed = as_owner.get(share_url(business)).text
    assert "Stopped working when the person who made it lost permission to share." in listed


def test_a_new_engagement_does_not_reopen_links_of_an_earlier_one(
    client: Client, as_owner: Client, business: Business
) -> None:
    consultant = make_user("connie")
    engagement = make_engagement(business, consultant)
    old = path_in(share_as(consultant, business).text)
    later = NOON + timedelta(hours=1)
    Engagement.objects.filter(pk=engagement.pk).update(ended_at=later)
    again = make_engagement(business, consultant)
    Engagement.objects.filter(pk=again.pk).update(given_at=later)

    with time_machine.travel(later):
        new = path_in(share_as(consultant, business).text)
        found = [client.get(path).status_code for path in (old, new)]
        listed = as_owner.get(share_url(business)).text

    assert found == [404, 200]
    assert (
        listed.count("Stopped working when the person who made it lost permission to share.") == 1
    )


def share_as(user: User, business: Business) -> Any:
    client = Client()
    client.force_login(user)
    fields = {"for_whom": "A colleague", "days": "30"}
    return client.post(share_url(business), fields, follow=True)


def test_a_consultant_sees_and_turns_off_only_their_own_links(
    share: Share, business: Business
) -> None:
    share(for_whom="The bank of the owner")
    owners = SharedLink.objects.get()
    consultant = make_user("connie")
    make_engagement(business, consultant)

    page = share_as(consultant, business)
    others = page.client.post(share_url(business, "end_share"), {"link": owners.pk})
    page.client.post(share_url(business, "end_share"), {"link": "all"})

    assert "The bank of the owner" not in page.text
    assert others.status_code == 404
    assert list(SharedLink.objects.filter(ended_at=None)) == [owners]


def test_after_a_correction_the_link_shows_the_corrected_result(
    share: Share, client: Client, sent: Assessment, owner: User
) -> None:
    path = path_in(share())
    before = client.get(path).text
    later = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)
    again = start_correction(sent=sent, at=later)
    Answer.objects.filter(assessment=again).exclude(value="na").update(value="3", revision=2)
    submit(assessment=again, by=owner, at=later)

    with time_machine.travel(later):
        after = words(client.get(path).text)

    assert "corrected on 3 December" not in before
    assert "corrected on 3 December" in after
    assert "100<small>out of 100" in after


@pytest.mark.parametrize("link", ["", "0", "x", "9" * 30, "²"])
def test_an_unknown_link_cannot_be_turned_off(
    share: Share, as_owner: Client, business: Business, link: str
) -> None:
    share()

    response = as_owner.post(share_url(business, "end_share"), {"link": link})

    assert response.status_code == 404
    assert SharedLink.objects.filter(ended_at=None).count() == 1


def test_links_to_other_businesses_are_out_of_reach(
    share: Share, as_stranger: Client, stranger: User, business: Business
) -> None:
    share()
    make_business("Elsewhere", owner=stranger)

    response = as_stranger.post(
        share_url(business, "end_share"), {"link": SharedLink.objects.get().pk}
    )

    assert response.status_code == 404
    assert SharedLink.objects.filter(ended_at=None).exists()


def test_a_quarter_without_a_result_cannot_be_shared(as_owner: Client, business: Business) -> None:
    for name in ("share", "end_share"):
        url = reverse(name, args=[business.slug, "2026-q3"])
        assert as_owner.post(url, {"for_whom": "A", "days": "30", "link": "all"}).status_code == 404


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"for_whom": ""}, "Say who the link is for"),
        ({"for_whom": "x" * 101}, "Shorten the name"),
        ({"email": "anna"}, "like name@example.com"),
        ({"email": "a@b.example\r\nBcc: x@y.example"}, "like name@example.com"),
        ({"days": "365"}, "Choose how long the link should work."),
        ({"days": ""}, "Choose how long the link should work."),
    ],
)
def test_form_errors_are_explained_and_the_input_is_kept(
    as_owner: Client, business: Business, fields: dict[str, str], says: str
) -> None:
    typed = {"for_whom": "Our bank", "email": "", "days": "7", **fields}

    response = as_owner.post(share_url(business), typed)

    assert response.status_code == 200
    assert says in response.text
    assert 'value="7"' in response.text
    assert not SharedLink.objects.exists()


def test_the_list_of_links_makes_the_same_number_of_queries_for_any_length(
    share: Share,
    client: Client,
    as_owner: Client,
    business: Business,
    at_most: Callable[[int], Any],
) -> None:
    for number in range(5):
        client.get(path_in(share(for_whom=f"Bank {number}")))

    with at_most(11):
        as_owner.get(share_url(business))


def test_the_list_says_which_links_have_expired(
    share: Share, as_owner: Client, business: Business
) -> None:
    share()
    long_ago = NOON - timedelta(days=40)
    SharedLink.objects.update(made_at=long_ago, expires_at=NOON)

    page = words(as_owner.get(share_url(business)).text)

    assert "Expired on 20 November 2026." in page
    assert "Works until" not in page


def test_a_link_to_a_result_that_is_gone_finds_nothing(
    share: Share, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = path_in(share())
    monkeypatch.setattr(shared_page, "history_of", lambda _business: History([]))

    assert client.get(path).status_code == 404
