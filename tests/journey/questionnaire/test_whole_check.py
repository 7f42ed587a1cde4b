"""The whole check: its overview, an area on one page, and the review before sending."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.questionnaire.services import start_assessment
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business, Role
from assessment.parties.catalogue.library import OWN_MODEL, own_model
from tests.factories import (
    NEXT_VERSION,
    NOON,
    make_answers,
    make_assessment,
    make_member,
    make_model_version,
    new_operation,
)
from tests.journey.trends.making import publish

pytestmark = pytest.mark.django_db
EVERY_KEY = "\n".join(f'"{practice.key}" = "{practice.key}"' for practice in own_model().practices)


@pytest.fixture(autouse=True)
def on_20_november() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def page(client: Client, business: Business, name: str, *more: str) -> str:
    reply = client.get(reverse(name, args=[business.slug, *more]))
    assert reply.status_code == 200
    return " ".join(reply.text.split())


def whole_area(assessment: Assessment, values: dict[str, object]) -> dict[str, object]:
    """Return what the Policies area page posts with these values chosen."""
    posted: dict[str, object] = {}
    for answer in assessment.answers.filter(practice__startswith="POL"):
        posted |= {
            f"{answer.practice}-value": values.get(answer.practice, answer.value),
            f"{answer.practice}-revision": answer.revision,
            f"{answer.practice}-operation": new_operation(),
        }
    return posted


def values_of(assessment: Assessment) -> dict[str, str]:
    given = assessment.answers.given()
    return {answer.practice: answer.value for answer in given}


# ---- the overview


def test_a_new_check_starts_with_question_1(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    words = page(as_owner, business, "check")

    assert "Your check for October to December" in words
    assert "Start with question 1" in words
    assert words.count("Not started") == 5


def test_a_started_check_continues_at_the_first_open_question(
    as_owner: Client, business: Business, assessment: Assessment, owner: User
) -> None:
    culture = [p.code for p in assessment.model_version.maturity.dimensions[0].practices]
    make_answers(assessment, owner, dict.fromkeys([*culture, "POL1"], 2))

    words = page(as_owner, business, "check")

    assert "Carry on: Policies, question 2" in words
    assert "Completed" in words
    assert "1 of 6" in words
    assert "About 10 minutes to go." in words


def test_a_complete_check_leads_to_the_review(
    as_owner: Client, business: Business, answered: Assessment
) -> None:
    words = page(as_owner, business, "check")

    assert "All 30 questions answered." in words
    assert "Check your answers" in words


def test_a_sent_check_can_be_read(
    as_owner: Client, business: Business, answered: Assessment, owner: User
) -> None:
    submit(assessment=answered, by=owner, at=NOON)

    assert "See the results" in page(as_owner, business, "check")
    assert "Get my results" not in page(as_owner, business, "review")


def test_a_viewer_sees_the_progress_but_cannot_answer(
    as_stranger: Client, stranger: User, business: Business, assessment: Assessment
) -> None:
    make_member(business, stranger, Role.VIEWER)

    words = page(as_stranger, business, "check")

    assert "Start with question 1" not in words
    assert "Owners and editors answer the questions." in words
    assert as_stranger.post(reverse("review", args=[business.slug])).status_code == 403


# ---- an area on one page


def test_an_area_saves_new_answers_and_continues(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    path = reverse("questions", args=[business.slug, "policies"])

    reply = as_owner.post(path, whole_area(assessment, {"POL1": 3, "POL5": "dk"}))

    assert reply.headers["Location"] == reverse("questions", args=[business.slug, "channels"])
    assert values_of(assessment) == {"POL1": "3", "POL5": "dk"}


def test_an_area_saves_what_it_can_and_reports_the_rest(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    path = reverse("questions", args=[business.slug, "policies"])

    reply = as_owner.post(path, whole_area(assessment, {"POL1": 3, "POL3": "na"}))

    assert reply.status_code == 422
    assert "Say in a few words why it doesn’t apply" in reply.text
    assert values_of(assessment) == {"POL1": "3"}


def test_an_outdated_area_reports_the_current_answer(
    as_owner: Client, business: Business, assessment: Assessment, owner: User
) -> None:
    path = reverse("questions", args=[business.slug, "policies"])
    seen = whole_area(assessment, {"POL1": 3})
    make_answers(assessment, owner, {"POL1": 1})

    behind = as_owner.post(path, seen)

    assert behind.status_code == 422
    assert "has just changed this answer" in behind.text
    assert values_of(assessment) == {"POL1": "1"}


def test_the_last_area_leads_to_the_review(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    path = reverse("questions", args=[business.slug, "personalisation"])

    assert as_owner.post(path, {}).headers["Location"] == reverse("review", args=[business.slug])


def test_an_area_of_a_complete_check_leads_to_the_review(
    as_owner: Client, business: Business, assessment: Assessment, owner: User
) -> None:
    make_answers(assessment, owner, 1)
    path = reverse("questions", args=[business.slug, "policies"])

    saved = as_owner.post(path, whole_area(assessment, {"POL1": 3}))

    assert saved.headers["Location"] == reverse("review", args=[business.slug])
    assert "Save and check your answers" in as_owner.get(path).text


# ---- the review before sending


def test_the_review_lists_open_questions_first(
    as_owner: Client, business: Business, answered: Assessment
) -> None:
    answered.answers.filter(practice__in=["CHA6", "CON4"]).update(value="")

    words = page(as_owner, business, "review")

    assert words.index("2 questions to go") < words.index("Putting customers first")
    assert "28 of 30 questions answered." in words
    assert "Get my results" not in words


def test_open_questions_can_all_be_marked_not_sure(
    as_owner: Client, business: Business, answered: Assessment
) -> None:
    answered.answers.filter(practice__in=["CHA6", "CON4"]).update(value="")

    once, twice = (
        as_owner.post(reverse("review", args=[business.slug]), follow=True).text for _ in range(2)
    )

    now = values_of(answered)
    assert (now["CHA6"], now["CON4"], now["CUL1"]) == ("dk", "dk", "2")
    assert answered.changes.count() == 2
    assert "2 questions are now “I’m not sure”: all 30 are answered." in once
    assert "are now “I’m not sure”" not in twice
    assert "Get my results" in twice


def test_a_change_from_the_review_leads_back_to_it(
    as_owner: Client, business: Business, answered: Assessment
) -> None:
    path = reverse("question", args=[business.slug, "policies", 1])
    assert f"{path}?from=review" in page(as_owner, business, "review")

    posted = {"POL1-value": 3, "POL1-revision": 1, "POL1-operation": new_operation()}
    reply = as_owner.post(f"{path}?from=review", posted)

    assert reply.headers["Location"] == reverse("review", args=[business.slug]) + "#POL1"
    assert 'id="POL1"' in page(as_owner, business, "review")


def test_the_pages_take_eight_queries_at_most(
    as_owner: Client, business: Business, answered: Assessment, at_most: Callable[[int], Any]
) -> None:
    for path in ("check/", "check/policies/all/", "check/review/"):
        with at_most(8):
            as_owner.get(f"/b/{business.slug}/{path}")


def test_a_check_without_any_answer_can_be_marked_not_sure_as_a_whole(
    as_owner: Client, business: Business
) -> None:
    make_model_version()

    as_owner.post(reverse("review", args=[business.slug]))

    started = Assessment.objects.get()
    assert set(values_of(started).values()) == {"dk"}
    assert started.answers.count() == 30


def test_a_question_opened_from_the_review_leads_back_to_it(
    as_owner: Client, business: Business, answered: Assessment
) -> None:
    path = reverse("question", args=[business.slug, "policies", 2])

    reply = as_owner.get(f"{path}?from=review")

    assert reply.context["back_url"] == f"{reverse('review', args=[business.slug])}#POL2"


def test_starting_a_check_twice_leaves_its_answers_alone(
    business: Business, assessment: Assessment, owner: User
) -> None:
    make_answers(assessment, owner, {"CUL1": 2})

    again = start_assessment(business=business, quarter=assessment.quarter, by=owner, at=NOON)

    assert again == assessment
    assert again.answers.count() == 30
    assert values_of(again) == {"CUL1": "2"}


def test_the_answer_to_an_earlier_version_of_a_question_is_quoted_in_its_wording(
    as_owner: Client, business: Business, owner: User
) -> None:
    earlier = make_assessment(business, quarter_starts_on=date(2026, 7, 1))
    make_answers(earlier, owner)
    submit(assessment=earlier, by=owner, at=NOON)
    old = earlier.model_version.maturity.practice("CUL1")
    mapping = f'\n[mapping."{OWN_MODEL}"]\n{EVERY_KEY}\n'
    publish(NEXT_VERSION, mapping, old=f'"{old.anchors[2]}"', new='"Nearly always."')

    words = page(as_owner, business, "question", "culture", "1")

    assert "Nearly always." in words
    assert f"Last time, July to September, you chose “{escape(old.anchors[2])}”" in words
