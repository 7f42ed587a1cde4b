"""A client's result compared with the median of the consultant's other clients."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from assessment.domain.exchange.documents import score_document
from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Result
from assessment.journey.results.services import submit
from assessment.outputs.exports.presenters.docx.report import written
from assessment.outputs.reports.editions import Edition, Options
from assessment.outputs.reports.presenters.consultant import (
    FEWEST_CLIENTS,
    ClientsPart,
    clients_part,
)
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.presenters.saved_result import document_of
from assessment.outputs.reports.queries import outcomes_beside
from assessment.outputs.reports.services import html_of
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Engagement
from tests.factories import (
    NOON,
    make_answers,
    make_assessment,
    make_business,
    make_engagement,
    make_other_version,
    make_user,
    practice_behind,
)
from tests.outputs.exports.exporting import text_of_docx
from tests.outputs.reports.documents import LINDGREN

pytestmark = pytest.mark.django_db
Q4 = Quarter.parse("2026-Q4")
STEPS = (0, 1, 1, 2, 2, 2, 3, 3)
"""The step that each of eight clients always answers, so that the median is 2."""


@pytest.fixture
def consultant() -> User:
    return make_user("consultant")


@pytest.fixture
def result(answered: Assessment, owner: User, consultant: User) -> Result:
    make_engagement(answered.business, consultant, counts=True)
    return submit(assessment=answered, by=owner, at=NOON)


@pytest.fixture
def client_of(owner: User, consultant: User) -> Callable[..., Engagement]:
    """Make a client of the consultancy who gives the same answer to every question."""

    def made(number: int, step: int, *, quarter: Quarter = Q4, **fields: Any) -> Engagement:
        business = make_business(f"Client {number}", owner=owner)
        assessment = make_assessment(business, quarter_starts_on=quarter.starts_on)
        make_answers(assessment, owner, step)
        submit(assessment=assessment, by=owner, at=NOON)
        return make_engagement(business, consultant, **({"counts": True} | fields))

    return made


@pytest.fixture
def eight(client_of: Callable[..., Engagement]) -> list[Engagement]:
    return [client_of(number, step) for number, step in enumerate(STEPS)]


def document(business: Business, reader: User, **options: bool) -> ReportDocument:
    found = document_of(
        business, Q4, practice=practice_behind(business, reader), options=Options.read(options)
    )
    assert found is not None
    return found


def beside(business: Business, reader: User) -> ClientsPart | None:
    return document(business, reader).consultant.clients


def test_every_area_is_compared_with_the_median_of_eight_others(
    business: Business, result: Result, consultant: User, eight: list[Engagement]
) -> None:
    clients = beside(business, consultant)

    assert clients is not None
    assert clients.count == FEWEST_CLIENTS == len(eight)
    # Between the fourth and the fifth of them: two thirds of all points.
    assert [row.median for row in clients.rows] == [67] * 6
    assert clients.overall.here == result.score
    assert clients.overall.apart == (result.score or 0) - 67


def test_with_seven_others_there_is_no_median(
    business: Business, result: Result, consultant: User, eight: list[Engagement]
) -> None:
    Engagement.objects.filter(pk=eight[0].pk).update(counts=False)

    assert beside(business, consultant) is None


@pytest.mark.parametrize(
    "why", ["not asked", "ended", "too old", "later", "other questions", "another rule", "none yet"]
)
def test_only_comparable_checks_of_willing_clients_from_the_past_year_count(
    business: Business,
    result: Result,
    consultant: User,
    eight: list[Engagement],
    client_of: Callable[..., Engagement],
    why: str,
) -> None:
    if why == "not asked":
        client_of(9, 3, counts=False)
    elif why == "ended":
        client_of(9, 3, ended_at=NOON)
    elif why == "too old":
        client_of(9, 3, quarter=Quarter.parse("2025-Q4"))
    elif why == "later":
        client_of(9, 3, quarter=Quarter.parse("2027-Q1"))
    elif why == "other questions":
        theirs = Assessment.objects.filter(business=client_of(9, 3).business)
        theirs.update(
            model_version=make_other_version("set_aside_limit = 2", "set_aside_limit = 1")
        )
    elif why == "another rule":
        theirs_too = Result.objects.filter(assessment__business=client_of(9, 3).business)
        theirs_too.update(rule="sss-0")
    else:
        engagement = client_of(9, 3)
        Result.objects.filter(assessment__business=engagement.business).delete()

    clients = beside(business, consultant)

    assert clients is not None
    assert clients.count == len(eight)


def test_an_area_with_too_few_scores_has_no_median() -> None:
    outcome = score_document(LINDGREN)
    without = {**outcome, "dimensions": {**outcome["dimensions"], "culture": {"status": "-"}}}

    part = clients_part(LINDGREN, [outcome] * 7 + [without])

    assert part is not None
    assert {row.title: row.median for row in part.areas}["Culture"] is None
    assert part.overall.median == part.overall.here


def test_only_the_latest_check_of_a_client_counts(
    business: Business, result: Result, consultant: User, eight: list[Engagement], owner: User
) -> None:
    for engagement in eight:
        before = Q4.previous().starts_on
        assessment = make_assessment(engagement.business, quarter_starts_on=before)
        make_answers(assessment, owner, 0)
        submit(assessment=assessment, by=owner, at=NOON - timedelta(days=90))

    clients = beside(business, consultant)

    assert clients is not None
    assert (clients.count, clients.overall.median) == (len(eight), 67)


def test_only_the_consultant_sees_it_and_can_leave_it_out(
    business: Business, result: Result, consultant: User, owner: User, eight: list[Engagement]
) -> None:
    assert beside(business, owner) is None
    assert document(business, consultant, clients=False).consultant.clients is None


def test_it_takes_one_query_for_any_number_of_clients(
    business: Business, result: Result, consultant: User, eight: list[Engagement], at_most: Any
) -> None:
    consultancy = eight[0].consultancy
    with at_most(1):
        assert len(outcomes_beside(result, consultancy)) == len(eight)
    with at_most(9):
        document(business, consultant)


def test_only_the_consultant_edition_and_the_word_document_contain_it(
    business: Business, result: Result, consultant: User, eight: list[Engagement]
) -> None:
    made = document(business, consultant)
    words = "The median is the middle score of 8 other clients."

    told = {e: words in unescape(html_of(made, e)).replace("\u00a0", " ") for e in Edition}

    assert [edition for edition, is_told in told.items() if is_told] == [Edition.CONSULTANT]
    assert words in text_of_docx(written(made))
