"""The headless commands' JSON: read with a reason for every refusal, written exactly."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

from assessment.domain.errors import DomainError
from assessment.domain.exchange import submission_form
from assessment.domain.exchange.structuring import Refused, Rule, Unfit
from assessment.domain.exchange.submission_form import READER, GivenSheet, GivenWish, codes, values
from assessment.domain.limits import MOST_OWN_COSTS
from assessment.domain.model.answers import AnswerSheet, SheetAnswer
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.planned_actions import PlannedAction
from assessment.domain.planning.plans import QuarterPlan
from assessment.domain.scoring.scores import DimensionScore, OverallScore, shown
from assessment.domain.scoring.submissions import Submission

Read = TypeVar("Read")
ModelFinder = Callable[[str], MaturityModel | None]
UNPRINTABLE = submission_form.UNPRINTABLE
LONGEST_NAMED = 60
"""Of a key that nobody knows, so much is said."""


class BadSubmission(DomainError):
    """A field of the input is not what it may be; says which and what."""

    def __init__(self, field: str, must_be: str) -> None:
        super().__init__(f"{field}: {must_be}")
        self.field = field
        self.must_be = must_be


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """A check and the means for its plan, from one JSON document."""

    check: Submission
    wish: PlanWish


def read_submission(document: object, find_model: ModelFinder) -> PlanRequest:
    """Read one sheet; what it came to, if that stands beside it, is worked out anew.

    Raises:
        BadSubmission: the first field that is not what it may be.
    """
    given = _structured(document, GivenSheet)
    model = find_model(given.model)
    if model is None:
        raise BadSubmission("model", f"“{given.model[:LONGEST_NAMED]}” is not installed here")
    if len(given.plan.costs) > MOST_OWN_COSTS:
        raise BadSubmission("plan.costs", f"must be for at most {MOST_OWN_COSTS} actions")
    check = Submission(
        business=given.business,
        quarter=given.quarter,
        model=model,
        sheet=_sheet(model, given.answers),
        checked_on=given.quarter.starts_on,
    )
    return PlanRequest(check, _wish(model, given))


def read_sheet(model: MaturityModel, answers: object) -> AnswerSheet:
    """Read the answers by practice code; all of them must be there.

    Raises:
        BadSubmission: the first field that is not what it may be.
    """
    return _sheet(model, _structured(answers, dict[str, SheetAnswer], "answers"))


def read_wish(model: MaturityModel, document: object) -> PlanWish:
    """Read `plan` and `importance`; what is missing is as the model suggests.

    A wish that was saved may also hold what begun actions cost, so there may be more costs in it
    than a form takes.

    Raises:
        BadSubmission: the first field that is not what it may be.
    """
    table = _held(READER.table, document, "plan")
    wish = {name: table[name] for name in ("importance", "plan") if name in table}
    return _wish(model, _structured(wish, GivenWish))


def _structured(given: object, kind: type[Read], *place: str) -> Read:
    try:
        return READER.read(given, kind)
    except Refused as refused:
        fault = refused.faults[0]
        path = [str(part)[:LONGEST_NAMED] for part in (*place, *fault.path)]
        raise BadSubmission(".".join(path) or "the sheet", fault.must_be) from refused


# ---- what the model has to say


def _sheet(model: MaturityModel, given: Mapping[str, SheetAnswer]) -> AnswerSheet:
    _only(given, "answers", {practice.code for practice in model.practices})
    answers = {}
    for practice in model.practices:
        place = f"answers.{practice.code}"
        if practice.code not in given:
            raise BadSubmission(place, 'is missing; must be {"value": "dk"} at least')
        answers[practice.code] = given[practice.code]
        allowed = values(len(practice.anchors), na_allowed=practice.na_allowed)
        _held(allowed, given[practice.code].value, f"{place}.value")
    return AnswerSheet(answers)


def _wish(model: MaturityModel, given: GivenWish) -> PlanWish:
    plan, usual = given.plan, PlanWish.usual(model)
    _only(given.importance, "importance", {dimension.key for dimension in model.dimensions})
    _only(plan.costs, "plan.costs", {action.code for action in model.actions})
    allowed = codes([action.code for action in model.actions])
    pinned = _held(allowed, plan.pin, "plan.pin")
    excluded = _held(allowed, plan.exclude, "plan.exclude")
    if both := sorted(pinned & excluded):
        raise BadSubmission("plan.exclude", f"must not hold what is pinned, such as {both[0]}")
    return PlanWish(
        hours=usual.hours if plan.hours is None else plan.hours,
        money=usual.money if plan.money is None else plan.money,
        max_actions=usual.max_actions if plan.max_actions is None else plan.max_actions,
        mode=plan.mode,
        importance=given.importance,
        pinned=pinned,
        excluded=excluded,
        own_costs=plan.costs,
    )


def _held(rule: Rule, given: object, place: str) -> Any:
    try:
        return rule.read(given)
    except Unfit as unfit:
        raise BadSubmission(place, str(unfit)) from unfit


def _only(table: Mapping[str, object], place: str, known: Collection[str]) -> None:
    for key in table:
        if key not in known:
            raise BadSubmission(f"{place}.{key[:LONGEST_NAMED]}", "is not known here")


# ---- writing


def sheet_document(sheet: AnswerSheet) -> dict[str, dict[str, Any]]:
    """The answers as the reader takes them; empty texts are left out."""
    return {code: _answer_document(answer) for code, answer in sheet.answers.items()}


def _answer_document(answer: SheetAnswer) -> dict[str, Any]:
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


def score_document(check: Submission) -> dict[str, Any]:
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


def plan_document(plan: QuarterPlan) -> dict[str, Any]:
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
