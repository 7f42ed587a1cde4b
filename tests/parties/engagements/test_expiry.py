"""Access ends when its last day is over where the business is, whether or not a job has run."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.edits import Edit
from assessment.parties.access.queries import visible_businesses
from assessment.parties.businesses.models import Business
from assessment.parties.businesses.services import edit_business
from assessment.parties.consultancies.models import AccessLevel, Engagement
from assessment.parties.engagements.models import Terms
from assessment.parties.engagements.services import HasAccess, give_access
from tests.factories import NOON, make_consultancy, make_engagement, make_model_version, make_user
from tests.parties.departures.doors import open_every_kind, still_open
from tests.parties.engagements.asking import keep_current_at

pytestmark = pytest.mark.django_db
LAST = date(2026, 12, 31)


@pytest.fixture(autouse=True)
def questions(db: None) -> None:
    make_model_version()


def let_in(business: Business, consultant: User, **fields: Any) -> Engagement:
    return make_engagement(
        business,
        consultant,
        ends_on=LAST,
        expires_at=Engagement.expiry(business, LAST),
        **fields,
    )


@pytest.mark.parametrize(
    ("zone", "over_at"),
    [
        ("Europe/London", datetime(2027, 1, 1, 0, 0, tzinfo=UTC)),
        ("Pacific/Auckland", datetime(2026, 12, 31, 11, 0, tzinfo=UTC)),
        ("America/Los_Angeles", datetime(2027, 1, 1, 8, 0, tzinfo=UTC)),
    ],
)
def test_the_last_day_is_over_at_midnight_where_the_business_is(
    business: Business, zone: str, over_at: datetime
) -> None:
    Business.objects.filter(pk=business.pk).update(time_zone=zone)
    business.refresh_from_db()
    connie = make_user("connie")
    let_in(business, connie)
    client = Client()
    client.force_login(connie)
    home = reverse("business", args=[business.slug])

    found = []
    for moment in (over_at - timedelta(seconds=1), over_at):
        with time_machine.travel(moment, tick=False):
            client.force_login(connie)
            found.append((client.get(home).status_code, visible_businesses(connie).exists()))

    assert found == [(200, True), (404, False)]


def test_a_business_that_moves_takes_the_last_day_along(business: Business, owner: User) -> None:
    engagement = let_in(business, make_user("connie"))
    edit = Edit(values={"time_zone": "Pacific/Auckland"}, seen={})

    edit_business(business=business, edit=edit, by=owner, at=NOON)

    engagement.refresh_from_db()
    assert engagement.expires_at == datetime(2026, 12, 31, 11, 0, tzinfo=UTC)
    assert engagement.ends_on == LAST


def test_the_job_closes_the_doors_and_says_so_once(business: Business) -> None:
    connie = make_user("connie")
    engagement = let_in(business, connie)
    doors = open_every_kind(business, connie)
    assert engagement.expires_at

    for _round in range(2):
        keep_current_at(engagement.expires_at + timedelta(minutes=5))

    found = engagement.expires_at
    engagement.refresh_from_db()
    assert (engagement.ended_at, engagement.ended_by) == (found, None)
    assert still_open(doors) == set()


def test_both_sides_are_told_seven_days_before_and_once(business: Business) -> None:
    engagement = let_in(business, make_user("connie"))
    assert engagement.expires_at

    for days in (8, 7, 6):
        keep_current_at(engagement.expires_at - timedelta(days=days))

    assert sorted((sent.to[0], sent.subject) for sent in mail.outbox) == [
        ("connie@example.com", "Your access to Café Lindgren ends after 31 December 2026"),
        ("owner@example.com", "North Star can see Café Lindgren until 31 December 2026"),
    ]


def test_a_practice_can_be_let_in_again_right_after_it_expired(
    business: Business, owner: User
) -> None:
    connie = make_user("connie")
    expired = let_in(business, connie)
    terms = Terms(level=AccessLevel.SEE)
    give: dict[str, Any] = {
        "business": business,
        "consultancy": make_consultancy(),
        "terms": terms,
        "by": owner,
    }

    with pytest.raises(HasAccess):
        give_access(**give, at=NOON)
    assert expired.expires_at
    give_access(**give, at=expired.expires_at)

    expired.refresh_from_db()
    assert expired.ended_at == expired.expires_at
    assert business.engagements.filter(ended_at=None).get().level == "see"


def test_one_error_does_not_stop_the_rest(
    business: Business, owner: User, caplog: pytest.LogCaptureFixture, monkeypatch: Any
) -> None:
    engagement = let_in(business, make_user("connie"))
    assert engagement.expires_at

    def fails(**_facts: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("assessment.parties.engagements.services.expiry.close_expired", fails)
    keep_current_at(engagement.expires_at)

    assert "not done, will retry: Engagement=" in caplog.text
