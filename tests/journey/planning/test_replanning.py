"""Replanning during a quarter, and planning with last quarter's unfinished actions."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.domain.planning.planned_actions import Status
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import HandOver, Plan, PlanItem
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business
from tests.factories import NOON, make_answers, make_assessment
from tests.journey.planning.making import become, build_url, in_plan, make_saved_plan, query_behind
from tests.journey.planning.test_find_out import save

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def save_url(business: Business, query: str = "") -> str:
    return f"{reverse('save_plan', args=[business.slug])}?{query}"


def entry(page: str, code: str) -> str:
    """Return the part of the page about one action of the plan."""
    return in_plan(page).split(f'<li id="{code}" tabindex="-1">')[1].split("</li>")[0]


def test_started_and_completed_actions_cannot_be_removed(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    plan = make_saved_plan(lindgren)
    become(plan, "POL2q", Status.DONE)
    become(plan, "CUL3q", Status.RUNNING)
    become(plan, "CON4q", Status.PARTLY)

    page = as_owner.get(build_url(business)).text

    for code, says in (("POL2q", "Done"), ("CUL3q", "Started"), ("CON4q", "Partly done")):
        assert says in entry(page, code)
        assert "Remove" not in entry(page, code)
        assert "Swap for" not in entry(page, code)
        assert "Change hours" not in entry(page, code)
        assert reverse("plan_item", args=[business.slug, plan.items.get(action=code).key]) in page
    assert "Remove" in entry(page, "POL4q")
    assert "Actions you’ve done or started take up 8 hours." in page


def test_no_link_removes_a_started_action(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    become(make_saved_plan(lindgren), "POL2q", Status.RUNNING)

    page = as_owner.get(
        build_url(business, "hours=20&money=200&actions=5&exclude=POL2q&cost=POL2q:9:9")
    ).text

    assert "Started" in entry(page, "POL2q")
    assert "3 hours" in entry(page, "POL2q")
    assert "that we don’t recognise" not in page
    assert "running" not in page.split('id="builder-form"')[1].split("</form>")[0]


def test_what_was_to_be_found_out_is_named_when_no_hours_are_left_for_it(
    as_owner: Client, owner: User, business: Business, assessment: Assessment
) -> None:
    make_answers(assessment, owner, 1)
    make_answers(assessment, owner, {"CHA2": "dk"})
    submit(assessment=assessment, by=owner, at=NOON)
    save(as_owner, business)

    page = as_owner.get(build_url(business, "hours=0&money=0")).text

    assert PlanItem.objects.filter(dimension="channels", action="").exists()
    assert "There are no hours left to find out about Channels." in page


def test_a_started_action_keeps_its_own_date(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    become(make_saved_plan(lindgren), "POL2q", Status.RUNNING, due_on=date(2026, 12, 24))

    assert "by 24\u00a0December" in entry(as_owner.get(build_url(business)).text, "POL2q")


def test_a_started_action_keeps_its_original_cost(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    become(make_saved_plan(lindgren), "POL2q", Status.RUNNING, hours=7)

    page = as_owner.get(build_url(business)).text

    assert "Actions you’ve done or started take up 7 hours." in page
    assert "7 hours" in entry(page, "POL2q")


def test_started_actions_over_budget_are_explained(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    become(make_saved_plan(lindgren), "POL2q", Status.DONE)

    page = as_owner.get(build_url(business, "hours=2&money=0&actions=5")).text

    assert "The actions you’ve started don’t fit" in page
    assert (
        "The actions you’ve done or started need 3 hours (1 action) and stay in the plan." in page
    )
    assert query_behind(page, "Allow 3 hours")["hours"] == ["3"]
    assert "Unpin all" not in page


def test_pins_that_do_not_fit_with_started_actions_are_explained(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    become(make_saved_plan(lindgren), "POL2q", Status.DONE)

    page = as_owner.get(build_url(business, "hours=4&money=0&actions=5&pin=CON4q")).text

    assert "The actions you’ve pinned, done or started need 6 hours (2 actions)." in page
    assert "pin" not in query_behind(page, "Unpin all")


def test_a_started_action_offers_to_put_back_the_one_it_builds_on(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    plan = make_saved_plan(lindgren, pinned=frozenset({"POL2d"}))
    become(plan, "POL2d", Status.RUNNING)

    page = as_owner.get(build_url(business, "hours=20&money=200&actions=5&exclude=POL2q")).text

    assert "which you’ve removed." in page
    assert "Plan without" not in page
    assert "exclude" not in query_behind(page, "Put “")


def test_an_action_that_a_started_one_builds_on_cannot_be_removed(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    plan = make_saved_plan(lindgren, pinned=frozenset({"POL2d"}))
    become(plan, "POL2d", Status.RUNNING)

    page = as_owner.get(build_url(business)).text

    assert "Remove" not in entry(page, "POL2q")


def test_a_completed_action_overtaken_by_a_correction_leaves_the_plan(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    become(make_saved_plan(lindgren), "POL2q", Status.DONE)
    result = lindgren.result
    result.sheet["POL2"]["value"] = 3
    result.save()

    response = as_owner.get(build_url(business))

    assert response.status_code == 200
    assert "Give complaints" not in in_plan(response.text)


def test_a_dropped_action_starts_removed_and_can_be_put_back(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    become(make_saved_plan(lindgren, pinned=frozenset({"POL2q"})), "POL2q", Status.DROPPED)

    page = as_owner.get(build_url(business)).text

    assert "Give complaints" not in in_plan(page)
    assert "Give complaints" in page.split("Removed by you")[1]
    back = query_behind(page, 'Put back<span class="visually-hidden"> Give complaints')
    assert "exclude" not in back


def test_the_owners_own_actions_come_on_top(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    plan = make_saved_plan(lindgren)
    own = {"plan": plan, "money": 0, "due_on": date(2026, 12, 1)}
    PlanItem.objects.create(title="Paint the door", hours=3, position=8, **own)
    PlanItem.objects.create(
        title="Mow", hours=9, position=9, status=Status.DROPPED, ended_on=NOON, **own
    )

    page = as_owner.get(build_url(business)).text

    assert "Your own actions take another 3 hours." in page
    assert "<b>16</b> of 20" in page


def test_completed_actions_are_not_on_the_form(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    plan = make_saved_plan(lindgren)
    become(plan, "POL2q", Status.DONE)
    become(plan, "CUL3q", Status.PARTLY)
    become(plan, "CON4q", Status.RUNNING, due_on=date(2026, 11, 2))

    fields = as_owner.get(save_url(business)).context["form"].fields

    assert {name.removeprefix("due-") for name in fields if name.startswith("due-")} == {
        "CON4q",
        "CON3q",
        "POL4q",
    }
    # Its date has passed, so a new one is proposed.
    assert fields["due-CON4q"].initial >= NOON.date()


def test_saving_again_keeps_the_history_of_actions(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    plan = make_saved_plan(lindgren)
    done = become(plan, "POL2q", Status.DONE, outcome="Nobody waits any more.")
    helped = become(plan, "CON4q", Status.RUNNING, helper_name="Nora", owner=None)
    query = "hours=30&money=200&actions=6"
    form = as_owner.get(save_url(business, query)).context["form"]
    given = {name: str(form[name].value() or "") for name in form.fields}

    as_owner.post(save_url(business, query), given)

    assert dict(form.fields["who-CON4q"].choices)[""] == "Nora"
    done.refresh_from_db()
    helped.refresh_from_db()
    assert (done.plan.number, done.outcome) == (2, "Nobody waits any more.")
    assert (helped.plan.number, helped.helper_name) == (2, "Nora")


def test_a_later_date_extends_the_helpers_link(
    as_owner: Client, business: Business, lindgren: Assessment, owner: User
) -> None:
    plan = make_saved_plan(lindgren)
    helped = become(plan, "CON4q", Status.RUNNING, owner=None)
    PlanItem.objects.filter(pk=helped.pk).update(helper_name="Nora", helper_email="n@example.com")
    link = HandOver.objects.create(
        item=helped,
        name="Nora",
        email="n@example.com",
        token_hash="0",
        made_by=owner,
        made_at=NOON,
        expires_at=NOON + timedelta(days=3),
    )
    query = "hours=30&money=200&actions=6"
    form = as_owner.get(save_url(business, query)).context["form"]
    given = {name: str(form[name].value() or "") for name in form.fields}

    as_owner.post(save_url(business, query), given | {"due-CON4q": "2026-12-20"})

    link.refresh_from_db()
    assert link.expires_at.date() == date(2027, 1, 3)


def test_saving_an_unchanged_plan_after_starting_an_action_makes_no_new_plan(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    address = save_url(business, "hours=20&money=200&actions=5")
    form = as_owner.get(address).context["form"]
    given = {name: str(form[name].value() or "") for name in form.fields}
    as_owner.post(address, given)
    become(Plan.objects.get(), "POL2q", Status.RUNNING)

    as_owner.post(address, given)

    assert Plan.objects.count() == 1


# ---- the first plan of a new quarter


@pytest.fixture
def next_quarter(business: Business, lindgren: Assessment, owner: User) -> Any:
    """The check for January to March: the same answers, except that CUL3 has improved."""
    plan = make_saved_plan(lindgren)
    become(plan, "POL2q", Status.RUNNING)
    become(plan, "CUL3q", Status.PARTLY)
    become(plan, "CON4q", Status.DONE)
    with time_machine.travel("2027-01-12 12:00Z", tick=False):
        assessment = make_assessment(business, quarter_starts_on=date(2027, 1, 1))
        values = {a.practice: a.value for a in lindgren.answers.all()} | {"CUL3": "2"}
        make_answers(assessment, owner, values)
        submit(assessment=assessment, by=owner, at=NOON)
        yield assessment


def test_actions_unfinished_last_quarter_start_pinned(
    as_owner: Client, owner: User, business: Business, next_quarter: Assessment
) -> None:
    as_owner.force_login(owner)

    page = as_owner.get(build_url(business)).text

    assert "was started last quarter but not finished, so we’ve pinned it." in page
    assert "Pinned" in entry(page, "POL2q")
    assert in_plan(page).count("Pinned") == 1


def test_an_unpinned_carried_over_action_is_not_mentioned(
    as_owner: Client, owner: User, business: Business, next_quarter: Assessment
) -> None:
    as_owner.force_login(owner)

    page = as_owner.get(build_url(business, "hours=20&money=200&actions=5")).text

    assert "was started last quarter" not in page
    assert "Pinned" not in in_plan(page)


def test_an_unfinished_action_that_no_longer_fits_is_not_pinned(
    as_owner: Client, owner: User, business: Business, next_quarter: Assessment
) -> None:
    Business.objects.update(hours=2)
    as_owner.force_login(owner)

    response = as_owner.get(build_url(business))

    assert "was started last quarter" not in response.text
    assert "don’t fit</h2>" not in response.text
