"""An owner's page of who is let in: change a level or a last day, end access, give it again."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Engagement
from tests.factories import NOON, make_engagement, make_model_version, make_user
from tests.parties.departures.doors import open_every_kind, still_open
from tests.parties.engagements.asking import said, signed_in_just_now
from tests.web_forms import form_with

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(db: None) -> Iterator[None]:
    make_model_version()
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def consultant(db: None) -> User:
    return make_user("connie")


@pytest.fixture
def engagement(business: Business, owner: User, consultant: User) -> Engagement:
    return make_engagement(business, consultant, given_by=owner)


@pytest.fixture
def as_owner(owner: User) -> Client:
    return signed_in_just_now(owner)


def change(engagement: Engagement) -> str:
    here = reverse("change_access", args=[engagement.business.slug])
    return f"{here}?engagement={engagement.pk}"


def test_the_page_says_who_may_do_what_since_when_and_when_they_looked(
    business: Business, engagement: Engagement, consultant: User, as_owner: Client
) -> None:
    visit = Client()
    visit.force_login(consultant)
    visit.get(reverse("business", args=[business.slug]))
    visit.get(reverse("team", args=[business.slug]))

    page = said(as_owner.get(reverse("access", args=[business.slug])).text)

    assert "North Star" in page
    assert "Since 20 November 2026, let in by Owner" in page
    assert "They also change the plan, share results and send the finished check in." in page
    assert "20 November 2026, Connie" in page
    assert page.count("20 November 2026, 12:00") == 1


def test_the_page_has_a_bounded_number_of_queries(
    business: Business, engagement: Engagement, as_owner: Client, at_most: object
) -> None:
    with at_most(26):  # type: ignore[operator]
        as_owner.get(reverse("access", args=[business.slug]))


def test_less_closes_what_it_no_longer_allows_in_the_same_moment(
    business: Business, engagement: Engagement, consultant: User, as_owner: Client
) -> None:
    doors = open_every_kind(business, consultant)
    mail.outbox.clear()

    as_owner.post(
        change(engagement),
        {"engagement": engagement.pk, "level": "see", "ends_on": "2026-12-31"},
    )

    engagement.refresh_from_db()
    assert (engagement.level, engagement.ends_on) == ("see", date(2026, 12, 31))
    assert engagement.expires_at == Engagement.expiry(business, date(2026, 12, 31))
    assert still_open(doors) == {"CalendarFeed", "ReportRun", "SecondOpinion"}
    [sent] = mail.outbox
    assert sent.to == [consultant.email]
    assert "Your level now: See." in said(sent.body)


def test_what_another_window_changed_meanwhile_is_asked_about(
    engagement: Engagement, as_owner: Client
) -> None:
    form = form_with(as_owner.get(change(engagement)).text, "level", "_seen")
    as_owner.post(change(engagement), form.sent({"level": "see"}))

    clash = as_owner.post(change(engagement), form.sent({"level": "work"}))

    assert clash.status_code == 409
    assert "Changed in the meantime" in clash.text
    engagement.refresh_from_db()
    assert engagement.level == "see"


def test_a_last_day_in_the_past_is_refused(engagement: Engagement, as_owner: Client) -> None:
    fields = {"engagement": engagement.pk, "level": "see", "ends_on": "2026-11-20"}

    response = as_owner.post(change(engagement), fields)

    assert response.status_code == 422
    assert "The last day must be after today, 20 November 2026." in said(response.text)


def test_ending_asks_once_works_at_once_and_can_be_given_again(
    business: Business, engagement: Engagement, consultant: User, as_owner: Client
) -> None:
    visit = Client()
    visit.force_login(consultant)
    home = reverse("business", args=[business.slug])
    end = reverse("end_access", args=[business.slug])

    asks = as_owner.get(f"{end}?engagement={engagement.pk}").text
    before = visit.get(home).status_code
    as_owner.post(end, {"engagement": engagement.pk})
    after = visit.get(home)
    departure = business.departures.get()
    page = as_owner.get(reverse("access", args=[business.slug])).text
    as_owner.post(reverse("undo_departure", args=[business.slug]), {"departure": departure.pk})

    assert "For 14 days you can let them in again." in asks
    assert (before, after.status_code) == (200, 404)
    assert "Your access to Café Lindgren has ended" in after.text
    assert "Owner ended it on 20 November 2026 at 12:00." in said(after.text)
    assert "You can give it again until 4 December, 12:00. Their links stay turned off." in said(
        page
    )
    assert visit.get(home).status_code == 200
    assert [sent.subject for sent in mail.outbox] == [
        "Your access to Café Lindgren has ended",
        "Café Lindgren has let you in",
    ]


def test_the_password_is_asked_for_before_access_is_changed_or_ended(
    business: Business, engagement: Engagement, owner: User
) -> None:
    client = Client()
    client.force_login(owner)
    end = reverse("end_access", args=[business.slug])

    for address in (change(engagement), end, reverse("invite_consultant", args=[business.slug])):
        answer = client.post(address, {"engagement": engagement.pk, "level": "see"})
        assert answer["Location"].startswith(reverse("account_reauthenticate"))

    engagement.refresh_from_db()
    assert (engagement.level, engagement.ended_at) == ("send", None)


def test_only_who_had_access_reads_that_it_ended(
    business: Business, engagement: Engagement, as_stranger: Client
) -> None:
    Engagement.objects.update(ended_at=NOON - timedelta(days=1))

    assert "has ended" not in as_stranger.get(reverse("business", args=[business.slug])).text


def test_what_happened_is_recorded(
    business: Business, engagement: Engagement, as_owner: Client
) -> None:
    as_owner.post(change(engagement), {"engagement": engagement.pk, "level": "see", "ends_on": ""})
    as_owner.post(reverse("end_access", args=[business.slug]), {"engagement": engagement.pk})

    kinds = (
        AuditEntry.objects.filter(business=business).order_by("pk").values_list("kind", flat=True)
    )
    assert [kind for kind in kinds if kind.startswith("access")] == [
        Event.ACCESS_CHANGED,
        Event.ACCESS_ENDED,
    ]
