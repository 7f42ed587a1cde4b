"""The row that lists show of a business equals what its results and its plan say."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from json import dumps, loads
from typing import Any

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from assessment.domain.planning.planned_actions import Status
from assessment.domain.quarters import Quarter
from assessment.domain.trends.answerers import Answerer
from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.edits import Edit, marks_of
from assessment.journey.planning.models import ItemChange, Plan, PlanItem
from assessment.journey.planning.queries.plans import plan_of_quarter
from assessment.journey.planning.services import Actor, catch_up, keep_whole_standing
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.questionnaire.services import start_correction
from assessment.journey.results.models import Movement, Standing
from assessment.journey.results.services import say_who_answered, standing_of, submit
from assessment.journey.tracking.services import (
    Outcome,
    OwnAction,
    add_own_item,
    drop_item,
    finish_item,
    keep_progress,
    move_item,
    record_outcome,
    reopen_item,
    start_item,
    undo,
)
from assessment.outputs.portability.presenters.business_export import business_document
from assessment.outputs.portability.services.businesses import import_business
from assessment.parties.businesses.models import Business
from assessment.parties.businesses.services import (
    archive_business,
    edit_business,
    editable_values,
)
from assessment.parties.departures.services import close_account
from assessment.site.operations.purging import purge
from tests.domain.making import make_sheet
from tests.factories import NOON, make_answers, make_assessment, make_user
from tests.journey.tracking.plans import CODES, TODAY, make_plan, replan
from tests.journey.trends.making import SAMPLE, make_results

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=3)
OWN = OwnAction(title="Paint the door", hours=2, money=0, area="")
PLAN_COLUMNS = ("actions", "achieved", "plan_moved_at")
NOW = Quarter.parse("2026-Q4")


def afresh(business: Business) -> dict[str, Any]:
    """Calculate the whole row, the columns about the plan from the plan as its pages show it."""
    business = Business.with_archived.get(pk=business.pk)
    found = standing_of(business)
    assert found
    quarter = Quarter(found["quarter_starts_on"])
    saved = plan_of_quarter(business.pk, quarter)
    moved_at = None
    if saved:
        last = ItemChange.objects.filter(item__plan=saved.plan).order_by("at").last()
        moved_at = max(saved.saved_at, last.at) if last else saved.saved_at
    counted, done = (len(saved.counted), len(saved.done)) if saved else (0, 0)
    return found | dict(zip(PLAN_COLUMNS, (counted, done, moved_at), strict=True))


def row(business: Business) -> dict[str, Any]:
    found = Standing.objects.get(business=business)
    return {name: getattr(found, name) for name in afresh(business)}


def actor(owner: User) -> Actor:
    return Actor(by=owner, at=LATER)


@pytest.fixture
def plan(business: Business, assessment: Assessment, owner: User) -> Plan:
    """Two earlier checks, then the check of this quarter with a plan of three actions."""
    earlier = [
        replace(SAMPLE[place], quarter=Quarter.parse(key))
        for place, key in enumerate(("2026-Q2", "2026-Q3"))
    ]
    make_results(business, owner, earlier)
    return make_plan(assessment, owner)


# ---- what changes the row


def correct(plan: Plan, owner: User) -> None:
    correction = start_correction(sent=plan.assessment, at=LATER)
    correction.answers.filter(practice__startswith="CUL").update(value="3")
    submit(assessment=correction, by=owner, at=LATER)


def correct_nothing(plan: Plan, owner: User) -> None:
    submit(assessment=start_correction(sent=plan.assessment, at=LATER), by=owner, at=LATER)


def too_little_known(plan: Plan, owner: User) -> None:
    correction = start_correction(sent=plan.assessment, at=LATER)
    model = plan.assessment.model_version.maturity
    asides = [practice.code for practice in model.practices if practice.na_allowed]
    correction.answers.filter(practice__in=asides).update(value="na", reason="Never.")
    submit(assessment=correction, by=owner, at=LATER)


def check_again(plan: Plan, owner: User) -> None:
    make_extra = make_assessment(plan.assessment.business, extra=1)
    make_answers(make_extra, owner, 3)
    submit(assessment=make_extra, by=owner, at=LATER)


def next_quarter(plan: Plan, owner: User) -> None:
    coming = make_assessment(plan.assessment.business, quarter_starts_on=NOW.next().starts_on)
    make_answers(coming, owner, 3)
    submit(assessment=coming, by=owner, at=NOON + timedelta(days=80))


def say_other(plan: Plan, owner: User) -> None:
    say_who_answered(assessment=plan.assessment, answerer=Answerer.OTHER)


def move_quarters(plan: Plan, owner: User) -> None:
    values, business = {"first_month": 2, "time_zone": "Pacific/Auckland"}, plan.assessment.business
    edit = Edit(values=values, seen=marks_of(editable_values(business)))
    edit_business(business=business, edit=edit, by=owner, at=LATER)


def first(plan: Plan) -> PlanItem:
    return plan.items.get(action=CODES[0])


def start(plan: Plan, owner: User) -> None:
    start_item(item=first(plan), on=TODAY, actor=actor(owner))


def finish(plan: Plan, owner: User) -> None:
    finish_item(item=first(plan), on=TODAY, actor=actor(owner))


def reopen(plan: Plan, owner: User) -> None:
    finish(plan, owner)
    reopen_item(item=first(plan), actor=actor(owner))


def tell(plan: Plan, owner: User) -> None:
    outcome = Outcome(end=Status.PARTLY, words="", hours=None, money=None)
    record_outcome(item=first(plan), outcome=outcome, on=TODAY, actor=actor(owner))


def drop(plan: Plan, owner: User) -> None:
    drop_item(item=first(plan), why="", on=TODAY, actor=actor(owner))


def take_back(plan: Plan, owner: User) -> None:
    drop(plan, owner)
    undo(item=first(plan), actor=actor(owner))


def move(plan: Plan, owner: User) -> None:
    move_item(item=first(plan), due_on=TODAY, owner=None, actor=actor(owner))


def tick(plan: Plan, owner: User) -> None:
    keep_progress(item=first(plan), ticked={0}, note=None, on=TODAY, actor=actor(owner))


def add(plan: Plan, owner: User) -> None:
    add_own_item(plan=plan, own=OWN, owner=owner, due_on=TODAY, key="own", actor=actor(owner))


def add_and_take_back(plan: Plan, owner: User) -> None:
    add(plan, owner)
    undo(item=plan.items.get(title=OWN.title), actor=actor(owner))


def plan_again(plan: Plan, owner: User) -> None:
    finish(plan, owner)
    replan(plan, owner, CODES[:2])


PATHS: list[Callable[[Plan, User], None]] = [
    *(correct, correct_nothing, too_little_known, check_again, next_quarter, say_other),
    *(move_quarters, start, finish, reopen, tell, drop, take_back, move, tick, add),
    *(add_and_take_back, plan_again),
]


@pytest.mark.parametrize("change", PATHS)
def test_the_row_equals_what_is_calculated_afresh(
    change: Callable[[Plan, User], None], plan: Plan, owner: User
) -> None:
    business = plan.assessment.business

    assert row(business) == afresh(business)

    change(plan, owner)

    assert row(business) == afresh(business)


def test_what_an_import_brings_has_its_row(saved_plan: Plan, owner: User) -> None:
    document = loads(
        dumps(business_document(saved_plan.assessment.business), cls=DjangoJSONEncoder)
    )

    imported = import_business(document=document, owner=owner, at=LATER)

    assert row(imported) == afresh(imported)
    assert row(imported)["actions"] == len(CODES)


def test_former_members_all_look_alike_and_the_row_says_so(
    business: Business, owner: User, assessment: Assessment
) -> None:
    people = [make_user("first"), make_user("second")]
    model = assessment.model_version.maturity
    earlier = replace(SAMPLE[0], quarter=NOW.previous(), model=model, sheet=make_sheet(model, 1))
    make_results(business, people[0], [earlier])
    codes = [practice.code for practice in model.practices]
    make_answers(assessment, owner, dict.fromkeys(codes, 1) | dict.fromkeys(codes[:25], 2))
    submit(assessment=assessment, by=people[1], at=NOON)
    before = row(business)
    for person in people:
        close_account(user=person, at=NOON)

    purge(at=NOON + timedelta(days=31))

    assert row(business) == afresh(business)
    assert before["movement"] == Movement.CHANCE
    assert row(business)["movement"] == Movement.CLEAR_RISE


def test_rows_that_an_older_release_did_not_keep_are_written_later(plan: Plan) -> None:
    business = plan.assessment.business
    kept = row(business)
    Standing.objects.all().delete()

    assert catch_up() == 1
    assert row(business) == kept
    assert catch_up() == 0


def test_a_row_about_an_older_check_is_written_again(plan: Plan) -> None:
    business = plan.assessment.business
    kept, earlier = row(business), business.assessments.earliest("quarter_starts_on")
    Standing.objects.update(assessment=earlier, quarter_starts_on=earlier.quarter_starts_on)

    assert catch_up() == 1
    assert row(business) == kept


def test_an_archived_business_keeps_its_row(plan: Plan, owner: User) -> None:
    business = plan.assessment.business
    archive_business(business=business, by=owner, at=NOON)
    Standing.objects.all().delete()

    catch_up()

    assert row(business) == afresh(business)


def test_a_business_without_a_result_has_no_row(business: Business) -> None:
    keep_whole_standing(business=business)

    assert not Standing.objects.exists()
    assert standing_of(business) is None


# ---- what it says
