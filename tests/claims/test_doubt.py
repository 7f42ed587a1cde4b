"""Tests that what is said about a level, its doubt and its changes is true."""

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import NamedTuple

import pytest
from django.template.loader import render_to_string

from assessment.domain.model.answers import AnswerSheet, Evidence
from assessment.domain.scoring.submissions import Submission
from assessment.journey.results.presenters.results import ResultsPage, results_page
from assessment.journey.trends.presenters.period import Asked, period_of
from assessment.journey.trends.presenters.trends_page import TrendsPage, trends_page
from assessment.outputs.reports.presenters.build_document import build_document
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.sharing.presenters import SharedPage
from assessment.parties.catalogue.library import (
    sample_submissions,
    sample_wish,
    shipped_model,
)
from tests.domain.making import change, make_sheet

MODEL, OLD = shipped_model("cairn-1.1"), shipped_model("cairn-1.0")
BEFORE, NOW = (replace(each, model=MODEL) for each in sample_submissions()[-2:])
ONE, TWO = make_sheet(MODEL, 1), make_sheet(MODEL, 2)
CHECKED = make_sheet(MODEL, 2, Evidence.CHECKED)
NOTED = make_sheet(MODEL, 3, Evidence.NOTE)
FOUR = ("CUL7", "POL1", "CHA1", "CON1")
NOT_MORE = "What you worked on has not risen more than what you left alone, or not enough to tell."
AREAS = "Culture, Policies, Channels, Consistency and Personalisation"
EACH = [area.title for area in MODEL.dimensions]


def after(before: AnswerSheet, now: AnswerSheet) -> tuple[Submission, Submission]:
    return replace(BEFORE, sheet=before), replace(NOW, sheet=now)


def page_of(*submissions: Submission, acted: frozenset[str] = frozenset()) -> ResultsPage:
    return results_page(submissions, sample_wish(), acted=acted)


def of(sheet: AnswerSheet) -> ResultsPage:
    return page_of(replace(NOW, sheet=sheet))


def trends_of(*submissions: Submission) -> TrendsPage:
    return trends_page(period_of(submissions, Asked()))


def document(page: ResultsPage, *submissions: Submission) -> ReportDocument:
    now = submissions[-1]
    return build_document(
        now, earlier=submissions[:-1], plan=page.plan, saved=None, today=now.checked_on
    )


# ---- a level with its doubt

NAMED: Mapping[str, tuple[AnswerSheet, str, str, list[str]]] = {
    "as good as certain": (
        make_sheet(MODEL, 0),
        "Level 1 of 5: Starting.",
        "Answered again, these questions would lead to Starting nearly every time.",
        ["here", "next", "ahead", "ahead", "ahead"],
    ),
    "plain": (
        NOTED,
        "Level 5 of 5: Signature.",
        "Answered again, these questions would lead to Signature about 97 times in 100.",
        ["done", "done", "done", "done", "here"],
    ),
    "perhaps lower": (
        TWO,
        "Level 4 of 5: Sparkle, perhaps Smooth.",
        (
            "Answered again, these questions would lead to Sparkle about 43 times in 100, "
            "and lower about 57 times."
        ),
        ["done", "done", "perhaps", "here", "next"],
    ),
    "give or take": (
        change(TWO, CUL3=1, POL1=1),
        "Level 3 of 5: Smooth, give or take one.",
        (
            "Answered again, these questions would lead to Smooth about 25 times in 100, "
            "lower about 47 times and higher about 28 times."
        ),
        ["done", "perhaps", "here", "perhaps", "ahead"],
    ),
    "a range": (
        change(TWO, CUL7="dk", POL1="dk"),
        "Levels 2 to 4 of 5: From Solid to Sparkle.",
        "It depends on 2 answers that you were not sure about.",
        ["done", "here", "perhaps", "perhaps", "ahead"],
    ),
}


@pytest.mark.parametrize("name", NAMED)
def test_a_level_is_named_with_its_doubt(name: str) -> None:
    sheet, line, sure, rungs = NAMED[name]
    page = of(sheet)

    assert page.level_line == line
    assert page.level.sure == sure
    assert [rung.state for rung in page.rungs] == rungs


@pytest.mark.parametrize("name", NAMED)
def test_every_chance_is_that_of_the_rule(name: str) -> None:
    page = of(NAMED[name][0])
    doubt = page.submission.doubt
    assert doubt
    assert doubt.overall

    for named, found in [
        (page.level, doubt.overall),
        *((row.level, doubt.dimensions[row.dimension.key]) for row in page.areas),
    ]:
        assert all(
            abs(100 * c - shown) <= 0.5
            for c, shown in zip(found.chances, named.percents, strict=True)
        )
        for said in map(int, re.findall(r"about (\d+)", named.sure)):
            ranks = range(len(found.chances))
            sums = {round(100 * float(sum(found.chances[a:b]))) for a in ranks for b in (a + 1, 5)}
            sums |= {round(100 * float(sum(found.chances[:a]))) for a in ranks}
            assert said in sums


def test_a_range_comes_before_the_lower_level_alone() -> None:
    page = of(change(TWO, CUL7="dk", POL1="dk"))

    assert page.verdict == "From Solid to Sparkle"
    assert page.means.startswith("Some answers are still open")
    assert [level.title for level in page.level.lighter] == ["Smooth", "Sparkle"]


def test_readers_outside_the_business_are_told_what_a_range_depends_on() -> None:
    page = of(change(TWO, CUL7="dk", POL1="dk"))

    shared = SharedPage(**{each.name: getattr(page, each.name) for each in fields(page)})

    assert shared.level.sure == "It depends on 2 answers that are “not sure”."
    assert shared.level.words == page.level.words


def test_a_gap_is_named_under_the_level_of_its_area() -> None:
    solid = [p.code for p in MODEL.dimension("culture").practices if p.tier == "solid"]
    one, two = (change(CHECKED, **dict.fromkeys(codes, 1)) for codes in (solid[:1], solid))

    gaps = [[(row.dimension.key, row.level.gap) for row in of(sheet).gaps] for sheet in (one, two)]

    short = MODEL.practice(solid[0]).short
    assert gaps == [
        [
            (
                "culture",
                (
                    f"One step is still missing lower down, at ‘{short}’; "
                    "a floor above makes up for it."
                ),
            )
        ],
        [("culture", "2 steps are still missing lower down; the floors above make up for them.")],
    ]


def test_a_tier_that_makes_up_for_a_gap_does_not_wait() -> None:
    page = of(change(CHECKED, CUL1=1))

    culture = next(row for row in page.grid if row.dimension.key == "culture")
    assert [cell.state for cell in culture.cells] == ["open", "met", "met"]
    assert page.grid_line == "Culture needs one more step to complete Solid."


@pytest.mark.parametrize(
    ("sheet", "words", "way"),
    [
        (change(CHECKED, CUL3=1), "less", -1),
        (change(CHECKED, CUL1=1, CUL7=1), "more", 1),
    ],
)
def test_an_answer_is_said_to_be_fragile_only_if_a_step_moves_the_level(
    sheet: AnswerSheet, words: str, way: int
) -> None:
    page = of(sheet)
    level = page.submission.scored.overall.level
    named = {p.short: p for p in MODEL.practices}

    line = next(line for line in page.hangs_on if f"One step {words} here" in line.words)

    assert line.practices
    for practice in (named[short] for short in line.practices):
        step = page.submission.sheet.step(practice)
        moved = of(change(page.submission.sheet, **{practice.code: step + way}))
        assert moved.submission.scored.overall.level != level
        assert f"it would be {moved.level.level and moved.level.level.title}:" in line.words


def test_a_level_that_no_single_answer_changes_says_so() -> None:
    page = of(make_sheet(MODEL, 0))
    (line,) = page.hangs_on
    shown = render_to_string("journey/results/_sure.html", {"result": page, "links": {}})

    assert line.words == "No answer, moved by one step, would change this level."
    assert line.practices == ()
    assert f"{page.level.sure} {line.words}</p>" in shown
    assert "The answers it depends on" not in shown


def test_signature_says_what_it_still_needs() -> None:
    assert of(make_sheet(MODEL, 3)).way_up == (
        "For Signature, back up more answers: 67 points are supported, 85 are needed. "
        f"Still short: {AREAS}."
    )
    assert "each floor must still stand if any one answer slips by a step." in of(CHECKED).way_up


# ---- a change with its word


class Told(NamedTuple):
    """The sentences about two checks: the whole, the areas, the levels and what else to know."""

    overall: str
    areas: str
    news: tuple[str, ...]
    notes: tuple[str, ...]


TOLD: Mapping[str, tuple[tuple[Submission, Submission], Told]] = {
    "a step in every answer": (
        after(ONE, TWO),
        Told(
            "The score is clearly up since July to September, by 34.",
            f"{AREAS} have probably improved since your last check.",
            (
                "Café Lindgren has moved from Starting to Sparkle.",
                *(f"{area} has probably moved from Starting to Sparkle." for area in EACH),
            ),
            (),
        ),
    ),
    "by somebody else": (
        (replace(BEFORE, sheet=ONE, sender="1"), replace(NOW, sheet=TWO, sender="2")),
        Told(
            "The score is up by 34 since July to September. This may just be chance.",
            "No area has clearly changed since your last check.",
            tuple(
                f"{name} is shown as Sparkle; before, it was Starting. The difference could be "
                "chance, so take it as unchanged."
                for name in ("Café Lindgren", *EACH)
            ),
            (
                (
                    "Somebody else answered this time, so part of the difference is "
                    "a different pair of eyes."
                ),
            ),
        ),
    ),
    "from the version before": (
        (replace(BEFORE, model=OLD, sheet=make_sheet(OLD, 0)), replace(NOW, sheet=NOTED)),
        Told(
            "",
            "Policies, Channels and Consistency have probably improved since your last check. "
            "Culture, Personalisation and the overall score can’t be compared, because some "
            "questions there are new.",
            tuple(
                f"{area} has probably moved from Starting to Signature."
                for area in ("Policies", "Channels", "Consistency")
            ),
            ("Some sentences were reworded since then, so no change is more than likely.",),
        ),
    ),
    "known at last": (
        after(change(TWO, CUL3="dk", POL1="dk"), TWO),
        Told(
            "Over the 28 questions answered both times, the score is the same as in July to "
            "September.",
            "No area has clearly changed since your last check.",
            (),
            (
                (
                    "2 answers are known now that were not known before; they are not counted as a "
                    "change."
                ),
            ),
        ),
    ),
}


@pytest.mark.parametrize("name", TOLD)
def test_a_change_comes_with_its_word(name: str) -> None:
    submissions, told = TOLD[name]
    page = page_of(*submissions)

    assert page.overall_line == told.overall
    assert page.areas_line.startswith(told.areas)
    assert page.level_news == told.news
    assert page.comparison_notes == told.notes


@pytest.mark.parametrize("name", TOLD)
def test_trends_and_reports_say_the_same(name: str) -> None:
    submissions, told = TOLD[name]
    trends, since = trends_of(*submissions), document(page_of(*submissions), *submissions).since

    assert since
    assert (trends.level_news, trends.notes) == (told.news, told.notes)
    assert (since.news, since.notes) == (told.news, told.notes)


def test_a_change_has_the_same_word_on_results_trends_and_paper() -> None:
    submissions = after(ONE, TWO)
    page, trends = page_of(*submissions), trends_of(*submissions)
    paper = document(page, *submissions)

    assert {row.named.word for row in page.areas if row.named} == {"probably better"}
    assert {pair.named.word for pair in trends.pairs if pair.named} == {"probably better"}
    assert {area.change.words for area in paper.areas if area.change} == {
        "Up 34 on last time: probably better"
    }
    assert paper.change_words == "Up 34 on last time: clearly better"
    assert trends.title == "Up 34 points since last quarter"


def test_a_change_of_level_has_an_arrow_only_if_it_is_more_than_chance() -> None:
    captions = [
        trends_of(*TOLD[name][0]).lines.figures[0].caption
        for name in ("a step in every answer", "by somebody else", "known at last")
    ]

    assert captions == [
        "33 to 67 since last quarter; Starting → Sparkle",
        "33 to 67 since last quarter; shown as Starting, then Sparkle",
        "no change over 28 questions",
    ]


WORKED = {
    "clear": (after(ONE, change(ONE, **dict.fromkeys(FOUR, 3))), FOUR),
    "chance": (after(ONE, change(ONE, CUL1=2, POL3=2)), FOUR),
    "fell behind": (after(TWO, change(TWO, **dict.fromkeys(FOUR, 0))), FOUR),
    "not comparable": (after(ONE, TWO), FOUR[:1]),
    "nothing": (after(ONE, TWO), ()),
}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("clear", "What you worked on has clearly risen, compared with what you left alone."),
        ("chance", NOT_MORE),
        ("fell behind", NOT_MORE),
        ("not comparable", "Too few questions were left alone to compare your work with."),
        ("nothing", ""),
    ],
)
def test_what_was_worked_on_is_compared_with_the_rest(name: str, words: str) -> None:
    submissions, acted = WORKED[name]

    page = page_of(*submissions, acted=frozenset(acted))

    assert page.worked_on == words


def test_results_of_the_first_rule_stay_as_they_were() -> None:
    submissions = sample_submissions()[1:3]
    assert {each.model.key for each in submissions} == {"cairn-1.0"}
    page, trends = page_of(*submissions, acted=frozenset({"CUL1"})), trends_of(*submissions)
    paper = document(page, *submissions)

    assert (page.level.sure, page.level.lighter, page.level.percents) == ("", (), ())
    assert (page.hangs_on, page.gaps, page.level_rule) == ((), (), ())
    assert (page.level_news, page.comparison_notes, page.worked_on) == ((), (), "")
    assert (trends.level_news, trends.notes, trends.worked_on) == ((), (), "")
    assert (paper.sure, paper.since and paper.since.news) == (None, ())


def test_a_report_with_nothing_newer_to_say_keeps_its_fingerprint() -> None:
    submissions = sample_submissions()[1:3]
    paper = document(page_of(*submissions), *submissions)
    newer = [each.name for each in fields(paper) if each.metadata]

    other = replace(paper, sure=document(of(TWO), replace(NOW, sheet=TWO)).sure)

    assert newer == ["sure", "voices"]
    assert other.fingerprint != paper.fingerprint


def test_a_single_answer_that_moved_is_not_called_a_change_of_the_owners() -> None:
    moved = page_of(replace(BEFORE, sheet=ONE), replace(NOW, sheet=TWO)).moved_line

    assert moved == "Compared with July to September. A single answer can also move by chance."
