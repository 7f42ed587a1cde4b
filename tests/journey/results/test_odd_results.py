"""Unusual results, and hostile text."""

import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business
from tests.factories import NOON, make_answers, make_assessment, make_other_version

pytestmark = pytest.mark.django_db

TOKEN = re.compile(r"<input[^>]*csrfmiddlewaretoken[^>]*>")
HOSTILE = "<script>alert(1)</script> {{ 7*7 }} {% now %} שלום 🙂 & “more”"


@pytest.fixture(autouse=True)
def on_20_november() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def results(client: Client, business: Business, quarter: str = "2026-q4") -> str:
    reply = client.get(reverse("results", args=[business.slug, quarter]))
    assert reply.status_code == 200
    # Leave out the CSRF tokens, which differ on every page.
    return " ".join(TOKEN.sub("", reply.text).split())


def test_an_unscored_area_leaves_the_other_scores_unaffected(
    as_owner: Client, business: Business, owner: User
) -> None:
    strict = make_other_version("set_aside_limit = 2", "set_aside_limit = 1")
    assessment = make_assessment(business, model_version=strict)
    make_answers(assessment, owner)
    make_answers(assessment, owner, {"CUL3": "na", "CUL6": "na"})

    result = submit(assessment=assessment, by=owner, at=NOON)

    assert (result.score, result.level) == (None, "")
    page = results(as_owner, business)
    assert "Not enough answers for an overall score" in page
    assert "Too many questions did not apply in Culture." in page
    assert "100 × 24 ÷ 36 = 66.7, shown as 67." in page
    area = as_owner.get(reverse("area_answers", args=[business.slug, "2026-q4", "culture"])).text
    assert "Too few questions apply here for a score." in area


def test_a_result_keeps_the_questions_it_was_made_with(
    as_owner: Client, business: Business, answered: Assessment, owner: User
) -> None:
    submit(assessment=answered, by=owner, at=NOON)
    before = results(as_owner, business)

    make_other_version("tier_mean = 2", "tier_mean = 3")

    assert results(as_owner, business) == before


def test_checks_with_different_questions_are_not_compared(
    as_owner: Client, business: Business, answered: Assessment, owner: User
) -> None:
    submit(assessment=answered, by=owner, at=NOON)
    newer = make_other_version("tier_mean = 2", "tier_mean = 3")
    starts_on = answered.quarter.next().starts_on
    later = make_assessment(business, model_version=newer, quarter_starts_on=starts_on)
    make_answers(later, owner, 3)
    submit(assessment=later, by=owner, at=NOON)

    page = results(as_owner, business, "2027-q1")

    assert "The questions have changed since your last check" in page
    assert "Since last time" not in page


def test_hostile_text_is_shown_in_full_and_escaped_on_every_page(
    as_owner: Client, business: Business, answered: Assessment, owner: User
) -> None:
    Business.objects.filter(pk=business.pk).update(name=HOSTILE)
    answered.answers.filter(practice="CUL1").update(note=f"{HOSTILE}\n\nSecond line.")
    make_answers(answered, owner, {"CUL3": "na"})
    answered.answers.filter(practice="CUL3").update(reason=HOSTILE)
    paths = ["", "check/", "check/review/", "check/culture/1/", "check/culture/all/"]
    open_pages = [as_owner.get(f"/b/{business.slug}/{path}").text for path in paths]
    submit(assessment=answered, by=owner, at=NOON)
    paths = ["", "check/review/", "results/2026-q4/", "results/2026-q4/culture/"]
    sent_pages = [as_owner.get(f"/b/{business.slug}/{path}").text for path in paths]

    for page in [*open_pages, *sent_pages]:
        assert escape(HOSTILE) in page
        assert "<script>alert" not in page
    for page in (open_pages[2], sent_pages[3]):
        assert f"{escape(HOSTILE)}<br><br>Second line." in page
        assert page.count(escape(HOSTILE)) >= 3
