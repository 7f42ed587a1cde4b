"""The helper's page: it shows one action, lets the helper do it, and stops working."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from assessment.domain.planning.planned_actions import Status
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import HandOver, PlanItem
from assessment.journey.tracking.views import assignee
from tests.factories import NOON
from tests.journey.tracking.links import HandOverTo, by_link, ended
from tests.journey.tracking.plans import address, replan, send, state_of, told

pytestmark = pytest.mark.django_db


def test_the_page_shows_one_action_and_nothing_else_about_the_business(
    hand_over: HandOverTo, soon: PlanItem, late: PlanItem, at_most: Callable[[int], Any]
) -> None:
    path = hand_over()

    with at_most(2):
        response = Client().get(path)

    assert response.status_code == 200
    assert "Owner asks you to do this for Café Lindgren" in response.text
    assert "Please do this by Tuesday 24\xa0November." in response.text
    assert "I’ve done it" in response.text
    assert late.plan.assessment.business.slug not in response.text
    for words in ("History", "Culture", "In your check you said", "anna@example.com", "Your plan"):
        assert words not in response.text


def test_the_address_is_neither_leaked_nor_cached(hand_over: HandOverTo) -> None:
    response = Client().get(hand_over())

    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"
    assert "noindex" in response["X-Robots-Tag"]


def test_a_helper_ticks_and_writes(hand_over: HandOverTo, soon: PlanItem, as_owner: Client) -> None:
    path = hand_over()

    response = by_link(path, soon, ticks="on", step=["0", "1"], note="Two of three.")

    assert response["Location"] == f"{path}#note_item"
    soon.refresh_from_db()
    assert (soon.ticked, soon.note, soon.status) == ([0, 1], "Two of three.", Status.RUNNING)
    assert "Anna ticked steps" in as_owner.get(address("plan_item", soon)).text


def test_a_helper_reports_that_it_is_done(hand_over: HandOverTo, soon: PlanItem) -> None:
    path = hand_over()
    client = Client()

    response = client.post(
        path,
        {"seen": soon.revision, "ticks": "on", "step": ["0"], "note": "All told.", "do": "done"}
        | told(end="partly", hours="1,5"),
        follow=True,
    )

    assert response.status_code == 404
    assert "Thank you. It’s done" in response.text
    assert "You’ve done your part</h1>" in response.text
    soon.refresh_from_db()
    assert (soon.status, soon.note, soon.ticked) == (Status.PARTLY, "All told.", [0])
    assert (str(soon.real_hours), soon.real_money, soon.outcome) == ("1.50", None, "It works.")


def test_a_helper_cannot_drop_the_action(hand_over: HandOverTo, soon: PlanItem) -> None:
    path = hand_over()

    response = by_link(path, soon, ticks="on", do="done", **told(end="dropped"))

    assert response.status_code == 422
    soon.refresh_from_db()
    assert soon.status == Status.OPEN


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"do": "done", **told(hours="much")}, "like 2.5 or 2,25"),
        ({"note": "x" * 10_001}, "10,000 characters or fewer"),
    ],
)
def test_a_helpers_wrong_values_are_explained_and_nothing_is_lost(
    hand_over: HandOverTo, soon: PlanItem, fields: dict[str, str], says: str
) -> None:
    path = hand_over()
    before = state_of(soon)

    response = by_link(path, soon, **{"ticks": "on", "step": ["1"], "note": "Kept.", **fields})

    assert response.status_code == 422
    assert says in response.text
    assert 'value="1" checked' in response.text
    assert state_of(soon) == before


def test_a_conflict_loses_nothing_the_helper_wrote(
    hand_over: HandOverTo, soon: PlanItem, as_owner: Client
) -> None:
    path = hand_over()
    seen = soon.revision
    send(as_owner, "note_item", soon, note="The owner was faster.")

    response = Client().post(path, {"seen": seen, "ticks": "on", "step": ["2"], "note": "Mine."})

    assert response.status_code == 409
    assert "This was changed after you opened the page" in response.text
    assert "Mine." in response.text
    assert "The note now says: “The owner was faster.”" in response.text
    assert 'value="2" checked' in response.text
    soon.refresh_from_db()
    assert f'name="seen" value="{soon.revision}"' in response.text
    assert (soon.note, soon.ticked) == ("The owner was faster.", [])


def test_a_helpers_form_is_saved_completely_or_not_at_all(
    hand_over: HandOverTo, soon: PlanItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = hand_over()
    before = state_of(soon)

    def break_off(**_kwargs: Any) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("assessment.journey.tracking.services.record_outcome", break_off)
    with pytest.raises(RuntimeError):
        by_link(path, soon, ticks="on", step=["0"], do="done", **told())

    assert state_of(soon) == before


@pytest.mark.parametrize("seen", ["", "99", "x"])
def test_a_form_without_a_valid_revision_is_refused(hand_over: HandOverTo, seen: str) -> None:
    assert Client().post(hand_over(), {"seen": seen, "note": "x"}).status_code == 400


# ---- how long a link works


@pytest.mark.parametrize("token", ["x", "a" * 43, "%F0%9F%98%80"])
def test_an_unknown_link_explains_what_to_do(db: None, token: str) -> None:
    assert ended(f"/a/{token}/")


def test_a_link_ends_two_weeks_after_the_due_date(
    hand_over: HandOverTo, at_noon: time_machine.Traveller
) -> None:
    path = hand_over()
    at_noon.move_to(NOON + timedelta(days=18))
    assert not ended(path)

    at_noon.move_to(NOON + timedelta(days=19))

    assert ended(path)


def test_the_link_to_a_late_action_works_for_two_weeks_from_today(
    hand_over: HandOverTo, soon: PlanItem
) -> None:
    PlanItem.objects.filter(pk=soon.pk).update(due_on=NOON.date() - timedelta(days=30))

    hand_over()

    assert HandOver.objects.get().expires_at == NOON + timedelta(days=14)


def test_a_later_due_date_extends_the_link(
    hand_over: HandOverTo, as_owner: Client, soon: PlanItem
) -> None:
    hand_over()

    send(as_owner, "move_item", soon, due="2026-12-20", who="helper")

    soon.refresh_from_db()
    assert soon.helper_name == "Anna"
    assert HandOver.objects.get().expires_at.date() == NOON.date().replace(month=12, day=20) + (
        timedelta(days=14)
    )


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("end_hand_over", {}),
        ("move_item", {"due": "2026-12-09", "who": ""}),
        ("undo_item", {}),
        ("finish_item", {}),
        ("drop_item", {"why": ""}),
    ],
)
def test_the_link_ends_with_the_action_or_with_a_new_person(
    hand_over: HandOverTo, as_owner: Client, soon: PlanItem, name: str, fields: dict[str, str]
) -> None:
    path = hand_over()

    assert send(as_owner, name, soon, **fields).status_code == 302

    assert ended(path)


def test_undoing_the_end_of_an_action_restores_its_link(
    hand_over: HandOverTo, as_owner: Client, soon: PlanItem
) -> None:
    path = hand_over()
    send(as_owner, "finish_item", soon)
    soon.refresh_from_db()

    send(as_owner, "undo_item", soon)

    assert not ended(path)


def test_a_link_that_was_taken_back_stays_ended_even_after_undo(
    hand_over: HandOverTo, as_owner: Client, soon: PlanItem
) -> None:
    path = hand_over()
    send(as_owner, "end_hand_over", soon)
    soon.refresh_from_db()
    send(as_owner, "undo_item", soon)
    soon.refresh_from_db()

    assert soon.helper_name == "Anna"
    assert ended(path)
    assert "Anna doesn’t have a working link." in as_owner.get(address("plan_item", soon)).text


def test_a_new_plan_without_the_action_ends_the_link(
    hand_over: HandOverTo, soon: PlanItem, owner: User
) -> None:
    path = hand_over()

    replan(soon.plan, owner, ("POL2q", "CON4q"))

    assert ended(path)


def test_replanning_keeps_the_link_to_a_started_action(
    hand_over: HandOverTo, soon: PlanItem, owner: User
) -> None:
    path = hand_over()
    by_link(path, soon, ticks="on", step=["0"])

    replan(soon.plan, owner, ("POL2q", "CON4q"))

    assert not ended(path)


def test_a_helper_cannot_finish_an_action_that_has_just_changed(
    hand_over: HandOverTo, as_owner: Client, soon: PlanItem
) -> None:
    path = hand_over()
    fields = {"seen": soon.revision, "do": "done", **told()}
    send(as_owner, "move_item", soon, due="2026-12-09")

    response = Client().post(path, fields)

    assert response.status_code == 409
    soon.refresh_from_db()
    assert soon.status == Status.OPEN


def test_an_action_deleted_while_a_helper_saves_leads_back_to_the_link(
    hand_over: HandOverTo, soon: PlanItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = hand_over()

    def take_out(request: Any, item: PlanItem) -> int:
        seen = item.revision
        PlanItem.objects.filter(pk=item.pk).delete()
        return seen

    monkeypatch.setattr(assignee, "revision_seen", take_out)

    assert by_link(path, soon, note="Late.")["Location"] == path


def test_a_helper_writes_hours_as_usual_in_the_business(
    hand_over: HandOverTo, soon: PlanItem
) -> None:
    soon.plan.assessment.business.currency = "SEK"
    soon.plan.assessment.business.save()

    page = Client().post(hand_over(), {"seen": soon.revision, "do": "done"} | told(hours="1,000"))

    assert page.status_code == 422
    assert "Did you mean 1 or 1,000?" in page.text
