"""Reads the JSON of the headless commands, with a reason for every refusal."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from assessment.domain.errors import DomainError
from assessment.domain.exchange.structuring import Refused, Rule, Unfit
from assessment.domain.exchange.submission_form import (
    OTHER_TRADE,
    READER,
    GivenSheet,
    GivenWish,
    codes,
    one_of,
    values,
)
from assessment.domain.limits import MOST_OWN_COSTS
from assessment.domain.model.answers import NOT_COME_UP, AnswerSheet, SheetAnswer
from assessment.domain.model.fitting import FittedTexts
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.model.overlays import Circumstances
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.scoring.submissions import Submission

Read = TypeVar("Read")
ModelFinder = Callable[[str], MaturityModel | None]
LONGEST_NAMED = 60
"""Unknown keys are cut to this many characters in messages."""


class BadSubmission(DomainError):
    """A field of the input is not allowed; names the field and what it must be."""

    def __init__(self, field: str, must_be: str) -> None:
        super().__init__(f"{field}: {must_be}")
        self.field = field
        self.must_be = must_be


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """A submission and the budget for its plan, from one JSON document."""

    submission: Submission
    wish: PlanWish


def read_submission(document: object, find_model: ModelFinder) -> PlanRequest:
    """Read one sheet; scores saved with it are ignored and recalculated.

    Raises:
        BadSubmission: A field is not allowed; the error names the first such field.
    """
    given = structured(document, GivenSheet)
    model = find_model(given.model)
    if model is None:
        raise BadSubmission("model", f"“{given.model[:LONGEST_NAMED]}” is not installed here")
    if len(given.plan.costs) > MOST_OWN_COSTS:
        raise BadSubmission("plan.costs", f"must be for at most {MOST_OWN_COSTS} actions")
    trades = ["", *(trade.key for trade in model.trades), OTHER_TRADE]
    trade = held(one_of(trades), given.trade, "trade")
    business = Circumstances(trade=trade, meets=given.meets, team=given.team_size)
    submission = Submission(
        business=given.business,
        quarter=given.quarter,
        model=model,
        sheet=_sheet(model, given.answers),
        checked_on=given.quarter.starts_on,
    )
    unfit = FittedTexts(model, business).not_suitable
    return PlanRequest(submission, replace(_wish(model, given), not_suitable=unfit))


def read_practices(model: MaturityModel, codes: Sequence[str]) -> frozenset[str]:
    """Read codes of questions, or of actions for them.

    Raises:
        BadSubmission: A code is neither.
    """
    by_action = {action.code: action.practice for action in model.actions}
    practices = {practice.code: practice.code for practice in model.practices}
    only_known(dict.fromkeys(codes, ""), "acted", {*by_action, *practices})
    return frozenset((practices | by_action)[code] for code in codes)


def read_sheet(model: MaturityModel, answers: object) -> AnswerSheet:
    """Read answers by practice code; every question needs one.

    Raises:
        BadSubmission: A field is not allowed; the error names the first such field.
    """
    return _sheet(model, structured(answers, dict[str, SheetAnswer], "answers"))


def read_wish(model: MaturityModel, document: object) -> PlanWish:
    """Read `plan` and `importance`; missing values are the model's suggestions.

    A saved wish can also contain the costs of actions already started. It can therefore have
    more costs than a form accepts.

    Raises:
        BadSubmission: A field is not allowed; the error names the first such field.
    """
    table = held(READER.table, document, "plan")
    wish = {name: table[name] for name in ("importance", "plan", "team_size") if name in table}
    return _wish(model, structured(wish, GivenWish))


def structured(given: object, kind: type[Read], *place: str) -> Read:
    """Read a document as its class declares; `place` is where it stands in a larger one.

    Raises:
        BadSubmission: A field is not allowed; the error names the first such field.
    """
    try:
        return READER.read(given, kind)
    except Refused as refused:
        fault = refused.faults[0]
        path = [str(part)[:LONGEST_NAMED] for part in (*place, *fault.path)]
        raise BadSubmission(".".join(path) or "the document", fault.must_be) from refused


# ---- checks against the model


def _sheet(model: MaturityModel, given: Mapping[str, SheetAnswer]) -> AnswerSheet:
    only_known(given, "answers", {practice.code for practice in model.practices})
    answers = {}
    for practice in model.practices:
        place = f"answers.{practice.code}"
        if practice.code not in given:
            raise BadSubmission(place, 'is missing; use {"value": "dk"} for not sure')
        answers[practice.code] = given[practice.code]
        may_be_set_aside = practice.na_allowed or practice.event
        allowed = values(len(practice.anchors), na_allowed=may_be_set_aside)
        held(allowed, given[practice.code].value, f"{place}.value")
        if not given[practice.code].may_stand_for(practice):
            must = "must be" if practice.event else "must not be"
            raise BadSubmission(f"{place}.reason", f"{must} {NOT_COME_UP}")
    return AnswerSheet(answers)


def _wish(model: MaturityModel, given: GivenWish) -> PlanWish:
    plan, usual = given.plan, PlanWish.usual(model)
    only_known(given.importance, "importance", {dimension.key for dimension in model.dimensions})
    only_known(plan.costs, "plan.costs", {action.code for action in model.actions})
    allowed = codes([action.code for action in model.actions])
    pinned = held(allowed, plan.pin, "plan.pin")
    excluded = held(allowed, plan.exclude, "plan.exclude")
    if both := sorted(pinned & excluded):
        raise BadSubmission("plan.exclude", f"must not contain pinned actions, such as {both[0]}")
    return PlanWish(
        hours=usual.hours if plan.hours is None else plan.hours,
        money=usual.money if plan.money is None else plan.money,
        max_actions=usual.max_actions if plan.max_actions is None else plan.max_actions,
        mode=plan.mode,
        importance=given.importance,
        pinned=pinned,
        excluded=excluded,
        own_costs=plan.costs,
        team=given.team_size,
    )


def held(rule: Rule, given: object, place: str) -> Any:
    try:
        return rule.read(given)
    except Unfit as unfit:
        raise BadSubmission(place, str(unfit)) from unfit


def only_known(table: Mapping[str, object], place: str, known: Collection[str]) -> None:
    for key in table:
        if key not in known:
            raise BadSubmission(f"{place}.{key[:LONGEST_NAMED]}", "is not recognised")
