"""Saving who does what by when, and the plan page before a plan is saved."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Plan, PlanItem
from assessment.journey.planning.services import Actor
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.services import submit
from assessment.journey.tracking.services import move_item
from assessment.parties.businesses.models import Business, Role
from tests.factories import NOON, make_answers, make_member, make_user
from tests.kept import kept

pytestmark = pytest.mark.django_db

TODAY = NOON.date()
MEANS = "hours=6&money=200&actions=2"


@pytest.fixture(autouse=True)
def on_20_november() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@kept
def submitted(assessment: Assessment, owner: User) -> Assessment:
    make_answers(assessment, owner, 1)
    submit(assessment=assessment, by=owner, at=NOON)
    return assessment


def save_url(business: Business, query: str = MEANS) -> str:
    return f"{reverse('save_plan', args=[business.slug])}?{query}"


def plan_url(business: Business) -> str:
    return reverse("plan", args=[business.slug])


def promises(client: Client, business: Business, **changes: str) -> dict[str, str]:
    """Return the form's initial values, as a browser would send them."""
    form = client.get(save_url(business)).context["form"]
    return {name: str(form[name].value() or "") for name in form.fields} | changes


def due_names(given: dict[str, str]) -> list[str]:
    return [name for name in given if name.startswith("due-")]


def test_the_form_proposes_who_and_when(
    as_owner: Client, business: Business, submitted: Assessment, owner: User
) -> None:
    given = promises(as_owner, business)

    assert len(due_names(given)) == 2
    assert all(date.fromisoformat(given[name]) >= TODAY for name in due_names(given))
    assert [v for name, v in given.items() if name.startswith("who-")] == [str(owner.pk)] * 2


def test_a_plan_is_saved_with_owner_and_date(
    as_owner: Client, business: Business, submitted: Assessment, owner: User
) -> None:
    tom = make_user("tom")
    make_member(business, tom, Role.EDITOR)
    given = promises(as_owner, business)
    first, second = (name.removeprefix("due-") for name in due_names(given))
    given |= {f"who-{first}": str(tom.pk), f"who-{second}": "", f"due-{first}": "2026-12-01"}

    response = as_owner.post(save_url(business), given, follow=True)

    assert response.redirect_chain == [(plan_url(business), 302)]
    assert "Your plan is saved: 2 actions, " in response.text
    item = PlanItem.objects.get(action=first)
    assert (item.owner, item.due_on) == (tom, date(2026, 12, 1))
    assert PlanItem.objects.get(action=second).owner is None
    assert Plan.objects.get().saved_by == owner


def test_sending_the_form_twice_saves_once(
    as_owner: Client, business: Business, submitted: Assessment
) -> None:
    given = promises(as_owner, business)

    for _ in range(2):
        assert as_owner.post(save_url(business), given).status_code == 302

    assert Plan.objects.count() == 1


def test_another_date_makes_another_plan_and_keeps_the_first(
    as_owner: Client, business: Business, submitted: Assessment
) -> None:
    given = promises(as_owner, business)
    as_owner.post(save_url(business), given)

    as_owner.post(save_url(business), given | {due_names(given)[0]: "2026-12-24"})

    assert list(Plan.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_the_builder_and_the_form_start_from_the_saved_plan(
    as_owner: Client, business: Business, submitted: Assessment
) -> None:
    given = promises(as_owner, business)
    changed = given | {due_names(given)[0]: "2026-12-24"}
    as_owner.post(save_url(business), changed)

    page = as_owner.get(reverse("build_plan", args=[business.slug])).text

    assert 'name="hours" value="6"' in page
    assert "You saved a plan on 20" in page
    assert promises(as_owner, business) == changed


def test_a_person_from_another_business_cannot_be_assigned(
    as_owner: Client, business: Business, submitted: Assessment, stranger: User
) -> None:
    given = promises(as_owner, business)
    name = due_names(given)[0].replace("due-", "who-")

    response = as_owner.post(save_url(business), given | {name: str(stranger.pk)})

    assert "Choose a team member, or nobody yet." in response.text
    assert "Stranger" not in response.text
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("2026-11-19", "Choose today or a later day."),
        ("", "Choose the day it should be done by."),
        ("soon", "Choose a day, or enter it like 2026-11-30."),
        ("9999-12-31", "Choose a day within a year."),
    ],
)
def test_an_unusable_date_is_explained_and_nothing_is_saved(
    as_owner: Client, business: Business, submitted: Assessment, wrong: str, says: str
) -> None:
    given = promises(as_owner, business)

    response = as_owner.post(save_url(business), given | {due_names(given)[0]: wrong})

    assert response.text.count(says) == 2
    assert "<title>Error:" in response.text
    assert not Plan.objects.exists()


@pytest.mark.parametrize("query", ["hours=lots", "hours=0&money=0&actions=1", "pin=NOPE"])
def test_a_link_without_a_plan_goes_back_to_the_builder(
    as_owner: Client, business: Business, submitted: Assessment, query: str
) -> None:
    response = as_owner.post(save_url(business, query), {})

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("build_plan", args=[business.slug]))
    assert not Plan.objects.exists()


def test_before_the_first_result_the_form_leads_to_the_builder(
    as_owner: Client, business: Business
) -> None:
    assert as_owner.get(save_url(business)).status_code == 302


def test_without_a_plan_the_page_leads_to_the_builder(
    as_owner: Client, business: Business, submitted: Assessment
) -> None:
    page = as_owner.get(plan_url(business)).text

    assert "No plan has been saved yet" in page
    assert reverse("build_plan", args=[business.slug]) in page


def test_a_viewer_without_a_plan_is_told_who_makes_one(
    as_stranger: Client, business: Business, submitted: Assessment, stranger: User
) -> None:
    make_member(business, stranger, Role.VIEWER)

    page = as_stranger.get(plan_url(business)).text

    assert "An owner or editor can save one." in page
    assert reverse("build_plan", args=[business.slug]) not in page


def test_without_a_result_the_plan_leads_to_the_check(as_owner: Client, business: Business) -> None:
    assert "Start with the check" in as_owner.get(plan_url(business)).text


def test_a_viewer_without_a_result_is_told_who_answers(
    as_stranger: Client, business: Business, stranger: User
) -> None:
    make_member(business, stranger, Role.VIEWER)

    assert "An owner or editor needs to fill it in." in as_stranger.get(plan_url(business)).text


# ---- conflicting changes


def test_a_colleagues_change_is_shown_and_not_overwritten(
    as_owner: Client, business: Business, submitted: Assessment, owner: User
) -> None:
    tom = make_user("tom")
    make_member(business, tom, Role.EDITOR)
    as_owner.post(save_url(business), promises(as_owner, business))
    before = {f"seen-{i.action}": str(i.revision) for i in PlanItem.objects.all()}
    opened = promises(as_owner, business) | before
    item = PlanItem.objects.order_by("position")[0]
    actor = Actor(by=tom, at=NOON)
    move_item(item=item, due_on=date(2026, 12, 20), owner=tom, actor=actor)

    refused = as_owner.post(save_url(business), opened | {due_names(opened)[1]: "2026-12-24"})

    assert refused.status_code == 409
    words = " ".join(refused.text.split())
    assert "Tom has just changed" in words
    assert "Tom is now doing it, due on 20 December. We haven’t saved your plan." in words
    assert 'value="2026-12-24"' in refused.text
    item.refresh_from_db()
    assert (item.owner, item.due_on) == (tom, date(2026, 12, 20))
    assert Plan.objects.count() == 1


def test_after_seeing_the_conflict_the_form_can_be_saved(
    as_owner: Client, business: Business, submitted: Assessment, owner: User
) -> None:
    as_owner.post(save_url(business), promises(as_owner, business))
    item = PlanItem.objects.order_by("position")[0]
    opened = promises(as_owner, business) | {f"seen-{item.action}": "0"}
    actor = Actor(by=owner, at=NOON)
    move_item(item=item, due_on=date(2026, 12, 20), owner=None, actor=actor)

    refused = as_owner.post(save_url(business), opened)
    form = refused.context["form"]
    again = {name: str(form[name].value() or "") for name in form.fields}
    response = as_owner.post(save_url(business), again)

    assert "Nobody is doing it yet, and it’s due on 20 December" in " ".join(refused.text.split())
    assert response.status_code == 302
    item.refresh_from_db()
    assert item.owner == owner
