"""One check with its answers, its frozen result and the plans that were made from it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models

from assessment.answering.models import VALUES, Answer, AnswerChange, Assessment
from assessment.catalogue.models import ModelVersion
from assessment.domain.answers import AnswerSheet
from assessment.domain.checks import Check
from assessment.domain.exchange import BadSubmission, read_sheet, read_wish, score_document
from assessment.domain.maturity import MaturityModel
from assessment.domain.scoring import shown
from assessment.organisations.models import Business
from assessment.planning.models import ItemChange, Plan, PlanItem
from assessment.reporting.actions.importing.finding import People, each, stored, table
from assessment.reporting.models import Comment
from assessment.reporting.sheets.kept import columns_of, read
from assessment.scoring.models import Result

Read = TypeVar("Read")


@dataclass(frozen=True)
class Place:
    """Where in the document we are, for the new business."""

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
        raise BadSubmission(f"{place}.{bad.field}", bad.may_be) from bad


def import_check(here: Place, given: Any, place: str) -> Assessment:
    parts = ("model", "answers", "changes", "result", "plans")
    said = here.row(Assessment, given, place, *parts)
    version = here.versions.get(str(given["model"]))
    if version is None:
        raise BadSubmission(f"{place}.model", "may be the key of one of the models")
    with stored(place):
        check = Assessment.objects.create(business=here.business, model_version=version, **said)
    _import_answers(here, check, given["answers"], f"{place}.answers")
    _import_changes(here, check, given["changes"], f"{place}.changes")
    if (given["result"] is None) != (check.submitted_at is None):
        raise BadSubmission(f"{place}.result", "may be there once the check was submitted")
    if given["result"] is not None:
        _import_result(here, check, given["result"], f"{place}.result")
    for within, plan in each(given["plans"], f"{place}.plans"):
        _import_plan(here, check, plan, within)
    return check


# ---- answers


def _import_answers(here: Place, check: Assessment, given: Any, place: str) -> None:
    answers = [
        Answer(assessment=check, **here.row(Answer, answer, within))
        for within, answer in each(given, place)
    ]
    asked = [practice.code for practice in check.model_version.maturity.practices]
    if sorted(answer.practice for answer in answers) != sorted(asked):
        raise BadSubmission(place, "may be one for each question of the model")
    _only_values(answers, place)
    with stored(place):
        Answer.objects.bulk_create(answers)


def _import_changes(here: Place, check: Assessment, given: Any, place: str) -> None:
    changes = [
        AnswerChange(assessment=check, **here.row(AnswerChange, change, within))
        for within, change in each(given, place)
    ]
    _only_values(changes, place)
    with stored(place):
        AnswerChange.objects.bulk_create(changes)


def _only_values(rows: list[Any], place: str) -> None:
    for number, row in enumerate(rows):
        if row.value not in VALUES:
            may_be = f"may be {', '.join(value for value in VALUES if value)} or empty"
            raise BadSubmission(f"{place}[{number}].value", may_be)


# ---- the result


def _import_result(here: Place, check: Assessment, given: Any, place: str) -> None:
    """The result as it was frozen, if it is what the answers come to."""
    said = here.row(Result, given, place, "comments")
    model = check.model_version.maturity
    sheet = explained(lambda: read_sheet(model, said["sheet"]), f"{place}.sheet")
    scored = _scored(here, check, sheet)
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
            Comment(result=result, **here.row(Comment, comment, within))
            for within, comment in each(given["comments"], f"{place}.comments")
        )


def _scored(here: Place, check: Assessment, sheet: AnswerSheet) -> Check:
    return Check(
        business=here.business.name,
        quarter=check.quarter,
        model=check.model_version.maturity,
        sheet=sheet,
        checked_on=check.quarter.starts_on,
    )


# ---- plans


def _import_plan(here: Place, check: Assessment, given: Any, place: str) -> None:
    said = here.row(Plan, given, place, "items")
    model = check.model_version.maturity
    explained(lambda: read_wish(model, said["wish"]), f"{place}.wish")
    with stored(place):
        plan = Plan.objects.create(assessment=check, **said)
    for within, item in each(given["items"], f"{place}.items"):
        _import_item(here, plan, item, within)


def _import_item(here: Place, plan: Plan, given: Any, place: str) -> None:
    said = here.row(PlanItem, given, place, "changes")
    _check_item(said, plan.assessment.model_version.maturity, place)
    with stored(place):
        item = PlanItem.objects.create(plan=plan, **said)
    changes = [
        ItemChange(item=item, **here.row(ItemChange, change, within))
        for within, change in each(given["changes"], f"{place}.changes")
    ]
    with stored(f"{place}.changes"):
        ItemChange.objects.bulk_create(changes)


def _check_item(said: dict[str, Any], model: MaturityModel, place: str) -> None:
    codes = {action.code for action in model.actions}
    if said["action"] and said["action"] not in codes:
        raise BadSubmission(f"{place}.action", "may be an action of the model, or empty")
    ticked = said["ticked"]
    if not isinstance(ticked, list) or any(type(step) is not int for step in ticked):
        raise BadSubmission(f"{place}.ticked", "may be a list of whole numbers")
