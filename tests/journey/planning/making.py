"""Helpers that save plans without a browser, for tests that need one to start with."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import parse_qs

from django.urls import reverse

from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.planned_actions import Status
from assessment.domain.planning.planner import make_plan
from assessment.journey.planning.models import Plan, PlanItem
from assessment.journey.planning.services import Promise, save_plan
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.queries import submission_of
from assessment.parties.businesses.models import Business
from tests.factories import NOON

WISH = PlanWish(hours=20, money=200, max_actions=5)
UNLIMITED = PlanWish(hours=999, money=99_999, max_actions=60)


def build_url(business: Business, query: str = "") -> str:
    return f"{reverse('build_plan', args=[business.slug])}?{query}"


def link_behind(page: str, words: str) -> str:
    """Return the address of the first link with this text."""
    before = page.split(words, maxsplit=1)[0]
    return unescape(before.rsplit('href="', 1)[1].split('"')[0])


def query_behind(page: str, words: str) -> dict[str, list[str]]:
    return parse_qs(link_behind(page, words).split("#")[0].split("?")[1])


def in_plan(page: str) -> str:
    return page.split(">In your plan<")[1].split("Choose who and", maxsplit=1)[0]


def make_saved_plan(assessment: Assessment, wish: PlanWish = WISH, **fields: Any) -> Plan:
    """Save the plan of a submitted check, with every action due on 1 December."""
    submission = submission_of(assessment.result, assessment.business)
    plan = make_plan(submission.model, submission.sheet, replace(wish, **fields))
    by = assessment.submitted_by
    assert by is not None
    promise = Promise(by, date(2026, 12, 1))
    promises = {planned.code: promise for planned in plan.actions}
    return save_plan(assessment=assessment, plan=plan, promises=promises, by=by, at=NOON)


def become(plan: Plan, code: str, status: Status, **fields: Any) -> PlanItem:
    """Give one item of a plan this status; if it has ended, it ended today."""
    item = plan.items.get(action=code)
    ended_on = NOON.date() if status.ended else None
    fields = {"ended_on": ended_on} | fields
    PlanItem.objects.filter(pk=item.pk).update(status=status, **fields)
    item.refresh_from_db()
    return item


def plan_just(assessment: Assessment, codes: Collection[str]) -> Plan:
    """Save a plan with exactly these actions."""
    wish = replace(UNLIMITED, pinned=frozenset(codes), max_actions=len(codes))
    return make_saved_plan(assessment, wish)
