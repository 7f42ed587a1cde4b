"""Every change to an action, by every role: access, undo, repeats and conflicts."""

from typing import Any

import pytest
import time_machine
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from assessment.domain.planning.planned_actions import Status
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import ItemChange, PlanItem
from assessment.journey.tracking import access
from assessment.journey.tracking.queries import item_behind
from assessment.parties.businesses.models import Business, Role
from tests.factories import NOON, make_member, make_user
from tests.journey.tracking.plans import address, day, item, send, state_of, told

pytestmark = pytest.mark.django_db

# The data sent to change an unfinished action.
CHANGES: dict[str, dict[str, Any]] = {
    "start_item": {},
    "finish_item": {},
    "tick_item": {"ticks": "on", "step": ["0", "2"]},
    "note_item": {"note": "Two of three have agreed."},
    "move_item": {"due": "2026-12-09", "who": ""},
    "drop_item": {"why": "Nobody has time."},
}
OUTCOME = told()
# The status code of each change by role. The doer is a viewer who was given the action.
STATUSES = """
              owner editor consultant doer viewer stranger nobody
start_item     302   302      302     302   403     404     302
finish_item    302   302      302     302   403     404     302
tick_item      302   302      302     302   403     404     302
note_item      302   302      302     302   403     404     302
move_item      302   302      302     403   403     404     302
drop_item      302   302      302     403   403     404     302
reopen_item    302   302      302     403   403     404     302
end_hand_over  302   302      302     403   403     404     302
undo_item      302   302      302     302   403     404     302
"""


def table() -> list[Any]:
    head, *lines = [line.split() for line in STATUSES.strip().splitlines()]
    return [
        pytest.param(name, role, int(status), id=f"{name}-{role}")
        for name, *statuses in lines
        for role, status in zip(head, statuses, strict=True)
    ]


@pytest.mark.parametrize(("name", "role", "status"), table())
def test_who_can_change_what(
    everybody: dict[str, Client], soon: PlanItem, name: str, role: str, status: int
) -> None:
    if name == "reopen_item":
        send(everybody["owner"], "finish_item", soon)
        soon.refresh_from_db()
    if name == "undo_item" and role in {"owner", "editor", "consultant", "doer"}:
        send(everybody[role], "start_item", soon)
        soon.refresh_from_db()
    before = state_of(soon)

    response = send(everybody[role], name, soon, **CHANGES.get(name, {}))

    assert response.status_code == status
    allowed = status == 302 and role != "nobody" and name != "end_hand_over"
    assert (state_of(soon) != before) is allowed


@pytest.mark.parametrize("name", [*CHANGES, "outcome"])
def test_every_change_can_be_undone_and_redone(as_owner: Client, soon: PlanItem, name: str) -> None:
    before = state_of(soon)
    if name == "outcome":
        send(as_owner, "finish_item", soon, **OUTCOME)
    else:
        send(as_owner, name, soon, **CHANGES[name])
    after = state_of(soon)

    send(as_owner, "undo_item", soon)
    undone = state_of(soon)
    send(as_owner, "undo_item", soon)

    assert before == undone
    assert state_of(soon) == after != before


@pytest.mark.parametrize("name", [*CHANGES, "outcome"])
def test_a_form_sent_twice_is_stored_once(as_owner: Client, soon: PlanItem, name: str) -> None:
    fields = OUTCOME if name == "outcome" else CHANGES[name]
    sent = {"seen": soon.revision, **fields}
    url = address("finish_item" if name == "outcome" else name, soon)

    statuses = [as_owner.post(url, sent).status_code for _ in range(3)]

    assert statuses == [302, 302, 302]
    assert soon.changes.count() == 1


@pytest.mark.parametrize("name", [*CHANGES, "outcome"])
def test_a_conflict_shows_who_did_what_and_loses_nothing(
    as_owner: Client, as_editor: Client, soon: PlanItem, name: str
) -> None:
    fields = OUTCOME if name == "outcome" else CHANGES[name]
    sent = {"seen": soon.revision, **fields}
    send(as_editor, "note_item", soon, note="Mine came first.")
    before = state_of(soon)

    response = as_owner.post(address("finish_item" if name == "outcome" else name, soon), sent)

    assert response.status_code == 409
    assert "Edith changed the note" in response.text
    assert "20\xa0November, 12:00" in response.text
    assert 'name="seen" value="1"' in response.text
    assert state_of(soon) == before
    for value in fields.values():
        assert all(str(part) in response.text for part in (value if name != "tick_item" else "02"))


def test_after_a_conflict_the_same_form_can_be_saved(
    as_owner: Client, as_editor: Client, soon: PlanItem
) -> None:
    stale = soon.revision
    send(as_editor, "note_item", soon, note="Mine came first.")
    as_owner.post(address("drop_item", soon), {"seen": stale, "why": "No time."})
    soon.refresh_from_db()

    assert send(as_owner, "drop_item", soon, why="No time.").status_code == 302
    soon.refresh_from_db()
    assert (soon.status, soon.outcome) == (Status.DROPPED, "No time.")


@pytest.mark.parametrize("seen", ["", "-1", "x", "9", "9" * 5000, "1.0", "٠"])
def test_a_form_without_a_valid_revision_is_refused(
    as_owner: Client, soon: PlanItem, seen: str
) -> None:
    before = state_of(soon)

    assert as_owner.post(address("start_item", soon), {"seen": seen}).status_code == 400
    assert state_of(soon) == before


def test_a_second_click_on_undo_does_not_redo(as_owner: Client, soon: PlanItem) -> None:
    before = state_of(soon)
    send(as_owner, "start_item", soon)
    soon.refresh_from_db()
    url, sent = address("undo_item", soon), {"seen": soon.revision}

    statuses = [as_owner.post(url, sent).status_code for _ in range(3)]

    assert statuses == [302, 302, 302]
    assert state_of(soon) == before


def test_an_unchanged_action_has_nothing_to_undo(as_owner: Client, soon: PlanItem) -> None:
    before = state_of(soon)

    assert send(as_owner, "undo_item", soon).status_code == 302
    assert state_of(soon) == before


def test_the_person_doing_it_can_undo_only_their_own_changes(
    as_owner: Client, as_doer: Client, soon: PlanItem
) -> None:
    send(as_owner, "start_item", soon)
    soon.refresh_from_db()
    before = state_of(soon)

    assert send(as_doer, "undo_item", soon).status_code == 403
    assert state_of(soon) == before


def test_undo_from_an_outdated_page_is_refused(
    as_owner: Client, as_editor: Client, soon: PlanItem
) -> None:
    send(as_owner, "start_item", soon)
    soon.refresh_from_db()
    seen = soon.revision
    send(as_editor, "note_item", soon, note="Later.")

    response = as_owner.post(address("undo_item", soon), {"seen": seen})

    assert response.status_code == 409
    soon.refresh_from_db()
    assert (soon.status, soon.note) == (Status.RUNNING, "Later.")


def test_a_change_that_crashes_is_rolled_back(
    as_owner: Client, soon: PlanItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state_of(soon)

    def break_off(*_args: Any, **_kwargs: Any) -> None:
        raise DatabaseError("the power went")

    monkeypatch.setattr(PlanItem, "save", break_off)
    with pytest.raises(DatabaseError):
        send(as_owner, "start_item", soon)

    assert state_of(soon) == before
    assert not ItemChange.objects.exists()


def test_unknown_actions_and_those_of_another_business_are_not_found(
    as_stranger: Client, as_owner: Client, as_editor: Client, soon: PlanItem
) -> None:
    elsewhere = reverse("plan_item", args=["elsewhere", soon.key])
    nowhere = reverse("plan_item", args=[soon.plan.assessment.business.slug, "abcdefghjk"])

    assert as_stranger.get(elsewhere).status_code == 404
    assert as_owner.get(nowhere).status_code == 404
    assert as_stranger.post(f"{elsewhere}start/", {"seen": 0}).status_code == 404


def test_a_person_who_lost_the_action_can_no_longer_change_it(
    as_owner: Client, as_doer: Client, soon: PlanItem
) -> None:
    send(as_owner, "move_item", soon, due="2026-12-09", who="")
    soon.refresh_from_db()

    assert send(as_doer, "start_item", soon).status_code == 403


def test_the_action_of_a_person_who_left_can_be_moved(
    as_owner: Client, business: Business, soon: PlanItem
) -> None:
    gone = make_user("gone")
    membership = make_member(business, gone, Role.EDITOR)
    PlanItem.objects.filter(pk=soon.pk).update(owner=gone)
    membership.delete()

    send(as_owner, "move_item", soon, due="2026-12-09")

    soon.refresh_from_db()
    assert (soon.owner, soon.due_on) == (gone, day(9, 12))


def test_late_finishing_counts_in_the_plan_of_its_quarter(
    as_owner: Client, soon: PlanItem, owner: User, at_noon: time_machine.Traveller
) -> None:
    at_noon.move_to(NOON.replace(year=2027, month=1, day=8))
    as_owner.force_login(owner)

    send(as_owner, "finish_item", soon, **OUTCOME)

    assert item("CUL3q").ended_on == day(8, 1).replace(year=2027)


def test_the_person_doing_it_cannot_restart_an_ended_action(
    as_owner: Client, as_doer: Client, soon: PlanItem
) -> None:
    send(as_owner, "drop_item", soon, why="Not this quarter.")
    soon.refresh_from_db()
    before = state_of(soon)

    for name, fields in (("start_item", {}), ("finish_item", {}), ("finish_item", OUTCOME)):
        assert send(as_doer, name, soon, **fields).status_code == 403
    assert state_of(soon) == before


@pytest.mark.parametrize("name", ["start_item", "finish_item", "note_item", "drop_item"])
def test_an_action_deleted_during_the_request_is_not_found(
    as_owner: Client, soon: PlanItem, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    found = item_behind(soon.plan.assessment.business, soon.key)
    monkeypatch.setattr(access, "item_behind", lambda *_: found)
    PlanItem.objects.filter(pk=soon.pk).delete()

    assert send(as_owner, name, soon, note="Late.").status_code == 404
