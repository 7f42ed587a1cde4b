"""A second person checks the notes behind answers, and only that makes an answer checked."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from assessment.domain.model.answers import Evidence
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.journey.planning.models import Plan
from assessment.journey.questionnaire.models import Answer, Assessment, EvidenceReview
from assessment.journey.questionnaire.services import Save, record_answer, start_correction
from assessment.journey.results.models import Result
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import AccessLevel, Consultancy, Engagement
from tests.factories import NOON, make_answers

pytestmark = pytest.mark.django_db

NOTE = "Over the till."
MISSING = "I could not find it there."


@pytest.fixture
def noted(assessment: Assessment, owner: User, engagement: Engagement) -> Answer:
    """A high answer with a note, in a check that has not been sent."""
    make_answers(assessment, owner, 2)
    Answer.objects.filter(practice="CUL1").update(note=NOTE)
    return Answer.objects.get(practice="CUL1")


def review(client: Client, firm: Consultancy, business: Business, **fields: Any) -> Any:
    url = reverse("review_note", args=[firm.slug, business.slug, "CUL1"])
    seen = Answer.objects.filter(practice="CUL1").latest("pk").revision
    return client.post(url, {"seen": seen, "remark": "", **fields}, follow=True)


def evidence(firm: Consultancy, business: Business) -> str:
    return reverse("client_evidence", args=[firm.slug, business.slug])


def test_a_checked_note_is_named_and_makes_the_answer_checked(
    as_connie: Client, noted: Answer, firm: Consultancy, business: Business
) -> None:
    page = as_connie.get(evidence(firm, business)).text
    assert NOTE in page

    page = review(as_connie, firm, business, convincing="1").text

    assert "by Connie on 20\u00a0November" in page
    noted.refresh_from_db()
    assert noted.as_sheet_answer().evidence is Evidence.CHECKED
    assert AuditEntry.objects.get(kind=Event.EVIDENCE_CHECKED).about == {"question": "CUL1"}


def test_a_checked_answer_is_frozen_as_checked_when_the_check_is_sent(
    as_connie: Client, noted: Answer, firm: Consultancy, business: Business, owner: User
) -> None:
    review(as_connie, firm, business, convincing="1")

    result = submit(assessment=noted.assessment, by=owner, at=NOON)

    assert result.sheet["CUL1"]["evidence"] == "checked"


def test_a_remark_goes_to_the_owner_and_counts_nothing(
    as_connie: Client, as_owner: Client, noted: Answer, firm: Consultancy, business: Business
) -> None:
    review(as_connie, firm, business, remark=MISSING)

    noted.refresh_from_db()
    assert noted.as_sheet_answer().evidence is Evidence.NOTE
    assert MISSING in as_owner.get(reverse("business", args=[business.slug])).text
    question = reverse("question", args=[business.slug, "culture", 1])
    assert MISSING in as_owner.get(question).text


def test_a_doubt_needs_a_remark(
    as_connie: Client, noted: Answer, firm: Consultancy, business: Business
) -> None:
    reply = review(as_connie, firm, business)

    assert reply.status_code == 422
    assert "Say what is missing" in reply.text
    assert not EvidenceReview.objects.exists()


def test_a_changed_answer_has_to_be_checked_again(
    as_connie: Client, noted: Answer, firm: Consultancy, business: Business, owner: User
) -> None:
    review(as_connie, firm, business, convincing="1")
    noted.refresh_from_db()
    answer = replace(noted.as_sheet_answer(), note="On the wall.")
    save = Save(seen=noted.revision, operation=uuid4(), by=owner, at=NOON)

    record_answer(stored=noted, answer=answer, save=save)

    noted.refresh_from_db()
    assert not noted.checked
    assert "by Connie" not in as_connie.get(evidence(firm, business)).text


def test_a_note_that_changed_since_the_page_was_opened_is_not_checked(
    as_connie: Client, noted: Answer, firm: Consultancy, business: Business
) -> None:
    page = review(as_connie, firm, business, convincing="1", seen="0").text

    assert "has changed since you opened the page" in page
    assert not EvidenceReview.objects.exists()


def test_a_remark_on_a_note_that_changed_meanwhile_is_offered_again(
    as_connie: Client, noted: Answer, firm: Consultancy, business: Business
) -> None:
    reply = review(as_connie, firm, business, remark="Which month?", seen="0")

    assert reply.status_code == 409
    assert "Which month?" in reply.text
    assert f'name="seen" value="{noted.revision}"' in reply.text


def test_a_practice_cannot_check_what_its_own_people_answered(
    as_connie: Client,
    as_assistant: Client,
    noted: Answer,
    firm: Consultancy,
    business: Business,
    connie: User,
) -> None:
    Answer.objects.filter(pk=noted.pk).update(answered_by=connie)

    for client in (as_connie, as_assistant):
        page = review(client, firm, business, convincing="1").text
        assert "somebody else has to check it" in page

    assert not EvidenceReview.objects.exists()


def test_a_check_that_was_sent_keeps_its_result_until_it_is_corrected(
    as_connie: Client, noted: Answer, firm: Consultancy, business: Business, owner: User
) -> None:
    sent = noted.assessment
    before = submit(assessment=sent, by=owner, at=NOON).sheet["CUL1"]

    review(as_connie, firm, business, convincing="1")

    noted.refresh_from_db()
    assert not noted.checked
    assert Result.objects.get().sheet["CUL1"] == before
    correction = start_correction(sent=sent, at=NOON)
    copied = correction.answers.get(practice="CUL1")
    assert copied.checked
    assert copied.reviews.get().by.name == "Connie"


@pytest.mark.parametrize(
    ("level", "status"),
    [(AccessLevel.SEE, 403), (AccessLevel.WORK, 200), (AccessLevel.SEND, 200)],
)
def test_checking_takes_more_than_seeing(
    as_connie: Client,
    noted: Answer,
    firm: Consultancy,
    business: Business,
    level: AccessLevel,
    status: int,
) -> None:
    Engagement.objects.update(level=level)

    assert review(as_connie, firm, business, convincing="1").status_code == status
    assert as_connie.get(evidence(firm, business)).status_code == 200


def test_before_the_first_answer_there_is_nothing_to_check(
    as_connie: Client, assessment: Assessment, firm: Consultancy, business: Business
) -> None:
    assert as_connie.get(evidence(firm, business)).status_code == 404


def test_high_answers_without_a_note_are_listed(
    as_connie: Client, plan: Plan, firm: Consultancy, business: Business, owner: User
) -> None:
    Answer.objects.filter(practice="CHA1").update(value="3")

    assert "High answers without a note" in as_connie.get(evidence(firm, business)).text
