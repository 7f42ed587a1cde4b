"""Rows as JSON and back: the columns that a business takes along, and what each of them may be.

People stand in it by their e-mail addresses; whatever a site numbers or makes up itself, keys,
tokens and hashes, does not.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_datetime

from assessment.accounts.models import User
from assessment.answering.models import Answer, AnswerChange, Assessment
from assessment.domain.exchange import UNPRINTABLE, BadSubmission
from assessment.organisations.models import Business
from assessment.planning.models import ItemChange, Plan, PlanItem, Scenario
from assessment.reporting.models import Comment
from assessment.scoring.models import Result

FORMAT, VERSION = "cairn-business", 1

COLUMNS: dict[type[models.Model], str] = {
    Business: "name trade team_size meets hours money currency first_month time_zone founded_at "
    "set_up_at",
    Assessment: "quarter_starts_on extra revision started_at submitted_at submitted_by",
    Answer: "practice value note reason checked revision answered_at answered_by",
    AnswerChange: "practice operation revision value note reason at by",
    Result: "rule sheet outcome frozen_at",
    Comment: "about text written_by written_at",
    Plan: "number wish expected hours money saved_at saved_by",
    PlanItem: "action title dimension position hours money due_on owner helper_name helper_email "
    "status started_on ended_on real_hours real_money outcome note ticked revision",
    ItemChange: "revision kind before after at by by_name",
    Scenario: "quarter_starts_on name wish kept_at kept_by",
}
CHANGED = frozenset({"before", "after"})
"""These hold other columns of an item, its owner by number."""

People = Mapping[int, str]
"""E-mail addresses by the numbers of their accounts."""


def columns_of(model: type[models.Model]) -> list[str]:
    return COLUMNS[model].split()


# ---- writing


def kept(row: models.Model, people: People) -> dict[str, Any]:
    """What is taken along of one row."""
    return {name: _value(row, name, people) for name in columns_of(type(row))}


def _value(row: models.Model, name: str, people: People) -> Any:
    field: Any = row._meta.get_field(name)  # noqa: SLF001 - public
    value = getattr(row, field.attname)
    if name in CHANGED:
        return _without_numbers(value, people)
    if isinstance(field, models.ForeignKey):
        return people[value] if value else None
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | UUID) else value


def _without_numbers(changed: Mapping[str, Any], people: People) -> dict[str, Any]:
    """Columns that changed, with the owner by e-mail address; nobody where the account is gone."""
    plain = {name: value for name, value in changed.items() if name != "owner_id"}
    if "owner_id" in changed:
        plain["owner"] = people.get(changed["owner_id"])
    return plain


# ---- reading


@dataclass(frozen=True, slots=True)
class Kind:
    """What a column takes in JSON, and how that is said to whoever gave something else."""

    field: type[models.Field[Any, Any]]
    given: tuple[type, ...]
    may_be: str


# The first that fits counts: a moment is a kind of day, and an e-mail address a kind of text.
KINDS = (
    Kind(models.BooleanField, (bool,), "may be true or false"),
    Kind(models.JSONField, (dict, list), "may be a JSON object or list"),
    Kind(models.DateTimeField, (str,), "may be a moment such as 2026-10-14T09:30:00+00:00"),
    Kind(models.DateField, (str,), "may be a day such as 2026-10-14"),
    Kind(models.DecimalField, (str,), 'may be a number as text, such as "2.5"'),
    Kind(models.UUIDField, (str,), "may be a UUID"),
    Kind(models.IntegerField, (int,), "may be a whole number"),
    Kind(models.EmailField, (str,), "may be an e-mail address"),
    Kind(models.CharField, (str,), "may be text"),
    Kind(models.TextField, (str,), "may be text"),
)

FindPerson = Callable[[Any, str], User]
"""Somebody by e-mail address, and the place where the address stands."""


def read(
    model: type[models.Model], table: Mapping[str, Any], place: str, find_person: FindPerson
) -> dict[str, Any]:
    """The columns of one row, each as its field takes it.

    Raises:
        BadSubmission: the first column that is missing or is not what it may be.
    """
    names = columns_of(model)
    if missing := [name for name in names if name not in table]:
        raise BadSubmission(f"{place}.{missing[0]}", "is missing")
    found = {}
    for name in names:
        found[name] = read_column(model, name, table[name], f"{place}.{name}", find_person)
    return found


def read_column(
    model: type[models.Model], name: str, given: Any, place: str, find_person: FindPerson
) -> Any:
    field: Any = model._meta.get_field(name)  # noqa: SLF001 - public
    if given is None and field.null:
        return None
    if isinstance(field, models.ForeignKey):
        return find_person(given, place)
    if name in CHANGED:
        return _read_changed(given, place, find_person)
    kind = next(kind for kind in KINDS if isinstance(field, kind.field))
    if type(given) not in kind.given or not _sound(field, given):
        raise BadSubmission(place, kind.may_be)
    try:
        return field.clean(given, None)
    except ValidationError as fault:
        raise BadSubmission(place, f"{kind.may_be} ({' '.join(fault.messages)})") from fault


def _sound(field: models.Field[Any, Any], given: Any) -> bool:
    """Text that can be stored, and moments that say which clock they mean."""
    if isinstance(field, models.DateTimeField):
        try:
            moment = parse_datetime(given)
        except ValueError:
            return False
        return moment is not None and moment.tzinfo is not None
    return not (isinstance(given, str) and UNPRINTABLE.search(given))


def _read_changed(given: Any, place: str, find_person: FindPerson) -> dict[str, Any]:
    """Columns of an item as they were or became, as the site keeps them."""
    if not isinstance(given, dict):
        raise BadSubmission(place, "may be a JSON object")
    for name, value in given.items():
        if name not in columns_of(PlanItem):
            raise BadSubmission(f"{place}.{name[:60]}", "is not known here")
        read_column(PlanItem, name, value, f"{place}.{name}", find_person)
    numbered = {name: value for name, value in given.items() if name != "owner"}
    if "owner" in given:
        owner = given["owner"] and find_person(given["owner"], f"{place}.owner")
        numbered["owner_id"] = owner.pk if owner else None
    return numbered
