"""What the owner says about who answered, and every place that then compares two checks."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.questionnaire.services import start_correction
from assessment.journey.results.models import Result
from assessment.parties.businesses.models import Business, Role
from assessment.parties.catalogue.library import shipped_model
from tests.domain.making import make_sheet
from tests.factories import NOON, make_member, make_model_version, make_user
from tests.journey.trends.making import SAMPLE, make_plan_of, make_results
from tests.kept import kept

pytestmark = pytest.mark.django_db

MODEL = shipped_model("cairn-1.1")
QUARTER = "2026-q4"
SOMEBODY_ELSE = "Somebody else answered this time, so part of the difference"
PLACES = {
    "results": [QUARTER],
    "trends": [],
    "results_json": [QUARTER],
    "report_text": [QUARTER, "owner"],
}
"""The pages and files that compare the last two checks, with the arguments of their addresses."""


@pytest.fixture(autouse=True)
def on_20_november() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@kept
def results(business: Business, owner: User) -> list[Result]:
    """Two checks from one account: every answer is a step higher in the second."""
    quarters = (Quarter.parse("2026-Q3"), Quarter.parse("2026-Q4"))
    return make_results(
        business,
        owner,
        [
            replace(SAMPLE[-1], model=MODEL, quarter=quarter, sheet=make_sheet(MODEL, step))
            for step, quarter in enumerate(quarters, start=1)
        ],
        make_model_version("cairn-1.1"),
    )


def say(client: Client, business: Business, word: str) -> Any:
    data = {"answerer": word}
    return client.post(reverse("say_answerer", args=[business.slug, QUARTER]), data, follow=True)


def page(client: Client, business: Business, name: str = "results") -> str:
    text = client.get(reverse(name, args=[business.slug, *PLACES[name]])).text
    return " ".join(text.split()).replace("&#x27;", "’")


def test_saying_so_changes_what_is_clear_and_can_be_taken_back(
    as_owner: Client, business: Business, results: list[Result]
) -> None:
    before = page(as_owner, business)

    other = say(as_owner, business, "other")
    after = page(as_owner, business)
    same = say(as_owner, business, "same")

    assert "The score is clearly up" in before
    assert "Saved: somebody else answered this time" in other.text
    assert "The score is clearly up" not in after
    assert SOMEBODY_ELSE in after
    assert "Saved: the same person answered as last time." in same.text
    assert "The score is clearly up" in page(as_owner, business)


@pytest.mark.parametrize("name", PLACES)
def test_every_comparison_of_the_two_says_it(
    as_owner: Client, business: Business, results: list[Result], name: str
) -> None:
    before = page(as_owner, business, name)
    say(as_owner, business, "other")

    assert SOMEBODY_ELSE not in before
    if name == "results_json":
        assert '"other_person": true' in page(as_owner, business, name)
    else:
        assert SOMEBODY_ELSE in page(as_owner, business, name)


def test_two_accounts_of_one_person_are_compared_as_one(
    as_owner: Client, business: Business, results: list[Result]
) -> None:
    Assessment.objects.filter(result=results[1]).update(submitted_by=make_user("second"))
    before = page(as_owner, business)

    say(as_owner, business, "same")

    assert SOMEBODY_ELSE in before
    assert SOMEBODY_ELSE not in page(as_owner, business)


def test_only_the_owner_is_asked_and_only_about_a_check_that_is_compared(
    client: Client, as_owner: Client, business: Business, results: list[Result]
) -> None:
    editor = make_user("editor")
    make_member(business, editor, Role.EDITOR)
    client.force_login(editor)
    action = reverse("say_answerer", args=[business.slug, QUARTER])

    assert action in page(as_owner, business)
    assert action not in page(client, business)
    first = as_owner.get(reverse("results", args=[business.slug, "2026-q3"])).text
    assert "/answerer/" not in first


def test_a_rule_that_makes_no_use_of_it_does_not_ask(
    as_owner: Client, business: Business, owner: User
) -> None:
    older = shipped_model("cairn-1.0")
    checks = [replace(check, model=older, sheet=make_sheet(older, 2)) for check in SAMPLE[-2:]]
    make_results(business, owner, checks, make_model_version("cairn-1.0"))

    assert "/answerer/" not in page(as_owner, business)


def test_an_unknown_word_is_refused(
    as_owner: Client, business: Business, results: list[Result]
) -> None:
    assert say(as_owner, business, "nobody").status_code == 404


def test_a_correction_keeps_the_word(
    as_owner: Client, business: Business, results: list[Result]
) -> None:
    say(as_owner, business, "other")

    made = start_correction(sent=results[1].assessment, at=NOON)

    assert made.answerer == "other"


def test_the_newer_rule_takes_as_few_queries_after_eight_quarters(
    as_owner: Client, business: Business, owner: User, at_most: Callable[[int], Any]
) -> None:
    checks = [replace(check, model=MODEL, sheet=make_sheet(MODEL, 2)) for check in SAMPLE]
    before, _ = make_results(business, owner, checks, make_model_version("cairn-1.1"))[-2:]
    make_plan_of(before, owner, {"action": "CUL1q", "dimension": "culture", "status": "done"})

    with at_most(13):
        as_owner.get(reverse("results", args=[business.slug, QUARTER]))
