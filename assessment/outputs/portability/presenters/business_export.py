"""A business as one document: taken along, it is the same business anywhere else."""

from typing import Any

from assessment.journey.planning.models import Plan, PlanItem
from assessment.journey.questionnaire.models import Assessment
from assessment.outputs.portability.presenters.row_codec import FORMAT, VERSION, EmailsByUser, kept
from assessment.outputs.portability.queries import Whole, whole_of
from assessment.parties.businesses.models import Business


def business_document(business: Business) -> dict[str, Any]:
    """Everything that `manage.py import_business` reads back."""
    whole = whole_of(business)
    people = {user.pk: user.email for user in whole.people}
    return {
        "format": FORMAT,
        "version": VERSION,
        "business": kept(business, people),
        "people": _people(whole),
        "models": _models(whole),
        "checks": [_check(check, people) for check in whole.checks],
        "scenarios": [kept(scenario, people) for scenario in whole.scenarios],
    }


def _people(whole: Whole) -> list[dict[str, Any]]:
    """By e-mail address and name; the role is empty for whoever is not a member."""
    return [
        {"email": user.email, "name": user.name, "role": whole.roles.get(user.pk, "")}
        for user in whole.people
    ]


def _models(whole: Whole) -> list[dict[str, str]]:
    hashes = {c.model_version.key: c.model_version.content_hash for c in whole.checks}
    return [{"key": key, "content_hash": found} for key, found in sorted(hashes.items())]


def _check(check: Assessment, people: EmailsByUser) -> dict[str, Any]:
    return {
        "model": check.model_version.key,
        **kept(check, people),
        "answers": [kept(answer, people) for answer in check.answers.all()],
        "changes": [kept(change, people) for change in check.changes.all()],
        "result": _result(check, people),
        "plans": [_plan(plan, people) for plan in check.plans.all()],
    }


def _result(check: Assessment, people: EmailsByUser) -> dict[str, Any] | None:
    if not hasattr(check, "result"):
        return None
    return kept(check.result, people) | {"comments": _comments(check, people)}


def _comments(check: Assessment, people: EmailsByUser) -> list[dict[str, Any]]:
    """One about each thing: elsewhere nobody knows which practice wrote which of them."""
    found: dict[str, dict[str, Any]] = {}
    for comment in check.result.comments.all():
        one = kept(comment, people)
        before = found.get(comment.about)
        if before:
            one["text"] = f"{before['text']}\n\n{one['text']}"
        found[comment.about] = one
    return list(found.values())


def _plan(plan: Plan, people: EmailsByUser) -> dict[str, Any]:
    return kept(plan, people) | {"items": [_item(item, people) for item in plan.items.all()]}


def _item(item: PlanItem, people: EmailsByUser) -> dict[str, Any]:
    return kept(item, people) | {"changes": [kept(c, people) for c in item.changes.all()]}
