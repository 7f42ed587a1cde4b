"""Forms, the JSON Schema and the commands accept and refuse the same values."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from jsonschema import Draft202012Validator

from assessment.domain import limits
from assessment.domain.exchange.submission_schema import submission_schema
from assessment.domain.planning.constraints import PlanWish
from assessment.journey.planning.forms.builder import WishForm
from assessment.journey.planning.presenters.starting_point import Start
from assessment.journey.questionnaire.forms import AnswerForm
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.library import own_model, sample_submissions
from assessment.parties.settings.forms.businesses import NamedDescriptionForm
from tests.site.operations.test_score_and_plan import refusal, run, sheet

VALIDATOR = Draft202012Validator(submission_schema())
Value = int | str


def wish_form(query: str) -> WishForm:
    start = Start(wish=PlanWish.usual(own_model()))
    return WishForm(QueryDict(query), submission=sample_submissions()[-1], start=start)


def of_wish(name: str) -> Callable[[], forms.Field]:
    return lambda: wish_form("own=POL2q").fields[name]


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A field of a sheet and the field of a form for it, with values just inside and outside."""

    path: str
    field: Callable[[], forms.Field]
    good: tuple[Value, ...]
    bad: tuple[Value, ...]
    must_be: str


def number(path: str, field: str, least: int, most: int) -> Limit:
    return Limit(
        path=path,
        field=of_wish(field),
        good=(least, most),
        bad=(least - 1, most + 1),
        must_be=f"must be a whole number from {least} to {most}",
    )


def words(path: str, field: Callable[[], forms.Field], longest: int) -> Limit:
    return Limit(
        path=path,
        field=field,
        good=("é" * longest,),
        bad=("é" * (longest + 1),),
        must_be=f"must be text of at most {longest} characters",
    )


LIMITS = [
    number("plan.hours", "hours", 0, limits.MOST_HOURS),
    number("plan.money", "money", 0, limits.MOST_MONEY),
    number("plan.max_actions", "actions", limits.LEAST_ACTIONS, limits.MOST_ACTIONS),
    number("plan.costs.POL2q.hours", "own-hours", 0, limits.MOST_HOURS),
    number("plan.costs.POL2q.money", "own-money", 0, limits.MOST_MONEY),
    words("answers.CON2.note", lambda: AnswerForm.base_fields["note"], limits.LONGEST_NOTE),
    words("answers.CON2.reason", lambda: AnswerForm.base_fields["reason"], limits.LONGEST_NOTE),
    words("business", lambda: NamedDescriptionForm.base_fields["name"], limits.LONGEST_NAME),
]
by_limit = pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.path)


def with_value(path: str, value: Value) -> dict[str, Any]:
    changed = sheet(plan={"costs": {"POL2q": {"hours": 1, "money": 1}}})
    *way, last = path.split(".")
    table = changed
    for name in way:
        table = table[name]
    table[last] = value
    return changed


@by_limit
def test_whatever_a_form_accepts_the_schema_and_the_commands_accept(
    tmp_path: Path, limit: Limit
) -> None:
    for value in limit.good:
        document = with_value(limit.path, value)

        assert limit.field().clean(str(value)) == value
        assert VALIDATOR.is_valid(document)
        assert run("score", tmp_path, document)


@by_limit
def test_whatever_a_form_refuses_the_schema_and_the_commands_refuse(
    tmp_path: Path, limit: Limit
) -> None:
    for value in limit.bad:
        document = with_value(limit.path, value)

        with pytest.raises(ValidationError):
            limit.field().clean(str(value))
        assert not VALIDATOR.is_valid(document)
        for command in ("score", "plan"):
            assert refusal(command, tmp_path, document) == f"{limit.path}: {limit.must_be}"


def test_the_database_has_room_for_the_longest_name() -> None:
    name = Business._meta.get_field("name")  # noqa: SLF001 - public

    assert name.max_length == limits.LONGEST_NAME


@pytest.mark.parametrize(("more", "fits"), [(0, True), (1, False)], ids=["as many", "one more"])
def test_own_costs_are_limited_to_the_same_number_of_actions(
    tmp_path: Path, more: int, *, fits: bool
) -> None:
    codes = [action.code for action in own_model().actions[: limits.MOST_OWN_COSTS + more]]
    document = sheet(plan={"costs": {code: {"hours": 1, "money": 2} for code in codes}})

    assert wish_form("&".join(f"cost={code}:1:2" for code in codes)).unknown is not fits
    assert VALIDATOR.is_valid(document) is fits
    if fits:
        assert run("plan", tmp_path, document)
    else:
        line = f"plan.costs: must be for at most {limits.MOST_OWN_COSTS} actions"
        assert refusal("plan", tmp_path, document) == line


@pytest.mark.parametrize(
    ("plan", "line"),
    [
        ({"hours": 90_000}, "plan.hours: must be a whole number from 0 to 2000"),
        ({"max_actions": 5_000}, "plan.max_actions: must be a whole number from 1 to 60"),
    ],
)
def test_a_mistyped_number_is_refused_in_one_line(
    tmp_path: Path, plan: dict[str, int], line: str
) -> None:
    assert refusal("plan", tmp_path, sheet(plan=plan)) == line
    assert refusal("plan", tmp_path, [sheet(), sheet(plan=plan)]) == f"[1].{line}"
