"""The dates of a plan: spread to the next check, without Sundays, holidays and busy weeks."""

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.domain.planning.due_dates import Because, ClosedDay, DueDate
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Plan
from assessment.journey.planning.queries.closed_days import closed_days
from assessment.journey.planning.wording.dates import why_then
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business
from assessment.parties.businesses.services import mark_busy
from tests.factories import NOON, make_answers
from tests.journey.planning.making import build_url
from tests.journey.planning.test_saving import save_url
from tests.kept import kept

pytestmark = pytest.mark.django_db

TODAY = NOON.date()
NEXT_CHECK = date(2027, 1, 29)
MEANS = "hours=13&money=200&actions=5"


@pytest.fixture(autouse=True)
def on_20_november() -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@kept
def submitted(assessment: Assessment, owner: User) -> Assessment:
    make_answers(assessment, owner, 1)
    submit(assessment=assessment, by=owner, at=NOON)
    return assessment


def due_dates(client: Client, business: Business) -> list[date]:
    building = client.get(build_url(business, MEANS)).context["building"]
    return [item.due_on for item in building.items]


def test_dates_are_spread_until_the_next_check_ten_weeks_after_the_last(
    as_owner: Client, business: Business, submitted: Assessment
) -> None:
    days = due_dates(as_owner, business)

    assert len(days) == 5
    assert TODAY + timedelta(days=7) <= days[0]
    assert days == sorted(days)
    assert days[-1] <= NEXT_CHECK
    assert NEXT_CHECK - days[-1] <= timedelta(days=7)
    assert all((after - day).days >= 7 for day, after in pairwise(days))


def test_a_plan_saved_with_five_weeks_left_starts_in_a_week(
    as_owner: Client, owner: User, business: Business, submitted: Assessment, on_20_november: Any
) -> None:
    on_20_november.move_to(NOON.replace(month=12, day=25))
    as_owner.force_login(owner)

    days = due_dates(as_owner, business)

    assert date(2027, 1, 1) <= days[0]
    assert days[-1] <= NEXT_CHECK


def test_nothing_is_due_on_sundays_holidays_and_in_busy_weeks(
    as_owner: Client, business: Business, submitted: Assessment
) -> None:
    before = due_dates(as_owner, business)
    for day in before[1:3]:
        mark_busy(business=business, day=day, today=TODAY)

    after = due_dates(as_owner, business)

    closed = closed_days(business, TODAY, NEXT_CHECK)
    assert date(2026, 12, 25) in closed
    assert date(2026, 12, 28) in closed  # Boxing Day is a Saturday in 2026.
    assert set(before[1:3]) <= closed.keys()
    for days in (before, after):
        assert not any(day.weekday() == 6 for day in days)
    assert not set(after) & closed.keys()
    assert after == sorted(after)


def test_holidays_are_those_of_the_country_of_the_time_zone_or_of_a_chosen_one(
    business: Business,
) -> None:
    epiphany, boxing_day = date(2027, 1, 6), date(2026, 12, 28)

    def closed() -> list[bool]:
        found = closed_days(business, TODAY, NEXT_CHECK)
        return [day in found for day in (boxing_day, epiphany)]

    assert closed() == [True, False]
    business.time_zone = "Europe/Stockholm"
    assert closed() == [False, True]
    business.country = "GB"
    assert closed() == [True, False]
    business.country, business.time_zone = "", "Etc/UTC"
    assert closed() == [False, False]


def test_the_builder_explains_each_date_and_the_form_too(
    as_owner: Client, business: Business, submitted: Assessment
) -> None:
    mark_busy(business=business, day=due_dates(as_owner, business)[1], today=TODAY)

    page = as_owner.get(build_url(business, MEANS)).text
    form = as_owner.get(save_url(business, MEANS)).text

    for text in (page, form):
        assert "is in a busy week." in text
        assert "Your hours are spread until the next check on 29\xa0January." in text
    assert len(re.findall(r'<summary class="text-button">Why \d', page)) == 5
    assert "on public holidays (United Kingdom)" in page
    assert "until your next check on 29\xa0January" in form


def test_a_saved_plan_has_the_dates_that_were_shown(
    as_owner: Client, business: Business, submitted: Assessment
) -> None:
    days = due_dates(as_owner, business)
    form = as_owner.get(save_url(business, MEANS)).context["form"]

    as_owner.post(
        save_url(business, MEANS),
        {name: str(form[name].value() or "") for name in form.fields},
    )

    assert [item.due_on for item in Plan.objects.get().items.all()] == days


# ---- busy weeks


def busy_url(business: Business) -> str:
    return reverse("busy_weeks", args=[business.slug])


def test_a_week_is_marked_by_any_of_its_days_and_made_free_again(
    as_owner: Client, business: Business
) -> None:
    for day in ("2026-12-23", "2026-12-27"):
        as_owner.post(busy_url(business), {"day": day})

    [week] = business.busy_weeks.all()
    assert (week.starts_on, week.ends_on) == (date(2026, 12, 21), date(2026, 12, 27))
    page = as_owner.get(busy_url(business)).text
    assert "21\xa0December\xa02026 to 27\xa0December\xa02026" in page

    for _ in range(2):
        as_owner.post(reverse("free_week", args=[business.slug]), {"starts_on": "2026-12-21"})

    assert not business.busy_weeks.exists()


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("", "Choose a day in the week."),
        ("soon", "Choose a day, or enter it like 2026-11-30."),
        ("2026-11-15", "Choose a day in this week or a later one."),
        ("2028-01-01", "Choose a day within a year."),
    ],
)
def test_an_unusable_day_is_explained(
    as_owner: Client, business: Business, day: str, says: str
) -> None:
    response = as_owner.post(busy_url(business), {"day": day})

    assert response.status_code == 422
    assert says in response.text
    assert not business.busy_weeks.exists()


def test_this_week_can_still_be_marked_on_friday(as_owner: Client, business: Business) -> None:
    as_owner.post(busy_url(business), {"day": "2026-11-16"})

    assert business.busy_weeks.count() == 1


def test_there_is_room_for_half_a_year_of_busy_weeks(as_owner: Client, business: Business) -> None:
    for week in range(26):
        mark_busy(business=business, day=TODAY + timedelta(weeks=week), today=TODAY)

    again = as_owner.post(busy_url(business), {"day": "2026-11-20"})
    more = as_owner.post(busy_url(business), {"day": "2027-10-20"})

    assert again.status_code == 302
    assert "You’ve marked 26 weeks" in more.text
    assert business.busy_weeks.count() == 26


def test_past_weeks_are_not_listed(as_owner: Client, business: Business) -> None:
    mark_busy(business=business, day=date(2026, 11, 10), today=date(2026, 11, 1))

    assert "Marked as busy" not in as_owner.get(busy_url(business)).text


def test_a_plan_finds_room_even_if_every_week_is_busy(
    as_owner: Client, business: Business, submitted: Assessment
) -> None:
    for week in range(12):
        mark_busy(business=business, day=TODAY + timedelta(weeks=week), today=TODAY)

    page = as_owner.get(build_url(business, MEANS)).text

    assert "There isn’t time for it before the next check on 29\xa0January." in page
    assert min(due_dates(as_owner, business)) > NEXT_CHECK


def test_settings_ask_for_the_country_and_lead_to_busy_weeks(
    as_owner: Client, business: Business
) -> None:
    url = reverse("business_settings", args=[business.slug])
    page = as_owner.get(url).text
    assert busy_url(business) in page
    assert '<option value="SE">Sweden</option>' in page

    given = {"name": "Café Lindgren", "currency": "GBP", "first_month": 1, "country": "SE"}
    as_owner.post(url, given)

    business.refresh_from_db()
    assert business.country == "SE"
    refused = as_owner.post(url, {**given, "country": "XX"})
    assert "Choose a country from the list." in refused.text


@pytest.mark.parametrize(
    ("on", "says"),
    [
        (date(2026, 12, 16), "Wednesday, because Tuesday is in a busy week."),
        (
            date(2026, 12, 21),
            "Monday 21 December, because Tuesday 15 December is in a busy week.",
        ),
    ],
)
def test_a_weekday_is_named_without_its_date_only_if_it_is_near(on: date, says: str) -> None:
    due = DueDate(
        on=on,
        because=Because.SHARE,
        least_days=7,
        instead_of=date(2026, 12, 15),
        closed=ClosedDay.BUSY,
    )

    assert why_then(due, NEXT_CHECK).replace("\u00a0", " ") == says
