"""The headless commands' JSON: read with a reason for every refusal, written exactly."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from assessment.domain.errors import DomainError
from assessment.domain.model.answers import NOT_SURE, SET_ASIDE, Answer, AnswerSheet, Evidence
from assessment.domain.model.maturity import MaturityModel, Practice
from assessment.domain.planning.constraints import Cost, Mode, PlanWish
from assessment.domain.planning.planned_actions import PlannedAction
from assessment.domain.planning.plans import Plan
from assessment.domain.quarters import Quarter, UnknownQuarter
from assessment.domain.scoring.scores import DimensionScore, OverallScore, shown
from assessment.domain.scoring.submissions import Check

IMPORTANCES = (1, 2, 3)
UNPRINTABLE = re.compile("[\0\ud800-\udfff]")
"""No text holds a NUL, nor half of a character."""
MOST = 100_000
"""More hours or money than this is a slip of the finger."""

ModelFinder = Callable[[str], MaturityModel | None]


class BadSubmission(DomainError):
    """A field of the input is not what it may be; says which and what."""

    def __init__(self, field: str, must_be: str) -> None:
        super().__init__(f"{field}: {must_be}")
        self.field = field
        self.must_be = must_be


@dataclass(frozen=True, slots=True)
class Submission:
    """A check and the means for its plan, from one JSON document."""

    check: Check
    wish: PlanWish


def read_submission(document: object, find_model: ModelFinder) -> Submission:
    """Read one sheet; what it came to, if that stands beside it, is worked out anew.

    Raises:
        BadSubmission: the first field that is not what it may be.
    """
    top = _table(document, "the sheet")
    _only(top, "", {"business", "quarter", "model", "answers", "importance", "plan", "outcome"})
    model = _model(top, find_model)
    quarter = _quarter(top)
    check = Check(
        business=_text(top.get("business"), "business"),
        quarter=quarter,
        model=model,
        sheet=read_sheet(model, top.get("answers")),
        checked_on=quarter.starts_on,
    )
    return Submission(check, read_wish(model, top))


def read_sheet(model: MaturityModel, answers: object) -> AnswerSheet:
    """Read the answers by practice code; all of them must be there."""
    table = _table(answers, "answers")
    known = {practice.code for practice in model.practices}
    _only(table, "answers.", known)
    missing = [practice.code for practice in model.practices if practice.code not in table]
    if missing:
        raise BadSubmission(f"answers.{missing[0]}", 'is missing; must be {"value": "dk"} at least')
    return AnswerSheet({p.code: _answer(p, table[p.code]) for p in model.practices})


def _answer(practice: Practice, given: object) -> Answer:
    place = f"answers.{practice.code}"
    table = _table(given, place)
    _only(table, f"{place}.", {"value", "evidence", "note", "reason"})
    steps = range(len(practice.anchors))
    allowed = [*steps, NOT_SURE, *([SET_ASIDE] if practice.na_allowed else [])]
    value = _one_of(allowed, table.get("value"), f"{place}.value")
    evidence = _one_of(
        [str(e) for e in Evidence], table.get("evidence", "none"), f"{place}.evidence"
    )
    note = _text(table.get("note", ""), f"{place}.note", empty=True)
    reason = _text(table.get("reason", ""), f"{place}.reason", empty=True)
    return Answer(value, Evidence(evidence), note, reason)


def _model(top: Mapping[str, Any], find_model: ModelFinder) -> MaturityModel:
    key = _text(top.get("model"), "model")
    model = find_model(key)
    if model is None:
        raise BadSubmission("model", f"“{key[:60]}” is not installed here")
    return model


def _quarter(top: Mapping[str, Any]) -> Quarter:
    try:
        return Quarter.parse(_text(top.get("quarter"), "quarter"))
    except UnknownQuarter as unknown:
        raise BadSubmission("quarter", "must be a year and a quarter, such as 2026-Q4") from unknown


def read_wish(model: MaturityModel, top: Mapping[str, Any]) -> PlanWish:
    """Read `plan` and `importance`; what is missing is as the model suggests.

    Raises:
        BadSubmission: the first field that is not what it may be.
    """
    plan = _table(top.get("plan", {}), "plan")
    _only(plan, "plan.", {"hours", "money", "max_actions", "mode", "pin", "exclude", "costs"})
    usual = PlanWish.usual(model)
    pinned = _codes(model, plan.get("pin", []), "plan.pin")
    excluded = _codes(model, plan.get("exclude", []), "plan.exclude")
    if both := sorted(pinned & excluded):
        raise BadSubmission("plan.exclude", f"must not hold what is pinned, such as {both[0]}")
    return PlanWish(
        hours=_number(plan.get("hours", usual.hours), "plan.hours"),
        money=_number(plan.get("money", usual.money), "plan.money"),
        max_actions=_number(plan.get("max_actions", usual.max_actions), "plan.max_actions"),
        mode=Mode(_one_of([str(m) for m in Mode], plan.get("mode", "value"), "plan.mode")),
        importance=_importance(model, top.get("importance", {})),
        pinned=pinned,
        excluded=excluded,
        own_costs=_costs(model, plan.get("costs", {})),
    )


def _costs(model: MaturityModel, given: object) -> dict[str, Cost]:
    """What the owner says an action takes, by code; both numbers or none."""
    table = _table(given, "plan.costs")
    _only(table, "plan.costs.", {action.code for action in model.actions})
    return {code: _cost(cost, f"plan.costs.{code}") for code, cost in table.items()}


def _cost(given: object, place: str) -> Cost:
    table = _table(given, place)
    _only(table, f"{place}.", {"hours", "money"})
    hours, money = (_number(table.get(name), f"{place}.{name}") for name in ("hours", "money"))
    return Cost(hours, money)


def _importance(model: MaturityModel, given: object) -> dict[str, int]:
    table = _table(given, "importance")
    _only(table, "importance.", {dimension.key for dimension in model.dimensions})
    return {key: _one_of(IMPORTANCES, value, f"importance.{key}") for key, value in table.items()}


def _codes(model: MaturityModel, given: object, field: str) -> frozenset[str]:
    known = {action.code for action in model.actions}
    if not isinstance(given, list) or not all(isinstance(c, str) and c in known for c in given):
        example = model.actions[0].code
        raise BadSubmission(field, f"must be a list of the model's action codes, such as {example}")
    return frozenset(given)


def _table(given: object, field: str) -> Mapping[str, Any]:
    if not isinstance(given, dict):
        raise BadSubmission(field, "must be a JSON object")
    return given


def _only(table: Mapping[str, Any], prefix: str, known: set[str]) -> None:
    for key in table:
        if key not in known:
            raise BadSubmission(f"{prefix}{key[:60]}", "is not known here")


def _one_of(allowed: Sequence[Any], given: object, field: str) -> Any:
    # In Python True and 1.0 are equal to 1, but neither is an answer.
    if type(given) not in {int, str} or given not in allowed:
        raise BadSubmission(field, f"must be {_listed(allowed)}")
    return given


def _text(given: object, field: str, *, empty: bool = False) -> str:
    if not isinstance(given, str) or not (given.strip() or empty) or UNPRINTABLE.search(given):
        raise BadSubmission(field, "must be text" if empty else "must be text that is not empty")
    return given


def _number(given: object, field: str) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given <= MOST:
        raise BadSubmission(field, f"must be a whole number from 0 to {MOST}")
    return given


def _listed(allowed: Iterable[object]) -> str:
    words = [str(word) for word in allowed]
    return f"{', '.join(words[:-1])} or {words[-1]}"


# ---- writing


def sheet_document(sheet: AnswerSheet) -> dict[str, dict[str, Any]]:
    """The answers as the reader takes them; empty texts are left out."""
    return {code: _answer_document(answer) for code, answer in sheet.answers.items()}


def _answer_document(answer: Answer) -> dict[str, Any]:
    texts = {"note": answer.note, "reason": answer.reason}
    given = {key: text for key, text in texts.items() if text}
    return {"value": answer.value, "evidence": str(answer.evidence)} | given


def wish_document(wish: PlanWish) -> dict[str, Any]:
    """A wish as the reader takes it."""
    return {
        "importance": dict(wish.importance),
        "plan": {
            "hours": wish.hours,
            "money": wish.money,
            "max_actions": wish.max_actions,
            "mode": str(wish.mode),
            "pin": sorted(wish.pinned),
            "exclude": sorted(wish.excluded),
            "costs": {
                code: {"hours": cost.hours, "money": cost.money}
                for code, cost in sorted(wish.own_costs.items())
            },
        },
    }


def score_document(check: Check) -> dict[str, Any]:
    """What a sheet comes to; fractions as strings in lowest terms."""
    return {
        "model": check.model.key,
        "rule": check.scored.rule,
        "overall": overall_document(check.scored.overall),
        "dimensions": {d.key: _dimension_document(d) for d in check.scored.dimensions},
    }


def overall_document(overall: OverallScore) -> dict[str, Any]:
    if not overall.level:
        return {"status": overall.status}
    return {
        **_points(overall),
        "level": overall.level.key,
        "steps_to_next": overall.steps_to_next,
    }


def _dimension_document(dimension: DimensionScore) -> dict[str, Any]:
    if not dimension.level:
        return {"status": dimension.status}
    return {**_points(dimension), "level": dimension.level.key, "steps": dict(dimension.steps)}


def _points(score: OverallScore | DimensionScore) -> dict[str, Any]:
    return {
        "status": score.status,
        "score": str(Fraction(score.points)),
        "shown": shown(score.points),
        "supported": str(Fraction(score.supported)),
        "upper": str(Fraction(score.upper)),
    }


def plan_document(plan: Plan) -> dict[str, Any]:
    """The plan, its actions in the order to do them."""
    return {
        "value": plan.value,
        "levels_gained": plan.levels_gained,
        "hours": plan.hours,
        "money": plan.money,
        "actions": [_planned_document(planned) for planned in plan.actions],
        "expected": overall_document(plan.expected.overall),
        "left_out": [{"code": out.action.code, "why": str(out.why)} for out in plan.left_out],
    }


def _planned_document(planned: PlannedAction) -> dict[str, Any]:
    return {
        "code": planned.code,
        "practice": planned.practice.code if planned.practice else "",
        "title": planned.title,
        "hours": planned.hours,
        "money": planned.money,
        "due_week": planned.due_week,
        "why": str(planned.effect.why) if planned.effect else "",
    }
