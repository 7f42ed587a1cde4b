"""The migration of comments to practices and of queued reports."""

from typing import Any

import pytest

from tests.factories import NOON
from tests.migrations.moving import migrated, sent_check, starting_at

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = ("assessment", "0006_reports_made_and_shared")
AFTER = ("assessment", "0008_comments_once_per_practice")


def comment(model: Any, result: Any, writer: str, **fields: Any) -> None:
    user, _ = model("assessment", "User").objects.get_or_create(email=writer)
    model("assessment", "Comment").objects.create(
        result=result, written_by=user, written_at=NOON, **fields
    )


def advised(model: Any, business: Any, consultant: str) -> Any:
    """Create a practice with one consultant who works for the business."""
    user, _ = model("assessment", "User").objects.get_or_create(email=consultant)
    practice = model("assessment", "ConsultingPractice").objects.create(
        name="Practice", slug="practice", founded_at=NOON
    )
    model("assessment", "PracticeMember").objects.create(practice=practice, user=user)
    model("assessment", "Mandate").objects.create(
        practice=practice, business=business, given_at=NOON
    )
    return practice


def test_a_comment_goes_to_its_writers_practice_and_private_text_to_no_other() -> None:
    model = starting_at(BEFORE)
    made = sent_check(model)
    practice = advised(model, made.business, "consultant@example.com")
    comment(model, made.result, "consultant@example.com", text="Mine", private=True)
    comment(model, made.result, "gone@example.com", text="Nobody's", about="CUL1", private=True)
    comment(model, made.result, "gone@example.com", text="For all")

    model = migrated(AFTER)

    found = model("assessment", "Comment").objects.order_by("pk")
    assert list(found.values_list("text", "practice")) == [
        ("Mine", practice.pk),
        ("For all", None),
    ]


def test_a_report_has_waited_since_it_was_requested() -> None:
    model = starting_at(BEFORE)
    made = sent_check(model)
    model("assessment", "ReportRun").objects.create(business=made.business, asked_at=NOON, key="k")

    model = migrated(AFTER)

    assert model("assessment", "ReportRun").objects.get().queued_at == NOON
