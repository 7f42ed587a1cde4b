"""Answers from a file: judged row by row, brought in once, and taken back within a week."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.foundation.formatting.csv import as_csv
from assessment.parties.businesses.models import Business
from assessment.voices.surveys import services
from assessment.voices.surveys.models import AnswerList, Survey, SurveyAnswer
from assessment.voices.surveys.presenters.rows import judge
from assessment.voices.surveys.queries.files import (
    day_in,
    guessed_columns,
    month_comes_first,
    number_in,
)
from tests.factories import NOON
from tests.voices.surveys.making import add_answers, numbers_of

pytestmark = pytest.mark.django_db

DRAWN = """when,score,remarks,name,table
3 October 2026,10,"You had kept my scarf.",Ann,4
2026-10-03,7,,Bea,2
05/10/2026,9,"Quick, even on Monday.",Cas,1
14 October 2026,11,Best buns in town!,Dan,3
31 February 2026,9,Kind people.,Eve,5
"""


def url(name: str, *more: Any) -> str:
    return reverse(name, args=["cafe-lindgren", *more])


def upload(client: Client, content: str | bytes, name: str = "cards.csv") -> Any:
    raw = content.encode() if isinstance(content, str) else content
    return client.post(url("import_answers"), {"file": SimpleUploadedFile(name, raw)})


def uploaded(client: Client, content: str | bytes) -> AnswerList:
    reply = upload(client, content)
    assert reply.status_code == 302
    return AnswerList.objects.latest("pk")


def bring_in(client: Client, answers: AnswerList) -> Any:
    return client.post(url("bring_answers_in", answers.pk), answers.columns)


def judged(answers: AnswerList) -> dict[int, str]:
    """Return each row with what happens to it, or why it is left out."""
    found = judge(answers, Business.objects.get(), NOON)
    return {line.number: line.problem or str(line.kind) for line in found.lines}


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


# ---- files as people have them


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_usual_separator_and_encoding_is_read(
    as_editor: Client, survey: Survey, separator: str, encoding: str
) -> None:
    content = separator.join(("Date", "Score", "Why\n")) + separator.join(
        ("2026-10-03", "10", "Café très bon")
    )

    bring_in(as_editor, uploaded(as_editor, content.encode(encoding)))

    assert survey.answers.get().why == "Café très bon"


def test_line_breaks_in_words_are_kept(as_editor: Client, survey: Survey) -> None:
    bring_in(as_editor, uploaded(as_editor, 'Date,Score,Why\n2026-10-03,10,"One\nTwo"\n'))

    assert survey.answers.get().why == "One\nTwo"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty."),
        (b"Date,Score\n", "This file has no rows."),
        (b",,\n2026-10-03,10,\n", "The first row is empty."),
        (b"Date,Score\n" + b"2026-10-03,9\n" * 1_001, "1,001 rows"),
        (b",".join([b"x"] * 51) + b"\n" + b"y,\n", "more than 50 columns"),
        (b'Date,Why\n2026-10-03,"open\n', "A quotation mark"),
        (b"\x00\x01\x02\x03\xff", "We can’t read this file."),
        (b"\xd0\xcf\x11\xe0" + b"x" * 50, "another kind of file"),
        (b"x" * 900_001, "larger than 900 KB"),
    ],
    ids=["empty", "no-rows", "no-heads", "many", "wide", "quote", "binary", "xls", "large"],
)
def test_a_file_that_cannot_be_read_is_explained(
    as_editor: Client, survey: Survey, content: bytes, said: str
) -> None:
    page = upload(as_editor, content)

    assert (page.status_code, said in page.text) == (422, True)
    assert not AnswerList.objects.exists()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2026-10-03,10,Fine", "ready"),
        ("2026-11-20,0,", "ready"),
        ("2026-11-21,9,", "2026-11-21 is still to come."),
        ("1999-12-31,9,", "1999-12-31 is too long ago to be right."),
        ("31/31/2026,9,", "There is no such day as 31/31/2026."),
        ("soon,9,", "“soon” is not a date that we can read. Write it as 2026-10-14."),
        (",9,", "This row has no date."),
        ("2026-10-03,,Fine", "This row has no number from 0 to 10."),
        ("2026-10-03,ten,", "“ten” is not a whole number."),
        ("2026-10-03,9.5,", "“9.5” is not a whole number."),
        ("2026-10-03,-1,", "“-1” is not a whole number."),
        ("2026-10-03,11,", "11 is not between 0 and 10."),
        (
            f"2026-10-03,9,{'x' * 2_001}",
            "The reason has more than 2,000 characters, and we never cut words.",
        ),
    ],
)
def test_a_row_is_ready_or_says_what_is_wrong(
    as_editor: Client, survey: Survey, row: str, said: str
) -> None:
    answers = uploaded(as_editor, f"date,score,why\n{row}\n")

    assert judged(answers) == {2: said}


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-10-14", date(2026, 10, 14)),
        ("2026/10/14 09:30", date(2026, 10, 14)),
        ("2026-10-14T09:30:00Z", date(2026, 10, 14)),
        ("2026-10-14 00:00:00", date(2026, 10, 14)),
        ("4/10/2026", date(2026, 10, 4)),
        ("04.10.2026, 9:30", date(2026, 10, 4)),
        ("14 October 2026", date(2026, 10, 14)),
        ("1st Oct 2026", date(2026, 10, 1)),
        ("14-Oct-2026", date(2026, 10, 14)),
        ("October 14, 2026", date(2026, 10, 14)),
        ("Oct. 2nd, 2026", date(2026, 10, 2)),
        ("14 Brumaire 2026", None),
        ("14/10/26", None),
        ("yesterday", None),
    ],
)
def test_days_are_read_as_people_write_them(cell: str, day: date | None) -> None:
    assert day_in(cell, month_first=False) == day


@pytest.mark.parametrize(
    ("cells", "usual", "month_first"),
    [
        (["3/4/2026"], False, False),
        (["3/4/2026"], True, True),
        (["3/4/2026", "13/4/2026"], True, False),
        (["3/4/2026", "4/13/2026"], False, True),
        (["2026-10-14"], False, False),
    ],
)
def test_one_clear_day_settles_whether_the_month_comes_first(
    cells: list[str], *, usual: bool, month_first: bool
) -> None:
    assert month_comes_first(cells, usual=usual) is month_first


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.booleans())
def test_every_day_is_read_back_from_any_way_to_write_it(day: date, american: bool) -> None:  # noqa: FBT001 - from hypothesis
    last = f"{day:%m/%d/%Y}" if american else f"{day:%d/%m/%Y}"

    for written in (day.isoformat(), last, f"{day:%d %B %Y}", f"{day:%B %d, %Y}"):
        assert day_in(written, month_first=american) == day


@pytest.mark.parametrize(
    ("cell", "number"),
    [("9", 9), ("9.0", 9), ("9,00", 9), ("9/10", 9), ("10 / 10", 10), ("1e1", None), ("", None)],
)
def test_numbers_are_read_as_spreadsheets_write_them(cell: str, number: int | None) -> None:
    assert number_in(cell) == number


def test_our_own_file_can_be_brought_in_by_another_business(
    as_owner: Client, survey: Survey
) -> None:
    add_answers(survey, [9], why="=1+1", wanted="Lunch")
    content = as_owner.get(url("survey_csv")).content
    SurveyAnswer.objects.all().delete()

    bring_in(as_owner, uploaded(as_owner, content))

    assert [(a.recommend, a.why) for a in survey.answers.all()] == [(9, "=1+1")]


def test_what_was_left_out_can_be_corrected_and_brought_in(
    as_editor: Client, survey: Survey
) -> None:
    answers = uploaded(as_editor, DRAWN)
    bring_in(as_editor, answers)
    answers.refresh_from_db()
    head, first, second = answers.table
    corrected = as_csv([head, [*first[:2], "10", *first[3:]], second])

    bring_in(as_editor, uploaded(as_editor, corrected))

    assert numbers_of(survey) == [7, 9, 10, 10]


def test_a_thousand_rows_take_few_queries(as_editor: Client, survey: Survey, at_most: Any) -> None:
    rows = "".join(f"2026-10-{place % 28 + 1},{place % 11}\n" for place in range(1_000))
    answers = uploaded(as_editor, f"date,score\n{rows}")

    with at_most(12):
        as_editor.get(url("answer_list", answers.pk))
    with at_most(30):
        bring_in(as_editor, answers)

    assert survey.answers.count() == 1_000
