"""A process that creates a large site, runs its scheduled jobs, or saves answers in it."""

import json
import logging
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from select import select
from time import perf_counter
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.foundation.links.keys import new_key
from assessment.journey.planning.models import ItemChange, Plan, PlanItem
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.questionnaire.services import start_assessment
from assessment.journey.results.models import Result
from assessment.management.commands.run_schedule import jobs
from assessment.parties.businesses.models import Business, Membership, Role
from assessment.site.operations.demo import make_demo
from benchmarks.web import as_served, saving

BATCH = 1000
SAVERS = 4
MOST_SECONDS = 3600


# ---- the site


def prepare(number: int) -> dict[str, Any]:
    """Create the sample, and businesses with the same eight quarters, plans and actions."""
    call_command("migrate", verbosity=0)
    make_demo(password=uuid4().hex)
    sample = Business.objects.get(slug="cafe-lindgren")
    with transaction.atomic():
        owners = people(number)
        businesses = Business.objects.bulk_create(
            (
                Business(name=owner.name, slug=owner.name, founded_at=sample.founded_at)
                for owner in owners
            ),
            batch_size=BATCH,
        )
        Membership.objects.bulk_create(
            (
                Membership(business=business, user=owner, role=Role.OWNER, since=owner.date_joined)
                for business, owner in zip(businesses, owners, strict=True)
            ),
            batch_size=BATCH,
        )
        for assessment in sample.assessments.exclude(submitted_at=None).filter(extra=0):
            repeat(assessment, businesses, owners)
    for saver in range(SAVERS):
        let_one_save(f"saver-{saver}")
    return {"businesses": number}


def let_one_save(slug: str) -> None:
    """Create a business with a check in progress."""
    now = timezone.now()
    owner = User.objects.create(name=slug, email=f"{slug}@bench.example")
    business = Business.objects.create(name=slug, slug=slug, founded_at=now, set_up_at=now)
    Membership.objects.create(business=business, user=owner, role=Role.OWNER, since=now)
    quarter = Quarter.containing(now.date())
    start_assessment(business=business, quarter=quarter, by=owner, at=now)


def people(number: int) -> list[User]:
    owners = User.objects.bulk_create(
        (User(name=f"bench-{n}", email=f"owner-{n}@bench.example") for n in range(number)),
        batch_size=BATCH,
    )
    EmailAddress.objects.bulk_create(
        (EmailAddress(user=o, email=o.email, verified=True, primary=True) for o in owners),
        batch_size=BATCH,
    )
    return owners


def repeat(assessment: Assessment, businesses: list[Business], owners: list[User]) -> None:
    """Give every business this check of the sample, with its result and its plan."""
    copies = Assessment.objects.bulk_create(
        (
            Assessment(
                business=business,
                quarter_starts_on=assessment.quarter_starts_on,
                revision=assessment.revision,
                model_version=assessment.model_version,
                started_at=assessment.started_at,
                submitted_at=assessment.submitted_at,
                submitted_by=owner,
            )
            for business, owner in zip(businesses, owners, strict=True)
        ),
        batch_size=BATCH,
    )
    result = assessment.result
    Result.objects.bulk_create(
        (
            Result(
                assessment=copy,
                rule=result.rule,
                sheet=result.sheet,
                outcome={},
                score=result.score,
                level=result.level,
                frozen_at=result.frozen_at,
            )
            for copy in copies
        ),
        batch_size=BATCH,
    )
    plan = assessment.plans.order_by("number").last()
    if plan:
        repeat_plan(plan, copies, owners)


def repeat_plan(plan: Plan, copies: list[Assessment], owners: list[User]) -> None:
    plans = Plan.objects.bulk_create(
        (
            Plan(
                assessment=copy,
                number=1,
                wish=plan.wish,
                expected={},
                hours=plan.hours,
                money=plan.money,
                saved_at=plan.saved_at,
                saved_by=owner,
            )
            for copy, owner in zip(copies, owners, strict=True)
        ),
        batch_size=BATCH,
    )
    items = PlanItem.objects.bulk_create(items_of(plan, plans), batch_size=BATCH)
    ItemChange.objects.bulk_create(
        (
            ItemChange(
                item=item, revision=1, kind="finished", before={}, after={}, at=plan.saved_at
            )
            for item in items
        ),
        batch_size=BATCH,
    )


def items_of(plan: Plan, plans: list[Plan]) -> Iterator[PlanItem]:
    for item in plan.items.all():
        for copy in plans:
            item.pk, item.key, item.plan, item.owner = None, new_key(), copy, None
            yield PlanItem(
                **{
                    field.attname: getattr(item, field.attname)
                    for field in PlanItem._meta.concrete_fields  # noqa: SLF001 - public
                }
            )


# ---- what happens in it


def work() -> dict[str, Any]:
    """Run every job as on the first day of a quarter, when all businesses get an email."""
    quarter = Quarter.containing(timezone.now().date()).next()
    first_day = datetime(quarter.year, quarter.first_month, 1, 12, tzinfo=UTC)
    took = {}
    for job in jobs():
        began = perf_counter()
        job.do(first_day + timedelta(hours=1))
        took[job.name] = perf_counter() - began
    return took


def save(number: int) -> dict[str, Any]:
    """Save answers one after another until the input is closed."""
    business = Business.objects.get(slug=f"saver-{number}")
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(name=business.slug))
    running = business.assessments.get(submitted_at=None)
    waits: list[float] = []

    def watch(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        """Note how long each transaction waits for SQLite's write lock, with which it begins."""
        began = perf_counter()
        found = execute(sql, *rest)
        if sql.startswith("BEGIN"):
            waits.append(perf_counter() - began)
        return found

    with as_served(), connection.execute_wrapper(watch):
        save_one = saving(client, running, f"/b/{business.slug}/check/culture/1/")
        save_one()
        longest, saves, failed = 0.0, 0, 0
        until = perf_counter() + MOST_SECONDS
        while not select([sys.stdin], [], [], 0)[0] and perf_counter() < until:
            began = perf_counter()
            try:
                save_one()
            except RuntimeError:
                failed += 1
            saves += 1
            longest = max(longest, perf_counter() - began)
    return {"longest": longest, "longest_wait": max(waits), "saves": saves, "failed": failed}


def main() -> None:
    """Do what the arguments say, and print what was found as JSON."""
    logging.disable(logging.WARNING)
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    commands: dict[str, Callable[..., dict[str, Any]]] = {
        "prepare": prepare,
        "work": work,
        "save": save,
    }
    found = commands[sys.argv[1]](*map(int, sys.argv[2:]))
    sys.stdout.write(json.dumps(found))
