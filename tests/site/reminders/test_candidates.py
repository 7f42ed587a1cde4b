"""Businesses without anything due are ruled out, and none with something due is."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from assessment.domain.planning.planned_actions import Status
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Plan
from assessment.journey.retests.services import agree_to_retest
from assessment.parties.businesses.models import Business
from assessment.site.reminders.models import Kind
from assessment.site.reminders.queries import due_reminders
from assessment.site.reminders.queries.candidates import candidates
from assessment.site.reminders.queries.due_reminders import Letter, due_letters
from tests.factories import make_business
from tests.site.reminders.making import (
    FRIDAY,
    MONDAY,
    Q4,
    make_checked,
    make_item,
    make_old_business,
    make_plan,
    make_reader,
)

pytestmark = pytest.mark.django_db

ZONES = {1: "", 2: "Pacific/Kiritimati", 3: "Pacific/Pago_Pago"}
"""By the first month of a quarter: the site's own time zone, the earliest and the latest one."""
HALF_A_YEAR = [datetime(2026, 9, 25, tzinfo=UTC) + timedelta(hours=13 * n) for n in range(250)]


@pytest.fixture
def site(db: None) -> None:
    """Businesses of every kind: checked or not, with plans on time or late, in far time zones."""
    for first_month, zone in ZONES.items():
        owner = make_reader(f"owner-{first_month}", time_zone=zone)
        fields: dict[str, Any] = {"owner": owner, "time_zone": zone, "first_month": first_month}
        make_old_business(f"Unchecked {first_month}", **fields)
        starts_on = date(2026, 9 + first_month, 1)
        fill(make_plan(make_old_business(f"Planned {first_month}", **fields), owner, starts_on))
        late = make_plan(make_old_business(f"Late {first_month}", **fields), owner, starts_on)
        Plan.objects.filter(pk=late.pk).update(saved_at=datetime(2027, 1, 9, tzinfo=UTC))
        fill(late, date(2027, 1, 20))
        # The next check waits for ten weeks, so its plan is summed up in the next quarter.
        slow = make_old_business(f"Checked late {first_month}", **fields)
        fill(make_plan(slow, owner, starts_on, starts_on + timedelta(days=50)))
        make_business(f"Young {first_month}", **fields)
        looking = make_checked(make_old_business(f"Looking {first_month}", **fields), owner, Q4)
        agree_to_retest(assessment=looking, by=owner, at=FRIDAY)


def fill(plan: Plan, day: date | None = None) -> None:
    day = day or plan.assessment.quarter_starts_on
    make_item(plan, day + timedelta(days=20))
    make_item(plan, day + timedelta(days=50), status=Status.DONE)
    make_item(plan, day + timedelta(days=80))


def test_no_reminder_of_half_a_year_is_missed(site: None, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds: set[Kind] = set()
    missed: list[tuple[datetime, str]] = []
    for now in HALF_A_YEAR:
        asked = set(candidates(now).values_list("pk", flat=True))
        for letter in letters_of_all(now, monkeypatch):
            kinds.add(letter.kind)
            if letter.context.business.pk not in asked:
                missed.append((now, letter.key))

    assert not missed
    assert kinds == set(Kind)


def letters_of_all(now: datetime, monkeypatch: pytest.MonkeyPatch) -> list[Letter]:
    """Return what is due if no business is ruled out."""
    with monkeypatch.context() as patched:
        patched.setattr(due_reminders, "candidates", lambda _now: Business.objects.all())
        return [letter for letters in due_letters(now) for letter in letters]


# ---- who is ruled out


def test_a_checked_business_without_dates_near_is_ruled_out(
    business: Business, owner: User, plan: Plan
) -> None:
    make_item(plan, FRIDAY.date() + timedelta(days=5))
    make_item(plan, FRIDAY.date() - timedelta(days=5))

    assert list(candidates(FRIDAY)) == []
    assert list(candidates(MONDAY)) == [business]


def test_businesses_that_are_ruled_out_cost_no_statement(
    business: Business, owner: User, plan: Plan, at_most: Any
) -> None:
    for number in range(5):
        quiet = make_old_business(f"Quiet {number}", owner=owner)
        make_item(make_plan(quiet, owner), FRIDAY.date() + timedelta(days=30))

    with at_most(1):
        assert list(due_letters(FRIDAY)) == []
