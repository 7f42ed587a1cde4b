"""Reminders about actions that are due or late, and about finished plans."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from assessment.domain.planning.planned_actions import Status
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import ItemKind, Plan
from assessment.parties.businesses.models import Business, Membership, Role
from assessment.site.reminders.models import Kind, Pause
from tests.factories import make_engagement, make_member, make_user
from tests.site.reminders.conftest import Send
from tests.site.reminders.making import (
    FRIDAY,
    MONDAY,
    Q4,
    claim_at,
    due_at,
    make_checked,
    make_colleague,
    make_item,
    make_old_business,
    make_plan,
    make_reader,
    told_at,
)

pytestmark = pytest.mark.django_db

TODAY = FRIDAY.date()
A_DAY = timedelta(days=1)


# ---- due in three days


@pytest.mark.parametrize(
    ("days", "told"), [(4, False), (3, True), (2, True), (0, True), (-1, False)]
)
def test_a_reminder_is_due_in_the_last_three_days_of_an_action(
    plan: Plan, days: int, told: Any
) -> None:
    item = make_item(plan, TODAY + days * A_DAY)

    expected = [("action_due", f"{item.key}:{item.due_on}", "owner")] if told else []
    assert told_at(FRIDAY) == expected


def test_what_to_find_out_is_reminded_of_and_listed_when_late(plan: Plan) -> None:
    item = make_item(
        plan, TODAY + A_DAY, kind=ItemKind.FIND_OUT, dimension="culture", title="",
        questions=["CUL1"],
    )  # fmt: skip

    assert told_at(FRIDAY) == [("action_due", f"{item.key}:{item.due_on}", "owner")]
    assert [kind for kind, _about, _who in told_at(MONDAY + timedelta(weeks=1))] == ["late"]


def test_an_action_has_one_reminder(plan: Plan) -> None:
    make_item(plan, TODAY + 3 * A_DAY)
    claim_at(FRIDAY)

    assert told_at(FRIDAY + A_DAY) == told_at(FRIDAY + 3 * A_DAY) == []


def test_a_new_date_brings_a_new_reminder(plan: Plan) -> None:
    item = make_item(plan, TODAY + 3 * A_DAY)
    claim_at(FRIDAY)

    item.due_on = TODAY + 5 * A_DAY
    item.save()

    assert told_at(FRIDAY) == []
    assert told_at(FRIDAY + 2 * A_DAY) == [("action_due", f"{item.key}:2026-11-25", "owner")]


@pytest.mark.parametrize("status", [Status.DONE, Status.PARTLY, Status.DROPPED])
def test_a_finished_action_has_no_reminder(plan: Plan, status: Status) -> None:
    make_item(plan, TODAY + A_DAY, status=status)

    assert told_at(FRIDAY) == []


def test_only_the_person_doing_an_action_is_reminded(plan: Plan, business: Business) -> None:
    edith = make_colleague(business)
    make_item(plan, TODAY, owner=edith)

    assert [who for _kind, _about, who in told_at(FRIDAY)] == ["edith"]


def test_every_owner_is_reminded_of_an_unassigned_action(plan: Plan, business: Business) -> None:
    make_colleague(business, "olga", Role.OWNER)
    make_item(plan, TODAY)

    assert [who for _kind, _about, who in told_at(FRIDAY)] == ["olga", "owner"]


def test_owners_are_reminded_of_the_actions_of_former_members(
    plan: Plan, business: Business
) -> None:
    edith = make_colleague(business)
    make_item(plan, TODAY, owner=edith)
    Membership.objects.filter(user=edith).delete()

    assert [who for _kind, _about, who in told_at(FRIDAY)] == ["owner"]


def test_owners_are_reminded_if_the_doers_address_is_unconfirmed(
    plan: Plan, business: Business
) -> None:
    ursula = make_user("ursula")
    make_member(business, ursula, Role.EDITOR)
    make_item(plan, TODAY, owner=ursula)

    assert [who for _kind, _about, who in told_at(FRIDAY)] == ["owner"]


def test_a_helper_without_an_account_is_reminded_in_the_time_zone_of_the_business(
    plan: Plan,
) -> None:
    make_item(plan, TODAY, helper_name="Hans", helper_email="hans@example.org")
    Business.objects.update(time_zone="America/Los_Angeles")

    assert told_at(FRIDAY) == []  # four in the morning there
    (letter,) = due_at(FRIDAY + timedelta(hours=5))
    assert letter.recipient.email == "hans@example.org"
    assert "hans" not in letter.key


def test_owners_are_reminded_if_a_helper_has_no_address(plan: Plan) -> None:
    make_item(plan, TODAY, helper_name="Hans")

    assert [who for _kind, _about, who in told_at(FRIDAY)] == ["owner"]


def test_a_helper_who_stopped_reminders_gets_nothing(plan: Plan, business: Business) -> None:
    make_item(plan, TODAY, helper_name="Hans", helper_email="hans@example.org")
    Pause.objects.create(
        business=business, kind=Kind.ACTION_DUE, helper_email="hans@example.org", since=FRIDAY
    )

    assert told_at(FRIDAY) == []


def test_an_older_plan_has_no_reminders(plan: Plan, business: Business, owner: User) -> None:
    make_item(plan, TODAY)
    plan.number, plan.pk = 2, None
    plan.save()

    assert told_at(FRIDAY) == []


def test_after_the_next_check_the_last_plan_is_over(
    plan: Plan, business: Business, owner: User
) -> None:
    now = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
    make_item(plan, now.date())
    make_checked(business, owner, date(2027, 1, 1))

    assert told_at(now) == []


# ---- late on Mondays


def late_at(moment: datetime) -> list[tuple[str, list[str]]]:
    """Return who gets the Monday list, and the titles in it."""
    return sorted(
        (letter.recipient.email.partition("@")[0], [item.title for item in letter.items])
        for letter in due_at(moment)
        if letter.kind == Kind.LATE
    )


def test_owners_get_all_late_actions_and_others_their_own(plan: Plan, business: Business) -> None:
    edith = make_colleague(business)
    make_colleague(business, "vera", Role.VIEWER)
    make_engagement(business, make_reader("connie"))
    make_item(plan, date(2026, 11, 11), title="Ask", owner=edith)
    make_item(plan, date(2026, 10, 28), title="Agree")
    make_item(plan, date(2026, 11, 25), title="Draw", owner=edith)

    assert late_at(MONDAY) == [("edith", ["Ask"]), ("owner", ["Agree", "Ask"])]


def test_the_list_comes_only_on_mondays_and_once(plan: Plan) -> None:
    make_item(plan, date(2026, 11, 11))

    days = [MONDAY + n * A_DAY for n in range(8)]
    assert [bool(late_at(now)) for now in days] == [True, *[False] * 6, True]

    claim_at(MONDAY)
    assert late_at(MONDAY + timedelta(hours=3)) == []
    assert len(late_at(MONDAY + 7 * A_DAY)) == 1


def test_monday_depends_on_the_time_zone_of_the_reader(plan: Plan) -> None:
    make_item(plan, date(2026, 11, 11))
    User.objects.update(time_zone="Pacific/Auckland")

    sunday_evening = datetime(2026, 11, 15, 21, 0, tzinfo=UTC)  # Monday, 10:00, in Auckland
    assert [letter.about for letter in due_at(sunday_evening)] == ["2026-11-16"]


def test_there_is_no_list_while_nothing_is_late(plan: Plan) -> None:
    make_item(plan, MONDAY.date())
    make_item(plan, date(2026, 11, 2), status=Status.DONE)

    assert late_at(MONDAY) == []


def test_an_abandoned_plan_has_no_more_reminders(plan: Plan) -> None:
    make_item(plan, date(2026, 11, 15))

    mondays = [MONDAY + timedelta(weeks=n) for n in range(12)]
    assert [bool(late_at(now)) for now in mondays] == [True] * 8 + [False] * 4


# ---- the quarterly summary


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 12, 24), False),
        (date(2026, 12, 25), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_the_summary_comes_in_the_last_week(plan: Plan, day: date, told: Any) -> None:
    make_item(plan, date(2026, 11, 2), status=Status.DONE)

    now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    kinds = [kind for kind, _about, _who in told_at(now)]
    assert (Kind.SUMMARY in kinds) is told


def test_owners_get_one_summary_a_quarter(plan: Plan, business: Business) -> None:
    make_colleague(business)
    make_item(plan, date(2026, 11, 2), status=Status.DONE)
    now = datetime(2026, 12, 26, 9, tzinfo=UTC)

    assert told_at(now) == [("summary", "2026-Q4", "owner")]
    claim_at(now)
    assert told_at(now + A_DAY) == []


def test_without_a_plan_there_is_nothing_to_sum_up(plan: Plan) -> None:
    make_item(plan, date(2026, 11, 2), status=Status.DROPPED)

    assert told_at(datetime(2026, 12, 26, 9, tzinfo=UTC)) == []


# ---- many businesses


def test_the_number_of_queries_does_not_grow_with_the_businesses(
    owner: User, at_most: Callable[[int], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assessment.site.reminders.queries.due_reminders.AT_ONCE", 20)
    for number in range(30):
        business = make_old_business(f"Shop {number}", owner=owner)
        make_item(make_plan(business, owner, Q4), TODAY + A_DAY)

    with at_most(17):  # eight for each of two chunks, and one that finds none left
        found = due_at(FRIDAY)
    assert len(found) == 30

    with at_most(17 + 2 * 4 + 2):
        assert claim_at(FRIDAY) == 30
    assert claim_at(FRIDAY) == 0


@pytest.mark.parametrize(
    ("day", "told"),
    [(date(2026, 12, 28), False), (date(2027, 3, 24), False), (date(2027, 3, 25), True)],
)
def test_the_plan_of_a_late_check_is_summed_up_in_the_quarter_of_its_last_action(
    plan: Plan, day: date, told: Any
) -> None:
    Plan.objects.update(saved_at=datetime(2027, 1, 6, 9, tzinfo=UTC))
    make_item(plan, date(2027, 2, 2), status=Status.DONE)

    now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    kinds = [kind for kind, _about, _who in told_at(now)]
    assert (Kind.SUMMARY in kinds) is told


def test_a_summary_names_the_quarter_of_its_plan(
    business: Business, owner: User, send: Send
) -> None:
    plan = make_plan(business, owner, Q4)
    make_item(plan, date(2026, 12, 20), status=Status.PARTLY)

    mail = send(datetime(2026, 12, 28, 9, tzinfo=UTC))

    assert "Here’s how October to December went" in " ".join(str(mail.body).split())
