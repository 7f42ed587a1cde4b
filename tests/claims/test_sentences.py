"""Tests that every sentence about a business is true of its answers, on odd sheets too."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import timedelta
from functools import cache

import pytest

from assessment.domain.model.answers import AnswerSheet, Evidence, Value
from assessment.domain.planning.find_out import areas_to_find_out
from assessment.domain.scoring.submissions import Submission
from assessment.journey.planning.wording import plan_changes
from assessment.journey.results.presenters.results import ResultsPage, results_page
from assessment.journey.results.wording import areas, changes, levels, verdict
from assessment.journey.trends.presenters.period import Asked, period_of
from assessment.journey.trends.presenters.trends_page import trends_page
from assessment.outputs.reports.presenters.build_document import build_document
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.sharing.presenters import SharedPage
from assessment.parties.catalogue.library import sample_wish, shipped_model
from tests.claims.claims import CLAIMS, untrue_in
from tests.claims.facts import Facts, rounded
from tests.domain.making import change, make_sheet
from tests.journey.cafe import eight_checks

MODEL = shipped_model("cairn-1.0")
"""The first rule, whose every sentence is listed here; `test_doubt` reads those of the second."""
CHECKS = eight_checks(MODEL)
BEFORE, NOW = CHECKS[-2:]
BEST = make_sheet(MODEL, 3)
WEAK: Mapping[str, Value] = {"CUL3": 0, "CUL6": 0}
ASIDE: Mapping[str, Value] = {"CUL3": "na", "CUL6": "na"}
UNSURE: Mapping[str, Value] = {"CUL1": "dk", "POL1": "dk", "POL2": "dk"}
CULTURE: Mapping[str, Value] = {"CUL1": "dk", "CUL2": "dk", "CUL3": "dk"}
FIRSTS: Mapping[str, Value] = {area.practices[0].code: 2 for area in MODEL.dimensions}
ALONE: Mapping[str, Value] = {p.code: "na" for p in MODEL.practices if p.na_allowed}


def after(before: AnswerSheet, now: AnswerSheet) -> tuple[Submission, Submission]:
    return replace(BEFORE, sheet=before), replace(NOW, sheet=now)


def first(sheet: AnswerSheet) -> tuple[Submission]:
    return (replace(NOW, sheet=sheet),)


def half_noted() -> AnswerSheet:
    sheet = make_sheet(MODEL, 2)
    noted = {
        c: replace(a, evidence=Evidence.NOTE) for c, a in sheet.answers.items() if c[3] in "15"
    }
    return AnswerSheet({**sheet.answers, **noted})


ODD: Mapping[str, tuple[Submission, ...]] = {
    "all not sure": first(make_sheet(MODEL, "dk")),
    "all not yet": first(make_sheet(MODEL, 0)),
    "all sometimes, one with a note": first(
        AnswerSheet({**make_sheet(MODEL, 1).answers, "CUL1": half_noted().answers["CUL1"]})
    ),
    "all every time, no notes": first(BEST),
    "all every time, with notes": first(make_sheet(MODEL, 3, Evidence.CHECKED)),
    "half with notes": after(make_sheet(MODEL, 1), half_noted()),
    "two set aside": after(change(BEST, **WEAK), change(BEST, **ASIDE)),
    "two taken up": after(change(BEST, **ASIDE), change(BEST, **WEAK)),
    "all known at last": after(make_sheet(MODEL, "dk"), BEST),
    "known no more": after(BEST, make_sheet(MODEL, "dk")),
    "some known": after(change(BEST, **UNSURE), change(BEST, PER1=2)),
    "some not sure": after(NOW.sheet, change(BEST, **UNSURE)),
    "one person": first(change(make_sheet(MODEL, 2), **ALONE)),
    "an area without a score": after(
        BEFORE.sheet, change(NOW.sheet, CUL1="na", CUL2="na", CUL3="na")
    ),
    "the best but for an area without a score": first(
        change(BEST, CUL1="na", CUL2="na", CUL3="na")
    ),
    "late start": (replace(NOW, checked_on=NOW.quarter.ends_on - timedelta(weeks=5)),),
    "one not sure, all checked": first(change(make_sheet(MODEL, 2, Evidence.CHECKED), CUL6="dk")),
    "one area not known before": after(
        change(make_sheet(MODEL, 2), **CULTURE), make_sheet(MODEL, 2)
    ),
    "one area not known now": after(make_sheet(MODEL, 2), change(make_sheet(MODEL, 2), **CULTURE)),
    "nothing changed": after(NOW.sheet, NOW.sheet),
    "a step in each area": after(make_sheet(MODEL, 1), change(make_sheet(MODEL, 1), **FIRSTS)),
    "the sample": (BEFORE, NOW),
    "the sample backwards": after(NOW.sheet, CHECKS[-5].sheet),
}


@cache
def read(name: str) -> tuple[ResultsPage, SharedPage, ReportDocument, Facts]:
    submissions = ODD[name]
    areas_unsure = areas_to_find_out(MODEL, submissions[-1].sheet)
    page = results_page(submissions, sample_wish().finding_out(MODEL, areas_unsure))
    shared = SharedPage(**{field.name: getattr(page, field.name) for field in fields(page)})
    document = build_document(
        submissions[-1],
        earlier=submissions[:-1],
        plan=page.plan,
        saved=None,
        today=submissions[-1].checked_on,
    )
    return page, shared, document, Facts(submissions, page.plan)


def sentences(name: str) -> Iterator[tuple[str, str]]:
    """Yield every sentence that depends on the answers, with its place."""
    page, shared, document, _facts = read(name)
    yield from (("results", text) for text in said_by_a_page(page))
    yield from (("shared page", text) for text in said_by_a_page(shared))
    yield from (("report", text) for text in said_by_a_report(document))
    yield "builder", plan_changes.fits_again(page.plan, page.submission.currency)
    yield "builder", plan_changes.changed((), (), page.plan, page.submission.currency)
    if page.scored:
        yield "home", verdict.way_up(page.submission)
    if page.previous:
        trends = trends_page(period_of(ODD[name], Asked()))
        yield from (("trends", text) for text in (trends.title, trends.lead))


def said_by_a_page(page: ResultsPage) -> Iterator[str]:
    if page.scored:
        yield from (page.support_title, page.support_text, page.level_line, page.way_up)
    if page.submission.scored.overall.wide:
        # Otherwise these are the model's own words about a level.
        yield from (page.verdict, page.means)
    yield from (page.overall_line, page.areas_line, page.came_or_went_line, page.moved_line)
    yield from (page.grid_line, page.expected_line, page.gains_line)
    yield from (f"{found.planned.title}." for found in page.find_out)


def said_by_a_report(document: ReportDocument) -> Iterator[str]:
    yield from (document.support_title, document.support_text, document.level_line)
    yield from (document.way_up, document.areas_line, document.change_words)
    yield from (document.cairn_advice, document.clear_from, document.basis)
    yield from (document.plan.summary, document.plan.expected)
    yield from (f"{found.title}." for found in document.plan.find_out)
    if document.since:
        yield document.since.came_or_went
    if document.history:
        yield from (document.history.title, document.history.lead)
        if document.history.overall.change:
            yield document.history.overall.change.words


@pytest.mark.parametrize("name", ODD)
def test_every_sentence_is_true(name: str) -> None:
    facts = read(name)[-1]

    wrong = [
        f"{place}: {found}" for place, text in sentences(name) for found in untrue_in(text, facts)
    ]

    assert wrong == []


def test_every_claim_is_made_by_one_of_the_sheets() -> None:
    """A claim that no sheet makes is not tested, and its sentence may be gone."""
    said = [text for name in ODD for _place, text in sentences(name)]

    unused = [c.words for c in CLAIMS if not any(re.search(c.words, text) for text in said)]

    assert unused == []


@pytest.mark.parametrize("name", ODD)
def test_the_numbers_in_tables_are_those_of_the_answers(name: str) -> None:
    page, _shared, document, facts = read(name)
    parts = {part.key: part for part in document.areas}

    for row in page.areas:
        area, part = row.dimension, parts[row.dimension.key]
        if not facts.now.scored(area):
            assert (row.chart, part.score_words, part.level) == (None, "–", "Not scored")
            continue
        assert row.points == part.score_words
        if row.change:
            assert facts.compares(area)
            assert row.change.shown == facts.shown_change(area)
            assert row.change.clear == facts.is_clear(area)
            assert part.change
            assert (part.change.shown, part.change.clear) == (row.change.shown, row.change.clear)
        else:
            assert len(ODD[name]) == 1 or not facts.compares(area)


@pytest.mark.parametrize("name", ODD)
def test_a_number_shown_as_the_score_is_one(name: str) -> None:
    page, shared, document, facts = read(name)
    if not page.scored:
        return

    assert page.points == shared.points == document.score_words
    if page.submission.scored.overall.wide:
        assert "–" in page.points
        assert (page.rungs, document.stairs) == ((), ())
        assert document.level == ""
    else:
        assert page.points == str(rounded(facts.now.whole()))


@pytest.mark.parametrize("name", ODD)
def test_answers_that_rose_or_fell_are_numbers_in_both_checks(name: str) -> None:
    page, _shared, document, facts = read(name)
    if page.both is None:
        return
    sheets = [submission.sheet.answers for submission in ODD[name]]

    for moved in page.both.moved:
        assert moved.practice.code in facts.numbers
        assert moved.before != moved.now
    changed = {c for c in sheets[0] if sheets[0][c].value != sheets[1][c].value}
    assert {m.practice.code for m in page.both.moved} == changed & facts.numbers
    assert [m.practice for m in page.both.came_or_went] == facts.came_or_went
    if document.since:
        assert len(document.since.moved) == len(page.both.moved)


def test_a_late_start_is_due_before_the_next_check() -> None:
    document = read("late start")[2]
    submission = ODD["late start"][0]
    # Five weeks before the quarter ends, so the next check waits until ten weeks have passed.
    next_check = submission.checked_on + timedelta(weeks=10)

    due = [action.due_on for action in document.plan.actions]

    assert due == sorted(due)
    assert all(submission.checked_on <= day < next_check for day in due)
    assert max(due) > submission.quarter.ends_on


def test_the_wording_of_results_has_no_sentence_that_is_not_read() -> None:
    """Each public function is called by a page above or is only part of a sentence."""
    parts = {"listed", "titles", "weakest_first", "lowest_open", "missing_in", "place_in_plan"}
    parts |= {"estimated", "expected_level", "points", "between", "reading", "too_little_known"}
    parts |= {"possible_levels", "not_sure", "nothing_to_support", "support_label"}
    parts |= {"backing", "change_word", "over_questions", "worked_out", "clear_changes", "from_to"}
    parts |= {"nothing_in_common", "not_compared", "answer_word", "by_verdict", "why_not_compared"}
    parts |= {"judged_together", "level_words", "percent", "listed_in_quotes"}
    parts |= {"raised", "rests_on_gaps"}
    parts |= {"range_means", "to_the_top", "level_number", "reworded", "range_for_others"}
    parts |= {"possible_range", "quoted", "movement_word"}
    whole = {"verdict", "means", "support_title", "support_text", "level_line", "way_up"}
    whole |= {"overall_line", "level_change", "areas_line", "moved_line", "came_or_went_line"}
    whole |= {"weakest_line", "steps_lines", "expected_line", "gains_line"}
    whole |= {"how_sure", "gap_line", "level_news", "comparison_notes", "worked_on"}
    whole |= {"chances_line", "judged_by_themselves"}

    found = {
        name
        for module in (areas, changes, levels, verdict)
        for name, value in vars(module).items()
        if getattr(value, "__module__", "") == module.__name__ and not name.startswith("_")
    }

    assert found <= parts | whole
