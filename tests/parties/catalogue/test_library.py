"""The files shipped with Cairn: the model and the sample business."""

from datetime import date

import pytest

from assessment.domain.model.answers import Evidence
from assessment.domain.planning.planner import make_plan
from assessment.domain.scoring.scores import shown
from assessment.parties.catalogue import library
from assessment.parties.catalogue.library import (
    OWN_MODEL,
    SHIPPED,
    find_model,
    own_model,
    sample_submissions,
    sample_wish,
)
from tests.domain.making import fixture


def test_only_the_shipped_models_are_found() -> None:
    assert [found.key for key in SHIPPED if (found := find_model(key))] == list(SHIPPED)
    assert find_model(OWN_MODEL) is own_model()
    assert find_model("../../etc/passwd") is None


def test_a_site_publishes_every_version_up_to_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for place, key in enumerate(SHIPPED, start=1):
        monkeypatch.setattr(library, "OWN_MODEL", key)

        assert library.published_by_default() == SHIPPED[:place]


def test_the_sample_ends_with_the_worked_case() -> None:
    last, case = sample_submissions()[-1], fixture("scoring_cases_2")["sheets"][0]["answers"]

    # The case gives another reason for the answer that was set aside; the café gives one of its own.
    given = {code: (a.value, str(a.evidence)) for code, a in last.sheet.answers.items()}
    assert given == {code: (a["value"], a["evidence"]) for code, a in case.items()}
    assert (last.business, last.quarter.key) == ("Café Lindgren", "2026-Q4")
    assert last.checked_on == date(2026, 10, 6)


def test_the_sample_improves_over_eight_quarters() -> None:
    submissions = sample_submissions()

    quarters = [submission.quarter for submission in submissions]
    assert len(quarters) == 8
    assert quarters[1:] == [quarter.next() for quarter in quarters[:-1]]
    assert [shown(c.scored.overall.points) for c in submissions] == [27, 31, 35, 40, 44, 48, 51, 59]


def test_every_sample_sheet_is_complete_and_has_its_notes() -> None:
    for submission in sample_submissions():
        submission.sheet.validate(submission.model)
        for answer in submission.sheet.answers.values():
            assert bool(answer.note) == (answer.evidence is not Evidence.NONE)
            assert bool(answer.reason) == (answer.value == "na")


def test_the_sample_plan_reaches_the_level_smooth() -> None:
    last = sample_submissions()[-1]

    plan = make_plan(last.model, last.sheet, sample_wish())

    assert (plan.hours, plan.money, len(plan.actions)) == (21, 105, 5)
    assert plan.expected.overall.level == last.model.level("smooth")
