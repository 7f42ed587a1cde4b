"""Submitted quarters and past plans, created in bulk so that forty of them are quick."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.test import Client
from django.urls import reverse

from assessment.domain.exchange.documents import outcome_document, sheet_document, wish_document
from assessment.domain.model.answers import SET_ASIDE
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.planned_actions import ENDED, Status
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Plan, PlanItem
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Result
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.models import ModelVersion
from tests.domain.making import change
from tests.factories import NOON, make_model_version, source_of_next
from tests.journey.cafe import eight_checks

SAMPLE = eight_checks()


def long_history(count: int) -> list[Submission]:
    """Return `count` quarters up to the café's last, repeating its answers."""
    quarter, found = SAMPLE[-1].quarter, []
    for n in range(count):
        found.append(replace(SAMPLE[-1 - n % len(SAMPLE)], quarter=quarter))
        quarter = quarter.previous()
    return found[::-1]


def at(key: str, submission: Submission = SAMPLE[-1]) -> Submission:
    return replace(submission, quarter=Quarter.parse(key))


def make_results(
    business: Business,
    owner: User,
    submissions: Sequence[Submission],
    version: ModelVersion | None = None,
) -> list[Result]:
    """Create these checks for a business, submitted and frozen, each under its own questions."""
    keys = {submission.model.key for submission in submissions}
    versions = {key: version or make_model_version(key) for key in sorted(keys)}
    assessments = Assessment.objects.bulk_create(
        Assessment(
            business=business,
            quarter_starts_on=submission.quarter.starts_on,
            model_version=versions[submission.model.key],
            started_at=NOON,
            submitted_at=NOON,
            submitted_by=owner,
        )
        for submission in submissions
    )
    return Result.objects.bulk_create(
        _result(submission, assessment)
        for submission, assessment in zip(submissions, assessments, strict=True)
    )


def _result(submission: Submission, assessment: Assessment) -> Result:
    overall = submission.scored.overall
    return Result(
        assessment=assessment,
        rule=submission.scored.rule,
        sheet=sheet_document(submission.sheet),
        outcome=outcome_document(submission),
        score=shown(overall.points) if overall.scored else None,
        level=overall.level.key if overall.level else "",
        frozen_at=NOON,
    )


def make_plan_of(result: Result, owner: User, *items: dict[str, Any], number: int = 1) -> Plan:
    """Create a plan for that quarter, with items given by their columns."""
    wish = wish_document(PlanWish(hours=12, money=200, max_actions=5))
    plan = Plan.objects.create(
        assessment=result.assessment,
        number=number,
        wish=wish,
        expected={},
        hours=12,
        money=200,
        saved_at=NOON,
        saved_by=owner,
    )
    for position, item in enumerate(items, start=1):
        ended = item.get("status", Status.OPEN) in ENDED
        PlanItem.objects.create(
            plan=plan,
            position=position,
            money=0,
            due_on=date(2026, 8, position),
            ended_on=date(2026, 9, 1) if ended else None,
            **{"hours": 3, **item},
        )
    return plan


ANOTHER_TRADE = '\n[[trades]]\nkey = "market"\ntitle = "Market stall"\n'


def publish(version: str, mapping: str = "", *, old: str = "", new: str = "") -> ModelVersion:
    """Publish another version of the questions, perhaps with one text replaced everywhere.

    Without a mapping it has another structure.
    """
    source = source_of_next(old, new, version) + (mapping or ANOTHER_TRADE)
    return ModelVersion.objects.create(
        key=f"cairn-{version}",
        title="Another",
        content_hash=sha256(source.encode()).hexdigest(),
        source=source,
        published_at=NOON + timedelta(days=1),
    )


def unscored(submission: Submission) -> Submission:
    """Return the check with too many answers set aside for a Culture score."""
    codes = [practice.code for practice in submission.model.dimension("culture").practices]
    return replace(
        submission, sheet=change(submission.sheet, **dict.fromkeys(codes[:3], SET_ASIDE))
    )


def trends_url(business: Business, query: str = "") -> str:
    return reverse("trends", args=[business.slug]) + query


def page_of(client: Client, business: Business, query: str = "") -> str:
    return client.get(trends_url(business, query)).text


def words_of(page: str) -> str:
    """Return the text of a page, without its tags."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())
