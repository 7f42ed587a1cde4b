"""Tests that a result knows what is planned and done, and that all pages count alike."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.test import Client
from django.urls import reverse

from assessment.consulting.clients.presenters.in_short import plan_so_far
from assessment.domain.planning.planned_actions import Status
from assessment.domain.trends.comparison import comparison
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Plan, PlanItem
from assessment.journey.planning.queries.plans import plan_around
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Result
from assessment.journey.results.presenters.results import results_page
from assessment.journey.results.queries import submission_of, usual_wish
from assessment.journey.tracking.presenters.look_back import LookingBack
from assessment.journey.trends.presenters.plan_outcomes import Chapter
from assessment.journey.trends.queries import plans_between
from assessment.parties.businesses.models import Business
from assessment.site.dashboard.wording import done_line
from assessment.site.reminders import wording as mail_wording
from assessment.site.reminders.presenters import number_done
from tests.architecture.texts import texts_of_python
from tests.journey.tracking.plans import TODAY, board, item, make_plan, put

pytestmark = pytest.mark.django_db

PIN = "?pin={}"


def results(client: Client, business: Business, quarter: str = "2026-q4") -> str:
    reply = client.get(reverse("results", args=[business.slug, quarter]))
    assert reply.status_code == 200
    return " ".join(reply.text.split())


def planned(page: str, of: PlanItem) -> bool:
    """Whether the page links to the action in the plan, and not to adding it."""
    link = reverse("plan_item", args=[of.plan.assessment.business.slug, of.key])
    return link in page and PIN.format(of.action) not in page


def first_suggested(business: Business) -> str:
    """Return the code of the action that the result suggests first, which the plan lacks."""
    result = Result.objects.get(assessment__business=business)
    submission = submission_of(result, business)
    page = results_page([submission], usual_wish(submission.model, business))
    assert page.first
    return page.first.planned.code


def test_without_a_plan_the_first_suggestion_can_be_added(
    as_owner: Client, business: Business, plan: Plan
) -> None:
    plan.delete()

    page = results(as_owner, business)

    assert PIN.format(first_suggested(business)) in page
    assert "Build my plan" in page
    assert "See your current plan" not in page


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (Status.OPEN, "In your plan, due on"),
        (Status.RUNNING, "Under way, due on"),
    ],
)
def test_a_suggestion_in_the_plan_links_to_it_and_is_not_offered_again(
    as_owner: Client, business: Business, plan: Plan, status: Status, says: str
) -> None:
    own = item("POL2q")
    put(own, action=first_suggested(business), status=status)
    own.refresh_from_db()

    page = results(as_owner, business)

    assert planned(page, own)
    assert says in page
    assert "Change my plan" in page
    assert "Add to my plan" not in page


@pytest.mark.parametrize(
    ("status", "says"), [(Status.DONE, "Done on"), (Status.PARTLY, "Partly done on")]
)
def test_what_is_done_is_said_and_the_next_suggestion_comes_first(
    as_owner: Client, business: Business, plan: Plan, status: Status, says: str
) -> None:
    own, code = item("POL2q"), first_suggested(business)
    put(own, action=code, status=status, ended_on=TODAY)
    own.refresh_from_db()

    page = results(as_owner, business)

    assert planned(page, own)
    assert f"{says} 20 November" in page
    assert PIN.format(code) not in page


def test_a_dropped_action_can_be_added_again(
    as_owner: Client, business: Business, plan: Plan
) -> None:
    code = first_suggested(business)
    put(item("POL2q"), action=code, status=Status.DROPPED, ended_on=TODAY)

    assert PIN.format(code) in results(as_owner, business)


# ---- one partly done action counts the same everywhere


class Counted(NamedTuple):
    """A place that counts the actions done, and the words it should use for two of three."""

    says: Callable[[Any], str]
    words: str


PLACES = {
    "home": Counted(lambda it: done_line(it.saved), "2 of 3 actions done"),
    "board": Counted(lambda it: it.board, "Two done, one to go"),
    "look back": Counted(
        lambda it: LookingBack(saved=it.saved, coming=it.saved.quarter.next()).finding,
        "2 of 3 actions are done. One is still open.",
    ),
    "trends": Counted(
        lambda it: it.chapter.done, "2 of 3 actions done, 1 of them partly; 1 dropped"
    ),
    "summary of a consultant": Counted(
        lambda it: plan_so_far(it.saved), "Of the current plan, 2 of 3 actions are done."
    ),
    "email of a check": Counted(
        lambda it: mail_wording.done_since(number_done(it.kept), len(it.kept)),
        "Two of your three actions are done.",
    ),
    "email on Mondays": Counted(
        lambda it: mail_wording.done_so_far(number_done(it.kept), len(it.kept)),
        "Done so far: 2 of 3 actions.",
    ),
    "email of the quarter": Counted(
        lambda it: mail_wording.done_title(number_done(it.kept), len(it.kept)),
        "Two of three actions done",
    ),
}


class Lived(NamedTuple):
    """A plan with one action done, one partly done, one dropped and one open."""

    saved: Any
    kept: list[PlanItem]
    board: str
    chapter: Chapter


@pytest.fixture
def lived(
    at_noon: Any, assessment: Assessment, owner: User, as_owner: Client, business: Business
) -> Lived:
    made = make_plan(assessment, owner, ("POL2q", "CUL3q", "CON4q", "CHA1q"))
    ends = {"POL2q": Status.DONE, "CUL3q": Status.PARTLY, "CON4q": Status.DROPPED}
    for code, status in ends.items():
        put(item(code), status=status, ended_on=TODAY)
    saved = plan_around(made.items.all()[0])
    submission = submission_of(Result.objects.get(assessment=assessment), business)
    first, until = submission.quarter, submission.quarter.next()
    [past] = plans_between(business, first, until)
    page = as_owner.get(board(business)).text
    return Lived(
        saved=saved,
        kept=list(made.items.exclude(status=Status.DROPPED)),
        board=" ".join(page.split()),
        chapter=Chapter(plan=past, both=comparison(submission, submission)),
    )


@pytest.mark.parametrize("place", PLACES, ids=list(PLACES))
def test_a_partly_done_action_counts_alike(lived: Lived, place: str) -> None:
    assert PLACES[place].words in PLACES[place].says(lived)


def test_every_sentence_that_counts_finished_actions_is_in_the_table() -> None:
    """A new one needs a line in PLACES, and its file here."""
    counting = re.compile(r"%\(done\)s.*\bdone\b|Done so far", re.IGNORECASE)

    files = {text.place.split(":")[0] for text in texts_of_python() if counting.search(text.words)}

    assert files == {
        "assessment/consulting/clients/presenters/in_short.py",
        "assessment/journey/tracking/presenters/look_back.py",
        "assessment/journey/tracking/wording.py",
        "assessment/journey/trends/wording/outcomes.py",
        "assessment/site/dashboard/wording.py",
        "assessment/site/reminders/wording.py",
    }
