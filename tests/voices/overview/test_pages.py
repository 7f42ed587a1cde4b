"""The page of all voices, and others beside the owner on results, in reports and trends."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
import time_machine
from django.test import Client

from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Result
from assessment.journey.results.queries import submission_of
from assessment.journey.results.services import submit
from assessment.outputs.reports.editions import Options
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.presenters.saved_result import document_of
from assessment.parties.businesses.models import Business, Role, TeamSize
from assessment.voices.overview.queries import views_beside
from assessment.voices.pulse.models import PulseRound
from assessment.voices.surveys.models import Survey
from tests.factories import NOON, make_engagement, make_member, make_model_version, make_user
from tests.kept import kept
from tests.outputs.exports.exporting import text_of_docx
from tests.outputs.reports.test_pages import submitted
from tests.voices.surveys.making import add_answers, add_worked, make_survey

pytestmark = pytest.mark.django_db

TODAY = NOON.date()
Q4 = Quarter(date(2026, 10, 1))
HUB, SIDES = "/b/cafe-lindgren/voices/", "/b/cafe-lindgren/voices/side-by-side/2026-q4/"
RESULTS, TRENDS = "/b/cafe-lindgren/results/2026-q4/", "/b/cafe-lindgren/trends/"


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@kept
def result(answered: Assessment, owner: User) -> Result:
    return submit(assessment=answered, by=owner, at=NOON)


@kept
def survey(business: Business, owner: User) -> Survey:
    return make_survey(business, owner)


def close_round(business: Business, closed_on: date = TODAY, **areas: Any) -> PulseRound:
    """Return a closed round whose scores are these, 60 unless given; 6 of 7 answered."""
    keys = ("culture", "policies", "channels", "consistency", "personalisation")
    scores = {key: areas.get(key, "60") for key in keys}
    return PulseRound.objects.create(
        business=business,
        model_version=make_model_version(),
        way="mail",
        people=7,
        threshold=5,
        asked_by="Maja",
        started_on=closed_on,
        closes_on=closed_on,
        shows_on=closed_on,
        counted_on=closed_on,
        closed_on=closed_on,
        answered=6,
        outcome={"people": 6, "dimensions": scores, "awareness": "40", "engagement": None},
    )


def text_of(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


# ---- the page of all voices


def test_before_anybody_is_heard_the_page_says_whom_to_ask(
    as_owner: Client, business: Business, result: Result
) -> None:
    page = text_of(as_owner.get(HUB))

    assert "So far, only you have been asked" in page
    assert "Ask your team" in page
    assert "Ask your customers" in page
    assert "Answer apart, then compare" in page


@pytest.mark.parametrize(
    ("team", "says", "says_not"),
    [
        (TeamSize.ALONE, "A friend from the trade", "Your team"),
        (TeamSize.FEW, "See the team talk", "Ask your team"),
        (TeamSize.SMALL, "Ask your team", "See the team talk"),
    ],
)
def test_what_a_team_can_do_depends_on_its_size(
    as_owner: Client, business: Business, result: Result, team: str, says: str, says_not: str
) -> None:
    Business.objects.filter(pk=business.pk).update(team_size=team)

    page = text_of(as_owner.get(HUB))

    assert says in page
    assert says_not not in page


def test_the_page_begins_with_what_the_views_say(
    as_owner: Client, business: Business, result: Result, survey: Survey
) -> None:
    close_round(business, culture="30")
    add_worked(survey)

    page = text_of(as_owner.get(HUB))

    assert "Your team rates you lower than you rate yourself" in page
    assert "6 of 7 answered by" in page
    assert "Most would recommend you" in page
    assert "no clear change yet" in page


def test_before_the_first_check_voices_are_shown_alone(
    as_owner: Client, business: Business, survey: Survey
) -> None:
    add_answers(survey, [9, 3])

    page = text_of(as_owner.get(HUB))

    assert "What others say" in page
    assert "Would recommend you: one." in page


def test_the_card_of_the_team_shows_no_scores_of_an_earlier_round(
    as_owner: Client, business: Business, result: Result
) -> None:
    close_round(business, culture="31")
    assert " 31 " in text_of(as_owner.get(HUB))
    close_round(business, date(2027, 1, 5), culture="32")

    page = text_of(as_owner.get(HUB))

    assert re.search(r"6 of 7 answered by 5.January.2027", page)
    assert not re.search(r" 3[12] ", page)


@pytest.mark.parametrize("role", [Role.OWNER, Role.EDITOR, Role.VIEWER, None])
def test_every_link_on_the_cards_leads_somewhere(
    business: Business, result: Result, role: Role | None
) -> None:
    reader = make_user("connie")
    make_member(business, reader, role) if role else make_engagement(business, reader)
    client = Client()
    client.force_login(reader)

    links = re.findall(r'class="voice__next"><a class="link" href="([^"]+)"', client.get(HUB).text)

    assert len(links) >= 2
    assert {client.get(link).status_code for link in links} <= {200, 302}


# ---- side by side


@pytest.mark.parametrize("sentences", [{}, {"survey.culture": 3}], ids=["no-areas", "too-few"])
def test_customers_who_say_too_little_were_asked_all_the_same(
    as_owner: Client,
    business: Business,
    result: Result,
    survey: Survey,
    sentences: dict[str, int],
) -> None:
    add_answers(survey, [9] * 3, sentences=sentences)

    document = report(business)
    pages = [as_owner.get(page).text for page in (HUB, SIDES, RESULTS)]

    assert document.voices
    assert document.voices.verdict == "There isn’t enough to compare yet"
    assert "only you have been asked" not in " ".join(pages)
    assert ("h-others" in pages[-1]) is bool(sentences)


def test_each_area_has_a_number_from_each_side_and_what_that_says(
    as_owner: Client, business: Business, result: Result, survey: Survey
) -> None:
    close_round(business, culture="30", policies=None)
    add_answers(survey, [9] * 5, sentences={"survey.culture": 3, "survey.channels": 2})

    page = text_of(as_owner.get(SIDES))

    assert "Your team sees this 37 lower than you do. Your customers rate this 33 higher" in page
    assert page.count("too few") == 1 + 3 + 1  # the team's, three of customers, and the key
    assert "6 of 7 answered by 20 November 2026" in page
    assert "5 customers answered in this quarter." in page
    assert "What to talk about" in page


def test_without_others_the_page_says_where_to_ask(
    as_owner: Client, business: Business, result: Result
) -> None:
    page = text_of(as_owner.get(SIDES))

    assert "So far, only you have been asked" in page
    assert "See whom you can ask" in page


def test_a_quarter_without_a_check_has_no_such_page(
    as_owner: Client, business: Business, result: Result
) -> None:
    assert as_owner.get(SIDES.replace("2026-q4", "2026-q3")).status_code == 404


@pytest.mark.parametrize(
    ("closed_on", "counts"),
    [
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
        (date(2025, 10, 1), True),
        (date(2025, 9, 30), False),
    ],
)
def test_a_pulse_counts_for_a_year_and_not_for_an_earlier_quarter(
    as_owner: Client, business: Business, result: Result, closed_on: date, *, counts: bool
) -> None:
    close_round(business, closed_on, culture="30")

    assert ("Your team sees this 37 lower" in text_of(as_owner.get(SIDES))) is counts


# ---- results, trends and reports


def test_results_show_others_only_once_they_are_heard(
    as_owner: Client, business: Business, result: Result
) -> None:
    before = as_owner.get(RESULTS)

    close_round(business, culture="30")

    assert "h-others" not in before.text
    assert "Your team sees this 37 lower than you do." in text_of(as_owner.get(RESULTS))


def test_trends_list_what_others_said(
    as_owner: Client, business: Business, two_results: None, survey: Survey
) -> None:
    close_round(business, culture="30", policies=None)
    add_worked(survey)

    page = text_of(as_owner.get(TRENDS))

    assert "October to December 2026 30 +53 +25 and +72 Up 23 on July to September 2026" in page
    assert re.search(r"20.November.2026 6 30 too few 60 60 60", page)
    assert page.count("registered mark") == 1


@kept
def two_results(business: Business, owner: User) -> None:
    submitted(business, owner, Quarter(date(2026, 7, 1)), value=1)
    submitted(business, owner, Q4, value=2)


def report(business: Business, *, voices: bool = True, method: bool = True) -> ReportDocument:
    document = document_of(business, Q4, options=Options(voices=voices, method=method))
    assert document
    return document


def test_a_report_has_a_section_on_others(
    business: Business, result: Result, survey: Survey
) -> None:
    silent = report(business)
    close_round(business, culture="30", policies=None)
    add_worked(survey)

    heard, without = report(business), report(business, voices=False)

    assert silent.voices is without.voices is None
    assert heard.voices
    [culture] = [row for row in heard.voices.rows if row.title == "Culture"]
    assert (culture.owner, culture.team, culture.customers) == ("67", "30", "")
    assert culture.chart_words == "You 67, your team 30"
    assert (heard.voices.awareness, heard.voices.engagement) == ("40", "")
    assert heard.voices.recommend == (
        "Recommend score (NPS®): +53, and probably between +25 and +72."
    )


def test_the_mark_is_attributed_once_in_a_report(
    business: Business, result: Result, survey: Survey
) -> None:
    add_worked(survey)

    usual, without_method = report(business).voices, report(business, method=False).voices

    assert usual
    assert usual.attribution == ""
    assert without_method
    assert "registered mark" in without_method.attribution


# ---- who may see it, and what it costs


@pytest.mark.parametrize("page", [HUB, SIDES])
def test_a_consultant_sees_scores_and_a_stranger_nothing(
    as_stranger: Client, business: Business, result: Result, page: str
) -> None:
    close_round(business, culture="30")
    consultant = make_user("connie")
    make_engagement(business, consultant)
    as_consultant = Client()
    as_consultant.force_login(consultant)

    assert as_stranger.get(page).status_code == 404
    assert "30" in text_of(as_consultant.get(page))


@pytest.mark.parametrize(("page", "limit"), [(HUB, 12), (SIDES, 12), (RESULTS, 12), (TRENDS, 12)])
def test_a_page_takes_few_queries_however_much_was_heard(
    as_owner: Client,
    business: Business,
    two_results: None,
    survey: Survey,
    at_most: Callable[[int], Any],
    page: str,
    limit: int,
) -> None:
    for year in (2024, 2025, 2026):
        close_round(business, date(year, 11, 1))
    add_worked(survey)
    add_answers(survey, [9] * 200)
    as_owner.get(page)

    with at_most(limit):
        as_owner.get(page)


def test_fractions_are_kept_exact(business: Business, result: Result) -> None:
    close_round(business, culture="100/3")

    assert views_beside(submission_of(result, business), business).team_areas[
        "culture"
    ] == Fraction(100, 3)


@pytest.mark.pdf
def test_the_word_document_says_the_same(
    as_owner: Client, business: Business, result: Result, survey: Survey
) -> None:
    close_round(business, culture="30", policies=None)
    add_worked(survey)

    file = as_owner.get("/b/cafe-lindgren/results/2026-q4.docx")

    text = text_of_docx(file.content)
    assert "Your team and your customers" in text
    assert "Your team sees this 37 lower than you do." in text
    assert "Recommend score (NPS®): +53" in text
