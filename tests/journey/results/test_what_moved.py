"""How a result compares with the one before it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.domain.exchange.model_file import read_model
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.library import own_model
from assessment.parties.catalogue.models import ModelVersion
from tests.factories import NOON, make_answers, make_assessment, source_of_next

pytestmark = pytest.mark.django_db

MOVED = "Answers that changed since last time"


@pytest.fixture(autouse=True)
def on_20_november() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def check_next(
    sent: Assessment, owner: User, values: dict[str, Any] | int, **fields: Any
) -> Assessment:
    """Send the check for January to March, with these answers replacing the earlier ones."""
    made = make_assessment(sent.business, quarter_starts_on=sent.quarter.next().starts_on, **fields)
    make_answers(made, owner, {a.practice: a.value for a in sent.answers.all()})
    make_answers(made, owner, values)
    submit(assessment=made, by=owner, at=NOON)
    return made


def results(client: Client, business: Business) -> str:
    reply = client.get(reverse("results", args=[business.slug, "2027-q1"]))
    assert reply.status_code == 200
    return " ".join(reply.text.split())


def next_version() -> ModelVersion:
    """Publish a new version in which all questions but one map to the previous version."""
    before = own_model()
    keys = [practice.key for practice in before.practices if practice.code != "CUL1"]
    lines = "\n".join(f'"{key}" = "{key}"' for key in keys)
    source = f'{source_of_next("", "")}\n[mapping."{before.key}"]\n{lines}\n'
    model = read_model(source)
    return ModelVersion.objects.create(
        key=model.key,
        title=model.title,
        content_hash=model.content_hash,
        source=source,
        published_at=NOON + timedelta(days=1),
    )


def test_every_moved_answer_is_listed(
    as_owner: Client, business: Business, sent: Assessment, owner: User
) -> None:
    check_next(sent, owner, {"CUL3": 3, "CHA1": 0, "POL1": "dk"})

    page = results(as_owner, business)

    assert MOVED in page
    assert "Compared with October to December." in page
    moved = page[page.index(MOVED) : page.index("A closer look")]
    assert '<b class="moved__change--up">usually to every time</b>' in moved
    assert '<b class="moved__change--down">usually to not yet</b>' in moved
    assert "<b>usually to not sure</b>" in moved
    assert moved.count("<li>") == 3
    assert reverse("trends", args=[business.slug]) in moved


@pytest.mark.parametrize(
    ("values", "says"),
    [
        # The one question set aside last time is left out.
        (
            3,
            (
                "Over the 29 questions answered both times, "
                "the score is clearly up since October to December, by 33."
            ),
        ),
        (
            1,
            (
                "Over the 29 questions answered both times, "
                "the score is clearly down since October to December, by 34."
            ),
        ),
        ({"CUL1": 3}, "The score is up by 1 since October to December. This may just be chance."),
        ({"CUL1": 1}, "The score is down by 2 since October to December. This may just be chance."),
        ({}, "The score is the same as in October to December."),
    ],
)
def test_the_score_says_whether_it_has_clearly_changed(
    as_owner: Client,
    business: Business,
    sent: Assessment,
    owner: User,
    values: dict[str, Any] | int,
    says: str,
) -> None:
    check_next(sent, owner, values)

    assert says in results(as_owner, business)


def test_the_page_says_if_no_answer_moved(
    as_owner: Client, business: Business, sent: Assessment, owner: User
) -> None:
    check_next(sent, owner, {})

    assert "No answer moved." in results(as_owner, business)


def test_after_a_change_of_questions_the_unchanged_ones_are_compared(
    as_owner: Client, business: Business, sent: Assessment, owner: User
) -> None:
    check_next(sent, owner, {"CUL1": 3, "CUL3": 3}, model_version=next_version())

    page = results(as_owner, business)

    assert "Some questions have changed since October to December." in page
    moved = page[page.index(MOVED) : page.index("A closer look")]
    assert moved.count("<li>") == 1


def test_a_first_result_lists_no_moved_answers(
    as_owner: Client, business: Business, sent: Assessment
) -> None:
    page = as_owner.get(reverse("results", args=[business.slug, "2026-q4"])).text

    assert MOVED not in page
    assert "since last time" not in page.lower()
