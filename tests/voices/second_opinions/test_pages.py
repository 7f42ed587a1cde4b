"""The pages of a second opinion, from the question to what both agreed."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.voices.second_opinions.models import SecondOpinion
from tests.voices.second_opinions.making import reveal
from tests.web_forms import form_with

pytestmark = pytest.mark.django_db

SLUG = "cafe-lindgren"
HERE = f"/b/{SLUG}/voices/second-opinion/"
COMPARE = f"{HERE}2026-q4/compare/"


def page(client: Client, url: str = HERE) -> str:
    return unescape(client.get(url).text)


def post(client: Client, name: str, data: object = None, *more: str) -> str:
    """Send a form and return the page it leads to."""
    sent = client.post(reverse(name, args=[SLUG, *more]), data or {}, follow=True)
    return unescape(sent.text)


def test_from_the_question_to_the_comparison(
    answered: Assessment, edith: User, as_owner: Client, as_edith: Client
) -> None:
    assert "Whom would you like to ask?" in page(as_owner)

    assert "Edith has been asked by email" in post(as_owner, "ask_second", {"person": edith.pk})
    assert "asks for your second opinion" in page(as_edith, f"/b/{SLUG}/")
    assert "Your second opinion" in post(as_edith, "accept_second", {"unseen": "on"})
    for area in answered.fitted_model.dimensions:
        url = f"{HERE}questions/{area.key}/"
        form = form_with(page(as_edith, url), f"{area.practices[0].code}-value")
        values = {f"{practice.code}-value": "1" for practice in area.practices}
        assert as_edith.post(url, form.sent(values)).status_code == 302
    assert "30 of 30" in page(as_owner)
    assert "The other side isn’t yet" in post(as_edith, "finish_second")
    assert "You agree on 0 of 30" in post(as_owner, "second_ready")
    assert "You agree on 0 of 30" in page(as_edith, COMPARE)


def test_what_both_agree_becomes_the_answer_of_an_open_check(
    opinion: SecondOpinion, as_edith: Client
) -> None:
    reveal(opinion, {"CUL1": 0, "CHA1": 3})
    form = form_with(page(as_edith, COMPARE), "CUL1-word")

    said = as_edith.post(
        form.action, form.sent({"CUL1-value": "1", "CUL1-word": "The list of missed calls."}),
        follow=True,
    )  # fmt: skip

    answer = opinion.assessment.answers.get(practice="CUL1")
    assert (answer.value, answer.checked) == ("1", True)
    assert "Entered by Edith" in said.text
    assert "You agree on 28 of 30" in said.text
