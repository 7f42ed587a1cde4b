"""Files that cannot be imported: one line names the field, and nothing is created."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from assessment.foundation.accounts.models import User
from assessment.outputs.portability.presenters.business_export import business_document
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.library import sample_submissions
from tests.factories import make_user
from tests.kept import kept
from tests.outputs.exports.exporting import make_lindgren

pytestmark = pytest.mark.django_db

Change = Callable[[dict[str, Any]], None]


@kept
def document(owner: User) -> dict[str, Any]:
    business = make_lindgren(owner, make_user("edith"), sample_submissions()[-2:])
    return copy.deepcopy(business_document(business))


def refusal(path: Path, document: object, owner: str = "owner@example.com") -> str:
    file = path / "business.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    before = (Business.objects.count(), User.objects.count())
    with pytest.raises(CommandError) as refused:
        call_command("import_business", str(file), "--owner", owner)
    assert refused.value.returncode == 2
    assert (Business.objects.count(), User.objects.count()) == before
    words = str(refused.value)
    assert "\n" not in words
    return words


def last(document: dict[str, Any]) -> Any:
    return document["checks"][1]


def item(document: dict[str, Any]) -> Any:
    return last(document)["plans"][0]["items"][0]


def put(find: Callable[[dict[str, Any]], Any], name: str, value: Any) -> Change:
    """Return a change that sets one field of the part that `find` returns."""
    return lambda document: find(document).update({name: value})


def top(document: dict[str, Any]) -> Any:
    return document


def business(document: dict[str, Any]) -> Any:
    return document["business"]


def answer(document: dict[str, Any]) -> Any:
    return last(document)["answers"][0]


def result(document: dict[str, Any]) -> Any:
    return last(document)["result"]


def plan(document: dict[str, Any]) -> Any:
    return last(document)["plans"][0]


def item_change(document: dict[str, Any]) -> Any:
    return item(document)["changes"][0]


SCENARIO: dict[str, object] = {
    "quarter_starts_on": "2020-01-01",
    "name": "A",
    "wish": {"plan": {}},
    "kept_at": "2026-11-20T12:00:00+00:00",
    "kept_by": None,
}
HERE = "checks[1]"
ITEM = f"{HERE}.plans[0].items[0]"


COMMENT = {
    "about": "",
    "text": "Well done.",
    "written_by": "owner@example.com",
    "written_at": "2026-11-20T12:00:00+00:00",
}
ANSWER_CHANGE = {
    "practice": "NOPE1",
    "operation": "5f0f1c4e-8f0b-4a55-9d8e-0f5a3b1c2d3e",
    "revision": 1,
    "value": "2",
    "note": "",
    "reason": "",
    "at": "2026-11-20T12:00:00+00:00",
    "by": "owner@example.com",
}
LOOK = {
    "kind": "same",
    "person": "owner@example.com",
    "agreed_at": "2026-11-20T12:00:00+00:00",
    "answered_at": "2026-12-04T12:00:00+00:00",
    "answers": [{"practice": "CUL1", "value": "1"}],
}
OPINION = {
    "person": "owner@example.com",
    "invited_by": "owner@example.com",
    **dict.fromkeys(
        ("invited_at", "accepted_at", "finished_at", "revealed_at"), "2026-11-20T12:00:00+00:00"
    ),
    "blind": True,
    "answers": [],
}
REMARK = f"{HERE}.result.comments[0]"
KEPT = SCENARIO | {"quarter_starts_on": "2026-10-01"}


REFUSED: list[tuple[Change, str]] = [
    (put(top, "format", "other"), "format: must be cairn-business"),
    (put(top, "version", 2), "version: must be 1"),
    (
        put(last, "changes", [ANSWER_CHANGE]),
        f"{HERE}.changes[0].practice: must be a question of the model",
    ),
    (
        put(result, "comments", [COMMENT | {"text": "a" * 3_000}] * 2),
        f"{HERE}.result.comments[1].text: must be at most 5000 characters in all for one subject",
    ),
    (put(top, "version", True), "version: must be 1"),
    (put(top, "extra", 1), "extra: is not recognised"),
    (lambda d: d.pop("people"), "people: is missing"),
    (put(top, "people", {}), "people: must be a JSON list"),
    (put(top, "people", [3]), "people[0]: must be a JSON object"),
    (put(top, "people", [{"name": "A"}]), "people[0].email: must be an email address"),
    (put(top, "models", [{"key": "other-1"}]), "models[0].key: “other-1” is not installed"),
    (
        put(top, "models", [{"key": "cairn-1.1", "content_hash": "0"}]),
        "models[0].content_hash: cairn-1.1 has different content here",
    ),
    (put(business, "name", " "), "business.name: must be text that is not empty"),
    (put(business, "name", "a" * 101), "business.name: must be text"),
    (put(business, "name", "A\x00B"), "business.name: must be text"),
    (put(business, "hours", "many"), "business.hours: must be a whole number"),
    (put(business, "hours", True), "business.hours: must be a whole number"),
    (put(business, "hours", -1), "business.hours: must be a whole number"),
    (put(business, "meets", ["nowhere"]), "business.meets: must be a list of our_place"),
    (put(business, "meets", [["phone"]]), "business.meets: must be a list of our_place"),
    (put(business, "time_zone", "Mars"), "business.time_zone: must be a time zone"),
    (put(business, "first_month", 7), "business.first_month: must be a whole number"),
    (put(business, "founded_at", "2026-11-20"), "business.founded_at: must be a date and time"),
    (put(business, "founded_at", "2026-13-20T25:00:00Z"), "business.founded_at: must be a"),
    (lambda d: business(d).pop("trade"), "business.trade: is missing"),
    (put(last, "model", "cairn-9"), f"{HERE}.model: must be the key of one of the models"),
    (put(last, "quarter_starts_on", "soon"), f"{HERE}.quarter_starts_on: must be a date"),
    (put(last, "quarter_starts_on", "2026-07-01"), f"{HERE}: conflicts with other data"),
    (put(last, "submitted_by", "new@example.com"), f"{HERE}.submitted_by: must be the email"),
    (put(last, "result", None), f"{HERE}.result: must be present if the check was sub"),
    (lambda d: last(d).pop("plans"), f"{HERE}.plans: is missing"),
    (put(answer, "practice", "CUL7"), f"{HERE}.answers: must have one entry for each"),
    (put(answer, "value", "9"), f"{HERE}.answers[0].value: must be 0, 1, 2, 3, dk, na or empty"),
    (put(answer, "checked", "yes"), f"{HERE}.answers[0].checked: must be true or false"),
    (put(answer, "answered_at", None), f"{HERE}.answers: conflicts with other data"),
    (put(result, "sheet", {"CUL1": {}}), f"{HERE}.result.sheet.answers."),
    (put(result, "outcome", {"a": 1}), f"{HERE}.result.outcome: does not match these answers"),
    (put(plan, "wish", {"plan": {"hours": -1}}), f"{HERE}.plans[0].wish.plan.hours: must be"),
    (put(plan, "expected", 3), f"{HERE}.plans[0].expected: must be a JSON object"),
    (put(item, "action", "XYZ"), f"{ITEM}.action: must be an action of the model"),
    (put(item, "title", "Both"), f"{ITEM}: conflicts with other data"),
    (put(item, "ticked", ["1"]), f"{ITEM}.ticked: must be a list of whole numbers"),
    (put(item, "real_hours", "lots"), f"{ITEM}.real_hours: must be a number as text"),
    (put(item, "status", "late"), f"{ITEM}.status: must be text"),
    (put(item, "token_hash", "x"), f"{ITEM}.token_hash: is not recognised"),
    (put(item_change, "before", 3), f"{ITEM}.changes[0].before: must be a JSON object"),
    (put(item_change, "after", {"key": "a"}), f"{ITEM}.changes[0].after.key: is not recognised"),
    (put(item_change, "after", {"due_on": "x"}), f"{ITEM}.changes[0].after.due_on: must be a d"),
    (put(top, "scenarios", [SCENARIO]), "scenarios[0].quarter_starts_on: must be the first day"),
    (put(last, "retests", [LOOK | {"answers": []}]), f"{HERE}.retests[0].answers: must have"),
    (put(last, "retests", [LOOK | {"answered_at": None}]), f"{HERE}.retests[0].answers: must have"),
    (
        lambda d: last(d).update(submitted_at=None, submitted_by=None, result=None, retests=[LOOK]),
        f"{HERE}.retests[0]: must belong to a check that was submitted",
    ),
    (put(last, "second_opinions", [OPINION]), f"{HERE}.second_opinions[0].answers: must have both"),
    (
        put(last, "second_opinions", [OPINION | {"blind": 1}]),
        f"{HERE}.second_opinions[0].blind: must be true or false",
    ),
    (put(last, "retests", [LOOK | {"kind": "third"}]), f"{HERE}.retests[0].kind: must be text: "),
    (put(last, "retests", [LOOK] * 2), f"{HERE}.retests[1]: conflicts with other data"),
    (
        put(last, "retests", [LOOK | {"answers": [{"practice": "CUL1", "value": ""}]}]),
        f"{HERE}.retests[0].answers[0].value: must be text: 0, 1, 2, 3, dk or na",
    ),
    (
        put(last, "retests", [LOOK | {"answers": [{"practice": "NOPE1", "value": "1"}]}]),
        f"{HERE}.retests[0].answers[0].practice: must be a question of the model",
    ),
]
NEAR_NO_CALENDAR = "0001-01-01T00:00:00+00:00"
OWN = {"action": "", "title": "Ask", "ticked": []}
FORM_LIMITS: list[tuple[Change, str]] = [
    (put(business, "founded_at", NEAR_NO_CALENDAR), "business.founded_at: must be between 2000"),
    (put(business, "founded_at", "9999-12-31T23:59:59-14:00"), "business.founded_at: must be b"),
    (put(business, "trade", "spies"), "business.trade: must be food, shop"),
    (put(business, "name", "\u202e\x01"), "business.name: must be text that is not empty"),
    (put(business, "hours", 32767), "business.hours: must be a number from 0 to 2000"),
    (put(business, "money", 2147483647), "business.money: must be a number from 0 to 100000"),
    (put(business, "meets", ["phone"] * 50_000), "business.meets: must name each way"),
    (put(last, "quarter_starts_on", "9999-12-01"), f"{HERE}.quarter_starts_on: must be between"),
    (put(last, "quarter_starts_on", "2026-10-14"), f"{HERE}.quarter_starts_on: must be the first"),
    (put(last, "extra", 5), f"{HERE}.extra: must be 0, or one more"),
    (put(last, "revision", 3), f"{HERE}.revision: must be 1, or one more"),
    (put(answer, "note", "a" * 10_001), f"{HERE}.answers[0].note: must be text of at most 10000"),
    (put(answer, "revision", 10**9), f"{HERE}.answers[0].revision: must be a number from 0 to"),
    (lambda d: result(d)["sheet"]["CUL1"].update(note="a" * 10_001), f"{HERE}.result.sheet.answ"),
    (put(result, "sheet", {"CUL1": "\ud800"}), f"{HERE}.result.sheet: must be a JSON object"),
    (put(result, "comments", [COMMENT | {"about": "nonsense"}]), f"{REMARK}.about: must be an ar"),
    (put(result, "comments", [COMMENT | {"text": "a" * 5001}]), f"{REMARK}.text: must be text of"),
    (put(plan, "expected", {"status": "\ud800"}), f"{HERE}.plans[0].expected: must be a JSON obj"),
    (put(plan, "expected", {"x": 1}), f"{HERE}.plans[0].expected: must be a JSON object of"),
    (put(plan, "expected", {"status": [[]]}), f"{HERE}.plans[0].expected.status: must be a short"),
    (put(plan, "expected", {"score": float("nan")}), f"{HERE}.plans[0].expected: must be a JSON"),
    (
        put(plan, "wish", {"plan": {"hours": 2001}}),
        f"{HERE}.plans[0].wish.plan.hours: must be a whole number from 0 to 2000",
    ),
    (put(plan, "wish", {"plan": {"max_actions": 61}}), f"{HERE}.plans[0].wish.plan.max_actions:"),
    (
        lambda d: plan(d).update(items=[{**item(d), **OWN, "changes": []} for _ in range(51)]),
        f"{HERE}.plans[0].items: must contain at most 50",
    ),
    (put(item, "dimension", "nonsense"), f"{ITEM}.dimension: must be an area of the model"),
    (put(item, "ticked", [99]), f"{ITEM}.ticked: must be the numbers of its steps"),
    (put(item, "ticked", [0, 0]), f"{ITEM}.ticked: must be a list of whole numbers"),
    (put(item, "real_hours", "2001"), f"{ITEM}.real_hours: must be a number from 0 to 2000"),
    (put(item, "real_hours", "-1"), f"{ITEM}.real_hours: must be a number from 0 to 2000"),
    (put(item, "due_on", "1999-12-31"), f"{ITEM}.due_on: must be between 2000 and 2100"),
    (put(item_change, "after", {"hours": 3000}), f"{ITEM}.changes[0].after.hours: must be a num"),
    (put(top, "scenarios", [KEPT | {"name": str(n)} for n in range(4)]), "scenarios: must have at"),
]


@pytest.mark.parametrize(
    ("change", "words"),
    REFUSED + FORM_LIMITS,
    ids=[f"{n} {words}" for n, (_, words) in enumerate(REFUSED + FORM_LIMITS)],
)
def test_a_field_that_is_not_allowed_is_named(
    document: dict[str, Any], tmp_path: Path, change: Change, words: str
) -> None:
    change(document)

    assert refusal(tmp_path, document).startswith(words)


@pytest.mark.parametrize("given", [3, [], None, "business"])
def test_a_file_without_a_business_is_refused(owner: User, tmp_path: Path, given: object) -> None:
    assert refusal(tmp_path, given) == "the file: must be a JSON object"


def test_a_file_with_only_one_check_is_refused(owner: User, tmp_path: Path) -> None:
    check = {"business": "Café", "quarter": "2026-Q4", "model": "cairn-1.0", "answers": {}}

    words = refusal(tmp_path, check)

    assert words == "the file: this is one check, not a whole business"


def test_an_owner_without_an_account_is_refused(owner: User, tmp_path: Path) -> None:
    assert refusal(tmp_path, {}, "nobody@example.com").startswith(
        "--owner: must be the email address"
    )


def test_a_file_without_json_is_refused(owner: User, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text("{", encoding="utf-8")

    with pytest.raises(CommandError, match=r"FILE: must be JSON"):
        call_command("import_business", str(file), "--owner", owner.email)
