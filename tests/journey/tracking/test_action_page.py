"""The page of one action: what to do, why, who does it, and its history."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Experience, Plan, PlanItem
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Result
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.models import ModelVersion
from tests.factories import NOON, make_model_version
from tests.journey.tracking.plans import TODAY, address, send, told

pytestmark = pytest.mark.django_db


def page_of(client: Client, of: PlanItem) -> str:
    response = client.get(address("plan_item", of))
    assert response.status_code == 200
    return str(response.text)


def test_the_page_explains_what_to_do_and_why(
    as_owner: Client, late: PlanItem, at_most: Callable[[int], Any]
) -> None:
    model = make_model_version().maturity
    action, practice = model.action("POL2q"), model.practice("POL2")

    url = address("plan_item", late)

    with at_most(10):
        page = as_owner.get(url).text

    assert f"<h1>{action.title}</h1>" in page
    for words in (action.first_move, practice.why, action.pitfalls, action.done_when):
        assert escape(words) in page
    for step in action.steps:
        assert escape(step) in page
    assert f"In your check you said: “{practice.anchors[1]}”" in page
    assert f"This action takes you to: “{practice.anchors[2]}”" in page
    assert "Friday" not in page
    assert "9 days late" in page
    assert "Based on the question “" in page


def test_a_long_history_needs_no_more_queries(
    as_owner: Client, as_editor: Client, soon: PlanItem, viewer: User, at_most: Callable[[int], Any]
) -> None:
    for turn in range(6):
        client = as_owner if turn % 2 else as_editor
        send(client, "move_item", soon, due=f"2026-12-{turn + 1:02}", who=str(viewer.pk))
        soon.refresh_from_db()
    url = address("plan_item", soon)

    with at_most(10):
        page = as_owner.get(url).text

    assert set(re.findall(r"moved this to (\d)", page)) == {"2", "3", "4", "5", "6"}


def test_text_in_brackets_is_marked(as_owner: Client, late: PlanItem) -> None:
    page = page_of(as_owner, late)

    assert "Tell <mark>[name]</mark> on <mark>[number]</mark>." in page
    assert "Fill in the parts in square brackets." in page


def answer(code: str, **given: Any) -> None:
    """Change an answer in the only submitted check."""
    result = Result.objects.get()
    result.sheet[code] |= given
    result.save()


def test_not_sure_is_quoted_as_the_answer(as_owner: Client, late: PlanItem) -> None:
    answer("POL2", value="dk")

    assert "In your check you said: “I’m not sure”" in page_of(as_owner, late)


def test_a_question_since_set_aside_shows_no_answer(as_owner: Client, late: PlanItem) -> None:
    answer("CON2", value="na", reason="We work alone.")
    PlanItem.objects.filter(pk=late.pk).update(action="CON2q")

    page = page_of(as_owner, late)

    assert "In your check you said" not in page
    assert "<dt>Consistency</dt>" not in page


def test_the_page_opens_even_without_submitted_answers(as_owner: Client, late: PlanItem) -> None:
    Result.objects.all().delete()

    page = page_of(as_owner, late)

    assert "In your check you said" not in page
    assert "Why it pays" in page


def test_the_effect_on_the_area_is_shown(as_owner: Client, late: PlanItem) -> None:
    assert '<dt>Policies</dt><dd class="number">33 to 42</dd>' in page_of(as_owner, late)


def test_what_others_took_is_shown_from_five_businesses(as_owner: Client, late: PlanItem) -> None:
    learned = Experience.objects.create(
        model_key=make_model_version().key,
        action="POL2q",
        hours=Decimal("3.5"),
        hours_firms=4,
        learned_at=NOON,
    )
    assert "Others took" not in page_of(as_owner, late)
    Experience.objects.filter(pk=learned.pk).update(hours_firms=12)

    page = page_of(as_owner, late)

    assert "3½ hours" in page
    assert "Others’ answers" not in page
    assert "median of 12 businesses" in page


@pytest.mark.parametrize(
    ("lift", "said"),
    [
        ("1", "1 step higher"),
        ("1.5", "1½ steps higher"),
        ("0", "no change"),
        ("-1", "1 step lower"),
    ],
)
def test_the_effect_for_others_is_shown_from_five_businesses(
    as_owner: Client, late: PlanItem, lift: str, said: str
) -> None:
    Experience.objects.create(
        model_key=make_model_version().key,
        action="POL2q",
        lift=Decimal(lift),
        lift_firms=5,
        learned_at=NOON,
    )

    page = page_of(as_owner, late)

    assert f"{said}<br>" in page
    assert "median of 5 businesses" in page


def test_a_viewer_sees_no_form(as_viewer: Client, as_owner: Client, soon: PlanItem) -> None:
    send(as_owner, "note_item", soon, ticks="on", step=["0"], note="Half way.")

    page = page_of(as_viewer, soon)

    assert "Half way." in page
    assert "(done)" in page
    assert "<form" not in page.split("<main")[1]
    assert "Change who or when" not in page


def test_the_person_doing_it_sees_only_their_own_buttons(as_doer: Client, soon: PlanItem) -> None:
    page = page_of(as_doer, soon)

    for words in ("Mark as done", "Start this week", "Save ticks", "Save note"):
        assert words in page
    for words in ("Drop it", "Change who or when", "Hand over", "Not done after all"):
        assert words not in page


def test_the_history_shows_who_did_what_newest_first(
    as_owner: Client, as_editor: Client, soon: PlanItem, viewer: User, at_noon: Any
) -> None:
    send(as_owner, "start_item", soon)
    soon.refresh_from_db()
    at_noon.shift(timedelta(days=1))
    send(as_editor, "move_item", soon, due="2026-12-03", who=str(viewer.pk))

    page = page_of(as_owner, soon)

    first = page.index("Edith gave this to Vera, due 3\xa0December")
    assert first < page.index("Owner started this")
    assert "21\xa0November, 12:00" in page
    assert page.count("Undo") == page.count("Undo this move") == 1


def test_deleted_accounts_appear_as_someone(
    as_owner: Client, as_editor: Client, soon: PlanItem, viewer: User
) -> None:
    send(as_editor, "move_item", soon, due="2026-12-03", who=str(viewer.pk))
    User.objects.filter(email__in=["edith@example.com", "vera@example.com"]).delete()

    assert "Someone gave this to someone else, due" in page_of(as_owner, soon)


def test_an_old_change_can_still_be_undone_from_the_history(
    as_owner: Client, soon: PlanItem, at_noon: time_machine.Traveller
) -> None:
    send(as_owner, "start_item", soon)
    at_noon.shift(timedelta(days=3))
    page = page_of(as_owner, soon)

    assert "You started" not in page
    assert address("undo_item", soon) in page


def test_the_outcome_is_shown_at_the_top(as_owner: Client, soon: PlanItem) -> None:
    send(as_owner, "finish_item", soon)
    page = page_of(as_owner, soon)
    assert "Nobody has said what changed yet." in page
    assert "Say what changed" in page
    assert "Not done after all" in page
    assert "Start here" not in page
    soon.refresh_from_db()

    send(as_owner, "finish_item", soon, **told(outcome="Refunds no longer wait."))

    page = page_of(as_owner, soon)
    assert "“Refunds no longer wait.”" in page
    assert "Change what I wrote" in page


def test_a_dropped_action_can_be_planned_again(as_owner: Client, soon: PlanItem) -> None:
    send(as_owner, "drop_item", soon, why="Too much.")

    page = page_of(as_owner, soon)

    assert "“Too much.”" in page
    assert "Plan it again" in page
    assert "what I wrote" not in page
    assert "Nobody has said" not in page


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("finish_item", "What changed?"),
        ("move_item", "Who does it, and by when?"),
        ("drop_item", "Drop it?"),
        ("hand_over_item", "Hand it over by email"),
    ],
)
def test_every_form_has_its_own_page(
    as_owner: Client, late: PlanItem, name: str, says: str, at_most: Callable[[int], Any]
) -> None:
    url = address(name, late)

    with at_most(6):
        page = as_owner.get(url).text

    assert f"<h1>{says}</h1>" in page
    assert f'href="{address("plan_item", late)}"' in page
    assert "Cancel" in page


def test_the_date_proposed_for_a_late_action_is_in_a_week(as_owner: Client, late: PlanItem) -> None:
    form = as_owner.get(address("move_item", late)).context["form"]

    assert form["due"].value() == TODAY + timedelta(days=7)


def test_a_page_opened_from_the_board_leads_back_there(as_owner: Client, soon: PlanItem) -> None:
    slug = soon.plan.assessment.business.slug
    page = as_owner.get(address("drop_item", soon) + "?from=columns").text

    assert f'href="{reverse("plan", args=[slug])}?view=columns"' in page
    assert 'name="from" value="columns"' in page


def test_an_own_action_shows_nothing_from_the_library(
    as_owner: Client, plan: Plan, business: Business, owner: User, at_most: Callable[[int], Any]
) -> None:
    own = PlanItem.objects.create(
        plan=plan,
        title="Ask three regulars",
        dimension="culture",
        position=9,
        hours=1,
        money=20,
        due_on=TODAY,
        owner=owner,
    )

    url = address("plan_item", own)

    with at_most(10):
        page = as_owner.get(url).text

    assert "Your own" in page
    assert "<span>Culture</span>" in page
    assert "up to £20" in page
    assert "Edit this action" in page
    for words in (
        "Why it pays",
        "Start here",
        "Save ticks",
        "Words you can use",
        "Based on the question",
    ):
        assert words not in page


def test_without_an_overall_score_no_effect_on_the_area_is_shown(
    as_owner: Client, late: PlanItem, assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer("CON2", value="na", reason="We work alone.")
    model = assessment.model_version.maturity
    strict = replace(model, scoring=replace(model.scoring, set_aside_limit=0))
    monkeypatch.setattr(ModelVersion, "fitted_to", lambda *_business: strict)

    assert "<dt>Policies</dt>" not in page_of(as_owner, late)
