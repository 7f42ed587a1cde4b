"""One check with its answers, its frozen result and the plans that were made from it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models

from assessment.domain.exchange.submission_json import (
    BadSubmission,
    read_sheet,
    read_wish,
    score_document,
)
from assessment.domain.limits import LONGEST_COMMENT, LONGEST_NOTE, MOST_ACTIONS, MOST_HOURS
from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.submissions import Submission
from assessment.journey.planning.models import ItemChange, Plan, PlanItem
from assessment.journey.questionnaire.models import VALUES, Answer, AnswerChange, Assessment
from assessment.journey.results.models import Result
from assessment.journey.tracking.services import MOST_OWN
from assessment.outputs.portability.presenters.row_codec import MOST_STEPS, columns_of, read
from assessment.outputs.portability.services.references import People, each, stored, table
from assessment.outputs.reports.models import Comment
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.models import ModelVersion

Read = TypeVar("Read")
EXPECTED = frozenset({"status", "score", "shown", "supported", "upper", "level", "steps_to_next"})
LONGEST_WORD = 100


@dataclass(frozen=True)
class ImportContext:
    """What every part of the document is read with, for the new business."""

    business: Business
    versions: dict[str, ModelVersion]
    people: People

    def row(self, model: type[models.Model], given: Any, place: str, *parts: str) -> dict[str, Any]:
        """The columns of one row; `parts` stand beside them in the document."""
        found = table(given, place, {*columns_of(model), *parts})
        for part in parts:
            if part not in found:
                raise BadSubmission(f"{place}.{part}", "is missing")
        return read(model, found, place, self.people.find)


def explained(work: Callable[[], Read], place: str) -> Read:
    """What the exchange reads, with the place before the field that it refuses."""
    try:
        return work()
    except BadSubmission as bad:
        raise BadSubmission(f"{place}.{bad.field}", bad.must_be) from bad


def check_wish(model: MaturityModel, given: Any, place: str) -> None:
    """Whether it is one, within what the forms of a plan take.

    Raises:
        BadSubmission.
    """
    wish = explained(lambda: read_wish(model, given), place)
    hours = [
        ("hours", wish.hours),
        *((f"costs.{c}.hours", h.hours) for c, h in wish.own_costs.items()),
    ]
    for name, value in hours:
        if value > MOST_HOURS:
            raise BadSubmission(f"{place}.plan.{name}", f"must be at most {MOST_HOURS}")
    if wish.max_actions > MOST_ACTIONS:
        raise BadSubmission(f"{place}.plan.max_actions", f"must be at most {MOST_ACTIONS}")


def import_check(
    context: ImportContext, given: Any, place: str, before: Sequence[Assessment]
) -> Assessment:
    """One check; `before` are those that stand before it in the document."""
    parts = ("model", "answers", "changes", "result", "plans")
    said = context.row(Assessment, given, place, *parts)
    version = context.versions.get(str(given["model"]))
    if version is None:
        raise BadSubmission(f"{place}.model", "must be the key of one of the models")
    _check_order(said, before, place)
    with stored(place):
        check = Assessment.objects.create(business=context.business, model_version=version, **said)
    _import_answers(context, check, given["answers"], f"{place}.answers")
    _import_changes(context, check, given["changes"], f"{place}.changes")
    if (given["result"] is None) != (check.submitted_at is None):
        raise BadSubmission(
            f"{place}.result", "must be there if the check was submitted, else null"
        )
    if given["result"] is not None:
        _import_result(context, check, given["result"], f"{place}.result")
    for within, plan in each(given["plans"], f"{place}.plans"):
        _import_plan(context, check, plan, within)
    return check


def _check_order(said: dict[str, Any], before: Sequence[Assessment], place: str) -> None:
    """Corrections and checks in between are counted one by one, as the site does it."""
    if said["quarter_starts_on"].day != 1:
        raise BadSubmission(f"{place}.quarter_starts_on", "must be the first day of a month")
    known = {
        (c.extra, c.revision) for c in before if c.quarter_starts_on == said["quarter_starts_on"]
    }
    extra, revision = said["extra"], said["revision"]
    if extra and (extra - 1, 1) not in known:
        raise BadSubmission(f"{place}.extra", "must be 0, or one more than in the check before it")
    if revision != 1 and (extra or (0, revision - 1) not in known):
        raise BadSubmission(f"{place}.revision", "must be 1, or one more than in what it corrects")


# ---- answers


def _import_answers(context: ImportContext, check: Assessment, given: Any, place: str) -> None:
    answers = [
        Answer(assessment=check, **context.row(Answer, answer, within))
        for within, answer in each(given, place)
    ]
    asked = [practice.code for practice in check.model_version.maturity.practices]
    if sorted(answer.practice for answer in answers) != sorted(asked):
        raise BadSubmission(place, "must be one for each question of the model")
    _only_values(answers, check.model_version.maturity, place)
    with stored(place):
        Answer.objects.bulk_create(answers)


def _import_changes(context: ImportContext, check: Assessment, given: Any, place: str) -> None:
    changes = [
        AnswerChange(assessment=check, **context.row(AnswerChange, change, within))
        for within, change in each(given, place)
    ]
    _only_values(changes, check.model_version.maturity, place)
    with stored(place):
        AnswerChange.objects.bulk_create(changes)


def _only_values(rows: list[Any], model: MaturityModel, place: str) -> None:
    for number, row in enumerate(rows):
        if model.practice_or_none(row.practice) is None:
            raise BadSubmission(f"{place}[{number}].practice", "must be a question of the model")
        if row.value not in VALUES:
            must_be = f"must be {', '.join(value for value in VALUES if value)} or empty"
            raise BadSubmission(f"{place}[{number}].value", must_be)


# ---- the result


def _import_result(context: ImportContext, check: Assessment, given: Any, place: str) -> None:
    """The result as it was frozen, if it is what the answers come to."""
    said = context.row(Result, given, place, "comments")
    model = check.model_version.maturity
    sheet = explained(lambda: read_sheet(model, said["sheet"]), f"{place}.sheet")
    for code, answer in sheet.answers.items():
        if max(len(answer.note), len(answer.reason)) > LONGEST_NOTE:
            must_be = f"must have texts of at most {LONGEST_NOTE} characters"
            raise BadSubmission(f"{place}.sheet.answers.{code}", must_be)
    scored = _scored(context, check, sheet)
    if said["outcome"] != score_document(scored) or said["rule"] != scored.scored.rule:
        raise BadSubmission(f"{place}.outcome", "is not what these answers come to")
    overall = scored.scored.overall
    with stored(place):
        result = Result.objects.create(
            assessment=check,
            score=shown(overall.points) if overall.scored else None,
            level=overall.level.key if overall.level else "",
            **said,
        )
        Comment.objects.bulk_create(
            Comment(result=result, **comment)
            for comment in _comments(context, model, given["comments"], f"{place}.comments")
        )


def _comments(
    context: ImportContext, model: MaturityModel, given: Any, place: str
) -> list[dict[str, Any]]:
    """What practices wrote about one thing stands in one comment: here none of them is known."""
    found: dict[str, dict[str, Any]] = {}
    for within, comment in each(given, place):
        said = _comment(context, model, comment, within)
        if before := found.get(said["about"]):
            said["text"] = f"{before['text']}\n\n{said['text']}"
        if len(said["text"]) > LONGEST_COMMENT:
            must_be = f"must be at most {LONGEST_COMMENT} characters about one thing"
            raise BadSubmission(f"{within}.text", must_be)
        found[said["about"]] = said
    return list(found.values())


def _comment(
    context: ImportContext, model: MaturityModel, given: Any, place: str
) -> dict[str, Any]:
    said = context.row(Comment, given, place)
    areas = {area.key for area in model.dimensions}
    about = said["about"]
    if about and about not in areas and model.practice_or_none(about) is None:
        raise BadSubmission(
            f"{place}.about", "must be an area or a question of the model, or empty"
        )
    return said


def _scored(context: ImportContext, check: Assessment, sheet: AnswerSheet) -> Submission:
    return Submission(
        business=context.business.name,
        quarter=check.quarter,
        model=check.model_version.maturity,
        sheet=sheet,
        checked_on=check.quarter.starts_on,
    )


# ---- plans


def _import_plan(context: ImportContext, check: Assessment, given: Any, place: str) -> None:
    said = context.row(Plan, given, place, "items")
    model = check.model_version.maturity
    check_wish(model, said["wish"], f"{place}.wish")
    _check_expected(said["expected"], f"{place}.expected")
    with stored(place):
        plan = Plan.objects.create(assessment=check, **said)
    for within, item in each(given["items"], f"{place}.items"):
        _import_item(context, plan, item, within)
    if plan.items.filter(action="").count() > MOST_OWN:
        raise BadSubmission(f"{place}.items", f"must hold at most {MOST_OWN} actions of one’s own")


def _check_expected(given: Any, place: str) -> None:
    """What a plan was said to lead to, which is kept as it was said: a few short words."""
    if not isinstance(given, dict) or not given.keys() <= EXPECTED:
        raise BadSubmission(place, f"must be a JSON object of {', '.join(sorted(EXPECTED))}")
    for name, value in given.items():
        short = isinstance(value, str) and len(value) <= LONGEST_WORD
        if not short and value is not None and type(value) is not int:
            raise BadSubmission(f"{place}.{name}", "must be a short text or a whole number")


def _import_item(context: ImportContext, plan: Plan, given: Any, place: str) -> None:
    said = context.row(PlanItem, given, place, "changes")
    _check_item(said, plan.assessment.model_version.maturity, place)
    with stored(place):
        item = PlanItem.objects.create(plan=plan, **said)
    changes = [
        ItemChange(item=item, **context.row(ItemChange, change, within))
        for within, change in each(given["changes"], f"{place}.changes")
    ]
    with stored(f"{place}.changes"):
        ItemChange.objects.bulk_create(changes)


def _check_item(said: dict[str, Any], model: MaturityModel, place: str) -> None:
    codes = {action.code for action in model.actions}
    if said["action"] and said["action"] not in codes:
        raise BadSubmission(f"{place}.action", "must be an action of the model, or empty")
    if said["dimension"] and said["dimension"] not in {area.key for area in model.dimensions}:
        raise BadSubmission(f"{place}.dimension", "must be an area of the model, or empty")
    steps = {action.code: len(action.steps) for action in model.actions}
    if any(step >= steps.get(said["action"], MOST_STEPS) for step in said["ticked"]):
        raise BadSubmission(f"{place}.ticked", "must be numbers of its steps, counted from 0")
