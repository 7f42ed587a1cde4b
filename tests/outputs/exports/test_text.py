"""A result as CSV and as JSON, and who can download the files."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from assessment.domain.exchange.documents import (
    outcome_document,
    plan_document,
    score_document,
)
from assessment.domain.planning.planner import make_plan
from assessment.foundation.accounts.models import User
from assessment.journey.planning.queries.plans import saved_plan
from assessment.journey.results.queries import results_of, submission_of
from assessment.parties.businesses.models import Business
from tests.factories import make_assessment, make_user
from tests.journey.trends.making import SAMPLE, make_results
from tests.kept import kept
from tests.outputs.exports.exporting import HOSTILE, fetched, make_lindgren, noted

pytestmark = pytest.mark.django_db

ENDINGS = ["xlsx", "csv", "json", "docx"]


@kept
def lindgren(owner: User) -> Business:
    return make_lindgren(owner, make_user("edith"))


def lines_of(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))


# ---- CSV


def test_the_answers_come_as_csv_that_spreadsheets_can_read(
    as_owner: Client, lindgren: Business
) -> None:
    submission = submission_of(results_of(lindgren)[-1], lindgren)

    file = fetched(as_owner, lindgren, "csv")

    assert file.startswith(b"\xef\xbb\xbf")
    head, *found = lines_of(file)
    assert head[:4] == ["Area", "Tier", "Code", "Question"]
    assert [line[2] for line in found] == [p.code for p in submission.model.practices]
    assert [line[8] for line in found] == [
        submission.sheet.answers[p.code].note for p in submission.model.practices
    ]
    assert [line[9] for line in found if line[9]] == [
        a.reason for a in submission.sheet.answers.values() if a.reason
    ]


def test_no_csv_cell_is_read_as_a_formula(as_owner: Client, owner: User) -> None:
    business = make_lindgren(owner, make_user("edith"), (noted(HOSTILE),))

    found = lines_of(fetched(as_owner, business, "csv"))

    notes = [line[8] for line in found[1:]]
    assert notes[:6] == [
        *(f"'{HOSTILE[name]}" for name in ("formula", "plus", "minus", "at")),
        "'=1+1",
        "'=1+1",
    ]
    assert {HOSTILE["rtl"], HOSTILE["emoji"], HOSTILE["long"]} <= set(notes)
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in found for cell in line)


# ---- JSON


def test_the_json_gives_the_same_score_and_plan_as_the_site(
    as_owner: Client, lindgren: Business, tmp_path: Path
) -> None:
    result = results_of(lindgren)[-1]
    submission, plan = submission_of(result, lindgren), saved_plan(result)
    assert plan
    file = tmp_path / "result.json"
    file.write_bytes(fetched(as_owner, lindgren, "json"))

    answers = {}
    for command in ("score", "plan"):
        out = io.StringIO()
        call_command(command, str(file), stdout=out)
        answers[command] = json.loads(out.getvalue())

    told = json.loads(file.read_text())["outcome"]
    assert told.pop("changes")["since"] == "2026-Q3"
    assert told == score_document(submission)
    assert outcome_document(submission) == result.outcome
    assert answers["score"] == score_document(submission)
    assert answers["plan"] == plan_document(
        make_plan(submission.model, submission.sheet, plan.wish)
    )


def test_without_a_plan_the_json_has_the_usual_hours_and_money(
    as_owner: Client, lindgren: Business
) -> None:
    first = json.loads(fetched(as_owner, lindgren, "json", "2025-q1"))

    assert (first["quarter"], first["plan"]["hours"]) == ("2025-Q1", 20)


# ---- every format


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_has_a_name_and_is_not_sent_twice(
    as_owner: Client, lindgren: Business, ending: str
) -> None:
    url = reverse(f"results_{ending}", args=[lindgren.slug, "2026-q4"])

    first = as_owner.get(url)
    again = as_owner.get(url, headers={"If-None-Match": first["ETag"]})

    assert first["Content-Disposition"].startswith('attachment; filename="2026-Q4_cafe-lindgren')
    assert f'.{ending}"' in first["Content-Disposition"]
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_stranger_finds_no_file(as_stranger: Client, lindgren: Business, ending: str) -> None:
    url = reverse(f"results_{ending}", args=[lindgren.slug, "2026-q4"])

    assert as_stranger.get(url).status_code == 404


@pytest.mark.parametrize("quarter", ["2024-q1", "2026-q4-2", "nonsense"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_quarter_without_a_result_has_no_file(
    as_owner: Client, lindgren: Business, ending: str, quarter: str
) -> None:
    make_assessment(lindgren, quarter_starts_on="2026-10-01", extra=1)
    url = reverse(f"results_{ending}", args=[lindgren.slug, quarter])

    assert as_owner.get(url).status_code == 404


@pytest.mark.parametrize(("ending", "queries"), [("csv", 8), ("json", 8), ("docx", 14)])
def test_queries_do_not_grow_with_the_history(
    as_owner: Client, business: Business, owner: User, at_most: Any, ending: str, queries: int
) -> None:
    make_results(business, owner, SAMPLE)
    fetched(as_owner, business, ending)

    with at_most(queries):
        fetched(as_owner, business, ending)


def test_pages_link_to_the_files_of_the_current_result(
    as_owner: Client, lindgren: Business
) -> None:
    for page in ("/results/2026-q3/", "/reports/?quarter=2026-q3"):
        text = as_owner.get(f"/b/{lindgren.slug}{page}").text
        for ending in ("xlsx", "csv", "docx"):
            assert f'href="/b/{lindgren.slug}/results/2026-q3.{ending}"' in text


def test_the_page_of_an_extra_check_links_to_no_file(as_owner: Client, lindgren: Business) -> None:
    lindgren.assessments.filter(quarter_starts_on="2026-10-01").update(extra=1)

    text = as_owner.get(f"/b/{lindgren.slug}/results/2026-q4-2/").text

    assert ".xlsx" not in text
    assert "How we worked it out" in text
