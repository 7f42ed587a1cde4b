"""Answers from a file: judged row by row, brought in once, and taken back within a week."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.parties.businesses.models import Business
from assessment.voices.surveys import services
from assessment.voices.surveys.models import AnswerList, Survey
from assessment.voices.surveys.queries.files import (
    guessed_columns,
)
from tests.factories import NOON
from tests.voices.surveys.bringing import DRAWN, bring_in, judged, uploaded, url
from tests.voices.surveys.making import add_answers, numbers_of

pytestmark = pytest.mark.django_db


# ---- the drawn example


def test_every_row_is_explained_and_nothing_is_kept_before_somebody_confirms(
    as_editor: Client, survey: Survey
) -> None:
    answers = uploaded(as_editor, DRAWN)

    page = as_editor.get(url("answer_list", answers.pk)).text

    assert judged(answers) == {
        **dict.fromkeys((2, 3, 4), "ready"),
        5: "11 is not between 0 and 10.",
        6: "There is no such day as 31 February 2026.",
    }
    assert "3 answers are ready, 2 rows are not" in page
    assert "Left out: “name”, “table”." in page
    assert not survey.answers.exists()


def test_confirming_keeps_the_rows_that_are_ready(as_editor: Client, survey: Survey) -> None:
    answers = uploaded(as_editor, DRAWN)

    bring_in(as_editor, answers)

    assert numbers_of(survey) == [7, 9, 10]
    kept = survey.answers.get(recommend=10)
    assert (kept.answered_on, kept.why) == (date(2026, 10, 3), "You had kept my scarf.")
    assert AuditEntry.objects.get(kind=Event.ANSWERS_IMPORTED).about == {"count": "3"}


def test_no_name_is_kept_once_the_answers_are_in(as_editor: Client, survey: Survey) -> None:
    answers = uploaded(as_editor, DRAWN)

    bring_in(as_editor, answers)

    answers.refresh_from_db()
    assert answers.table == [
        ["Row", "when", "score", "remarks", "Why it was left out"],
        ["5", "14 October 2026", "11", "Best buns in town!", "11 is not between 0 and 10."],
        [
            *("6", "31 February 2026", "9", "Kind people."),
            "There is no such day as 31 February 2026.",
        ],
    ]


def test_the_rows_that_are_left_out_can_be_downloaded_before_and_after(
    as_editor: Client, survey: Survey
) -> None:
    answers = uploaded(as_editor, DRAWN)

    before = as_editor.get(url("left_out_answers_csv", answers.pk)).content
    bring_in(as_editor, answers)
    after = as_editor.get(url("left_out_answers_csv", answers.pk)).content

    assert before == after
    assert b"11 is not between 0 and 10." in before


# ---- the same file twice


def test_the_same_file_twice_adds_nothing(as_editor: Client, survey: Survey) -> None:
    for _ in range(2):
        bring_in(as_editor, uploaded(as_editor, DRAWN))

    assert numbers_of(survey) == [7, 9, 10]
    page = as_editor.get(url("answer_list", AnswerList.objects.latest("pk").pk)).text
    assert "3 rows are here already" in page


def test_equal_rows_in_one_file_are_different_customers(as_editor: Client, survey: Survey) -> None:
    twins = "date,score\n2026-10-03,10\n2026-10-03,10\n"

    for content in (twins, twins, f"{twins}2026-10-03,10\n"):
        bring_in(as_editor, uploaded(as_editor, content))

    assert numbers_of(survey) == [10, 10, 10]


def test_an_answer_through_the_link_does_not_hide_one_from_a_card(
    as_editor: Client, survey: Survey
) -> None:
    add_answers(survey, [10], date(2026, 10, 3))

    bring_in(as_editor, uploaded(as_editor, "date,score\n2026-10-03,10\n"))

    assert numbers_of(survey) == [10, 10]


def test_pressing_the_button_twice_brings_them_in_once(as_editor: Client, survey: Survey) -> None:
    answers = uploaded(as_editor, DRAWN)

    replies = [bring_in(as_editor, answers) for _ in range(2)]

    assert [reply.status_code for reply in replies] == [302, 302]
    assert numbers_of(survey) == [7, 9, 10]


# ---- columns


def test_columns_can_be_settled_by_hand(as_editor: Client, survey: Survey) -> None:
    answers = uploaded(as_editor, "a,b,c\nFine,8,2026-10-03\n")
    page = as_editor.get(url("answer_list", answers.pk)).text
    assert "No answer is ready yet" in page

    as_editor.post(url("answer_list", answers.pk), {"day": "2", "number": "1", "why": "0"})
    answers.refresh_from_db()
    bring_in(as_editor, answers)

    assert [(a.recommend, a.why) for a in survey.answers.all()] == [(8, "Fine")]


@pytest.mark.parametrize(
    "chosen", [{"day": "", "number": "1"}, {"day": "1", "number": "1"}, {"day": "9", "number": "1"}]
)
def test_columns_that_make_no_sense_are_refused(
    as_editor: Client, survey: Survey, chosen: dict[str, str]
) -> None:
    answers = uploaded(as_editor, DRAWN)

    assert as_editor.post(url("answer_list", answers.pk), chosen).status_code == 422


def test_columns_settled_elsewhere_meanwhile_are_asked_about(
    as_editor: Client, survey: Survey
) -> None:
    answers = uploaded(as_editor, DRAWN)
    seen = dict(answers.columns)
    as_editor.post(url("answer_list", answers.pk), {"day": "0", "number": "1"})

    page = as_editor.post(url("bring_answers_in", answers.pk), seen)

    assert page.status_code == 409
    assert not survey.answers.exists()


@pytest.mark.parametrize("place", ["9" * 19, "9" * 5_000, "١", "x"])
def test_a_column_that_cannot_be_is_another_column(
    as_editor: Client, survey: Survey, place: str
) -> None:
    answers = uploaded(as_editor, DRAWN)

    page = as_editor.post(url("bring_answers_in", answers.pk), {**answers.columns, "number": place})

    assert page.status_code == 409
    assert not survey.answers.exists()


def test_columns_are_guessed_by_their_names() -> None:
    assert guessed_columns(["Name", "Submitted at", "NPS score", "Comments"]) == {
        "day": 1,
        "number": 2,
        "why": 3,
    }
    assert guessed_columns(["a", "b"]) == {}


# ---- undo


def test_an_import_can_be_taken_back_for_a_week(as_editor: Client, survey: Survey) -> None:
    add_answers(survey, [1])
    answers = uploaded(as_editor, DRAWN)
    bring_in(as_editor, answers)

    asked = as_editor.get(url("take_answers_back", answers.pk)).text
    assert ("3 answers from this file" in asked, numbers_of(survey)) == (True, [1, 7, 9, 10])
    as_editor.post(url("take_answers_back", answers.pk))

    assert numbers_of(survey) == [1]
    assert not AnswerList.objects.exists()
    assert AuditEntry.objects.get(kind=Event.ANSWERS_TAKEN_BACK).about == {"count": "3"}


def test_after_a_week_answers_stay(
    as_editor: Client, survey: Survey, owner: User, at_noon: time_machine.Traveller
) -> None:
    answers = uploaded(as_editor, DRAWN)
    bring_in(as_editor, answers)
    at_noon.shift(timedelta(days=7))

    as_editor.post(url("take_answers_back", answers.pk))
    with pytest.raises(services.AnswersStay):
        services.take_answers_back(answer_list=answers, by=owner, at=NOON + timedelta(days=7))
    services.erase_answer_lists(at=NOON + timedelta(days=7))

    assert numbers_of(survey) == [7, 9, 10]
    assert not AnswerList.objects.exists()
    bring_in(as_editor, uploaded(as_editor, DRAWN))
    assert numbers_of(survey) == [7, 9, 10]


def test_a_file_that_nobody_confirms_is_erased_after_a_day(
    as_editor: Client, survey: Survey
) -> None:
    uploaded(as_editor, DRAWN)

    services.erase_answer_lists(at=NOON + timedelta(days=1))

    assert not AnswerList.objects.exists()


def test_a_file_can_be_erased_at_once_and_then_says_so(as_editor: Client, survey: Survey) -> None:
    answers = uploaded(as_editor, DRAWN)
    as_editor.post(url("drop_answers", answers.pk))

    for name in ("answer_list", "bring_answers_in", "drop_answers", "take_answers_back"):
        assert as_editor.post(url(name, answers.pk)).status_code == 302
    assert as_editor.get(url("left_out_answers_csv", answers.pk)).status_code == 302
    assert not survey.answers.exists()


def test_only_the_newest_files_wait(as_editor: Client, survey: Survey) -> None:
    for _ in range(7):
        uploaded(as_editor, DRAWN)

    assert survey.lists.count() == 5


def test_answers_can_be_brought_in_before_the_survey_is_opened(
    as_owner: Client, business: Business
) -> None:
    bring_in(as_owner, uploaded(as_owner, DRAWN))

    survey = Survey.objects.get()
    assert (survey.is_open, survey.answers.count()) == (False, 3)
    assert not survey.links.exists()
