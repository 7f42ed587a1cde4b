"""Learning from what changed finds the same as a calculation over the whole site."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessment.domain.planning.planned_actions import Status
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import (
    ActionTally,
    ChangeKind,
    Experience,
    PlanItem,
)
from assessment.journey.planning.services import Actor, change_item, experience, learn
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business
from tests.factories import NOON, make_answers, make_assessment, make_business, make_user
from tests.journey.planning.full_learning import Known, full_figures
from tests.journey.planning.making import plan_just

pytestmark = pytest.mark.django_db

QUARTERS = [date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)]
CODES = ["POL2q", "POL2d", "CUL3q", "CHA1q", "CON2q"]
VALUES = [0, 1, 1, 1, 2, 3, "dk"]
WRITES = ("INSERT", "UPDATE", "DELETE")


def learned() -> dict[tuple[str, str], Known]:
    return {
        (row.model_key, row.action): (row.hours, row.hours_firms, row.lift, row.lift_firms)
        for row in Experience.objects.all()
    }


class RandomSite:
    """A few businesses to which one thing after another happens, chosen at random."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - a test can be repeated
        self.owner = make_user("owner")
        self.businesses = [make_business(f"Firm {n}", owner=self.owner) for n in range(4)]

    def live(self) -> None:
        """Let one thing happen."""
        happenings: list[Callable[[Business], object]] = [self.check, self.plan, self.change]
        weights = [2, 2, 8]
        [happening] = self.random.choices(happenings, weights)
        happening(self.random.choice(self.businesses))

    def check(self, business: Business) -> None:
        """Submit the check of the next quarter, or correct the last one."""
        made = list(business.assessments.order_by("quarter_starts_on", "revision"))
        starts_on = made[-1].quarter_starts_on if made else QUARTERS[0]
        later = [quarter for quarter in QUARTERS if quarter > starts_on]
        corrects = bool(made) and (not later or self.random.random() < 0.2)
        if made and not corrects:
            starts_on = later[0]
        revision = made[-1].revision + 1 if corrects else 1
        assessment = make_assessment(business, quarter_starts_on=starts_on, revision=revision)
        make_answers(assessment, self.owner, 1)
        values = {f"{code[:4]}": self.random.choice(VALUES) for code in CODES}
        make_answers(assessment, self.owner, values)
        day = NOON.replace(year=starts_on.year, month=starts_on.month)
        submit(
            assessment=assessment, by=self.owner, at=day + timedelta(days=self.random.randrange(80))
        )

    def plan(self, business: Business) -> None:
        """Save a plan for the last check; what is under way moves to it."""
        last = business.assessments.order_by("quarter_starts_on", "revision").last()
        if not last or last.plans.exists():
            return
        possible = [code for code in CODES if last.result.sheet[code[:4]]["value"] == 1]
        chosen = {code for code in possible if self.random.random() < 0.7}
        if "POL2d" in chosen:
            chosen.add("POL2q")  # which it needs
        if chosen:
            plan_just(last, chosen)

    def change(self, business: Business) -> None:
        """Finish an action, reopen it, or correct how long it took."""
        items = PlanItem.objects.filter(plan__assessment__business=business).order_by("pk")
        if not items:
            return
        item = self.random.choice(list(items))
        status = self.random.choice(
            [Status.DONE, Status.DONE, Status.DONE, Status.OPEN, Status.DROPPED]
        )
        started = item.plan.assessment.quarter_starts_on
        new: dict[str, Any] = {
            "status": status,
            "ended_on": started + timedelta(days=self.random.randrange(110))
            if status.ended
            else None,
            "real_hours": self.random.choice([None, Decimal("1.5"), Decimal("2.25"), Decimal(7)]),
        }
        actor = Actor(by=self.owner, at=NOON)
        change_item(item=item, kind=ChangeKind.EDITED, actor=actor, new=new)

    def lose_one(self) -> None:
        """Delete a business with everything it has."""
        lost = self.businesses.pop()
        PlanItem.objects.filter(plan__assessment__business=lost).delete()
        lost.delete()


@pytest.mark.parametrize("seed", [0, 1, 3])
def test_every_history_is_learned_as_if_from_scratch(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(experience, "READ_AGAIN", 0)
    monkeypatch.setattr(experience, "AT_ONCE", 3)
    site = RandomSite(seed)
    for business in site.businesses:
        site.check(business)
        site.plan(business)

    for _round in range(8):
        for _happening in range(8):
            site.live()
        learn(at=NOON)
        assert learned() == full_figures()
    assert any(firms for _hours, _firms, _lift, firms in learned().values())

    site.lose_one()
    learn(at=NOON)
    assert learned() == full_figures()


# ---- what it costs


def one_done(name: str) -> PlanItem:
    owner = make_user(name)
    business = make_business(name, owner=owner)
    return finish(submitted(business, owner), owner)


def submitted(business: Business, owner: User) -> Assessment:
    assessment = make_assessment(business)
    make_answers(assessment, owner, 1)
    submit(assessment=assessment, by=owner, at=NOON)
    return assessment


def finish(assessment: Assessment, owner: User) -> PlanItem:
    item = plan_just(assessment, {"POL2q"}).items.get()
    new = {"status": Status.DONE, "ended_on": NOON.date(), "real_hours": Decimal(3)}
    change_item(item=item, kind=ChangeKind.FINISHED, actor=Actor(by=owner, at=NOON), new=new)
    return item


def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(experience, "READ_AGAIN", 0)
    with CaptureQueriesContext(connection) as caught:
        learn(at=NOON)
    return [query["sql"] for query in caught.captured_queries]


def test_businesses_without_changes_are_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    one_done("first")
    learn(at=NOON)
    without_changes = statements(monkeypatch)
    one_done("second")
    learn(at=NOON)

    assert len(statements(monkeypatch)) == len(without_changes) <= 12
    assert not any("sheet" in sql for sql in without_changes)


def test_the_number_of_statements_does_not_grow_with_the_businesses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one_done("first")
    of_one = statements(monkeypatch)
    for number in range(4):
        one_done(f"another-{number}")

    assert len(statements(monkeypatch)) <= len(of_one)


def test_transactions_contain_only_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        one_done(f"business-{number}")

    inside: list[str] = []
    depth = 0
    for sql in statements(monkeypatch):
        if sql.startswith(("BEGIN", "SAVEPOINT")):
            depth += 1
        elif sql.startswith(("COMMIT", "RELEASE")):
            depth -= 1
        elif depth:
            inside.append(sql)

    assert inside
    assert [sql for sql in inside if not sql.startswith(WRITES)] == []


def test_nothing_is_written_for_what_is_known_already(monkeypatch: pytest.MonkeyPatch) -> None:
    one_done("first")
    learn(at=NOON)

    written = [sql for sql in statements(monkeypatch) if sql.startswith(WRITES)]

    assert all("learningmark" in sql for sql in written)


def test_what_was_interrupted_is_done_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(experience, "READ_AGAIN", 0)
    one_done("first")
    with (
        patch.object(experience, "_renew_tallies", side_effect=InterruptedError),
        pytest.raises(InterruptedError),
    ):
        learn(at=NOON)

    learn(at=NOON)

    assert ActionTally.objects.get().hours == 3
    assert learned() == full_figures()


def test_a_row_that_was_committed_late_is_not_missed() -> None:
    late = one_done("late")
    learn(at=NOON)
    ActionTally.objects.all().delete()
    newer = one_done("newer")

    learn(at=NOON)

    assert late.pk < newer.pk
    assert ActionTally.objects.count() == 2
