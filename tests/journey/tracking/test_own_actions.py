"""The owner's own actions, which are not in the library."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessment.domain.planning.planned_actions import Status
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Plan, PlanItem
from assessment.journey.questionnaire.models import Assessment
from assessment.parties.businesses.models import Business
from tests.factories import NOON
from tests.journey.tracking.plans import address, board, day, replan, send, state_of, told

pytestmark = pytest.mark.django_db
OWN = {"title": "Ask three regulars", "hours": "2", "money": "15", "area": "culture", "who": ""}


def add_own(client: Client, business: Business, **fields: Any) -> Any:
    url = reverse("add_own_item", args=[business.slug])
    key = client.get(url).context["form"]["key"].value()
    return client.post(url, {**OWN, "due": "2026-12-01", "key": key, **fields})


def test_an_own_action_is_listed_with_the_others(
    as_owner: Client, plan: Plan, business: Business, owner: User
) -> None:
    response = add_own(as_owner, business, who=str(owner.pk))

    own = PlanItem.objects.get(title="Ask three regulars")
    assert response["Location"] == f"{board(business)}#{own.key}"
    assert (own.plan, own.hours, own.money, own.dimension) == (plan, 2, 15, "culture")
    assert (own.owner, own.due_on, own.action) == (owner, day(1, 12), "")
    page = as_owner.get(board(business)).text
    assert "Your own" in page
    assert "You added “Ask three regulars”." in page


def test_an_own_action_sent_twice_is_added_once(
    as_owner: Client, plan: Plan, business: Business
) -> None:
    key = "abcdefghjk"

    for _ in range(2):
        assert add_own(as_owner, business, key=key).status_code == 302

    assert PlanItem.objects.get(title="Ask three regulars").key == key


@pytest.mark.parametrize("key", ["", "short", "ABCDEFGHJK", "../../etc/1"])
def test_a_key_that_no_page_sent_is_replaced_or_refused(
    as_owner: Client, plan: Plan, business: Business, key: str
) -> None:
    response = add_own(as_owner, business, key=key)

    assert response.status_code == (302 if not key else 422)
    assert PlanItem.objects.filter(title="Ask three regulars").exists() is not bool(key)


def test_a_key_that_is_taken_is_replaced(
    as_owner: Client, plan: Plan, soon: PlanItem, business: Business
) -> None:
    key = soon.key
    PlanItem.objects.filter(pk=soon.pk).update(plan=Plan.objects.create(
        assessment=plan.assessment, number=99, wish=plan.wish, expected={}, hours=1, money=0,
        saved_at=NOON, saved_by=plan.saved_by,
    ))  # fmt: skip
    Plan.objects.filter(number=99).update(number=0)

    add_own(as_owner, business, key=key)

    assert PlanItem.objects.get(title="Ask three regulars").key != key


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"title": ""}, "Say in one line what you want to do."),
        ({"title": "x" * 121}, "120 characters or fewer"),
        ({"hours": "some"}, "Enter a whole number of hours up to 2000"),
        ({"money": ""}, "Enter a whole amount"),
        ({"area": "nowhere"}, "Choose one of the areas, or none."),
        ({"due": "2026-11-01"}, "Choose today or a later day."),
    ],
)
def test_wrong_values_for_an_own_action_are_explained(
    as_owner: Client, plan: Plan, business: Business, wrong: dict[str, str], says: str
) -> None:
    response = add_own(as_owner, business, **wrong)

    assert response.status_code == 422
    assert response.text.count(says) == 2
    assert not PlanItem.objects.filter(action="").exists()


def test_an_own_action_can_be_edited_and_the_edit_undone(
    as_owner: Client, plan: Plan, business: Business
) -> None:
    add_own(as_owner, business)
    own = PlanItem.objects.get(action="")
    before = state_of(own)

    send(as_owner, "edit_own_item", own, title="Ask five", hours="3", money="0", area="")
    own.refresh_from_db()
    assert (own.title, own.hours, own.money, own.dimension) == ("Ask five", 3, 0, "")

    send(as_owner, "undo_item", own)
    assert state_of(own) == before


def test_undoing_the_addition_of_an_own_action_removes_it(
    as_owner: Client, plan: Plan, business: Business
) -> None:
    add_own(as_owner, business)
    own = PlanItem.objects.get(action="")

    response = as_owner.post(address("undo_item", own), {"seen": 0}, follow=True)

    assert response.redirect_chain == [(board(business), 302)]
    assert "“Ask three regulars” has been removed." in response.text
    assert not PlanItem.objects.filter(action="").exists()


def test_a_changed_own_action_is_not_removed_from_an_outdated_page(
    as_owner: Client, as_editor: Client, plan: Plan, business: Business
) -> None:
    add_own(as_owner, business)
    own = PlanItem.objects.get(action="")
    send(as_editor, "start_item", own)

    assert as_owner.post(address("undo_item", own), {"seen": 0}).status_code == 409
    assert PlanItem.objects.filter(pk=own.pk).exists()


def test_library_actions_cannot_be_edited(as_owner: Client, soon: PlanItem) -> None:
    before = state_of(soon)

    response = send(as_owner, "edit_own_item", soon, title="Mine", hours="1", money="0", area="")

    assert response.status_code == 302
    assert state_of(soon) == before


def test_an_own_action_works_like_any_other(
    as_owner: Client, plan: Plan, business: Business, owner: User
) -> None:
    add_own(as_owner, business)
    own = PlanItem.objects.get(action="")
    for name, fields in (("start_item", {}), ("finish_item", told()), ("reopen_item", {})):
        send(as_owner, name, own, **fields)
        own.refresh_from_db()

    replan(plan, owner, ("POL2q",))

    own.refresh_from_db()
    assert (own.status, own.plan.number) == (Status.RUNNING, 2)
    assert as_owner.get(address("plan_item", own)).status_code == 200


def test_without_a_plan_there_is_nothing_to_add_to(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    url = reverse("add_own_item", args=[business.slug])

    assert as_owner.get(url)["Location"] == board(business)
    assert as_owner.post(url, OWN)["Location"] == board(business)


def test_a_plan_has_a_limit_on_own_actions(
    as_owner: Client, plan: Plan, business: Business
) -> None:
    PlanItem.objects.bulk_create(
        PlanItem(
            plan=plan,
            title=f"Own {number}",
            position=100 + number,
            hours=1,
            money=0,
            due_on=day(1, 12),
        )
        for number in range(50)
    )

    response = add_own(as_owner, business)

    assert response.status_code == 422
    assert "This plan already has 50 of your own actions" in response.text
    assert "Ask three regulars" in response.text
    assert PlanItem.objects.filter(action="").count() == 50


def test_the_cost_of_an_own_action_is_read_as_people_write_it(
    as_owner: Client, plan: Plan, business: Business
) -> None:
    add_own(as_owner, business, money="£1,500", hours="1,000")

    own = PlanItem.objects.get(title="Ask three regulars")
    assert (own.hours, own.money) == (1000, 1500)
    assert 'value="1,500"' in as_owner.get(address("edit_own_item", own)).text


def test_an_unclear_cost_of_an_own_action_is_asked_about(
    as_owner: Client, plan: Plan, business: Business
) -> None:
    response = add_own(as_owner, business, money="1.500")

    assert response.status_code == 422
    assert "Did you mean 1,500? If so, write 1500." in response.text
    assert 'value="1.500"' in response.text
