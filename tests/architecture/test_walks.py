"""Tests of how many files a use case runs through, and that no call goes back up a layer.

A walk starts below the views, with the service or query that a view calls. It counts every file
in the same wing that has a function running: queries, services, presenters, wording and charts.
This is what an engineer reads to follow the use case. Three kinds of file are not counted:

- Models, editions, the domain and the foundation are vocabulary. An engineer reads them once for
  all use cases.
- Files in the wings below have a limit of their own, which is the number when it was set.
- Views and forms differ between the pages that lead to the same use case. A whole page also has
  a limit of its own.

A climb is a call to a function in a higher wing, room or layer than its nearest caller of ours.
The order is that of the contracts in pyproject.toml. Whatever a template calls, be it a filter or
a property, counts as called by the file that renders it.
"""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.domain.model.answers import SheetAnswer
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.planner import make_plan
from assessment.foundation.accounts.models import User
from assessment.foundation.pdf.client import Printed
from assessment.journey.planning.services import Promise, save_plan
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.questionnaire.services import Save, record_answer
from assessment.journey.results.services import submit
from assessment.outputs.reports.editions import Edition, Paper
from assessment.outputs.reports.presenters.saved_result import document_of
from assessment.outputs.reports.services import pdf_request, printing
from assessment.parties.businesses.models import Business
from tests.architecture.files import ROOT
from tests.architecture.walks import Place, Walk, walk_of
from tests.factories import NOON, make_user
from tests.kept import kept
from tests.outputs.exports.exporting import make_lindgren

MOST = {"save": 2, "submit": 4, "plan": 6, "report": 12}
# The sentences of a result are in four files, because one would have more than 400 lines. A level
# with its doubt and a change with its word are values in files of their own. What an action was
# chosen over, and what would bring one in, is worded once for builder, action page and report. What
# team and customers say is read in their own rooms, and set side by side in a third.
MOST_BENEATH_A_REPORT = 33
MOST_OF_A_PAGE = 15
REPORT_PAGE = "outputs/reports/views/reports.py:report"


@pytest.fixture(autouse=True)
def at_noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@kept
def lindgren(owner: User) -> Business:
    return make_lindgren(owner, make_user("editor"))


@pytest.fixture
def no_printing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the PDF client, and clear the caches of everything that printing reads."""
    client = SimpleNamespace(print=lambda _request, **_whose: Printed(b"%PDF", 1, 0, 0))
    monkeypatch.setattr(printing, "pdf_client", client)
    for remembered in (printing.our_fonts, printing.style_of, printing.sources_hash):
        remembered.cache_clear()


def assert_short(walk: Walk, wing: str, most: int) -> None:
    story = walk.story(wing)
    assert len(story) <= most, f"{len(story)} files, {most} allowed:\n" + "\n".join(story)
    assert walk.climbs == set(), "\n".join(f"{a} calls {b}" for a, b in sorted(walk.climbs))


def test_saving_an_answer_runs_through_few_files(assessment: Assessment, owner: User) -> None:
    standing = assessment.answers.get(practice="CUL1")
    save = Save(seen=0, operation=uuid4(), by=owner, at=NOON)

    walk = walk_of(lambda: record_answer(stored=standing, answer=SheetAnswer(2), save=save))

    assert_short(walk, "journey", MOST["save"])


def test_submitting_a_check_runs_through_few_files(answered: Assessment, owner: User) -> None:
    walk = walk_of(lambda: submit(assessment=answered, by=owner, at=NOON))

    assert_short(walk, "journey", MOST["submit"])


def test_saving_a_plan_runs_through_few_files(answered: Assessment, owner: User) -> None:
    submit(assessment=answered, by=owner, at=NOON)
    model = answered.model_version.maturity
    plan = make_plan(model, answered.sheet(), PlanWish.usual(model))
    promise = Promise(owner, NOON.date() + timedelta(days=7))
    promises = {planned.code: promise for planned in plan.actions}

    walk = walk_of(
        lambda: save_plan(assessment=answered, plan=plan, promises=promises, by=owner, at=NOON)
    )

    assert_short(walk, "journey", MOST["plan"])


def test_preparing_a_report_for_printing_runs_through_few_files(
    lindgren: Business, no_printing: None
) -> None:
    quarter = lindgren.assessments.latest("quarter_starts_on").quarter

    def request() -> None:
        document = document_of(lindgren, quarter)
        assert document is not None
        assert pdf_request(document, Edition.CONSULTANT, Paper.A4)["html"]

    walk = walk_of(request)

    assert_short(walk, "outputs", MOST["report"])
    beneath = walk.beneath("outputs")
    assert len(beneath) <= MOST_BENEATH_A_REPORT, "\n".join(beneath)


def test_the_page_of_a_report_adds_a_view_and_the_cache(
    lindgren: Business, as_owner: Client, no_printing: None
) -> None:
    path = reverse("report", args=[lindgren.slug, "2026-q4", Edition.OWNER, Paper.A4])
    replies = []

    walk = walk_of(lambda: replies.append(as_owner.get(path)), start=REPORT_PAGE)

    assert replies[0].content == b"%PDF"
    assert_short(walk, "outputs", MOST_OF_A_PAGE)


# ---- tests of the measuring itself


@pytest.mark.parametrize(
    ("higher", "lower"),
    [
        ("assessment.site.public.views", "assessment.outputs.reports.views.reports"),
        ("assessment.outputs.exports.queries", "assessment.outputs.reports.views.reports"),
        ("assessment.journey.trends.queries", "assessment.journey.results.views.results"),
        ("assessment.outputs.reports.services", "assessment.outputs.reports.presenters.areas"),
        ("assessment.outputs.reports.queries", "assessment.domain.planning.plans"),
        ("assessment.domain.planning.plans", "assessment.domain.scoring.scores"),
    ],
)
def test_wings_outrank_rooms_and_rooms_outrank_layers(higher: str, lower: str) -> None:
    assert Place(higher).is_above(Place(lower))
    assert not Place(lower).is_above(Place(higher))


def test_siblings_are_at_the_same_level() -> None:
    exports, sharing = (
        Place(f"assessment.outputs.{room}.views") for room in ("exports", "sharing")
    )

    assert not exports.is_above(sharing)
    assert not sharing.is_above(exports)


def test_calling_a_function_passed_down_counts_as_a_climb() -> None:
    def lower(call: Callable[[], None]) -> None:
        call()

    def higher() -> None:
        pass

    moved = [
        SimpleNamespace(run=placed(function, file))
        for function, file in ((lower, "queries.py"), (higher, "views/reports.py"))
    ]

    walk = walk_of(lambda: moved[0].run(moved[1].run))

    assert walk.climbs == {
        (
            "assessment/outputs/reports/queries.py",
            "assessment/outputs/reports/views/reports.py:higher",
        )
    }
    assert walk.story("outputs") == sorted(walk.files)


def placed(function: Any, file: str) -> Any:
    """Return the same function as if it were defined in a file of reports."""
    path = f"{ROOT}/assessment/outputs/reports/{file}"
    moved = function.__code__.replace(co_filename=path)
    return type(function)(moved, function.__globals__)
