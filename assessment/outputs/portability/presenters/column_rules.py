"""Rules for the columns of a business file, from the models' fields and the shared limits."""

from collections.abc import Callable, Collection
from datetime import date, datetime
from math import isfinite
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime

from assessment.domain.exchange.structuring import Rule, Unfit
from assessment.domain.exchange.submission_form import (
    at_most,
    filled,
    is_text,
    listed,
    text,
)
from assessment.domain.limits import FIRST_DAY, LAST_DAY
from assessment.foundation.parsing import names
from assessment.foundation.parsing.addresses import normal_address

MOST_STEPS = 100


def or_none(rule: Rule) -> Rule:
    return Rule(make=lambda given: None if given is None else rule.read(given))


def exactly(wanted: str | int, more: str = "") -> Rule:
    return Rule(
        must_be=f"must be {wanted}{more}",
        fits=lambda given: type(given) is type(wanted) and given == wanted,
    )


def one_of_or_empty(*known: str) -> Rule:
    return Rule(
        must_be=f"must be {', '.join(known)} or empty",
        fits=lambda given: isinstance(given, str) and given in {"", *known},
    )


# ---- rules from model fields


def words(model: type[models.Model], name: str) -> Rule:
    """Accept text that fits its column and is not empty unless the column allows that."""
    field = _field(model, name)
    kind = text if field.blank else filled
    return kind(then=at_most(field.max_length))


def a_name(model: type[models.Model], name: str) -> Rule:
    return text(then=Rule(make=names.a_name, then=words(model, name)))


def chosen(model: type[models.Model], name: str) -> Rule:
    known = listed(value for value, _label in _field(model, name).choices)
    return cleaned(model, name, f"must be text: {known}")


def cleaned(model: type[models.Model], name: str, must_be: str, then: Rule | None = None) -> Rule:
    """Accept text that the column's own field can parse."""
    return _read_by(lambda given: _field(model, name).clean(given, None), must_be, then)


def address(*, blank: bool = False, then: Rule | None = None) -> Rule:
    def make(given: str) -> str:
        return "" if blank and not given else normal_address(given)

    return _read_by(make, "must be an email address", then)


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)  # noqa: SLF001 - public


def _read_by(make: Callable[[str], Any], must_be: str, then: Rule | None) -> Rule:
    """Accept text that `make` can parse; an exception or None means a refusal."""

    def read(given: str) -> Any:
        try:
            made = make(given)
        except (ValueError, ValidationError) as fault:
            raise Unfit(must_be) from fault
        if made is None:
            raise Unfit(must_be)
        return made

    return Rule(must_be=must_be, fits=is_text, make=read, then=then)


# ---- numbers and dates


def within(most: int) -> Rule:
    return Rule(must_be=f"must be a number from 0 to {most}", fits=lambda given: 0 <= given <= most)


def number(most: int) -> Rule:
    # `isinstance` would also accept True and False, which are integers in Python.
    return Rule(
        must_be="must be a whole number of 0 or more",
        fits=lambda given: type(given) is int and given >= 0,
        then=within(most),
    )


def _moment(given: str) -> datetime | None:
    """Parse a date and time; without a time zone it would be ambiguous, so it is refused."""
    moment = parse_datetime(given)
    return moment if moment and moment.tzinfo else None


def _is_on_calendar(given: date) -> bool:
    # `datetime` is a subclass of `date`, but the two cannot be compared.
    day = given.date() if isinstance(given, datetime) else given
    return FIRST_DAY <= day <= LAST_DAY


ON_CALENDAR = Rule(
    must_be=f"must be between {FIRST_DAY.year} and {LAST_DAY.year}", fits=_is_on_calendar
)
MOMENT = _read_by(_moment, "must be a date and time such as 2026-10-14T09:30:00+00:00", ON_CALENDAR)
DAY = _read_by(parse_date, "must be a date such as 2026-10-14", ON_CALENDAR)


# ---- JSON


def each_once(known: Collection[Any], must_be: str, once: str) -> Rule:
    """Accept a list of known values without duplicates."""
    return Rule(
        must_be=must_be,
        # In Python, True and 1.0 equal 1, but neither is a valid number here.
        fits=lambda given: (
            isinstance(given, list)
            and all(type(part) in {int, str} and part in known for part in given)
        ),
        then=Rule(must_be=once, fits=lambda given: len(set(given)) == len(given)),
    )


def _is_printable(given: object) -> bool:
    """Say whether a nested value has only storable text and finite numbers.

    It keeps its own list of parts to visit: recursion could exhaust the stack on a deep file.
    """
    parts = [given]
    while parts:
        part = parts.pop()
        if isinstance(part, dict):
            parts += [*part.keys(), *part.values()]
        elif isinstance(part, list):
            parts += part
        elif (isinstance(part, float) and not isfinite(part)) or (
            isinstance(part, str) and not is_text(part)
        ):
            return False
    return True


def filled_table(*, then: Rule | None = None) -> Rule:
    return Rule(
        must_be="must be a JSON object that is not empty",
        fits=lambda given: isinstance(given, dict) and given and _is_printable(given),
        then=then,
    )


BOOLEAN = Rule(must_be="must be true or false", fits=lambda given: isinstance(given, bool))
_STEPS = f"must be a list of whole numbers below {MOST_STEPS}, each once"
STEPS = each_once(range(MOST_STEPS), _STEPS, _STEPS)
CODES = Rule(
    must_be="must be a list of codes of questions, each once",
    fits=lambda given: (
        isinstance(given, list)
        and all(map(is_text, given))
        and len(set(given)) == len(given) <= MOST_STEPS
    ),
)
STEPS_BY_KEY = Rule(
    must_be=f"must be a JSON object of whole numbers below {MOST_STEPS}",
    fits=lambda given: (
        isinstance(given, dict)
        and len(given) <= MOST_STEPS
        and all(map(is_text, given))
        and all(type(step) is int and 0 <= step < MOST_STEPS for step in given.values())
    ),
)
TEXTS = Rule(
    must_be=f"must be a list of texts, {MOST_STEPS} at most",
    fits=lambda given: (
        isinstance(given, list)
        and len(given) <= MOST_STEPS
        and all(is_text(part) and part for part in given)
    ),
)
