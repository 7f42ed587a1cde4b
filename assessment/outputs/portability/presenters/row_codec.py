"""Rows as JSON and back: the columns that a business takes along, and what each of them may be.

People stand in it by their e-mail addresses; whatever a site numbers or makes up itself, keys,
tokens and hashes, does not. Read back, it is held to the limits of the forms, and only its new
owner is somebody with an account.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_datetime

from assessment.domain.exchange.submission_form import UNPRINTABLE
from assessment.domain.exchange.submission_json import BadSubmission
from assessment.domain.limits import (
    FIRST_DAY,
    LAST_DAY,
    LONGEST_NOTE,
    LONGEST_REMARK,
    MOST_HOURS,
    MOST_MONEY,
)
from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.names import one_line
from assessment.journey.planning.models import ItemChange, Plan, PlanItem, Scenario
from assessment.journey.questionnaire.models import Answer, AnswerChange, Assessment
from assessment.journey.results.models import Result
from assessment.outputs.reports.models import Comment
from assessment.parties.businesses.models import Business

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
NAMES = frozenset({"name", "helper_name", "by_name"})
BY_NAME: dict[type[models.Model], tuple[str, str]] = {
    PlanItem: ("owner", "helper_name"),
    ItemChange: ("by", "by_name"),
}
"""Where somebody without an account can stand by name alone: who, and the name."""

MOST_TIMES = 10_000
"""Nobody saves one thing more often, nor has more of them in a row."""
MOST_STEPS = 100
AT_MOST = {
    "hours": MOST_HOURS,
    "real_hours": MOST_HOURS,
    "money": MOST_MONEY,
    "real_money": MOST_MONEY,
    "note": LONGEST_NOTE,
    "reason": LONGEST_NOTE,
    "outcome": LONGEST_NOTE,
    "text": LONGEST_REMARK,
    "revision": MOST_TIMES,
    "number": MOST_TIMES,
    "position": MOST_TIMES,
}
"""Numbers are no larger, texts no longer; what is JSON has limits of its own."""

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
    must_be: str


# The first that fits counts: a moment is a kind of day, and an e-mail address a kind of text.
KINDS = (
    Kind(models.BooleanField, (bool,), "must be true or false"),
    Kind(models.JSONField, (dict, list), "must be a JSON object or list"),
    Kind(models.DateTimeField, (str,), "must be a moment such as 2026-10-14T09:30:00+00:00"),
    Kind(models.DateField, (str,), "must be a day such as 2026-10-14"),
    Kind(models.DecimalField, (str,), 'must be a number as text, such as "2.5"'),
    Kind(models.UUIDField, (str,), "must be a UUID"),
    Kind(models.IntegerField, (int,), "must be a whole number"),
    Kind(models.EmailField, (str,), "must be an e-mail address"),
    Kind(models.CharField, (str,), "must be text"),
    Kind(models.TextField, (str,), "must be text"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody that a document names; `account` only if it is who will own the business.

    A file can name any address, so nobody else's account is tied to what it says.
    """

    name: str
    account: User | None
    owner: User


FindPerson = Callable[[Any, str], Person]
"""Somebody by e-mail address, and the place where the address stands."""


def read(
    model: type[models.Model], table: Mapping[str, Any], place: str, find_person: FindPerson
) -> dict[str, Any]:
    """The columns of one row, each as its field takes it.

    Helpers keep their names and lose their addresses: nobody agreed to mails from here.

    Raises:
        BadSubmission: the first column that is missing or is not what it may be.
    """
    names = columns_of(model)
    if missing := [name for name in names if name not in table]:
        raise BadSubmission(f"{place}.{missing[0]}", "is missing")
    found = {}
    for name in names:
        found[name] = read_column(model, name, table[name], f"{place}.{name}", find_person)
    if model is PlanItem:
        found["helper_email"] = ""
    who, by_name = BY_NAME.get(model, ("", ""))
    if who and table[who] is not None and found[who] is None:
        found[by_name] = find_person(table[who], f"{place}.{who}").name or found[by_name]
    return found


def read_column(
    model: type[models.Model], name: str, given: Any, place: str, find_person: FindPerson
) -> Any:
    field: Any = model._meta.get_field(name)  # noqa: SLF001 - public
    if given is None and field.null:
        return None
    if isinstance(field, models.ForeignKey):
        person = find_person(given, place)
        # What the model keeps when an account is gone can do without one from the start.
        can_do_without = field.remote_field.on_delete is models.SET_NULL
        return person.account if can_do_without else person.owner
    if name in CHANGED:
        return _read_changed(given, place, find_person)
    kind = next(kind for kind in KINDS if isinstance(field, kind.field))
    if type(given) not in kind.given or not _sound(field, given):
        raise BadSubmission(place, kind.must_be)
    given = one_line(given) if name in NAMES else given
    if given == "" and not field.blank:
        raise BadSubmission(place, f"{kind.must_be} that is not empty")
    try:
        good = field.clean(given, None)
    except ValidationError as fault:
        raise BadSubmission(place, f"{kind.must_be} ({' '.join(fault.messages)})") from fault
    _keep_within(name, good, place)
    return good


def _sound(field: models.Field[Any, Any], given: Any) -> bool:
    """Text that can be stored, and moments that say which clock they mean."""
    if isinstance(field, models.DateTimeField):
        try:
            moment = parse_datetime(given)
        except ValueError:
            return False
        return moment is not None and moment.tzinfo is not None
    return _printable(given)


def _printable(given: Any) -> bool:
    """No text in it, however deep, that cannot be stored, and no number that is none."""
    parts = [given]
    while parts:
        part = parts.pop()
        if isinstance(part, dict):
            parts += [*part.keys(), *part.values()]
        elif isinstance(part, list):
            parts += part
        elif not _is_sound(part):
            return False
    return True


def _is_sound(part: Any) -> bool:
    if isinstance(part, float):
        return isfinite(part)
    return not (isinstance(part, str) and UNPRINTABLE.search(part))


def _keep_within(name: str, good: Any, place: str) -> None:
    """Hold a column to what forms take, and days to those that clocks know everywhere.

    Raises:
        BadSubmission: it is beyond.
    """
    day = good.date() if isinstance(good, datetime) else good
    if isinstance(day, date) and not FIRST_DAY <= day <= LAST_DAY:
        raise BadSubmission(place, f"must be between {FIRST_DAY.year} and {LAST_DAY.year}")
    if name == "ticked" and not _are_steps(good):
        raise BadSubmission(place, f"must be a list of whole numbers below {MOST_STEPS}, each once")
    most = AT_MOST.get(name)
    if most and isinstance(good, str) and len(good) > most:
        raise BadSubmission(place, f"must be text of at most {most} characters")
    if most and isinstance(good, int | Decimal) and not 0 <= good <= most:
        raise BadSubmission(place, f"must be a number from 0 to {most}")


def _are_steps(given: Any) -> bool:
    return (
        isinstance(given, list)
        and all(type(step) is int and 0 <= step < MOST_STEPS for step in given)
        and len(set(given)) == len(given)
    )


def _read_changed(given: Any, place: str, find_person: FindPerson) -> dict[str, Any]:
    """Columns of an item as they were or became, as the site keeps them."""
    if not isinstance(given, dict):
        raise BadSubmission(place, "must be a JSON object")
    for name, value in given.items():
        if name not in columns_of(PlanItem):
            raise BadSubmission(f"{place}.{name[:60]}", "is not known here")
        read_column(PlanItem, name, value, f"{place}.{name}", find_person)
    plain = {name: value for name, value in given.items() if name != "owner"}
    if "helper_email" in plain:
        plain["helper_email"] = ""
    return plain | (_doer(given, place, find_person) if "owner" in given else {})


def _doer(given: Mapping[str, Any], place: str, find_person: FindPerson) -> dict[str, Any]:
    """Who did it: by number with an account, else by name. Undo brings back all of it or none."""
    who = given["owner"]
    person = find_person(who, f"{place}.owner") if who is not None else None
    account = person.account if person else None
    name = one_line(given.get("helper_name", "")) or (person.name if person else "")
    return {
        "owner_id": account.pk if account else None,
        "helper_name": "" if account else name,
        "helper_email": "",
    }
