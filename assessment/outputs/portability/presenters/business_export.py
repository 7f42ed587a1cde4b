"""Export a business as one document, from which another site can recreate it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

from assessment.domain.trends.answerers import Answerer
from assessment.journey.planning.models import ItemChange, Plan, PlanItem
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.queries import History
from assessment.outputs.portability.presenters import rows
from assessment.outputs.portability.queries import Whole, whole_of
from assessment.parties.businesses.models import Business
from assessment.voices.second_opinions.models import SecondAnswer

EmailsByUser = Mapping[int, str]
"""Email addresses by user id."""


def business_document(business: Business) -> dict[str, Any]:
    """Return everything that `manage.py import_business` reads back."""
    whole = whole_of(business)
    people = {user.pk: user.email for user in whole.people}
    history = History([a.result for a in whole.assessments if hasattr(a, "result")])
    return {
        "format": rows.FORMAT,
        "version": rows.VERSION,
        "business": kept(business, rows.BusinessRow, people),
        "people": _people(whole),
        "models": _models(whole),
        "checks": [_check(assessment, people, history) for assessment in whole.assessments],
        "scenarios": [kept(scenario, rows.ScenarioRow, people) for scenario in whole.scenarios],
        "busy_weeks": [kept(week, rows.BusyWeekRow, people) for week in whole.busy_weeks],
        "pulses": [
            {"model": pulse.model_version.key, **kept(pulse, rows.PulseRow, people)}
            for pulse in whole.pulses
        ],
        "survey": _survey(whole, people),
    }


def _people(whole: Whole) -> list[dict[str, Any]]:
    """List people by email address and name; the role is empty for people who are not members."""
    return [
        {"email": user.email, "name": user.name, "role": whole.roles.get(user.pk, "")}
        for user in whole.people
    ]


def _models(whole: Whole) -> list[dict[str, str]]:
    versions = [
        *(assessment.model_version for assessment in whole.assessments),
        *(pulse.model_version for pulse in whole.pulses),
    ]
    hashes = {version.key: version.content_hash for version in versions}
    return [{"key": key, "content_hash": found} for key, found in sorted(hashes.items())]


def _survey(whole: Whole, people: EmailsByUser) -> dict[str, Any] | None:
    """Return the survey with its answers, oldest first; None if customers were never asked."""
    if whole.survey is None:
        return None
    answers = [kept(answer, rows.SurveyAnswerRow, people) for answer in whole.survey_answers]
    return kept(whole.survey, rows.SurveyRow, people) | {"answers": answers}


def _check(assessment: Assessment, people: EmailsByUser, history: History) -> dict[str, Any]:
    return {
        "model": assessment.model_version.key,
        **kept(assessment, rows.CheckRow, people),
        "answerer": _answerer(assessment, history),
        "answers": [kept(answer, rows.AnswerRow, people) for answer in assessment.answers.all()],
        "changes": [
            kept(change, rows.AnswerChangeRow, people) for change in assessment.changes.all()
        ],
        "result": _result(assessment, people),
        "retests": [
            kept(sheet, rows.RetestRow, people)
            | {"answers": [kept(a, rows.RetestAnswerRow, people) for a in sheet.answers.all()]}
            for sheet in assessment.retests.all()
        ],
        "second_opinions": [
            kept(opinion, rows.SecondOpinionRow, people)
            | {"answers": [_second_answer(answer, people) for answer in opinion.answers.all()]}
            for opinion in assessment.second_opinions.all()
        ],
        "plans": [_plan(plan, people) for plan in assessment.plans.all()],
    }


def _second_answer(answer: SecondAnswer, people: EmailsByUser) -> dict[str, Any]:
    settlement = getattr(answer, "settlement", None)
    return kept(answer, rows.SecondAnswerRow, people) | {
        "settlement": kept(settlement, rows.SettlementRow, people) if settlement else None
    }


def _answerer(assessment: Assessment, history: History) -> str:
    """Return who answered in words: an import keeps no accounts by which to tell people apart."""
    if assessment.answerer or not hasattr(assessment, "result"):
        return assessment.answerer
    before = history.before(assessment.result)
    person = history.person_behind(assessment.result)
    return Answerer.OTHER if before and history.person_behind(before) != person else ""


def _result(assessment: Assessment, people: EmailsByUser) -> dict[str, Any] | None:
    if not hasattr(assessment, "result"):
        return None
    return kept(assessment.result, rows.ResultRow, people) | {
        "comments": _comments(assessment, people)
    }


def _comments(assessment: Assessment, people: EmailsByUser) -> list[dict[str, Any]]:
    """Return one comment per subject: other sites do not know the consultancies behind them."""
    found: dict[str, dict[str, Any]] = {}
    for comment in assessment.result.comments.all():
        one = kept(comment, rows.CommentRow, people)
        before = found.get(comment.about)
        if before:
            one["text"] = f"{before['text']}\n\n{one['text']}"
        found[comment.about] = one
    return list(found.values())


def _plan(plan: Plan, people: EmailsByUser) -> dict[str, Any]:
    return kept(plan, rows.PlanRow, people) | {
        "items": [_item(item, people) for item in plan.items.all()]
    }


def _item(item: PlanItem, people: EmailsByUser) -> dict[str, Any]:
    return kept(item, rows.ItemRow, people) | {
        "changes": [kept(c, rows.ItemChangeRow, people) for c in item.changes.all()]
    }


# ---- rows


def kept(row: models.Model, kind: type, people: EmailsByUser) -> dict[str, Any]:
    """Return the exported columns of one row."""
    return {field.name: _value(row, field, people) for field in rows.columns_of(kind, type(row))}


def _value(row: models.Model, field: Any, people: EmailsByUser) -> Any:
    # `attname` gives a foreign key's id without fetching its row.
    value = getattr(row, field.attname)
    if isinstance(row, ItemChange) and isinstance(field, models.JSONField):
        return _without_numbers(value, people)
    if isinstance(field, models.ForeignKey):
        return people[value] if value else None
    # This covers moments too: `datetime` is a subclass of `date`.
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | UUID) else value


def _without_numbers(changed: Mapping[str, Any], people: EmailsByUser) -> dict[str, Any]:
    """Return changed columns, with the owner's email address for their id, or None without one."""
    plain = {name: value for name, value in changed.items() if name != "owner_id"}
    if "owner_id" in changed:
        plain["owner"] = people.get(changed["owner_id"])
    return plain
