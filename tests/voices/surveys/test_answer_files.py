"""Files as people have them: separators, encodings, ways to write a day, and what is wrong."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from assessment.foundation.formatting.csv import as_csv
from assessment.voices.surveys.models import AnswerList, Survey, SurveyAnswer
from assessment.voices.surveys.queries.files import (
    day_in,
    month_comes_first,
    number_in,
)
from tests.voices.surveys.bringing import DRAWN, bring_in, judged, upload, uploaded, url
from tests.voices.surveys.making import add_answers, numbers_of

pytestmark = pytest.mark.django_db


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
