"""Tests of the headless commands' JSON: what is read, refused and written."""

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from assessment.domain.exchange import submission_json
from assessment.domain.exchange.documents import (
    plan_document,
    score_document,
    sheet_document,
    wish_document,
)
from assessment.domain.exchange.submission_json import (
    BadSubmission,
    PlanRequest,
    read_sheet,
    read_submission,
    read_wish,
)
from assessment.domain.exchange.submission_schema import schema_text
from assessment.domain.limits import MOST_OWN_COSTS
from assessment.domain.model.answers import AnswerSheet, Evidence, SheetAnswer
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.planning.constraints import Cost, Mode, PlanWish
from assessment.domain.planning.planner import make_plan
from assessment.parties.catalogue.library import (
    find_model,
    sample_submissions,
)
from tests.domain.making import change, make_sheet, make_wish

Document = dict[str, Any]
SCHEMA = Path(submission_json.__file__).with_name("submission.schema.json")
VALIDATOR = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


LAST = sample_submissions()[-1]


def document(**fields: Any) -> Document:
    """Return Café Lindgren's last quarter with some fields changed."""
    answers = sheet_document(LAST.sheet)
    named = {"business": "Café Lindgren", "quarter": "2026-Q4", "model": LAST.model.key}
    return copy.deepcopy({**named, "answers": answers} | fields)


def read(given_document: object) -> PlanRequest:
    return read_submission(given_document, find_model)


def test_a_written_sheet_is_read_back_unchanged() -> None:
    submission = read(document())

    assert submission.submission.sheet == LAST.sheet
    assert submission.submission.business == "Café Lindgren"
    assert submission.submission.quarter.key == "2026-Q4"
    assert submission.wish == PlanWish.usual(LAST.model)


def test_evidence_defaults_to_none() -> None:
    bare = document()
    bare["answers"]["CUL1"] = {"value": "dk"}

    assert read(bare).submission.sheet.answers["CUL1"] == SheetAnswer("dk", Evidence.NONE)


def test_a_wish_is_read() -> None:
    plan = {"hours": 20, "money": 0, "max_actions": 3, "mode": "overall"}
    codes = {"pin": ["POL2q"], "exclude": ["CUL3q", "CUL3d"]}

    wish = read(document(plan=plan | codes, importance={"culture": 3})).wish

    assert (wish.hours, wish.money, wish.max_actions, wish.mode) == (20, 0, 3, Mode.OVERALL)
    assert wish.pinned == frozenset({"POL2q"})
    assert wish.excluded == frozenset({"CUL3q", "CUL3d"})
    assert (wish.importance_of("culture"), wish.importance_of("channels")) == (3, 2)


def test_the_owners_own_costs_are_read_and_written_the_same() -> None:
    costs = {"CUL3q": {"hours": 4, "money": 0}, "POL2q": {"hours": 0, "money": 120}}

    wish = read(document(plan={"costs": costs})).wish

    assert wish.own_costs == {"CUL3q": Cost(4, 0), "POL2q": Cost(0, 120)}
    assert wish_document(wish)["plan"]["costs"] == costs
    assert read_wish(LAST.model, wish_document(wish)) == replace(wish, importance={})


def put(*path: str, value: object) -> Callable[[Document], None]:
    def change_it(changed: Document) -> None:
        for key in path[:-1]:
            changed = changed.setdefault(key, {})
        changed[path[-1]] = value

    return change_it


def without(*path: str) -> Callable[[Document], None]:
    def change_it(changed: Document) -> None:
        for key in path[:-1]:
            changed = changed[key]
        del changed[path[-1]]

    return change_it


BAD_FORM = [
    (without("business"), "business: must be text that is not empty"),
    (put("business", value=" "), "business: must be text that is not empty"),
    (put("business", value="a\0b"), "business: must be text that is not empty"),
    (put("quarter", value="2026-Q5"), "quarter: must be a year and a quarter, such as 2026-Q4"),
    (put("quarter", value=4), "quarter: must be text that is not empty"),
    (without("model"), "model: must be text that is not empty"),
    (without("answers"), "answers: must be a JSON object"),
    (put("answers", value=[]), "answers: must be a JSON object"),
    (put("answers", "CUL1", value=2), "answers.CUL1: must be a JSON object"),
    (without("answers", "CUL1", "value"), "answers.CUL1.value: must be 0, 1, 2, 3 or dk"),
    (put("answers", "CUL1", "value", value=4), "answers.CUL1.value: must be 0, 1, 2, 3 or dk"),
    (put("answers", "CUL1", "value", value=-1), "answers.CUL1.value: must be 0, 1, 2, 3 or dk"),
    (put("answers", "CUL1", "value", value="2"), "answers.CUL1.value: must be 0, 1, 2, 3 or dk"),
    (put("answers", "CUL1", "value", value=True), "answers.CUL1.value: must be 0, 1, 2, 3 or dk"),
    (put("answers", "CUL1", "value", value=1.5), "answers.CUL1.value: must be 0, 1, 2, 3 or dk"),
    (put("answers", "CON2", "value", value=[]), "answers.CON2.value: must be 0, 1, 2, 3, dk or na"),
    (
        put("answers", "CUL1", "evidence", value="seen"),
        "answers.CUL1.evidence: must be none, note or checked",
    ),
    (put("answers", "CUL1", "note", value=1), "answers.CUL1.note: must be text"),
    (put("answers", "CUL1", "reason", value=None), "answers.CUL1.reason: must be text"),
    (put("answers", "CUL1", "colour", value=1), "answers.CUL1.colour: is not recognised"),
    (put("colour", value="red"), "colour: is not recognised"),
    (put("importance", value=2), "importance: must be a JSON object"),
    (put("importance", "culture", value=0), "importance.culture: must be 1, 2 or 3"),
    (put("plan", value=[]), "plan: must be a JSON object"),
    (put("plan", "days", value=1), "plan.days: is not recognised"),
    (put("plan", "hours", value=-1), "plan.hours: must be a whole number from 0 to 2000"),
    (put("plan", "hours", value=1e9), "plan.hours: must be a whole number from 0 to 2000"),
    (put("plan", "money", value="200"), "plan.money: must be a whole number from 0 to 100000"),
    (
        put("plan", "max_actions", value=True),
        "plan.max_actions: must be a whole number from 1 to 60",
    ),
    (put("plan", "max_actions", value=0), "plan.max_actions: must be a whole number from 1 to 60"),
    (
        put("plan", "costs", value={f"X{n}": {"hours": 1, "money": 0} for n in range(31)}),
        "plan.costs: must be for at most 30 actions",
    ),
    (put("business", value="é" * 101), "business: must be text of at most 100 characters"),
    (
        put("answers", "CUL1", "note", value="é" * 10_001),
        "answers.CUL1.note: must be text of at most 10000 characters",
    ),
    (put("plan", "costs", value=[]), "plan.costs: must be a JSON object"),
    (put("plan", "costs", "POL2q", value=3), "plan.costs.POL2q: must be a JSON object"),
    (
        put("plan", "costs", "POL2q", value={"hours": 3}),
        "plan.costs.POL2q.money: must be a whole number from 0 to 100000",
    ),
    (
        put("plan", "costs", "POL2q", value={"hours": 1.5, "money": 0}),
        "plan.costs.POL2q.hours: must be a whole number from 0 to 2000",
    ),
    (
        put("plan", "costs", "POL2q", value={"hours": 3, "money": 0, "days": 1}),
        "plan.costs.POL2q.days: is not recognised",
    ),
    (put("plan", "mode", value="fast"), "plan.mode: must be value, level or overall"),
    (
        put("plan", "pin", value="POL2q"),
        "plan.pin: must be a list of the model's action codes, such as CUL1q",
    ),
    (
        put("plan", "exclude", value=[7]),
        "plan.exclude: must be a list of the model's action codes, such as CUL1q",
    ),
]  # fmt: skip

BAD_FOR_THE_MODEL = [
    (put("model", value="cairn-0.1"), "model: “cairn-0.1” is not installed here"),
    (put("answers", "CUL1", "value", value="na"), "answers.CUL1.value: must be 0, 1, 2, 3 or dk"),
    (put("answers", "CUL1", "note", value="\ud800"), "answers.CUL1.note: must be text"),
    (put("answers", "XYZ1", value={"value": 1}), "answers.XYZ1: is not recognised"),
    (without("answers", "PER6"), 'answers.PER6: is missing; use {"value": "dk"} for not sure'),
    (put("importance", "weather", value=1), "importance.weather: is not recognised"),
    (
        put("plan", "pin", value=["POL9q"]),
        "plan.pin: must be a list of the model's action codes, such as CUL1q",
    ),
    (
        put("plan", "costs", "POL9q", value={"hours": 3, "money": 0}),
        "plan.costs.POL9q: is not recognised",
    ),
    (
        put("plan", value={"pin": ["POL2q"], "exclude": ["POL2q"]}),
        "plan.exclude: must not contain pinned actions, such as POL2q",
    ),
]


def numbered(cases: list[Any]) -> list[str]:
    return [f"{number}" for number, _ in enumerate(cases)]


BAD = BAD_FORM + BAD_FOR_THE_MODEL


@pytest.mark.parametrize(("change_it", "line"), BAD, ids=numbered(BAD))
def test_a_refusal_names_the_field_and_what_it_must_be(
    change_it: Callable[[Document], None], line: str
) -> None:
    changed = document()
    change_it(changed)

    with pytest.raises(BadSubmission) as refused:
        read(changed)

    assert str(refused.value) == line


@pytest.mark.parametrize("nonsense", [None, 3, "sheet", [], True])
def test_only_an_object_is_a_sheet(nonsense: object) -> None:
    with pytest.raises(BadSubmission, match="the document: must be a JSON object"):
        read(nonsense)


def test_the_schema_is_valid_and_accepts_the_sample() -> None:
    Draft202012Validator.check_schema(VALIDATOR.schema)

    assert VALIDATOR.is_valid(document())
    assert VALIDATOR.is_valid([document(), document(plan={"hours": 3}, importance={"culture": 1})])


def test_the_schema_file_is_up_to_date() -> None:
    """Run `./dev schema` after a change to the reader."""
    assert SCHEMA.read_text(encoding="utf-8") == schema_text()


def test_the_schema_accepts_a_saved_result_with_its_scores() -> None:
    with_outcome = document(outcome=score_document(LAST))

    assert VALIDATOR.is_valid(with_outcome)
    assert read(with_outcome) == read(document())


def test_a_saved_wish_can_have_more_costs_than_a_form_accepts() -> None:
    costs = {action.code: Cost(1, 2) for action in LAST.model.actions}
    saved = wish_document(replace(PlanWish.usual(LAST.model), own_costs=costs))

    assert len(costs) > MOST_OWN_COSTS
    assert read_wish(LAST.model, saved).own_costs == costs


@pytest.mark.parametrize("nonsense", [None, [], "plan"])
def test_only_an_object_is_a_wish(nonsense: object) -> None:
    with pytest.raises(BadSubmission, match="plan: must be a JSON object"):
        read_wish(LAST.model, nonsense)


@pytest.mark.parametrize("change_it", [case[0] for case in BAD_FORM], ids=numbered(BAD_FORM))
def test_the_schema_refuses_what_the_reader_refuses(
    change_it: Callable[[Document], None],
) -> None:
    changed = document()
    change_it(changed)

    assert not VALIDATOR.is_valid(changed)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=4,
)
LIKELY = st.sampled_from((0, 1, 3, 2.5, "dk", "na", "note", "2025-q1", "level", [], ["POL2q"], {}))
PLACES = st.sampled_from((
    ("business",), ("quarter",), ("model",), ("answers",), ("importance",), ("plan",),
    ("answers", "CUL1"), ("answers", "CON2", "value"), ("answers", "CUL1", "evidence"),
    ("answers", "CUL1", "note"), ("importance", "culture"), ("plan", "hours"), ("plan", "mode"),
    ("plan", "pin"), ("plan", "exclude"), ("plan", "costs"), ("plan", "costs", "POL2q"), ("more",),
))  # fmt: skip


@given(PLACES, LIKELY | JSON)
def test_the_schema_accepts_what_the_reader_accepts(place: tuple[str, ...], value: object) -> None:
    changed = document()
    put(*place, value=value)(changed)

    try:
        read(changed)
    except BadSubmission:
        return
    assert VALIDATOR.is_valid(changed)


def test_empty_texts_are_not_written() -> None:
    sheet = AnswerSheet(
        {"CUL1": SheetAnswer(2, Evidence.NOTE, note="Seen."), "CON2": SheetAnswer("na")}
    )

    assert sheet_document(sheet) == {
        "CUL1": {"value": 2, "evidence": "note", "note": "Seen."},
        "CON2": {"value": "na", "evidence": "none"},
    }


def test_answers_survive_a_round_trip_unchanged() -> None:
    for submission in sample_submissions():
        assert read_sheet(submission.model, sheet_document(submission.sheet)) == submission.sheet


def test_a_score_is_written_in_the_documented_format(
    first_model: MaturityModel, first_lindgren: AnswerSheet
) -> None:
    written = score_document(replace(LAST, model=first_model, sheet=first_lindgren))

    assert (written["model"], written["rule"]) == ("cairn-1.0", "sss-1")
    assert written["overall"] == {
        "status": "scored",
        "score": "1585/27",
        "shown": 59,
        "supported": "160/3",
        "upper": "1585/27",
        "level": "solid",
        "steps_to_next": 2,
    }
    assert written["dimensions"]["culture"] == {
        "status": "scored",
        "score": "475/9",
        "shown": 53,
        "supported": "400/9",
        "upper": "475/9",
        "level": "solid",
        "steps": {"solid": 0, "smooth": 1, "sparkle": 3},
    }


def test_without_a_score_only_the_status_is_written() -> None:
    submission = sample_submissions()[-1]
    sheet = change(submission.sheet, CON3="na", CON5="na")

    written = score_document(replace(submission, sheet=sheet))

    assert written["overall"] == {"status": "insufficient"}
    assert written["dimensions"]["consistency"] == {"status": "insufficient"}


def test_a_plan_is_written_in_the_documented_format(
    first_model: MaturityModel, first_lindgren: AnswerSheet
) -> None:
    written = plan_document(make_plan(first_model, first_lindgren, make_wish(hours=20)))

    assert [written[key] for key in ("value", "levels_gained", "hours", "money")] == [44, 4, 16, 50]
    assert written["actions"][1] == {
        "code": "CUL3q",
        "practice": "CUL3",
        "title": "Agree what anyone may do on the spot",
        "hours": 2,
        "money": 50,
        "due_week": 4,
        "why": "One step from Smooth in Culture",
    }
    assert written["expected"]["level"] == "smooth"
    assert written["expected"]["shown"] == 66
    assert {"code": "CUL2d", "why": "1 hour over budget"} in written["left_out"]


def test_whole_points_are_written_without_a_slash() -> None:
    answers = sheet_document(make_sheet(LAST.model, 3))

    assert score_document(read(document(answers=answers)).submission)["overall"]["score"] == "100"
