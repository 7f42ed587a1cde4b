"""A result as a workbook, read back and compared with its source cell by cell."""

import io
from dataclasses import replace
from datetime import datetime, time
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client

from assessment.domain.model.answers import Evidence
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.comparison import comparison
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import PlanItem
from assessment.journey.planning.queries.plans import saved_plan
from assessment.journey.results.queries import results_of, submission_of
from assessment.journey.results.wording.areas import weakest_first
from assessment.outputs.exports.presenters.tables import tables_of
from assessment.outputs.exports.presenters.xlsx import WorkbookProperties, workbook
from assessment.outputs.exports.queries import exported
from assessment.outputs.reports.wording.document import answer_label
from assessment.parties.businesses.models import Business
from tests.factories import make_user
from tests.journey.trends.making import SAMPLE, make_results, publish, unscored
from tests.kept import kept
from tests.outputs.exports.exporting import (
    HOSTILE,
    fetched,
    make_lindgren,
    noted,
    rows_of,
    workbook_of,
)

pytestmark = pytest.mark.django_db
WORDS = {
    "culture": "Solid",
    "policies": "Solid, perhaps Smooth",
    "channels": "Smooth",
    "consistency": "Solid, perhaps Smooth",
    "personalisation": "Sparkle, perhaps Smooth",
}
"""The levels of the café's last check, with their doubt."""


@kept
def lindgren(owner: User) -> Business:
    return make_lindgren(owner, make_user("edith"))


def submissions(business: Business) -> list[Submission]:
    return [submission_of(result, business) for result in results_of(business)]


def rows(client: Client, business: Business, sheet: str) -> list[tuple[Any, ...]]:
    return rows_of(workbook_of(fetched(client, business, "xlsx")), sheet)


def chosen(found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The rows of a plan, without its heading and the other actions considered."""
    return [row for row in found[1:] if row[5] != "Not chosen"]


def as_day(day: Any) -> datetime | None:
    """A date as openpyxl returns it."""
    return datetime.combine(day, time()) if day else None


def test_it_has_a_sheet_for_each_part_with_frozen_headings(
    as_owner: Client, lindgren: Business
) -> None:
    book = workbook_of(fetched(as_owner, lindgren, "xlsx"))

    assert book.sheetnames == ["Summary", "Levels", "Answers", "Plan", "Trend", "About"]
    assert {sheet.freeze_panes for sheet in book} == {"A2"}
    assert book.properties.title == "Café Lindgren, 2026-Q4"


def test_the_summary_has_the_scores_of_the_check(as_owner: Client, lindgren: Business) -> None:
    *_earlier, before, now = submissions(lindgren)
    both = comparison(before, now)

    found = rows(as_owner, lindgren, "Summary")

    overall = now.scored.overall
    assert overall.level
    assert both.overall
    numbers = (shown(overall.points), shown(overall.supported), "Solid")
    moved = (both.overall.shown, both.overall.questions)
    assert found[1] == ("Overall", *numbers, *moved, shown(overall.upper), "could be chance")
    for row, score in zip(found[2:], weakest_first(now), strict=False):
        area, change = now.model.dimension(score.key), both.area(score.key)
        assert score.level
        assert change
        numbers = (shown(score.points), shown(score.supported), WORDS[score.key])
        counted = (change.shown, change.questions, shown(score.upper))
        assert row == (area.title, *numbers, *counted, "could be chance")
    facts = dict(rows(as_owner, lindgren, "About"))
    assert facts["Business"] == "Café Lindgren"
    assert facts["First day"] == as_day(now.quarter.starts_on)
    assert facts["Fingerprint of the questions"] == now.model.content_hash


def test_it_contains_every_answer_with_its_note_and_reason(
    as_owner: Client, lindgren: Business
) -> None:
    submission = submissions(lindgren)[-1]
    based_on = {Evidence.NONE: None, Evidence.NOTE: "A note", Evidence.CHECKED: "A second person"}

    head, *found = rows(as_owner, lindgren, "Answers")

    assert head[3:6] == ("Question", "Answer", "Step")
    assert len(found) == len(submission.model.practices)
    for row, practice in zip(found, submission.model.practices, strict=True):
        answer = submission.sheet.answers[practice.code]
        step = answer.value if isinstance(answer.value, int) else None
        assert row == (
            submission.model.dimension(practice.dimension).title,
            submission.model.tier(practice.tier).title,
            practice.code,
            practice.question,
            answer_label(submission, practice, answer.value),
            step,
            None if step is None else practice.anchors[step],
            based_on[answer.evidence],
            answer.note or None,
            answer.typed_reason or None,
        )


def test_rows_are_high_enough_for_their_text(as_owner: Client, lindgren: Business) -> None:
    sheet = workbook_of(fetched(as_owner, lindgren, "xlsx"))["Answers"]

    heights = [sheet.row_dimensions[row].height or 15 for row in range(1, sheet.max_row + 1)]
    assert min(heights) >= 15
    assert max(heights) >= 30


def test_it_contains_the_current_plan(as_owner: Client, lindgren: Business) -> None:
    plan = saved_plan(results_of(lindgren)[-1])
    assert plan

    found = chosen(rows(as_owner, lindgren, "Plan"))

    assert len(found) == len(plan.actions)
    for number, (row, planned) in enumerate(zip(found, plan.actions, strict=True), start=1):
        area, promised = planned.dimension and planned.dimension.title, planned.promised
        assert row[:4] == (number, planned.title, area, planned.who)
        status = str(planned.status.label)
        assert row[4:7] == (as_day(planned.due_on), status, as_day(promised.ended_on))
        assert row[7:9] == (planned.hours, promised.real_hours)
        written = (promised.outcome or None, promised.note or None)
        assert row[9:] == (planned.money, promised.real_money, *written)


def test_it_contains_own_and_dropped_actions_too(as_owner: Client, lindgren: Business) -> None:
    first, second = PlanItem.objects.filter(plan__assessment__quarter_starts_on="2026-10-01")[:2]
    own = {"action": "", "title": "Ask three regulars", "dimension": ""}
    PlanItem.objects.filter(pk=first.pk).update(**own, note="Half way.")
    dropped = {"status": "dropped", "ended_on": "2026-11-02", "outcome": "No time."}
    PlanItem.objects.filter(pk=second.pk).update(**dropped)

    found = {row[1]: row for row in rows(as_owner, lindgren, "Plan")}

    assert (found["Ask three regulars"][2], found["Ask three regulars"][12]) == (None, "Half way.")
    assert any(row[5] == "Dropped" and row[11] == "No time." for row in found.values())


def test_without_a_saved_plan_it_labels_the_plan_as_suggested(
    as_owner: Client, lindgren: Business
) -> None:
    PlanItem.objects.all().delete()
    lindgren.assessments.get(quarter_starts_on="2026-10-01").plans.all().delete()

    found = chosen(rows(as_owner, lindgren, "Plan"))

    assert {row[5] for row in found} == {"Suggested"}
    assert sum(row[7] for row in found) <= 20


def test_the_trend_has_one_row_per_quarter(as_owner: Client, lindgren: Business) -> None:
    head, *found = rows(as_owner, lindgren, "Trend")

    assert list(head[4:9]) == [area.title for area in submissions(lindgren)[-1].model.dimensions]
    levels = ["Starting"] * 4 + [
        "Starting, perhaps Solid",
        *["Solid, perhaps Starting"] * 2,
        "Solid",
    ]
    for row, submission, level in zip(found, submissions(lindgren), levels, strict=True):
        areas = tuple(shown(score.points) for score in submission.scored.dimensions)
        overall = submission.scored.overall
        assert row[0] == submission.quarter.key
        assert row[1] == as_day(submission.quarter.starts_on)
        assert row[4:] == (*areas, shown(overall.points), level)


def test_an_earlier_quarter_reveals_nothing_about_later_ones(
    as_owner: Client, lindgren: Business
) -> None:
    book = workbook_of(fetched(as_owner, lindgren, "xlsx", "2025-q2"))

    assert [row[0] for row in rows_of(book, "Trend")[1:]] == ["2025-Q1", "2025-Q2"]


def test_typed_text_never_becomes_a_formula_or_a_link(as_owner: Client, owner: User) -> None:
    business = make_lindgren(owner, make_user("edith"), (noted(HOSTILE),))

    book = workbook_of(fetched(as_owner, business, "xlsx"))

    cells = {cell.value: cell for row in book["Answers"].iter_rows() for cell in row}
    for name in ("formula", "plus", "minus", "at"):
        cell = cells[HOSTILE[name]]
        assert (cell.data_type, cell.quotePrefix, cell.hyperlink) == ("s", True, None)
    assert not any(cell.data_type == "f" for row in book["Answers"].iter_rows() for cell in row)
    assert cells["=1+1"].quotePrefix
    assert "Usually" in cells
    assert not cells["Usually"].quotePrefix


def test_hostile_text_is_kept_except_for_control_characters(as_owner: Client, owner: User) -> None:
    business = make_lindgren(owner, make_user("edith"), (noted(HOSTILE),))

    notes = {row[8] for row in rows(as_owner, business, "Answers")}

    assert {HOSTILE["rtl"], HOSTILE["emoji"], HOSTILE["long"], "One\nTwo\nThree"} <= notes
    assert "Before and after" in notes
    assert any("<script>alert(1)</script>" in str(note) for note in notes)


def test_the_same_result_gives_the_same_bytes_without_timestamps(
    as_owner: Client, lindgren: Business
) -> None:
    found = exported(lindgren, Quarter.parse("2026-Q4"))
    about = WorkbookProperties(title="A", author="B", day=found.day)

    once, again = (workbook(tables_of(found), about) for _ in range(2))

    assert once == again
    with ZipFile(io.BytesIO(once)) as file:
        assert {entry.date_time[0] for entry in file.infolist()} == {1980}
        assert "2026-10-06" in file.read("docProps/core.xml").decode()


def test_an_area_without_a_score_says_so(as_owner: Client, business: Business, owner: User) -> None:
    lenient = publish("1.9", old="allowed = false", new="allowed = true")
    submission = unscored(replace(SAMPLE[-1], model=lenient.maturity))
    make_results(business, owner, [submission], lenient)

    summary = rows(as_owner, business, "Summary")
    trend = rows(as_owner, business, "Trend")

    assert summary[1] == ("Overall", None, None, "Not scored", *[None] * 4)
    assert summary[6] == ("Culture", None, None, "Not scored", *[None] * 4)
    assert summary[5][1] == shown(submission.scored.dimension("channels").points)
    assert trend[1][4] == "too few answers"
    assert trend[1][9:] == (None, None)


def test_queries_do_not_grow_with_the_history(as_owner: Client, owner: User, at_most: Any) -> None:
    business = make_lindgren(owner, make_user("edith"))

    fetched(as_owner, business, "xlsx")
    # Two of them read what was worked on since the check before.
    with at_most(10):
        fetched(as_owner, business, "xlsx")
