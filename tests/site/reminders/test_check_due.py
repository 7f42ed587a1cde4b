"""Reminders about a check: on the first day of the quarter, a week later, and no more."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.services import start_correction
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business, Membership, Role
from assessment.site.reminders.models import Kind, Pause
from tests.factories import make_engagement, make_user
from tests.site.reminders.making import (
    claim_at,
    make_checked,
    make_colleague,
    make_old_business,
    make_plan,
    make_reader,
    told_at,
)

pytestmark = pytest.mark.django_db

DAY_0 = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)


def day(number: int) -> datetime:
    """Return nine in the morning, this many days into the quarter."""
    return DAY_0 + timedelta(days=number)


def said(stage: int, who: str = "owner", quarter: str = "2026-Q4") -> tuple[str, str, str]:
    return ("check_due", f"{quarter}:{stage}", who)


@pytest.mark.parametrize(
    ("number", "stages"), [(-1, []), (0, [0]), (1, [0]), (6, [0]), (7, [7]), (13, [7]), (14, [])]
)
def test_each_day_of_a_quarter_has_one_stage_or_none(
    business: Business, number: int, stages: list[int]
) -> None:
    now = day(number)
    if number == -1:
        make_checked(business, business.memberships.get().user, date(2026, 7, 1))

    assert told_at(now) == [said(stage) for stage in stages]


@pytest.mark.parametrize(
    ("number", "stages"),
    [(0, []), (35, []), (36, [0]), (42, [0]), (43, [7]), (49, [7]), (50, [])],
)
def test_a_check_falls_due_ten_weeks_after_a_late_one_at_the_soonest(
    business: Business, owner: User, number: int, stages: list[int]
) -> None:
    make_checked(business, owner, date(2026, 7, 1), sent_on=date(2026, 8, 28))

    assert told_at(day(number)) == [said(stage) for stage in stages]


def test_a_correction_does_not_put_off_the_next_check(business: Business, owner: User) -> None:
    sent = make_checked(business, owner, date(2026, 7, 1))
    correction = start_correction(sent=sent, at=day(-20))
    correction.answers.filter(practice="CUL1").update(value="3")
    submit(assessment=correction, by=owner, at=day(-10))

    assert told_at(day(0)) == [said(0)]


def test_a_reminder_is_not_repeated(business: Business) -> None:
    claim_at(day(0))

    assert [told_at(day(number)) for number in (0, 1, 6)] == [[], [], []]
    assert told_at(day(7)) == [said(7)]


def test_there_is_no_third_reminder(business: Business) -> None:
    claim_at(day(0))
    claim_at(day(7))

    assert [told_at(day(number)) for number in range(1, 40)] == [[]] * 39


def test_a_late_first_reminder_delays_the_second(business: Business) -> None:
    claim_at(day(5))

    assert told_at(day(7)) == []
    assert told_at(day(11)) == []
    assert told_at(day(12)) == [said(7)]


def test_a_submitted_check_is_not_due(business: Business, owner: User) -> None:
    make_checked(business, owner)

    assert told_at(day(0)) == told_at(day(7)) == []


def test_a_check_of_an_earlier_quarter_does_not_count(business: Business, owner: User) -> None:
    make_checked(business, owner, date(2026, 7, 1))

    assert told_at(day(0)) == [said(0)]


def test_a_business_founded_within_the_quarter_is_reminded_a_week_later(
    business: Business,
) -> None:
    Business.objects.update(founded_at=day(20))

    assert [told_at(day(number)) for number in range(20, 27)] == [[]] * 7
    assert told_at(day(27)) == [said(0)]
    claim_at(day(27))
    assert told_at(day(33)) == []
    assert told_at(day(34)) == [said(7)]
    claim_at(day(34))
    assert [told_at(day(number)) for number in range(35, 60)] == [[]] * 25


def test_a_business_founded_within_the_quarter_that_sent_its_check_is_not_reminded(
    business: Business, owner: User
) -> None:
    Business.objects.update(founded_at=day(20))
    make_checked(business, owner)

    assert told_at(day(27)) == told_at(day(34)) == []


def test_only_owners_are_reminded_of_a_check(business: Business) -> None:
    make_colleague(business, "olga", Role.OWNER)
    make_colleague(business, "edith", Role.EDITOR)
    make_colleague(business, "vera", Role.VIEWER)
    make_engagement(business, make_reader("connie"))

    assert told_at(day(0)) == [said(0, "olga"), said(0)]


def test_an_unconfirmed_address_gets_nothing(db: None) -> None:
    make_old_business(owner=make_user("ursula"))

    assert told_at(day(0)) == []


def test_a_locked_account_gets_nothing(business: Business) -> None:
    User.objects.update(is_active=False)

    assert told_at(day(0)) == []


def test_a_former_member_gets_nothing(business: Business) -> None:
    Membership.objects.all().delete()

    assert told_at(day(0)) == []


def test_a_person_who_stopped_reminders_gets_nothing(business: Business, owner: User) -> None:
    Pause.objects.create(
        business=business, kind=Kind.CHECK_DUE, person=owner, since=DAY_0 - timedelta(days=1)
    )

    assert told_at(day(0)) == []


def test_stopping_reminders_of_one_business_keeps_those_of_another(
    business: Business, owner: User
) -> None:
    make_old_business("Elsewhere", owner=owner)
    Pause.objects.create(business=business, kind=Kind.CHECK_DUE, person=owner, since=DAY_0)

    assert told_at(day(0)) == [said(0)]


@pytest.mark.parametrize(
    ("zone", "hour", "awake"),
    [
        ("Europe/London", 6, False),  # 7:00 in British Summer Time
        ("Europe/London", 7, True),
        ("Europe/London", 18, True),
        ("Europe/London", 19, False),
        ("Asia/Kathmandu", 2, False),  # 7:45
        ("Asia/Kathmandu", 3, True),
        ("Asia/Kathmandu", 15, False),
    ],
)
def test_nobody_gets_an_email_at_night_local_time(
    business: Business, zone: str, hour: int, awake: Any
) -> None:
    User.objects.update(time_zone=zone)

    assert bool(told_at(DAY_0.replace(hour=hour))) is awake


@pytest.mark.parametrize(
    ("zone", "moment", "started"),
    [
        ("Pacific/Auckland", datetime(2026, 9, 30, 10, 59, tzinfo=UTC), False),
        ("Pacific/Auckland", datetime(2026, 9, 30, 11, 0, tzinfo=UTC), True),
        ("America/Los_Angeles", datetime(2026, 10, 1, 6, 59, tzinfo=UTC), False),
        ("America/Los_Angeles", datetime(2026, 10, 1, 7, 0, tzinfo=UTC), True),
    ],
)
def test_a_quarter_starts_at_midnight_local_time_of_the_business(
    business: Business, owner: User, zone: str, moment: datetime, started: Any
) -> None:
    make_checked(business, owner, date(2026, 7, 1))
    Business.objects.update(time_zone=zone)
    User.objects.update(time_zone="UTC" if moment.hour >= 8 else "Asia/Tokyo")

    assert bool(told_at(moment)) is started


def test_a_quarter_starts_in_the_month_chosen_by_the_business(business: Business) -> None:
    Business.objects.update(first_month=2)

    assert told_at(datetime(2026, 11, 1, 9, 0, tzinfo=UTC)) == [said(0)]
    assert told_at(day(14)) == []


def test_a_quarter_that_overlaps_the_last_check_is_not_due(business: Business, owner: User) -> None:
    make_checked(business, owner)
    Business.objects.update(first_month=2)

    assert told_at(datetime(2026, 11, 1, 9, 0, tzinfo=UTC)) == []
    assert told_at(datetime(2027, 2, 1, 9, 0, tzinfo=UTC)) == [said(0, quarter="2027-Q1")]


def test_the_next_quarter_brings_a_new_reminder(business: Business, owner: User) -> None:
    claim_at(day(0))
    make_plan(business, owner)

    assert told_at(datetime(2027, 1, 1, 9, 0, tzinfo=UTC)) == [said(0, quarter="2027-Q1")]


FIRST_MOMENT = datetime(1, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "broken",
    [{"founded_at": FIRST_MOMENT, "time_zone": "America/New_York"}, {"time_zone": "Mars/Base"}],
    ids=["founded too early", "unknown time zone"],
)
def test_a_faulty_business_does_not_delay_the_others(
    business: Business, broken: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    faulty = make_old_business("Faulty", owner=make_reader("ruby"))
    Business.objects.filter(pk=faulty.pk).update(**broken)
    make_old_business("Later", owner=make_reader("lena"))

    assert told_at(day(0)) == [said(0, "lena"), said(0)]
    assert f"no reminders: business={faulty.pk}" in caplog.text
