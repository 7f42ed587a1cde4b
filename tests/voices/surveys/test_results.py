"""What customers said: three counts under five answers, else a score, its band and its change."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.quarters import Quarter
from assessment.domain.scoring.scores import shown
from assessment.domain.voices.loyalty import Recommendations
from assessment.domain.voices.outcomes import HeardOutcomes
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.library import own_model
from assessment.voices.surveys.models import Survey
from assessment.voices.surveys.queries.shared_values import customers_view, survey_for_hub
from assessment.voices.surveys.wording import results as wording
from tests.factories import NOON, make_business, make_model_version, make_user
from tests.voices.surveys.making import AUTUMN, SPRING, SUMMER, add_answers, add_worked

pytestmark = pytest.mark.django_db

Q4, Q3, Q2 = (Quarter.containing(day) for day in (AUTUMN, SUMMER, SPRING))
MARK = "registered mark"
COUNTS = st.builds(
    Recommendations,
    promoters=st.integers(0, 60),
    passives=st.integers(0, 60),
    detractors=st.integers(0, 60),
)


def url(name: str, *more: str) -> str:
    return reverse(name, args=["cafe-lindgren", *more])


def quarter(client: Client, key: str = "2026-q4") -> str:
    page = client.get(url("survey_quarter", key))
    assert page.status_code == 200
    return " ".join(page.text.split())


# ---- the worked example


def test_the_worked_example_shows_the_score_its_band_and_then_its_changes(
    as_owner: Client, survey: Survey
) -> None:
    add_worked(survey)

    text = quarter(as_owner)

    order = [
        *("Most would recommend you", "between +25 and +72", "+53"),
        *("+30", "+1 to +54", "+5<small>", "−27 to +35"),
        "Up 23 on July to September 2026: no clear change yet.",
        "Up 48 on April to June 2026: a clear change.",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_the_mark_stands_once_on_every_page_that_shows_a_score(
    as_owner: Client, survey: Survey
) -> None:
    add_worked(survey)

    pages = [quarter(as_owner), as_owner.get(url("survey_results")).text]

    assert [page.count(MARK) for page in pages] == [1, 1]


def test_the_list_leads_to_every_quarter_newest_first(as_owner: Client, survey: Survey) -> None:
    add_worked(survey)

    text = as_owner.get(url("survey_results")).text

    links = [f'href="{url("survey_quarter", key)}"' for key in ("2026-q4", "2026-q3", "2026-q2")]
    assert [link in text for link in links] == [True] * 3
    assert [text.index(link) for link in links] == sorted(text.index(link) for link in links)


@pytest.mark.parametrize("numbers", [[9], [10, 8, 0], [9, 9, 7, 10]])
def test_under_five_answers_there_are_three_counts_and_no_score(
    as_owner: Client, survey: Survey, numbers: list[int]
) -> None:
    add_answers(survey, numbers)

    text = quarter(as_owner)

    assert wording.three_counts(Recommendations.count(numbers)) in text
    assert "no score yet" in text
    assert MARK not in text


def test_without_an_answer_the_page_says_so(as_owner: Client, survey: Survey) -> None:
    assert "Nobody has answered yet" in quarter(as_owner)
    assert "Nobody has answered yet" in as_owner.get(url("survey_results")).text


def test_a_business_that_never_asked_has_an_empty_list_with_a_way_to_begin(
    as_owner: Client, as_viewer: Client, business: Business
) -> None:
    make_model_version()

    texts = [client.get(url("survey_results")).text for client in (as_owner, as_viewer)]

    assert [url("survey") in text for text in texts] == [True, False]
    assert as_owner.get(url("survey_quarter", "2026-q4")).status_code == 404


@pytest.mark.parametrize("key", ["2026-q5", "now", "2026-13"])
def test_a_quarter_that_does_not_exist_is_a_404(as_owner: Client, survey: Survey, key: str) -> None:
    assert as_owner.get(url("survey_quarter", key)).status_code == 404


def test_quarters_begin_when_those_of_the_business_do(as_owner: Client, survey: Survey) -> None:
    Business.objects.update(first_month=2)
    add_answers(survey, [9] * 5, date(2026, 10, 31))
    add_answers(survey, [9] * 6, date(2026, 11, 1))

    text = as_owner.get(url("survey_results")).text

    assert text.index("November 2026 to January 2027") < text.index("August to October 2026")


# ---- areas and outcomes


def test_an_area_needs_five_answers_of_its_own(as_owner: Client, survey: Survey) -> None:
    add_answers(survey, [9] * 5, sentences={"survey.culture": 2, "survey.channels": 1})
    add_answers(survey, [9] * 2, sentences={"survey.channels": 1, "survey.policies": 3})

    view = customers_view(Business.objects.get(), Q4, own_model().customer_survey)

    assert {area: (v.answers, v.score and shown(v.score)) for area, v in view.areas.items()} == {
        "culture": (5, 67),
        "policies": (2, None),
        "channels": (7, 33),
        "consistency": (0, None),
        "personalisation": (0, None),
    }
    text = quarter(as_owner)
    assert "too few" in text
    assert ">Consistency<" not in text


@pytest.mark.parametrize(
    ("wanted", "unwanted", "said"),
    [
        (0, 0, ""),
        (3, 0, "3 customers said what they wanted. Nothing unwanted was heard."),
        (1, 0, "One customer said what they wanted. Nothing unwanted was heard."),
        (18, 6, "Wanted: 18. In the way: 6. That is 3.0 to 1, or 75 wanted in 100."),
        (0, 2, "Wanted: 0. In the way: 2. That is 0.0 to 1, or 0 wanted in 100."),
    ],
)
def test_wanted_and_unwanted_outcomes_are_a_quotient(wanted: int, unwanted: int, said: str) -> None:
    assert wording.value(HeardOutcomes(wanted=wanted, unwanted=unwanted)) == said


def test_outcomes_are_counted_by_the_answers_that_name_one(
    as_owner: Client, survey: Survey
) -> None:
    add_answers(survey, [9] * 3, wanted="Lunch")
    add_answers(survey, [3], wanted="Lunch", unwanted="A queue")
    add_answers(survey, [3], unwanted="Set aside", set_aside=True)

    assert "Wanted: 4. In the way: 1. That is 4.0 to 1, or 80 wanted in 100." in quarter(as_owner)


# ---- words


def test_the_unkind_words_come_first_and_none_is_cut(as_owner: Client, survey: Survey) -> None:
    long = "Twenty minutes. " * 100
    add_answers(survey, [9], why="Kind people.")
    add_answers(survey, [2], why=long.strip())

    text = quarter(as_owner)

    assert text.index(long.strip()) < text.index("Kind people.")


def test_markup_in_words_is_text(as_owner: Client, survey: Survey) -> None:
    add_answers(survey, [9], why="<b>Good</b> & well")

    assert "&lt;b&gt;Good&lt;/b&gt; &amp; well" in quarter(as_owner)


def test_a_day_is_shown_as_a_week(as_owner: Client, survey: Survey) -> None:
    add_answers(survey, [9], date(2026, 10, 8), why="Kind people.")

    text = quarter(as_owner)

    assert "week of 5 October" in text
    assert "8 October" not in text


def test_a_consultant_reads_numbers_and_never_words(
    as_consultant: Client, as_viewer: Client, survey: Survey
) -> None:
    add_answers(survey, [9] * 6, why="Kind people.", wanted="Lunch", unwanted="A queue")

    theirs, ours = quarter(as_consultant), quarter(as_viewer)

    assert "+100" in theirs
    assert [word in theirs for word in ("Kind people.", "Lunch", "A queue")] == [False] * 3
    assert [word in ours for word in ("Kind people.", "Lunch", "A queue")] == [True] * 3
    assert as_consultant.get(url("survey_words", "2026-q4")).status_code == 403


def test_what_another_business_heard_is_never_shown(as_owner: Client, survey: Survey) -> None:
    stranger = make_user("sam")
    other = make_business("Elsewhere", owner=stranger)
    add_answers(Survey.objects.create(business=other, made_at=NOON), [9] * 6, why="Not yours.")

    assert "Not yours." not in quarter(as_owner)
    assert "Nobody has answered yet" in quarter(as_owner)


# ---- counts, score and change


@given(COUNTS)
def test_a_score_is_said_from_five_answers_on_and_the_counts_below(counts: Any) -> None:
    said = [wording.score_text(counts), wording.band_text(counts)]

    assert all(said) if counts.answers >= 5 else not any(said)


@given(COUNTS, COUNTS)
def test_the_change_is_the_difference_of_the_shown_numbers(now: Any, before: Any) -> None:
    said = wording.change(now, before, Q3)

    if now.answers < 5 or before.answers < 5:
        assert said == ""
        return
    points = shown(now.score) - shown(before.score)
    start = {0: "The same as", 1: f"Up {points} on", -1: f"Down {-points} on"}
    assert said.startswith(start[(points > 0) - (points < 0)])


@given(COUNTS, COUNTS)
def test_a_change_is_called_clear_only_if_its_exact_band_leaves_out_none(
    now: Any, before: Any
) -> None:
    found = now.change_since(before)

    if "a clear change" in wording.change(now, before, Q3):
        assert found.clear


@given(st.lists(st.integers(0, 10), max_size=40))
def test_the_heading_says_most_only_of_more_than_half(numbers: list[int]) -> None:
    counts = Recommendations.count(numbers)

    heading = wording.heading(counts)

    if heading == "Most would recommend you":
        assert 2 * counts.promoters > counts.answers >= 5
    if heading == "Most would not recommend you":
        assert 2 * counts.detractors > counts.answers >= 5


# ---- for other rooms


def test_the_hub_gets_this_quarter_and_the_newest_one_before(survey: Survey) -> None:
    add_answers(survey, [9] * 2)
    add_answers(survey, [9] * 6, SPRING)
    add_answers(survey, [0], set_aside=True)

    found = survey_for_hub(Business.objects.get(), NOON, own_model().customer_survey)

    assert (found.can_ask, found.is_asking, found.set_aside) == (True, True, 1)
    assert (found.quarter, found.now.answers, found.now.score) == (Q4, 2, None)
    assert (found.before, found.change) == (Q2, None)


def test_the_hub_gets_a_change_where_both_quarters_have_a_score(survey: Survey) -> None:
    add_worked(survey)

    found = survey_for_hub(Business.objects.get(), NOON, own_model().customer_survey)

    assert found.before == Q3
    assert found.change
    assert not found.change.clear


def test_a_business_without_a_survey_has_values_for_the_hub(business: Business) -> None:
    make_model_version()

    found = survey_for_hub(business, NOON, own_model().customer_survey)
    view = customers_view(business, Q4, own_model().customer_survey)

    assert (found.is_asking, found.before, found.change, found.now.answers) == (
        *(False, None, None),
        0,
    )
    assert (view.recommendations.answers, view.areas) == (0, {})


# ---- two thousand answers


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("survey_results", ()),
        ("survey_quarter", ("2026-q4",)),
        ("survey_words", ("2026-q4",)),
        ("survey_aside", ()),
        ("survey", ()),
    ],
)
def test_two_thousand_answers_cost_no_page_more_than_twelve_queries(
    as_owner: Client, survey: Survey, at_most: Any, name: str, more: tuple[str, ...]
) -> None:
    steps = {"survey.culture": 2, "survey.policies": 1}
    numbers = [place % 11 for place in range(2_000)]
    add_answers(survey, numbers, why="Words.", wanted="Lunch", sentences=steps)
    add_answers(survey, numbers, why="Words.", set_aside=True)
    as_owner.get(url(name, *more))

    with at_most(12):
        text = as_owner.get(url(name, *more)).text

    assert text.count("“Words.”") <= 50


def test_all_words_can_be_read_page_by_page(as_owner: Client, survey: Survey) -> None:
    add_answers(survey, [9] * 120, why="Words.")
    words = url("survey_words", "2026-q4")

    pages = [as_owner.get(words, {"page": page}).text for page in (1, 2, 3)]

    assert [page.count("“Words.”") for page in pages] == [50, 50, 20]
    assert "?page=2" in pages[0]
