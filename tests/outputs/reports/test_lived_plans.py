"""A plan in progress, as reports show it: what is done, what is next and what was written."""

from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest

from assessment.domain.planning.constraints import Cost
from assessment.domain.planning.planned_actions import Commitment, PlannedAction, Status
from assessment.domain.planning.planner import make_plan
from assessment.outputs.exports.presenters.docx.report import written
from assessment.outputs.reports.editions import Edition, Options, Paper
from assessment.outputs.reports.presenters.build_document import Extras, build_document
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.services import html_of, render
from assessment.parties.catalogue.library import sample_submissions, sample_wish
from assessment.site.public.presenters import sample_past_plans
from tests.outputs.exports.exporting import text_of_docx
from tests.outputs.reports.documents import LINDGREN, document_of
from tests.outputs.reports.reading import pages_of

PLAN = make_plan(LINDGREN.model, LINDGREN.sheet, sample_wish())
PAINT = PlannedAction(
    title="Paint the door", cost=Cost(3, 10), commitment=Commitment(due_on=date(2026, 12, 1))
)


def promised(**fields: Any) -> list[PlannedAction]:
    """The sample's plan, with the same commitment for every action."""
    commitment = Commitment(due_on=date(2026, 11, 10))
    return [replace(planned, commitment=replace(commitment, **fields)) for planned in PLAN.actions]


def as_done() -> list[PlannedAction]:
    written = "Five complaints, all answered."
    return promised(status=Status.DONE, ended_on=date(2026, 10, 13), outcome=written)


def plain(words: str) -> str:
    """Replace non-breaking spaces with ordinary ones."""
    return words.replace("\u00a0", " ").replace("&nbsp;", " ")


def lived(*more: PlannedAction, done: int = 1, options: Options | None = None) -> ReportDocument:
    """The sample's plan with some actions done, and some of the owner's own added."""
    past = tuple(plan for plan in sample_past_plans() if plan.quarter < LINDGREN.quarter)
    return build_document(
        LINDGREN,
        earlier=sample_submissions()[:-1],
        plan=PLAN,
        saved=[*as_done()[:done], *promised()[done:], *more],
        today=LINDGREN.checked_on,
        extras=Extras(past=past, options=options or Options()),
    )


def test_the_next_action_is_the_first_that_is_not_done() -> None:
    document = lived(done=2)

    assert document.plan.first == document.plan.actions[2]
    assert [action.mark for action in document.plan.actions] == ["done", "done", "", "", ""]
    assert html_of(document, Edition.SUMMARY).count("<b>done</b>") == 2
    assert document.plan.actions[2].planned.title in text_of_docx(written(document))


def test_a_done_action_is_shown_in_its_area_and_makes_room_on_the_first_page() -> None:
    document = lived(PAINT, done=2)

    action, _open = next(area for area in document.areas if area.key == "policies").next_actions
    assert plain(action.state) == "Done on 13 October"
    assert plain(html_of(document, Edition.OWNER)).count("Done on 13 October") >= 4
    assert [one.number for one in document.plan.brief] == [1, 3, 4, 5, 6]
    assert document.plan.beyond == 1


def test_a_plan_beyond_its_means_only_says_what_it_takes() -> None:
    grand = replace(PAINT, cost=Cost(3, 1000))

    within, beyond = lived(PAINT).plan, lived(grand).plan

    assert "of your" in within.summary
    assert "of your" not in beyond.summary
    assert "hours and £1," in beyond.summary
    assert "in all." in beyond.summary


def test_a_partly_done_action_still_says_how_to_finish_it() -> None:
    partly = promised(status=Status.PARTLY, ended_on=date(2026, 10, 13))
    saved = [*partly[:1], *promised()[1:]]
    document = build_document(
        LINDGREN, earlier=(), plan=PLAN, saved=saved, today=LINDGREN.checked_on, extras=Extras()
    )

    html = plain(html_of(document, Edition.OWNER))
    assert "Partly done on 13 October" in html
    action = document.plan.actions[0].planned.action
    assert action is not None
    assert action.pitfalls in unescape(html)
    assert "box--done" not in html_of(document, Edition.FRIDGE)


def test_changes_that_no_report_shows_keep_the_fingerprint() -> None:
    first, other, told = (
        build_document(LINDGREN, earlier=(), plan=PLAN, saved=saved, today=LINDGREN.checked_on)
        for saved in (promised(), promised(key="k", ticked=(0,), note="Half way."), as_done())
    )

    assert first.fingerprint == other.fingerprint
    assert first.fingerprint != told.fingerprint


def test_it_says_when_every_action_is_done() -> None:
    document = lived(done=len(PLAN.actions))

    assert document.plan.first is None
    words = "Every action in the plan is done. Your next check will show the difference."
    assert words in html_of(document, Edition.SUMMARY)
    assert words in text_of_docx(written(document))


def test_own_actions_count_towards_the_hours_and_money_of_the_plan() -> None:
    usual, more = lived().plan.summary, lived(PAINT).plan.summary

    assert usual.startswith("21 of your 24")
    assert "£105 of your £200" in usual
    assert more.startswith("24 of your 24")
    assert "£115 of your £200" in more


def test_leaving_out_notes_also_leaves_out_what_was_written_about_actions() -> None:
    usual, without = lived(), lived(options=Options(notes=False))

    for document, told in ((usual, True), (without, False)):
        html = html_of(document, Edition.OWNER)
        assert ("Five complaints, all answered." in html) is told
        assert ("No time in August." in html) is told


def test_expected_scores_appear_only_when_compared_with_the_previous_check() -> None:
    usual = document_of().since
    other = document_of(options=Options(compare="2026-q1")).since

    assert usual is not None
    assert other is not None
    assert usual.promised
    assert not other.promised
    assert other.plan is not None
    assert other.plan.title == "What you set out to do in July to September 2026"


@pytest.mark.pdf
@pytest.mark.parametrize("paper", Paper)
def test_one_more_action_than_usual_still_fits_the_page_for_the_fridge(paper: Paper) -> None:
    assert pages_of(render(lived(PAINT), Edition.FRIDGE, paper)) == 1


def test_an_unsaved_plan_is_called_a_suggestion() -> None:
    suggested, saved = (html_of(made, Edition.SUMMARY) for made in (document_of(), lived()))

    assert "Our suggested plan until 31" in suggested
    assert "The next action we suggest" in suggested
    assert "Your plan until 31" in saved
    assert "suggest" not in saved


def test_others_see_what_a_plan_takes_but_not_what_is_available() -> None:
    document = build_document(
        LINDGREN,
        earlier=(),
        plan=PLAN,
        saved=None,
        today=LINDGREN.checked_on,
        extras=Extras(for_others=True),
    )

    assert "21 hours and £105 in all." in document.plan.summary.replace("\u00a0", " ")
    assert "of your" not in html_of(document, Edition.SUMMARY)
