"""What an owner wasn't sure about is found out first: one dated item an area, within the hours."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from assessment.domain.planning.planned_actions import Status
from assessment.foundation.accounts.models import User
from assessment.foundation.formatting.numbers import spelt_out
from assessment.journey.planning.models import ItemKind, Plan, PlanItem
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.services import submit
from assessment.outputs.reports.presenters.saved_result import document_of
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.library import own_model
from tests.factories import NOON, make_answers
from tests.journey.planning.making import build_url
from tests.journey.planning.test_saving import plan_url, save_url
from tests.kept import kept

pytestmark = pytest.mark.django_db

MEANS = "hours=12&money=200&actions=5"
CULTURE = "Find out about Culture: six questions"
CODES = [practice.code for practice in own_model().dimension("culture").practices]
CHANNELS = "Find out about Channels: one question"


@pytest.fixture(autouse=True)
def on_20_november() -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@kept
def unsure(assessment: Assessment, owner: User) -> Assessment:
    """A check whose owner is sure of nothing in Culture, and unsure of one question in Channels."""
    make_answers(assessment, owner, 1)
    make_answers(assessment, owner, dict.fromkeys([*CODES, "CHA2"], "dk"))
    submit(assessment=assessment, by=owner, at=NOON)
    return assessment


@pytest.fixture
def saved(unsure: Assessment, as_owner: Client, business: Business) -> Plan:
    save(as_owner, business)
    return Plan.objects.get()


def save(client: Client, business: Business, means: str = MEANS) -> None:
    address = save_url(business, means)
    form = client.get(address).context["form"]
    client.post(address, {name: str(form[name].value() or "") for name in form.fields})


def culture() -> PlanItem:
    return PlanItem.objects.get(dimension="culture", kind=ItemKind.FIND_OUT)


def words(client: Client, address: str) -> str:
    return " ".join(client.get(address).text.split())


def finish(client: Client, item: PlanItem) -> Any:
    item.refresh_from_db()
    slug = item.plan.assessment.business.slug
    return client.post(reverse("finish_item", args=[slug, item.key]), {"seen": item.revision})


# ---- in the builder


def test_the_builder_names_each_area_once_and_takes_its_hours_out_first(
    as_owner: Client, business: Business, unsure: Assessment
) -> None:
    page = words(as_owner, build_url(business, MEANS))

    assert page.index(CULTURE) < page.index("In your plan")
    building = as_owner.get(build_url(business, MEANS)).context["building"]
    assert building.wish.find_out_hours == 2
    assert building.plan.hours <= 10
    assert f"<b>{building.plan.hours + 2}</b> of 12" in page
    assert f"2 to find out, {building.plan.hours} for actions" in page
    assert len(building.actions) <= 5


def test_the_plan_of_the_builder_never_asks_for_more_than_the_hours(
    as_owner: Client, business: Business, unsure: Assessment
) -> None:
    for hours in range(14):
        building = as_owner.get(build_url(business, f"hours={hours}&money=0")).context["building"]
        assert building.plan.all_hours <= hours
        assert sum(item.planned.hours for item in building.items) == building.plan.all_hours


def test_without_hours_to_find_out_everything_the_page_says_so(
    as_owner: Client, business: Business, unsure: Assessment
) -> None:
    page = words(as_owner, build_url(business, "hours=1&money=0"))

    assert CULTURE in page
    assert CHANNELS not in page
    assert "There are no hours left to find out about Channels." in page
    assert "Choose who and by when" in page


def test_links_of_the_builder_keep_the_hours_as_typed(
    as_owner: Client, business: Business, unsure: Assessment
) -> None:
    building = as_owner.get(build_url(business, MEANS)).context["building"]

    for action in building.actions:
        for query in (action.pin, action.remove, action.swap or building.query):
            assert "hours=12&" in query
    assert "hours=17&" in building.more_time.link or not building.more_time.link


def test_pins_that_leave_no_time_to_find_out_are_explained(
    as_owner: Client, business: Business, unsure: Assessment
) -> None:
    page = words(as_owner, build_url(business, "hours=3&money=0&pin=POL1q"))

    needed = unsure.model_version.maturity.action("POL1q").hours
    assert f"need {needed} hours" in page
    assert "Finding out comes first and takes 2 hours of your 3 hours." in page
    assert f"Allow {needed + 2} hours" in page


# ---- saved


def test_it_is_saved_first_in_the_plan_and_dated(
    saved: Plan, owner: User, business: Business
) -> None:
    first, second, *actions = saved.items.all()

    assert [first.dimension, second.dimension] == ["culture", "channels"]
    assert (first.kind, first.action, first.title) == (ItemKind.FIND_OUT, "", "")
    assert (first.questions, second.questions) == (CODES, ["CHA2"])
    assert (first.hours, first.money, first.owner) == (1, 0, owner)
    assert NOON.date() + timedelta(days=7) <= first.due_on <= second.due_on
    assert all(second.due_on <= item.due_on for item in actions)
    assert saved.hours == sum(item.hours for item in saved.items.all()) <= 12


def test_saving_the_same_plan_again_changes_nothing(
    saved: Plan, as_owner: Client, business: Business
) -> None:
    save(as_owner, business)

    assert Plan.objects.get() == saved


def test_what_was_started_stays_in_a_new_plan_and_what_was_dropped_stays_out(
    saved: Plan, as_owner: Client, business: Business
) -> None:
    PlanItem.objects.filter(dimension="culture", kind=ItemKind.FIND_OUT).update(
        status=Status.RUNNING, started_on=NOON.date()
    )
    PlanItem.objects.filter(dimension="channels", kind=ItemKind.FIND_OUT).update(
        status=Status.DROPPED, ended_on=NOON.date()
    )

    save(as_owner, business, "hours=9&money=200")

    newest = Plan.objects.get(number=2)
    found = {item.dimension: item.status for item in newest.items.filter(kind=ItemKind.FIND_OUT)}
    assert found == {"culture": Status.RUNNING, "channels": Status.DROPPED}
    assert "1 to find out" in words(as_owner, build_url(business))


@pytest.mark.parametrize(
    "fields",
    [
        {"action": "POL1q", "dimension": "culture"},
        {"title": "Ask", "dimension": "culture"},
        {"dimension": ""},
    ],
)
def test_the_database_refuses_anything_else_to_find_out(
    saved: Plan, fields: dict[str, str]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanItem.objects.create(
            plan=saved, kind=ItemKind.FIND_OUT, position=9, hours=1, money=0,
            due_on=date(2026, 12, 1), **fields,
        )  # fmt: skip


def test_the_database_has_room_for_one_find_out_an_area(saved: Plan) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanItem.objects.create(
            plan=saved, kind=ItemKind.FIND_OUT, dimension="culture", position=9, hours=1, money=0,
            due_on=date(2026, 12, 1),
        )  # fmt: skip


# ---- in every place that shows a plan

PLACES: dict[str, Callable[[str, str], str]] = {
    "board": lambda slug, _key: reverse("plan", args=[slug]),
    "columns": lambda slug, _key: reverse("plan", args=[slug]) + "?view=columns",
    "builder": lambda slug, _key: reverse("build_plan", args=[slug]),
    "saving": lambda slug, _key: reverse("save_plan", args=[slug]),
    "home": lambda slug, _key: reverse("business", args=[slug]),
    "its page": lambda slug, key: reverse("plan_item", args=[slug, key]),
    "finishing": lambda slug, key: reverse("finish_item", args=[slug, key]),
    "moving": lambda slug, key: reverse("move_item", args=[slug, key]),
    "dropping": lambda slug, key: reverse("drop_item", args=[slug, key]),
    "handing over": lambda slug, key: reverse("hand_over_item", args=[slug, key]),
    "calendar": lambda slug, _key: reverse("plan_calendar", args=[slug]),
}


@pytest.mark.parametrize("place", PLACES)
def test_it_is_in_every_place_that_shows_the_plan(
    saved: Plan, as_owner: Client, business: Business, place: str
) -> None:
    page = as_owner.get(PLACES[place](business.slug, culture().key))

    assert page.status_code == 200
    shown = " ".join(page.content.decode().replace("\r\n ", "").split())
    assert CULTURE in shown


def test_look_back_lists_it_among_what_is_open_but_not_as_an_action(
    saved: Plan, as_owner: Client, owner: User, business: Business, on_20_november: Any
) -> None:
    on_20_november.move_to(NOON.replace(year=2027, month=1, day=30))
    as_owner.force_login(owner)

    page = words(as_owner, reverse("look_back", args=[business.slug]))

    assert CULTURE in page
    actions = saved.items.filter(kind=ItemKind.ACTION).count()
    assert f"0 of {actions} actions are done. {saved.items.count()} things are still open." in page


def test_home_and_board_agree_with_the_builder_about_the_hours(
    saved: Plan, as_owner: Client, business: Business
) -> None:
    home = words(as_owner, reverse("business", args=[business.slug]))
    board = words(as_owner, plan_url(business))

    actions = saved.items.filter(kind=ItemKind.ACTION)
    hours = sum(item.hours for item in actions)
    assert saved.hours == hours + 2
    split = f"{hours + 2} hours (2 to find out, {hours} for actions)"
    assert f"0 of {len(actions)} actions done, {split}" in home
    assert f"There’s something to find out by {culture().due_on.day} November" in home
    assert "to go</h1>" in board
    assert "actions to go" not in board
    assert f"0 of {hours + 2} hours used" in board


def test_the_board_counts_what_was_found_out_as_done(
    saved: Plan, as_owner: Client, business: Business
) -> None:
    finish(as_owner, culture())

    left = spelt_out(saved.items.count() - 1)
    assert f"One done, {left} to go</h1>" in words(as_owner, plan_url(business))


def test_it_can_be_started_ticked_finished_and_undone_like_an_action(
    saved: Plan, as_owner: Client, business: Business
) -> None:
    item = culture()
    page = words(as_owner, reverse("plan_item", args=[business.slug, item.key]))
    assert saved.assessment.model_version.maturity.practice("CUL1").question in page

    as_owner.post(
        reverse("tick_item", args=[business.slug, item.key]),
        {"seen": 0, "ticks": "on", "step": [0, 5]},
    )
    item.refresh_from_db()
    assert (item.status, item.ticked) == (Status.RUNNING, [0, 5])
    finish(as_owner, item)
    item.refresh_from_db()
    assert item.status == Status.DONE
    as_owner.post(reverse("undo_item", args=[business.slug, item.key]), {"seen": item.revision})
    item.refresh_from_db()
    assert item.status == Status.RUNNING


def test_the_result_says_what_is_planned_and_leads_to_it(
    saved: Plan, as_owner: Client, business: Business
) -> None:
    page = words(as_owner, reverse("results", args=[business.slug, "2026-q4"]))

    assert page.count("In your plan, due on") >= saved.items.count()
    assert reverse("plan_item", args=[business.slug, culture().key]) in page


@pytest.mark.parametrize(
    ("area", "says"), [("culture", "these questions"), ("channels", "this question")]
)
def test_its_page_speaks_of_one_question_or_of_several(
    saved: Plan, as_owner: Client, business: Business, area: str, says: str
) -> None:
    item = PlanItem.objects.get(dimension=area, kind=ItemKind.FIND_OUT)
    path = reverse("plan_item", args=[business.slug, item.key])

    before = words(as_owner, path)
    finish(as_owner, item)

    assert f"you weren’t sure about {says}." in before
    after = words(as_owner, path)
    assert f"answer {says} again." in after
    assert f"Answer {says} again" in after


# ---- once it is found out


def test_finishing_asks_the_questions_again_as_a_correction(
    saved: Plan, as_owner: Client, owner: User, business: Business
) -> None:
    item = culture()
    finish(as_owner, item)
    again = reverse("answer_again", args=[business.slug, item.key])
    assert again in as_owner.get(plan_url(business)).text
    assert again in as_owner.get(reverse("plan_item", args=[business.slug, item.key])).text

    response = as_owner.post(again)

    assert response["Location"] == reverse("questions", args=[business.slug, "culture"])
    correction = Assessment.objects.get(revision=2)
    assert correction.answers.get(practice="CUL1").value == "dk"
    assert "You can now answer again" in as_owner.get(response["Location"]).text


def test_after_the_correction_the_board_offers_to_plan_again(
    saved: Plan, as_owner: Client, owner: User, business: Business
) -> None:
    item = culture()
    finish(as_owner, item)
    as_owner.post(reverse("answer_again", args=[business.slug, item.key]))
    correction = Assessment.objects.get(revision=2)
    make_answers(correction, owner, dict.fromkeys(CODES, 2))

    submit(assessment=correction, by=owner, at=NOON)

    board = words(as_owner, plan_url(business))
    assert "Answer these questions again" not in board
    assert "Plan again" in board
    page = words(as_owner, build_url(business))
    # What has been found out keeps its hour and its place, and nothing is asked twice.
    assert "2 to find out" in page
    assert CULTURE in page


def test_the_report_keeps_a_saved_action_whose_answer_was_corrected(
    saved: Plan, as_owner: Client, owner: User, business: Business
) -> None:
    actions = saved.items.filter(kind=ItemKind.ACTION).order_by("due_on", "position")
    raised = actions[0].action[:4]
    as_owner.post(reverse("correct_result", args=[business.slug, "2026-q4"]))
    correction = Assessment.objects.get(revision=2)
    make_answers(correction, owner, {raised: 3})

    submit(assessment=correction, by=owner, at=NOON)

    document = document_of(business, Assessment.objects.latest("pk").quarter)
    assert document
    assert [a.planned.code for a in document.plan.actions] == [i.action for i in actions]
    hours = sum(item.hours for item in saved.items.all())
    assert document.plan.summary.startswith(f"{hours} of your 12 hours")


def test_when_the_check_can_no_longer_be_corrected_the_next_one_asks(
    saved: Plan, as_owner: Client, owner: User, business: Business, on_20_november: Any
) -> None:
    item = culture()
    on_20_november.move_to(NOON.replace(year=2027, month=1, day=15))
    as_owner.force_login(owner)
    finish(as_owner, item)

    response = as_owner.post(reverse("answer_again", args=[business.slug, item.key]), follow=True)

    assert "so this is your next one." in response.text
    assert response.request["PATH_INFO"] == reverse("questions", args=[business.slug, "culture"])
    assert not Assessment.objects.filter(revision=2).exists()


def test_an_action_leads_to_its_own_page_instead(
    saved: Plan, as_owner: Client, business: Business
) -> None:
    item = saved.items.filter(kind=ItemKind.ACTION)[0]

    response = as_owner.post(reverse("answer_again", args=[business.slug, item.key]))

    assert response["Location"] == reverse("plan_item", args=[business.slug, item.key])
    assert not Assessment.objects.filter(revision=2).exists()
