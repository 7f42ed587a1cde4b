"""The first page of a new quarter: how the last plan went."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.planned_actions import Status
from assessment.domain.planning.planner import make_plan
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import ChangeKind, Plan, PlanItem
from assessment.journey.planning.services import Actor, Promise, change_item, save_plan
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Result
from assessment.journey.results.queries import submission_of
from assessment.journey.results.services import submit
from assessment.journey.tracking.views import look_back
from assessment.parties.businesses.models import Business, Role
from tests.factories import NOON, make_answers, make_assessment, make_member
from tests.kept import kept
from tests.web_forms import ticked

pytestmark = pytest.mark.django_db

JANUARY = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_4_january() -> Iterator[None]:
    with time_machine.travel(JANUARY, tick=False):
        yield


@kept
def sent(assessment: Assessment, owner: User) -> Assessment:
    make_answers(assessment, owner, 1)
    submit(assessment=assessment, by=owner, at=NOON)
    return assessment


@kept
def plan(sent: Assessment, owner: User, business: Business) -> Plan:
    """The plan for October to December."""
    submission = submission_of(Result.objects.get(), business)
    planned = make_plan(submission.model, submission.sheet, PlanWish.usual(submission.model))
    promises = {step.code: Promise(owner, date(2026, 12, 10)) for step in planned.actions}
    return save_plan(assessment=sent, plan=planned, promises=promises, by=owner, at=NOON)


def url(business: Business) -> str:
    return reverse("look_back", args=[business.slug])


def words(reply: Any) -> str:
    return " ".join(reply.text.split())


def item(plan: Plan, number: int = 0) -> PlanItem:
    return plan.items.all()[number]


def told(item: PlanItem, end: str = "done", **more: object) -> dict[str, object]:
    said = {"end": end, **more}
    fields = {f"{item.key}-{name}": value for name, value in said.items()}
    return {"item": item.key, "seen": item.revision, **fields}


def test_every_action_is_listed_with_its_outcome(
    as_owner: Client, business: Business, plan: Plan, owner: User
) -> None:
    done = {"status": Status.DONE, "ended_on": date(2026, 12, 8), "outcome": "Two people thanked."}
    change_item(item=item(plan), kind=ChangeKind.TOLD, actor=Actor(by=owner, at=NOON), new=done)

    page = words(as_owner.get(url(business)))

    all_of_them = plan.items.count()
    assert f"1 of {all_of_them} actions are done." in page
    assert "“Two people thanked.”" in page
    assert "done on 8 December, two days early" in page
    assert page.count('name="seen"') == all_of_them - 1
    assert "Continue to the check for January to March" in page
    assert ticked(page) == []


def test_open_actions_can_be_settled_on_the_page(
    as_owner: Client, business: Business, plan: Plan
) -> None:
    one, two = item(plan), item(plan, 1)

    reply = as_owner.post(url(business), told(one, hours="2.5", outcome="Shorter calls."))
    as_owner.post(url(business), told(two, "dropped", outcome="No time."))

    assert reply["Location"] == f"{url(business)}#{one.key}"
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.status, one.real_hours, one.outcome) == ("done", Decimal("2.5"), "Shorter calls.")
    assert (one.ended_on, two.status, two.outcome) == (JANUARY.date(), "dropped", "No time.")
    assert f"Saved: how “{_title(plan, two)}” went." in words(as_owner.get(url(business)))


def test_without_a_choice_nothing_is_saved_and_the_text_stays(
    as_owner: Client, business: Business, plan: Plan
) -> None:
    one = item(plan)

    reply = as_owner.post(url(business), told(one, "", outcome="Half of the calls."))

    assert reply.status_code == 422
    assert reply.text.count("Choose how far you got.") == 2
    assert "Half of the calls." in reply.text
    assert f'href="#id_{one.key}-end_0"' in reply.text
    one.refresh_from_db()
    assert one.status == Status.OPEN


def test_a_conflict_is_explained_and_can_be_overridden(
    as_owner: Client, as_stranger: Client, stranger: User, business: Business, plan: Plan
) -> None:
    make_member(business, stranger, Role.EDITOR)
    one = item(plan)
    mine = told(one, outcome="Mine.")
    as_stranger.post(url(business), told(one, "partly", outcome="Theirs."))

    late = as_owner.post(url(business), mine)

    assert late.status_code == 409
    assert "Stranger changed this after you opened the page." in late.text
    assert "Mine." in late.text
    one.refresh_from_db()
    assert (one.status, one.outcome) == ("partly", "Theirs.")
    as_owner.post(url(business), mine | {"seen": one.revision})
    one.refresh_from_db()
    assert (one.status, one.outcome) == ("done", "Mine.")


def test_an_unknown_action_changes_nothing(
    as_owner: Client, business: Business, plan: Plan
) -> None:
    posted = told(item(plan)) | {"item": "nosuchkey"}

    assert as_owner.post(url(business), posted)["Location"] == url(business)
    assert not plan.items.filter(status=Status.DONE).exists()


def test_the_person_doing_it_cannot_drop_it(
    as_stranger: Client, business: Business, plan: Plan, stranger: User
) -> None:
    make_member(business, stranger, Role.VIEWER)
    mine = item(plan)
    PlanItem.objects.filter(pk=mine.pk).update(owner=stranger)

    assert as_stranger.post(url(business), told(mine, "dropped")).status_code == 422
    mine.refresh_from_db()
    assert mine.status == Status.OPEN


def test_an_action_deleted_during_the_request_leads_back_here(
    as_owner: Client, business: Business, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(**_: Any) -> None:
        raise PlanItem.DoesNotExist

    monkeypatch.setattr(look_back, "record_outcome", gone)

    left = item(plan)
    reply = as_owner.post(url(business), told(left))

    assert reply["Location"] == f"{url(business)}#{left.key}"


def test_an_action_left_out_of_the_plan_meanwhile_is_not_recorded(
    as_owner: Client, business: Business, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look_back, "item_behind", lambda *_: None)

    page = as_owner.post(url(business), told(item(plan)), follow=True)

    assert page.redirect_chain == [(f"{url(business)}#{item(plan).key}", 302)]
    assert "Saved: how" not in page.text
    assert item(plan).status == Status.OPEN


def test_once_every_action_has_ended_none_is_asked_about(
    as_owner: Client, business: Business, plan: Plan
) -> None:
    plan.items.update(status=Status.DONE, ended_on=date(2026, 12, 8))

    page = words(as_owner.get(url(business)))

    count = plan.items.count()
    assert f"{count} of {count} actions are done." in page
    assert "still open" not in page


def test_without_a_plan_it_leads_to_the_check(
    as_owner: Client, business: Business, sent: Assessment
) -> None:
    """There is a result, but no plan was saved."""
    assert as_owner.get(url(business))["Location"] == reverse("check", args=[business.slug])
    assert as_owner.post(url(business))["Location"] == reverse("check", args=[business.slug])


def test_before_the_next_quarter_it_leads_to_the_check(
    as_owner: Client, business: Business, plan: Plan, owner: User
) -> None:
    with time_machine.travel(NOON, tick=False):
        as_owner.force_login(owner)
        reply = as_owner.get(url(business))

    assert reply["Location"] == reverse("check", args=[business.slug])


def test_the_check_links_here_from_the_second_quarter(
    as_owner: Client, business: Business, assessment: Assessment, owner: User
) -> None:
    check = reverse("check", args=[business.slug])
    assert url(business) not in as_owner.get(check).text

    make_answers(assessment, owner)
    submit(assessment=assessment, by=owner, at=NOON)

    assert "First, see how your last plan went" in as_owner.get(check).text


def test_a_late_check_looks_back_at_the_plan_before_it(
    as_owner: Client, business: Business, plan: Plan, owner: User
) -> None:
    winter = make_assessment(business, quarter_starts_on=date(2027, 1, 1))
    make_answers(winter, owner, {"CUL1": 2})

    with time_machine.travel(datetime(2027, 4, 3, 9, tzinfo=UTC), tick=False):
        as_owner.force_login(owner)
        page = words(as_owner.get(url(business)))

    assert "October to December 2026" in page
    assert "Continue to the check for January to March" in page


def test_viewers_can_only_read_and_strangers_find_nothing(
    as_stranger: Client, stranger: User, business: Business, plan: Plan
) -> None:
    assert as_stranger.get(url(business)).status_code == 404
    make_member(business, stranger, Role.VIEWER)

    page = as_stranger.get(url(business))
    refused = as_stranger.post(url(business), told(item(plan)))

    assert page.status_code == 200
    assert "Save how it went" not in page.text
    assert refused.status_code == 403
    assert not plan.items.filter(status=Status.DONE).exists()


def test_the_person_doing_an_action_can_settle_only_that_one(
    as_stranger: Client, stranger: User, business: Business, plan: Plan
) -> None:
    make_member(business, stranger, Role.VIEWER)
    own = item(plan)
    PlanItem.objects.filter(pk=own.pk).update(owner=stranger)

    assert as_stranger.get(url(business)).text.count('name="seen"') == 1
    assert as_stranger.post(url(business), told(own)).status_code == 302
    assert as_stranger.post(url(business), told(item(plan, 1))).status_code == 403


def test_the_page_needs_at_most_twelve_queries(
    as_owner: Client, business: Business, plan: Plan, at_most: Callable[[int], Any]
) -> None:
    with at_most(12):
        as_owner.get(url(business))


def _title(plan: Plan, item: PlanItem) -> str:
    return plan.assessment.model_version.maturity.action(item.action).title


def test_hours_and_money_are_read_as_people_write_them(
    as_owner: Client, business: Business, plan: Plan
) -> None:
    asked = as_owner.post(url(business), told(item(plan), hours="2½", money="1.000"))
    assert asked.status_code == 422
    assert "Did you mean 1 or 1,000?" in asked.text
    assert 'value="1.000"' in asked.text

    as_owner.post(url(business), told(item(plan), hours="2½", money="£1,000"))

    settled = item(plan)
    assert (settled.real_hours, settled.real_money) == (Decimal("2.5"), 1000)
