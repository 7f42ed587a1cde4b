"""What to find out in every edition of a report: first in the plan, dated, within the hours."""

import pytest

from assessment.domain.model.answers import NOT_SURE, SheetAnswer
from assessment.domain.planning.constraints import PlanWish
from assessment.outputs.reports.editions import Edition
from assessment.outputs.reports.services import html_of
from tests.outputs.reports.documents import document_of, with_answers

READERS = {Edition.OWNER: "You", Edition.CONSULTANT: "You", Edition.TEAM: "We"}
"""Who was not sure, in the editions that say so."""
UNSURE = with_answers(**{f"CUL{n}": SheetAnswer(NOT_SURE) for n in (1, 7, 3)})
TITLE = "Find out about Culture: three questions"


def unbound(html: str) -> str:
    """Return a page whose last words may break, as they cannot in print."""
    return html.replace("\N{NO-BREAK SPACE}", " ")


def test_the_hours_of_the_plan_include_finding_out() -> None:
    plan = document_of(UNSURE).plan

    hours = sum(action.planned.hours for action in plan.actions)
    assert plan.summary.startswith(f"{hours + 1} of your 24 hours")
    assert f"1 hour to find out, {hours} hours for actions." in plan.summary


def test_it_is_dated_before_the_actions_and_not_numbered() -> None:
    plan = document_of(UNSURE).plan

    [task] = plan.find_out
    assert (task.title, task.hours, task.state) == (TITLE, "1 hour", "")
    assert task.due_on <= plan.actions[0].due_on
    assert [action.number for action in plan.actions] == [*range(1, len(plan.actions) + 1)]


@pytest.mark.parametrize("edition", [e for e in Edition if e != Edition.SUMMARY])
def test_every_edition_with_the_whole_plan_lists_it(edition: Edition) -> None:
    html = unbound(html_of(document_of(UNSURE), edition))

    assert TITLE in html
    assert "in addition to the plan" not in html
    said = [who for who in ("You", "We") if f"{who} weren’t sure about these." in html]
    assert said == ([READERS[edition]] if edition in READERS else [])


@pytest.mark.parametrize("edition", [e for e in Edition if e != Edition.SUMMARY])
def test_it_is_listed_even_if_no_action_fits(edition: Edition) -> None:
    document = document_of(UNSURE, wish=PlanWish(hours=1, money=0, max_actions=5))

    html = unbound(html_of(document, edition))

    assert document.plan.actions == ()
    assert TITLE in html


def test_without_anything_unsure_there_is_no_such_part() -> None:
    document = document_of()

    assert document.plan.find_out == ()
    assert "to find out" not in document.plan.summary
