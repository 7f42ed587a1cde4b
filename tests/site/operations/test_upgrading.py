"""A site with checks under Cairn 1.0 is upgraded: they stay as they are, and the next is 1.1."""

from collections.abc import Iterator
from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.questionnaire.services import start_assessment, start_correction
from assessment.journey.results.models import Result
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business
from tests.factories import NOON, make_answers, make_assessment, make_model_version
from tests.journey.trends.making import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_20_november() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def sent(business: Business, owner: User) -> Assessment:
    """The later of two checks under Cairn 1.0, which were sent before the upgrade."""
    version = make_model_version("cairn-1.0")
    spring, summer = (
        make_assessment(business, model_version=version, quarter_starts_on=date(2026, month, 1))
        for month in (4, 7)
    )
    for made in (spring, summer):
        make_answers(made, owner)
        submit(assessment=made, by=owner, at=NOON)
    call_command("load_model", stdout=StringIO())
    return summer


@pytest.fixture
def next_check(business: Business, owner: User, sent: Assessment) -> Assessment:
    """The check after the upgrade, with every answer a step higher."""
    quarter = Quarter.parse("2026-Q4")
    started = start_assessment(business=business, quarter=quarter, by=owner, at=NOON)
    make_answers(started, owner, 3)
    submit(assessment=started, by=owner, at=NOON)
    return started


def test_the_next_check_begins_with_the_newer_questions_and_rule(
    next_check: Assessment, sent: Assessment
) -> None:
    before, now = (Result.objects.get(assessment=made) for made in (sent, next_check))

    assert (sent.model_version.key, before.rule) == ("cairn-1.0", "sss-1")
    assert (next_check.model_version.key, now.rule) == ("cairn-1.1", "sss-2")


def test_a_check_under_way_is_finished_with_the_questions_it_began_with(
    business: Business, owner: User
) -> None:
    under_way = make_assessment(business, model_version=make_model_version("cairn-1.0"))
    make_answers(under_way, owner)

    call_command("load_model", stdout=StringIO())

    quarter = Quarter.parse("2026-Q4")
    again = start_assessment(business=business, quarter=quarter, by=owner, at=NOON)
    assert again == under_way
    assert submit(assessment=again, by=owner, at=NOON).rule == "sss-1"


def test_a_correction_of_an_earlier_check_stays_with_its_questions_and_rule(
    next_check: Assessment, sent: Assessment, owner: User
) -> None:
    corrected = start_correction(sent=sent, at=NOON)
    make_answers(corrected, owner, {"CUL2": 0})

    result = submit(assessment=corrected, by=owner, at=NOON)

    assert (corrected.model_version.key, result.rule) == ("cairn-1.0", "sss-1")
    # Solid in Culture now lacks an answer, and under the first rule that costs its level.
    assert result.outcome["dimensions"]["culture"]["level"] == "starting"


def test_an_earlier_result_is_shown_as_before(
    as_owner: Client, business: Business, sent: Assessment, next_check: Assessment
) -> None:
    old, new = (
        words_of(as_owner.get(reverse("results", args=[business.slug, quarter])).text)
        for quarter in ("2026-q3", "2026-q4")
    )

    assert "How sure is this level?" not in old
    assert "How sure is this level?" in new


def test_trends_mark_where_the_newer_questions_begin(
    as_owner: Client, business: Business, next_check: Assessment
) -> None:
    page = words_of(as_owner.get(reverse("trends", args=[business.slug])).text)

    assert "Some questions are new, so the overall scores can’t be compared." in page
    assert "Not compared: Culture and Personalisation." in page
    assert "Some sentences were reworded since then, so no change is more than likely." in page
    assert "New questions from October 2026: the lines break there" in page
