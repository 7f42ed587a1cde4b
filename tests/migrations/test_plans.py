"""The migration that tracks the actions of saved plans, and its rollback."""

from datetime import date
from typing import Any

import pytest

from tests.factories import NOON
from tests.migrations.moving import migrated, starting_at

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = ("assessment", "0003_quarters_of_ones_own")
AFTER = ("assessment", "0004_what_became_of_a_plan")


def saved_plan(model: Any) -> Any:
    """Create a plan of two actions as it was before the migration."""
    user = model("assessment", "User").objects.create(email="owner@example.com")
    business = model("assessment", "Business").objects.create(
        slug="cafe", name="Café", founded_at=NOON
    )
    version = model("assessment", "ModelVersion").objects.create(
        key="m-1", title="M", content_hash="0", source="", published_at=NOON
    )
    assessment = model("assessment", "Assessment").objects.create(
        business=business,
        quarter_starts_on=date(2026, 10, 1),
        model_version=version,
        started_at=NOON,
        submitted_at=NOON,
        submitted_by=user,
    )
    plan = model("assessment", "Plan").objects.create(
        assessment=assessment,
        number=1,
        wish={},
        expected={},
        hours=5,
        money=0,
        saved_at=NOON,
        saved_by=user,
    )
    for position, code in enumerate(["CUL1q", "POL1q"], start=1):
        model("assessment", "PlanItem").objects.create(
            plan=plan,
            action=code,
            position=position,
            hours=2,
            money=0,
            due_on=date(2026, 12, 1),
            owner=user,
        )
    return plan


def test_actions_saved_before_get_an_address_of_their_own_and_are_still_to_do() -> None:
    saved_plan(starting_at(BEFORE))

    items = migrated(AFTER)("assessment", "PlanItem").objects.order_by("position")

    assert [item.action for item in items] == ["CUL1q", "POL1q"]
    assert {item.status for item in items} == {"open"}
    assert len({item.key for item in items}) == 2
    assert all(len(item.key) == 10 for item in items)


def test_on_the_way_back_the_models_actions_stay_and_the_owners_own_go() -> None:
    plan = saved_plan(starting_at(BEFORE))
    model = migrated(AFTER)
    own = {"hours": 1, "money": 0, "due_on": date(2026, 12, 1)}
    for position, title in enumerate(["Paint the door", "Thank the baker"], start=3):
        model("assessment", "PlanItem").objects.create(
            plan_id=plan.pk, title=title, position=position, key=f"own-{position}", **own
        )

    items = migrated(BEFORE)("assessment", "PlanItem").objects.order_by("position")

    assert [item.action for item in items] == ["CUL1q", "POL1q"]
