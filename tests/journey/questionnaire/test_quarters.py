"""Which check is current: around quarter ends, time zones and years, and when one is late."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.questionnaire.queries.open_assessment import (
    current_assessment_of,
    quarter_after,
)
from assessment.journey.results.models import Result
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business, Role
from tests.factories import (
    NOON,
    make_answers,
    make_assessment,
    make_member,
    make_model_version,
    new_operation,
)

pytestmark = pytest.mark.django_db

A_MINUTE = timedelta(minutes=1)
SUMMER, AUTUMN = Quarter(date(2026, 7, 1)), Quarter(date(2026, 10, 1))
WINTER = AUTUMN.next()
FROM_NOVEMBER = Quarter(date(2026, 11, 1))


@pytest.fixture(autouse=True)
def questions() -> None:
    make_model_version()


@contextmanager
def on(moment: datetime, client: Client, user: User) -> Iterator[None]:
    """Travel to a moment and sign in there."""
    with time_machine.travel(moment, tick=False):
        client.force_login(user)
        yield


def noon(day: int, month: int = 10, year: int = 2026) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


def page(client: Client, business: Business, name: str = "check") -> str:
    reply = client.get(reverse(name, args=[business.slug]))
    assert reply.status_code == 200
    return " ".join(reply.text.split())


def started(business: Business, owner: User, quarter: Quarter = SUMMER) -> Assessment:
    """Return an unsent check with one answer."""
    made = make_assessment(business, quarter_starts_on=quarter.starts_on)
    make_answers(made, owner, {"CUL1": 2})
    return made


def sent(business: Business, owner: User, quarter: Quarter) -> Assessment:
    made = make_assessment(business, quarter_starts_on=quarter.starts_on)
    make_answers(made, owner)
    submit(assessment=made, by=owner, at=NOON)
    return made


def answer_data(value: int, quarter: Quarter, seen: int = 0) -> dict[str, Any]:
    fields = {"value": value, "revision": seen, "operation": new_operation()}
    return {"quarter": quarter.key} | {f"CUL1-{name}": given for name, given in fields.items()}


def first_question(business: Business, name: str = "question") -> str:
    return reverse(name, args=[business.slug, "culture", 1])


def value_of(assessment: Assessment) -> str:
    return assessment.answers.get(practice="CUL1").value


# ---- a new quarter starts


@pytest.mark.parametrize(
    ("zone", "last_minute", "before", "after"),
    [
        ("", datetime(2026, 12, 31, 23, 59, tzinfo=UTC), "October", "January"),
        # 13 hours ahead of UTC in its summer, and 10 hours behind UTC all year round.
        ("Pacific/Auckland", datetime(2026, 12, 31, 10, 59, tzinfo=UTC), "October", "January"),
        ("Pacific/Honolulu", datetime(2027, 1, 1, 9, 59, tzinfo=UTC), "October", "January"),
        # British Summer Time: midnight in London is 23:00 UTC.
        ("Europe/London", datetime(2026, 9, 30, 22, 59, tzinfo=UTC), "July", "October"),
        # A few days before the clocks go forward, and a few days after.
        ("Australia/Sydney", datetime(2026, 9, 30, 13, 59, tzinfo=UTC), "July", "October"),
        ("Asia/Beirut", datetime(2027, 3, 31, 20, 59, tzinfo=UTC), "January", "April"),
        ("Asia/Kolkata", datetime(2026, 9, 30, 18, 29, tzinfo=UTC), "July", "October"),
    ],
)
def test_a_quarter_starts_at_midnight_in_the_business_time_zone(
    as_owner: Client,
    owner: User,
    business: Business,
    zone: str,
    last_minute: datetime,
    before: str,
    after: str,
) -> None:
    Business.objects.update(time_zone=zone)

    with on(last_minute, as_owner, owner):
        assert f"Your check for {before} to" in page(as_owner, business)
    with on(last_minute + A_MINUTE, as_owner, owner):
        assert f"Your check for {after} to" in page(as_owner, business)


@pytest.mark.parametrize(
    ("first_month", "day", "months"),
    [
        (2, 31, "November to January"),
        (2, 1, "February to April"),
        (3, 28, "December to February"),
        (3, 1, "March to May"),
    ],
)
def test_quarters_start_in_the_months_the_business_chose(
    as_owner: Client, owner: User, business: Business, first_month: int, day: int, months: str
) -> None:
    Business.objects.update(first_month=first_month)
    month = {31: 1, 28: 2}.get(day, first_month)

    with on(noon(day, month, 2027), as_owner, owner):
        assert f"Your check for {months}" in page(as_owner, business)


def test_an_answer_in_the_first_minute_counts_for_the_new_quarter(
    as_owner: Client, owner: User, business: Business
) -> None:
    Business.objects.update(time_zone="Pacific/Auckland")

    with on(datetime(2026, 12, 31, 11, 0, tzinfo=UTC), as_owner, owner):
        as_owner.post(first_question(business), answer_data(3, WINTER))

    made = business.assessments.get()
    assert (made.quarter, value_of(made)) == (WINTER, "3")


def test_times_are_shown_in_the_business_time_zone(
    as_owner: Client, owner: User, business: Business
) -> None:
    Business.objects.update(time_zone="Pacific/Auckland")
    made = started(business, owner, AUTUMN)
    made.answers.given().update(answered_at=datetime(2026, 11, 20, 20, 30, tzinfo=UTC))

    with on(noon(21, 11), as_owner, owner):
        assert "Last answer saved on 21 November at 09:30" in page(as_owner, business)


# ---- moving the quarters to other months


def test_after_moving_quarters_no_month_is_in_two_checks(business: Business, owner: User) -> None:
    sent(business, owner, AUTUMN)
    business.first_month = 2

    found = {
        day: current_assessment_of(business, day).quarter.starts_on
        for day in (date(2026, 11, 1), date(2027, 1, 31), date(2027, 2, 1))
    }

    assert list(found.values()) == [AUTUMN.starts_on, AUTUMN.starts_on, date(2027, 2, 1)]
    assert quarter_after(business, AUTUMN).starts_on == date(2027, 2, 1)


def test_before_the_first_sent_check_moved_quarters_apply_at_once(business: Business) -> None:
    business.first_month = 2

    assert current_assessment_of(business, date(2026, 11, 20)).quarter == FROM_NOVEMBER


def test_a_check_started_in_the_old_months_can_be_finished_or_skipped(
    as_owner: Client, owner: User, business: Business
) -> None:
    started(business, owner, AUTUMN)
    Business.objects.update(first_month=2)

    with on(NOON, as_owner, owner):
        words = page(as_owner, business)
        assert "Your check for October to December. Finish it by 14 January." in words
        assert "Skip it and start November to January" in words
        as_owner.post(reverse("leave_late_check", args=[business.slug]))
        assert "Your check for November to January" in page(as_owner, business)

    quarters = [made.quarter for made in business.assessments.order_by("quarter_starts_on")]
    assert quarters == [AUTUMN, FROM_NOVEMBER]


def test_a_check_finished_in_the_old_months_covers_all_of_them(
    as_owner: Client, owner: User, business: Business
) -> None:
    make_answers(started(business, owner, AUTUMN), owner)
    Business.objects.update(first_month=3)

    with on(noon(20, 12), as_owner, owner):
        as_owner.post(reverse("submit_check", args=[business.slug]))
        assert "Sent on" in page(as_owner, business)
    with on(noon(28, 2, 2027), as_owner, owner):
        assert "Your check for October to December" in page(as_owner, business)
    with on(noon(1, 3, 2027), as_owner, owner):
        assert "Your check for March to May" in page(as_owner, business)


def test_results_of_moved_quarters_are_found_by_their_address(
    as_owner: Client, owner: User, business: Business
) -> None:
    Business.objects.update(first_month=2)
    sent(business, owner, Quarter(date(2027, 2, 1)))

    for name, more in (("results", []), ("area_answers", ["culture"])):
        reply = as_owner.get(reverse(name, args=[business.slug, "2027-q1", *more]))
        assert "February to April 2027" in reply.text
    reports = as_owner.get(reverse("reports", args=[business.slug]), {"quarter": "2027-q1"})
    assert "February to April 2027" in reports.text


# ---- late checks


def test_a_started_check_can_be_finished_for_two_more_weeks(
    as_owner: Client, owner: User, business: Business
) -> None:
    started(business, owner)

    with on(datetime(2026, 10, 14, 22, 59, tzinfo=UTC), as_owner, owner):
        words = page(as_owner, business)
        assert "Your check for July to September. Finish it by 14 October." in words
        assert "Skip it and start October to December" in words
        assert "Finish it by 14" in as_owner.get(first_question(business)).text
    with on(datetime(2026, 10, 14, 23, 0, tzinfo=UTC), as_owner, owner):
        words = page(as_owner, business)
        assert "Your check for October to December" in words
        assert "Finish it by" not in words


def test_a_late_check_is_answered_and_sent_for_its_own_quarter(
    as_owner: Client, owner: User, business: Business
) -> None:
    late = started(business, owner)
    make_answers(late, owner)

    with on(noon(14), as_owner, owner):
        as_owner.post(first_question(business), answer_data(3, SUMMER, seen=1))
        reply = as_owner.post(
            reverse("submit_check", args=[business.slug]), {"quarter": SUMMER.key}
        )
        assert reply["Location"] == reverse("results", args=[business.slug, "2026-q3"])
        assert "Your check for October to December" in page(as_owner, business)

    assert value_of(late) == "3"
    assert Result.objects.get().assessment == late


def test_a_check_without_an_answer_is_never_late(
    as_owner: Client, owner: User, business: Business
) -> None:
    make_assessment(business, quarter_starts_on=SUMMER.starts_on)

    with on(noon(2), as_owner, owner):
        assert "Your check for October to December" in page(as_owner, business)


def test_a_skipped_late_check_stays_stored(
    as_owner: Client, owner: User, business: Business
) -> None:
    late = started(business, owner)

    with on(noon(5), as_owner, owner):
        for _ in range(2):
            as_owner.post(
                reverse("leave_late_check", args=[business.slug]), {"quarter": SUMMER.key}
            )
        said = page(as_owner, business)
        assert "This is the check for October to December." in said
        assert "Your check for October to December" in said

    assert value_of(late) == "2"
    assert business.assessments.count() == 2


def test_only_a_late_check_can_be_skipped(
    as_owner: Client, owner: User, business: Business
) -> None:
    started(business, owner, AUTUMN)

    with on(noon(5), as_owner, owner):
        as_owner.post(reverse("leave_late_check", args=[business.slug]))

    assert business.assessments.count() == 1


def test_a_page_of_an_expired_check_writes_nothing_to_the_new_quarter(
    as_owner: Client, owner: User, business: Business
) -> None:
    late = started(business, owner)

    with on(noon(15), as_owner, owner):
        save = as_owner.post(first_question(business), answer_data(3, SUMMER, seen=1))
        assert save.status_code == 422
        assert "A new quarter has started." in save.text
        assert 'name="quarter" value="2026-Q4"' in save.text
        as_owner.post(reverse("review", args=[business.slug]), {"quarter": SUMMER.key})
        as_owner.post(reverse("submit_check", args=[business.slug]), {"quarter": SUMMER.key})

    assert value_of(late) == "2"
    assert business.assessments.count() == 1
    assert not Result.objects.exists()


def test_an_undo_for_the_last_quarter_does_not_affect_the_new_one(
    as_owner: Client, owner: User, business: Business
) -> None:
    started(business, owner)
    new = started(business, owner, AUTUMN)

    with on(noon(15), as_owner, owner):
        as_owner.post(first_question(business, "undo_answer"), answer_data(2, SUMMER, seen=1))

    assert value_of(new) == "2"


def test_answers_for_the_last_quarter_are_not_sent_for_the_new_one(
    as_owner: Client, owner: User, business: Business
) -> None:
    new = started(business, owner, AUTUMN)
    make_answers(new, owner)

    with on(noon(15), as_owner, owner):
        reply = as_owner.post(
            reverse("submit_check", args=[business.slug]), {"quarter": SUMMER.key}, follow=True
        )

    assert "That page was for another check, so nothing was sent." in reply.text
    assert not Result.objects.exists()


def test_a_viewer_sees_a_late_check_but_cannot_skip_it(
    as_stranger: Client, stranger: User, owner: User, business: Business
) -> None:
    started(business, owner)
    make_member(business, stranger, Role.VIEWER)

    with on(noon(5), as_stranger, stranger):
        words = page(as_stranger, business)
        leave = as_stranger.post(reverse("leave_late_check", args=[business.slug]))

    assert "Finish it by" in words
    assert "Skip it" not in words
    assert leave.status_code == 403


def test_a_late_check_takes_no_more_queries(
    as_owner: Client, owner: User, business: Business, at_most: Callable[[int], Any]
) -> None:
    started(business, owner)

    with on(noon(5), as_owner, owner):
        with at_most(8):
            as_owner.get(reverse("check", args=[business.slug]))
        with at_most(8):
            as_owner.get(first_question(business))
        with at_most(6):
            as_owner.post(first_question(business), answer_data(3, SUMMER, seen=1))
