"""Where the reader is after a save or an undo: on the page and at the question they came from."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.journey.questionnaire.models import Assessment
from assessment.parties.businesses.models import Business, Role
from tests.factories import NOON, make_member, make_user
from tests.journey.questionnaire import answering
from tests.journey.questionnaire.answering import HTMX, answer_data

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_20_november() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def url(business: Business, name: str = "question", came_from: str = "") -> str:
    address = answering.url(business, name=name)
    return f"{address}?from={came_from}" if came_from else address


def all_at_once(business: Business) -> str:
    return reverse("questions", args=[business.slug, "policies"])


def test_a_save_among_six_moves_the_counter_and_the_pips(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    shown = as_owner.get(all_at_once(business)).text
    assert f'data-hx-post="{url(business, came_from="area")}"' in shown
    assert "0 of 6 answered" in shown

    reply = as_owner.post(url(business, came_from="area"), answer_data(2), headers=HTMX).text

    assert 'id="area-progress" data-hx-swap-oob="true"' in reply
    assert "1 of 6 answered" in reply
    assert reply.count("pip--done") == 1


def test_a_save_of_a_single_question_replies_without_the_area(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    reply = as_owner.post(url(business), answer_data(2), headers=HTMX).text

    assert "area-progress" not in reply


@pytest.mark.parametrize(
    ("came_from", "page", "place"),
    [("", "question", "question"), ("review", "question", "question"), ("area", "area", "POL3")],
)
def test_undo_returns_to_the_question_on_the_page_it_was_pressed_on(
    as_owner: Client,
    business: Business,
    assessment: Assessment,
    came_from: str,
    page: str,
    place: str,
) -> None:
    saved = as_owner.post(url(business, came_from=came_from), answer_data(2), headers=HTMX).text
    undo = url(business, "undo_answer", came_from)
    assert f'formaction="{undo}"' in saved

    reply = as_owner.post(undo, answer_data(2, 1))

    back = all_at_once(business) if page == "area" else url(business, came_from=came_from)
    assert reply["Location"] == f"{back}#{place}"
    after = as_owner.get(reply["Location"]).text
    assert f'id="{place}" tabindex="-1"' in after
    assert "is open again: 0 of 30 questions answered." in after


@pytest.mark.parametrize("kept", ["mine", "theirs"])
def test_a_conflict_on_the_way_does_not_lose_the_review(
    as_owner: Client, business: Business, assessment: Assessment, kept: str
) -> None:
    edith, as_editor = make_user("edith"), Client()
    make_member(business, edith, Role.EDITOR)
    as_editor.force_login(edith)
    as_editor.post(url(business), answer_data(1))
    path = url(business, came_from="review")
    asked = as_owner.post(path, answer_data(2), headers=HTMX)
    assert f'formaction="{path}"' in asked.text

    reply = as_owner.post(path, answer_data(2, 1) | {"keep": kept})

    assert reply["Location"] == reverse("review", args=[business.slug]) + "#POL3"


def test_the_next_question_has_it_read_out_that_the_last_one_is_saved(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    after = as_owner.post(url(business), answer_data(2), follow=True).text

    said = '<p class="visually-hidden" data-told>Saved: 1 of 30 questions answered.</p>'
    assert said in after


def test_an_unknown_origin_is_ignored(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    reply = as_owner.post(url(business, came_from="https://evil.example"), answer_data(2))

    assert reply["Location"] == reverse("question", args=[business.slug, "policies", 4])
