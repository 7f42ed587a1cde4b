"""The buttons on the board, and what the board says afterwards."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import PlanItem
from assessment.parties.businesses.models import Business
from tests.journey.tracking.plans import address, board, group, put, send, told

pytestmark = pytest.mark.django_db


def test_each_group_has_its_buttons(
    as_owner: Client, business: Business, late: PlanItem, soon: PlanItem, later: PlanItem
) -> None:
    page = as_owner.get(board(business)).text

    for words in ("Set a new date", "Drop it", "Mark as done"):
        assert words in group(page, "late")
    for words in ("Mark as done", "Move to later"):
        assert words in group(page, "this-week")
    assert "Start this week" in group(page, "later")
    assert "Change the plan" in page
    assert "Add your own action" in page


def test_move_to_later_is_one_click(
    as_owner: Client, business: Business, soon: PlanItem, owner: User
) -> None:
    page = as_owner.get(board(business)).text
    due = group(page, "this-week").split('name="due" value="')[1].split('"')[0]

    send(as_owner, "move_item", soon, due=due)

    page = as_owner.get(board(business)).text
    assert address("plan_item", soon) in group(page, "later")
    assert "to 4\xa0December." in page
    soon.refresh_from_db()
    assert soon.owner == owner


def test_a_started_action_can_be_moved_back_to_this_week(
    as_owner: Client, business: Business, soon: PlanItem
) -> None:
    send(as_owner, "start_item", soon)
    soon.refresh_from_db()
    send(as_owner, "move_item", soon, due="2026-12-16")
    soon.refresh_from_db()
    assert "Do it this week" in group(as_owner.get(board(business)).text, "later")

    send(as_owner, "start_item", soon)

    page = as_owner.get(board(business)).text
    assert "Started" in group(page, "this-week")


def test_a_viewer_sees_the_plan_but_cannot_change_it(
    as_viewer: Client, as_owner: Client, business: Business, late: PlanItem, soon: PlanItem
) -> None:
    send(as_owner, "finish_item", late)

    page = as_viewer.get(board(business)).text

    assert "Start here:" in page
    assert "<form" not in page.split("<main")[1]
    for words in ("Change the plan", "your own", "Say what changed", "Set a new date"):
        assert words not in page


def test_a_viewer_with_an_action_sees_buttons_only_for_that_one(
    as_doer: Client, business: Business, late: PlanItem, soon: PlanItem
) -> None:
    page = as_doer.get(board(business)).text

    assert "Mark as done" in group(page, "this-week")
    assert "Move to later" not in page
    assert "New date" not in group(page, "late")
    assert "<form" not in group(page, "late")


# ---- recording outcomes


def test_the_board_asks_about_one_completed_action(
    as_owner: Client, business: Business, late: PlanItem, soon: PlanItem
) -> None:
    send(as_owner, "finish_item", late)
    send(as_owner, "finish_item", soon)

    page = as_owner.get(board(business)).text

    assert page.count("What changed? You haven’t said yet.") == 1
    assert "Planned: " in page
    assert "Not done after all" in page
    assert page.count("Say what changed") == 1


def test_the_question_can_be_postponed(
    as_owner: Client, business: Business, soon: PlanItem
) -> None:
    send(as_owner, "finish_item", soon)
    assert f"{board(business)}?later=1" in as_owner.get(board(business)).text

    page = as_owner.get(board(business, "?later=1")).text

    assert "You haven’t said yet" not in page
    assert "Say what changed" in page


def test_the_outcome_is_shown_and_can_be_changed(
    as_owner: Client, business: Business, soon: PlanItem
) -> None:
    put(soon, hours=2)
    send(as_owner, "finish_item", soon, **told(outcome="<b>It</b> works.", hours="2", money="10"))

    page = as_owner.get(board(business)).text

    assert "“&lt;b&gt;It&lt;/b&gt; works.”" in page
    assert "2 hours, as planned · £10" in page
    assert "Change what I wrote" in page
    assert "You haven’t said yet" not in page


def test_forms_on_the_board_return_to_the_board(
    as_owner: Client, business: Business, soon: PlanItem, later: PlanItem
) -> None:
    done = send(as_owner, "finish_item", soon, **{"from": "board"})
    started = send(as_owner, "start_item", later, **{"from": "columns"})
    later.refresh_from_db()
    elsewhere = send(as_owner, "note_item", later, note="x", **{"from": "//evil.example"})

    assert done["Location"] == f"{board(business)}#{soon.key}"
    assert started["Location"] == f"{board(business, '?view=columns')}#{later.key}"
    assert elsewhere["Location"] == f"{address('plan_item', later)}#note_item"


# ---- recent changes


def test_a_recent_change_is_shown_with_an_undo_button(
    as_owner: Client, as_editor: Client, business: Business, soon: PlanItem
) -> None:
    send(as_owner, "finish_item", soon)

    page = as_owner.get(board(business)).text

    assert "You marked “" in page
    assert address("undo_item", soon) in page
    assert "You marked" not in as_editor.get(board(business)).text


def test_after_undo_the_page_says_so_and_offers_redo(
    as_owner: Client, business: Business, soon: PlanItem
) -> None:
    send(as_owner, "finish_item", soon)
    soon.refresh_from_db()
    send(as_owner, "undo_item", soon)

    page = as_owner.get(board(business)).text

    assert "is back as it was." in page
    assert "Redo" in page


def test_undo_is_offered_for_five_minutes(
    as_owner: Client, business: Business, soon: PlanItem, at_noon: time_machine.Traveller
) -> None:
    send(as_owner, "finish_item", soon)

    at_noon.shift(timedelta(minutes=5))

    assert "You marked" not in as_owner.get(board(business)).text


def test_undo_is_not_offered_after_someone_elses_change(
    as_owner: Client, as_editor: Client, business: Business, soon: PlanItem
) -> None:
    send(as_owner, "start_item", soon)
    soon.refresh_from_db()
    send(as_editor, "note_item", soon, note="Mine.")

    assert "You started" not in as_owner.get(board(business)).text


@pytest.mark.parametrize(
    ("name", "fields", "says"),
    [
        ("start_item", {}, "You started “"),
        ("move_item", {"due": "2026-12-09"}, "” to 9\xa0December."),
        ("move_item", {"due": "2026-11-24", "who": ""}, "You left “"),
        ("move_item", {"due": "2026-12-09", "who": ""}, "and left it unassigned."),
        ("move_item", {"due": "2026-11-24", "who": "vera"}, "” to Vera."),
        ("move_item", {"due": "2026-12-09", "who": "vera"}, "” to Vera, due 9"),
        ("tick_item", {"ticks": "on", "step": ["0"]}, "You saved your ticks for “"),
        ("note_item", {"note": "x"}, "You saved the note on “"),
        ("drop_item", {"why": ""}, "You dropped “"),
        ("finish_item", told(), "You recorded how “"),
    ],
)
def test_every_change_is_described_in_a_sentence(
    as_owner: Client,
    viewer: User,
    business: Business,
    soon: PlanItem,
    name: str,
    fields: dict[str, str],
    says: str,
) -> None:
    if fields.get("who") == "vera":
        fields = fields | {"who": str(viewer.pk)}

    send(as_owner, name, soon, **fields)

    assert says in as_owner.get(board(business)).text
