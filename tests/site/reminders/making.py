"""Helpers that create businesses with plans, and list what is due at a moment."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from unittest.mock import patch

from allauth.account.models import EmailAddress

from assessment.domain.planning.planned_actions import Status
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Plan, PlanItem
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business, Role
from assessment.parties.catalogue.library import OWN_MODEL
from assessment.site.operations.background_work import new_worker
from assessment.site.reminders import services, tasks
from assessment.site.reminders.queries.due_reminders import Letter, due_letters
from tests.factories import (
    NOON,
    make_answers,
    make_assessment,
    make_business,
    make_member,
    make_model_version,
    make_user,
)

FOUNDED = datetime(2026, 2, 3, 9, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
Q4 = date(2026, 10, 1)


def verify(user: User) -> User:
    """Confirm the email address of this person."""
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def make_reader(name: str, **fields: Any) -> User:
    return verify(make_user(name, **fields))


def make_old_business(name: str = "Café Lindgren", *, owner: User, **fields: Any) -> Business:
    business = make_business(name, owner=owner, **fields)
    business.founded_at = FOUNDED
    business.save()
    return business


def make_checked(
    business: Business,
    by: User,
    starts_on: date = Q4,
    sent_on: date | None = None,
    questions: str = OWN_MODEL,
) -> Assessment:
    """Create a check that was answered and submitted in the second week of its quarter."""
    version = make_model_version(questions)
    assessment = make_assessment(business, quarter_starts_on=starts_on, model_version=version)
    make_answers(assessment, by)
    sent_on = sent_on or starts_on + timedelta(days=12)
    submit(assessment=assessment, by=by, at=datetime.combine(sent_on, NOON.timetz()))
    return assessment


def make_plan(
    business: Business, by: User, starts_on: date = Q4, sent_on: date | None = None
) -> Plan:
    """Create the plan of a quarter, still without actions."""
    assessment = make_checked(business, by, starts_on, sent_on)
    return Plan.objects.create(
        assessment=assessment,
        number=1,
        wish={},
        expected={},
        hours=12,
        money=200,
        saved_at=FRIDAY,
        saved_by=by,
    )


def make_item(plan: Plan, due_on: date, **fields: Any) -> PlanItem:
    """Add an action: one of the model if a code is given, else an own one."""
    fields.setdefault("position", plan.items.count() + 1)
    if "action" not in fields:
        fields.setdefault("title", f"Action {fields['position']}")
    ended = fields.get("status", Status.OPEN) in {Status.DONE, Status.PARTLY, Status.DROPPED}
    fields.setdefault("ended_on", due_on if ended else None)
    return PlanItem.objects.create(plan=plan, due_on=due_on, **{"hours": 2, "money": 0, **fields})


def make_colleague(business: Business, name: str = "edith", role: str = Role.EDITOR) -> User:
    colleague = make_reader(name)
    make_member(business, colleague, role)
    return colleague


def due_at(moment: datetime) -> list[Letter]:
    return [letter for chunk in due_letters(moment) for letter in chunk]


def told_at(moment: datetime) -> list[tuple[str, str, str]]:
    """Return kind and subject of each due letter, with the recipient's name before the @."""
    return sorted(
        (str(letter.kind), letter.about, letter.recipient.email.partition("@")[0])
        for letter in due_at(moment)
    )


def claim_at(moment: datetime) -> int:
    letters = due_at(moment)
    return services.claim(letters=letters, at=moment, enqueue=tasks.deliver_all)


def work() -> None:
    """Run every task that is queued and due now."""
    # A worker closes its connections, but the test is still inside a transaction on this one.
    with patch("django_tasks_db.management.commands.db_worker.close_old_connections"):
        new_worker().run()


def abouts(letters: Sequence[Letter]) -> list[str]:
    return [letter.about for letter in letters]
