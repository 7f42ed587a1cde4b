"""What an owner does with single answers: count, hide, show again and delete for good."""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from assessment.domain.limits import RESTORABLE_FOR
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.parties.businesses.models import Business
from assessment.parties.businesses.services import archive_business, purge_business
from assessment.voices.surveys.models import AnswerList, Survey, SurveyAnswer, SurveyLink
from tests.factories import NOON, make_business, make_user
from tests.voices.surveys.making import add_answers, numbers_of

pytestmark = pytest.mark.django_db

WORDS = "Ann at the till was rude."


def url(name: str, *more: Any) -> str:
    return reverse(name, args=["cafe-lindgren", *more])


def words(client: Client) -> str:
    return client.get(url("survey_words", "2026-q4")).text


# ---- hiding


def test_hidden_words_are_only_for_owners_and_the_number_still_counts(
    as_owner: Client, as_viewer: Client, survey: Survey
) -> None:
    named, *_ = add_answers(survey, [3] * 6, why=WORDS)
    SurveyAnswer.objects.exclude(pk=named.pk).update(why="")

    as_owner.post(url("hide_answer", named.pk), {"reason": "It names Ann."})

    assert (WORDS in words(as_owner), "It names Ann." in words(as_owner)) == (True, True)
    assert WORDS not in words(as_viewer)
    for client in (as_owner, as_viewer):
        page = client.get(url("survey_quarter", "2026-q4")).text
        assert (WORDS in page, "−100" in page) == (False, True)


def test_hidden_words_can_be_shown_again(
    as_owner: Client, as_viewer: Client, survey: Survey
) -> None:
    answer, *_ = add_answers(survey, [3], why=WORDS)
    as_owner.post(url("hide_answer", answer.pk), {"reason": "It names Ann."})

    as_owner.post(url("show_answer", answer.pk))

    assert WORDS in words(as_viewer)
    answer.refresh_from_db()
    assert (answer.hidden_at, answer.hidden_by, answer.hidden_for) == (None, None, "")


@pytest.mark.parametrize("reason", ["", " ", "x" * 201])
def test_a_reason_is_needed_to_hide_words(as_owner: Client, survey: Survey, reason: str) -> None:
    answer, *_ = add_answers(survey, [3], why=WORDS)

    page = as_owner.post(url("hide_answer", answer.pk), {"reason": reason})

    assert page.status_code == 422
    assert not SurveyAnswer.objects.get().is_hidden


# ---- deleting


def test_deleting_asks_first_and_then_leaves_no_word_anywhere(
    as_owner: Client, survey: Survey
) -> None:
    answer, *_ = add_answers(survey, [3], why=WORDS, wanted="Lunch with Ann")
    add_answers(survey, [9])

    asked = as_owner.get(url("erase_answer", answer.pk))
    assert (asked.status_code, WORDS in asked.text) == (200, True)
    assert numbers_of(survey) == [3, 9]
    as_owner.post(url("erase_answer", answer.pk))

    assert numbers_of(survey) == [9]
    stored = [
        repr(vars(row))
        for model in apps.get_models()
        for row in model._default_manager.all()  # noqa: SLF001 - public
    ]
    assert [row for row in stored if WORDS in row or "Lunch with Ann" in row] == []
    entry = AuditEntry.objects.get(kind=Event.ANSWERS_ERASED)
    assert entry.about == {"count": "1"}


@pytest.mark.parametrize("name", ["hide_answer", "show_answer", "erase_answer"])
def test_an_answer_of_another_business_is_a_404(
    as_owner: Client, survey: Survey, name: str
) -> None:
    other = make_business("Elsewhere", owner=make_user("sam"))
    theirs = Survey.objects.create(business=other, made_at=NOON)
    answer, *_ = add_answers(theirs, [3], why=WORDS)

    reply = as_owner.post(url(name, answer.pk), {"reason": "Mine."})

    assert reply.status_code == 404
    answer.refresh_from_db()
    assert not answer.is_hidden


# ---- answers that were set aside


def test_answers_set_aside_count_only_once_the_owner_says_so(
    as_owner: Client, survey: Survey
) -> None:
    waiting = add_answers(survey, [1, 2, 3], set_aside=True)
    add_answers(survey, [9])
    assert "3 answers came in a flood" in as_owner.get(url("survey_quarter", "2026-q4")).text

    as_owner.post(url("survey_aside"), {"answer": [waiting[0].pk, waiting[2].pk]})

    assert numbers_of(survey) == [1, 3, 9]
    assert AuditEntry.objects.get(kind=Event.ANSWERS_COUNTED).about == {"count": "2"}


def test_answers_set_aside_can_be_deleted_after_a_question(
    as_owner: Client, survey: Survey
) -> None:
    first, second = add_answers(survey, [1, 2], set_aside=True)
    counted, *_ = add_answers(survey, [9])
    ticked = {"answer": [first.pk, counted.pk]}

    asked = as_owner.post(url("erase_aside"), ticked)
    assert (asked.status_code, survey.answers.count()) == (200, 3)
    as_owner.post(url("erase_aside"), {**ticked, "sure": "yes"})

    # The answer that counts was not set aside, so it stays.
    assert {*survey.answers.values_list("pk", flat=True)} == {second.pk, counted.pk}


@pytest.mark.parametrize("name", ["survey_aside", "erase_aside"])
@pytest.mark.parametrize(
    "keys",
    [[], ["x"], ["999999"], ["9" * 19], ["9" * 5_000], ["١"]],
    ids=["none", "letters", "unknown", "too-large", "endless", "another-script"],
)
def test_nothing_ticked_changes_nothing(
    as_owner: Client, survey: Survey, name: str, keys: list[str]
) -> None:
    add_answers(survey, [1], set_aside=True)

    as_owner.post(url(name), {"answer": keys, "sure": "yes"})

    assert survey.answers.filter(set_aside=True).count() == 1


# ---- the file for the owner


def test_the_file_has_every_answer_and_no_cell_acts_as_a_formula(
    as_owner: Client, survey: Survey
) -> None:
    add_answers(survey, [3], why='=HYPERLINK("x")', sentences={"survey.culture": 0})
    add_answers(survey, [9], set_aside=True, wanted="+1")

    reply = as_owner.get(url("survey_csv"))

    lines = reply.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Date,Number,Reason,Wanted,In the way,It mattered to you how")
    assert '"\'=HYPERLINK(""x"")"' in lines[1]
    assert "Not at all" in lines[1]
    assert ",'+1," in lines[2]
    assert lines[2].endswith("yes,,")
    assert AuditEntry.objects.filter(kind=Event.EXPORTED).count() == 1


# ---- erasure


def test_everything_goes_with_the_business(survey: Survey, business: Business, owner: User) -> None:
    add_answers(survey, [9], why=WORDS)
    AnswerList.objects.create(
        survey=survey, file_name="a.csv", table=[["a"]], made_at=NOON, expires_at=NOON
    )
    archive_business(business=business, by=owner, at=NOON)

    purge_business(business=business, at=NOON + RESTORABLE_FOR)

    left = [m.objects.count() for m in (Survey, SurveyAnswer, SurveyLink, AnswerList)]
    assert left == [0, 0, 0, 0]
