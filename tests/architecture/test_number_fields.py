"""Every number that people fill in is read by the same field, and listed here."""

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from assessment.domain.limits import MOST_ACTIONS, MOST_HOURS, MOST_MONEY
from assessment.domain.planning.constraints import Cost, PlanWish
from assessment.domain.planning.planned_actions import Commitment, PlannedAction, Status
from assessment.domain.quarters import Quarter
from assessment.foundation.parsing.number_fields import NumberField
from assessment.journey.planning.forms.builder import WishForm
from assessment.journey.planning.presenters.starting_point import Start
from assessment.journey.tracking.forms import (
    AssigneesOutcomeForm,
    NewOwnForm,
    OutcomeForm,
    OwnForm,
)
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.library import own_model, sample_submissions
from assessment.parties.settings.forms.businesses import (
    DescriptionForm,
    NamedDescriptionForm,
    SettingsForm,
)
from assessment.site.public.forms import GalleryForm
from assessment.voices.pulse.forms import MOST_PEOPLE, RoundForm
from tests.architecture.files import ROOT, nodes_of
from tests.architecture.our_forms import our_forms

TODAY = date(2026, 11, 20)
DJANGOS = (forms.IntegerField, forms.DecimalField, forms.FloatField)
HIDDEN = {
    *("AnswerForm.revision", "RemarkForm.seen"),
    *("SaveForm.revision", "ApartForm.revision", "SettlementForm.revision"),
}
"""Numbers that our pages fill in themselves."""
NOT_BY_PEOPLE = {
    ("assessment/journey/questionnaire/forms.py", "IntegerField"),  # the revision seen
    ("assessment/journey/planning/forms/promises.py", "IntegerField"),  # the revision seen
    ("assessment/voices/second_opinions/forms.py", "IntegerField"),  # the revision seen
    ("assessment/consulting/clients/forms/texts.py", "IntegerField"),  # the revision seen
}
TYPED_IN_TEMPLATES = {"own-hours", "own-money"}
"""Inputs that a template writes itself; WishForm reads them with fields of the same names."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A form with numbers that people fill in: how to build it, and the most of each number."""

    form: Callable[[dict[str, str] | None], forms.Form]
    most: dict[str, int]
    fractions: tuple[str, ...] = ()


def described(form: Any, business: Business | None = None) -> Callable[..., forms.Form]:
    quarter = Quarter.containing(TODAY)
    return lambda data: form(data and {"currency": "GBP", **data}, quarter=quarter,
                             business=business)  # fmt: skip


def wish_form(data: dict[str, str] | None) -> WishForm:
    query = QueryDict(mutable=True)
    query.update({"own": "POL2q", **(data or {})})
    if means := {name: value for name, value in (data or {}).items() if "-" not in name}:
        of = QueryDict(mutable=True)
        of.update(means)
        query["of"] = of.urlencode()
    start = Start(wish=PlanWish.usual(own_model()))
    return WishForm(query, submission=sample_submissions()[-1], start=start)


def outcome(form: type[AssigneesOutcomeForm]) -> Callable[..., forms.Form]:
    commitment = Commitment(key="abcdefghjk", status=Status.OPEN, due_on=TODAY, revision=0)
    planned = PlannedAction(title="Ask three", cost=Cost(3, 0), commitment=commitment)
    return lambda data: form(data, planned=planned, currency="GBP")


def own(form: Any, **facts: Any) -> Callable[..., forms.Form]:
    return lambda data: form(data, areas=(), currency="GBP", **facts)


HOURS_AND_MONEY = {"hours": MOST_HOURS, "money": MOST_MONEY}
PLACES = {
    "DescriptionForm": Place(form=described(DescriptionForm), most=HOURS_AND_MONEY),
    "NamedDescriptionForm": Place(form=described(NamedDescriptionForm), most=HOURS_AND_MONEY),
    "SettingsForm": Place(form=described(SettingsForm, Business()), most=HOURS_AND_MONEY),
    "WishForm": Place(
        form=wish_form,
        most={
            **HOURS_AND_MONEY,
            "actions": MOST_ACTIONS,
            "own-hours": MOST_HOURS,
            "own-money": MOST_MONEY,
        },
    ),
    "AssigneesOutcomeForm": Place(
        form=outcome(AssigneesOutcomeForm), most={"hours": MOST_HOURS}, fractions=("hours",)
    ),
    "OutcomeForm": Place(form=outcome(OutcomeForm), most=HOURS_AND_MONEY, fractions=("hours",)),
    "OwnForm": Place(form=own(OwnForm), most=HOURS_AND_MONEY),
    "NewOwnForm": Place(form=own(NewOwnForm, people=(), today=TODAY), most=HOURS_AND_MONEY),
    "GalleryForm": Place(form=GalleryForm, most=HOURS_AND_MONEY),
    "RoundForm": Place(
        form=lambda data: RoundForm(data, today=TODAY, threshold=5, verified=True),
        most={"people": MOST_PEOPLE},
    ),
}
FIELDS = [(name, field) for name, place in PLACES.items() for field in place.most]


def test_every_form_with_a_number_is_in_the_table() -> None:
    found = {
        form.__name__
        for form in our_forms()
        if any(isinstance(field, NumberField) for field in form.base_fields.values())
    }

    assert found <= set(PLACES)


def test_no_form_reads_numbers_with_a_field_of_djangos() -> None:
    found = {
        f"{form.__name__}.{name}"
        for form in our_forms()
        for name, field in form.base_fields.items()
        if isinstance(field, DJANGOS)
    }

    assert found == HIDDEN


def test_no_module_makes_a_field_or_an_input_for_numbers_of_its_own() -> None:
    """Fields can also be added while a form is built, where no class shows them."""
    ways = {field.__name__ for field in DJANGOS} | {"NumberInput"}
    found = set()
    for path in sorted((ROOT / "assessment").rglob("*.py")):
        for node in nodes_of(path):
            named = node.attr if isinstance(node, ast.Attribute) else ""
            of = node.value.id if named and isinstance(node.value, ast.Name) else ""  # type: ignore[attr-defined]
            if of == "forms" and named in ways:
                found.add((path.relative_to(ROOT).as_posix(), named))

    assert found == NOT_BY_PEOPLE


def makes_number_fields(node: ast.AST) -> int:
    calls = (found for found in ast.walk(node) if isinstance(found, ast.Call))
    return sum(isinstance(c.func, ast.Name) and c.func.id == "NumberField" for c in calls)


def test_every_class_that_makes_such_a_field_is_in_the_table() -> None:
    found: set[str] = set()
    for path in sorted((ROOT / "assessment").rglob("*.py")):
        tree = ast.parse(path.read_text())
        makers = [n for n in tree.body if isinstance(n, ast.ClassDef) and makes_number_fields(n)]
        # A field that is made outside any form would escape the table.
        assert makes_number_fields(tree) == sum(map(makes_number_fields, makers)), path
        found |= {maker.name for maker in makers}

    assert found <= set(PLACES)


@pytest.mark.parametrize("name", PLACES)
def test_the_table_names_every_number_of_a_form(name: str) -> None:
    form = PLACES[name].form(None)

    numbers = [key for key, field in form.fields.items() if isinstance(field, NumberField)]
    assert set(numbers) == set(PLACES[name].most)


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def test_no_template_hides_from_us_what_was_typed_as_a_number() -> None:
    """Browsers send nothing for "1,000" in a number input."""
    assert not [path for path in templates() if re.search(r"type=.?number", path.read_text())]


def test_inputs_for_numbers_that_a_template_writes_are_read_by_a_field() -> None:
    typed = re.compile(r"<input[^>]*inputmode=.(?:numeric|decimal).[^>]*>")
    inputs = [found for path in templates() for found in typed.findall(path.read_text())]

    names = {match[1] for found in inputs if (match := re.search(r'name="([^"]+)"', found))}
    assert names == TYPED_IN_TEMPLATES
    assert names <= set(PLACES["WishForm"].most)


def read(name: str, field: str, typed: str) -> tuple[Any, list[str], Any]:
    """Return what a form understood, what it said, and what its field then holds."""
    form = PLACES[name].form({field: typed})
    form.is_valid()
    return form.cleaned_data.get(field), [*form.errors.get(field, [])], form[field].value()


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_a_number_with_separators_is_understood_and_shown(name: str, field: str) -> None:
    most = PLACES[name].most[field]

    understood, said, shown = read(name, field, f" {most:,} ")

    assert (understood, said, shown) == (most, [], f"{most:,}")


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_signs_are_understood_where_money_is_asked_for(name: str, field: str) -> None:
    understood, said, shown = read(name, field, "£20")

    if "money" in field:
        assert (understood, said, shown) == (20, [], "20")
    else:
        assert (understood, shown) == (None, "£20")
        assert len(said) == 1


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_an_unclear_number_is_asked_about_and_kept(name: str, field: str) -> None:
    large = PLACES[name].most[field] >= 1000
    asks = "Did you mean 1 or 1,000? Write 1 or 1000." if large else (
        "Did you mean 1? If so, write 1."
    )  # fmt: skip

    assert read(name, field, "1.000") == (None, [asks], "1.000")


@pytest.mark.parametrize(("name", "field"), FIELDS)
@pytest.mark.parametrize("typed", ["1_000", "-1", "lots", "1e3", "most"])
def test_anything_else_is_explained_in_one_sentence_and_kept(
    name: str, field: str, typed: str
) -> None:
    typed = str(PLACES[name].most[field] + 1) if typed == "most" else typed

    understood, said, shown = read(name, field, typed)

    assert (understood, shown) == (None, typed)
    assert len(said) == 1
    assert said[0].startswith("Enter")


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_only_hours_that_were_worked_have_fractions(name: str, field: str) -> None:
    understood, _said, _shown = read(name, field, "2.5")

    assert understood == (Decimal("2.5") if field in PLACES[name].fractions else None)


def test_an_amount_keeps_its_separators_while_the_currency_is_changed() -> None:
    form = described(SettingsForm, Business())({"currency": "SEK", "money": "1,000"})
    form.is_valid()

    assert form.cleaned_data["money"] == 1000


@pytest.mark.parametrize("currency", ["", "XXX"])
def test_a_currency_that_there_is_not_leaves_the_amount_readable(currency: str) -> None:
    form = described(SettingsForm, Business())({"currency": currency, "money": "£1,000"})
    form.is_valid()

    assert form.cleaned_data["money"] == 1000
