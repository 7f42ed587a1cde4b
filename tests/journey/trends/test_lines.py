"""Lines across quarters, including gaps and new questions."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from assessment.domain.quarters import Quarter
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.library import OWN_MODEL, own_model
from assessment.parties.catalogue.models import ModelVersion
from tests.journey.trends.making import (
    SAMPLE,
    at,
    make_results,
    page_of,
    publish,
    unscored,
    words_of,
)

pytestmark = pytest.mark.django_db


# ---- lines


def test_lines_are_drawn_from_the_third_check_on(
    as_owner: Client, business: Business, eight_quarters: None
) -> None:
    page = page_of(as_owner, business)

    assert page.count("<figure") == 6
    assert "All 6 on the same scale, from 0 to 100." in page
    assert 'aria-label="Channels: 31, 33, 33, 39, 44, 44, 44, 69."' in page
    assert "39 to 69 in a year" in page


def test_a_skipped_quarter_is_a_gap_and_a_row(
    as_owner: Client, business: Business, owner: User
) -> None:
    make_results(business, owner, [*SAMPLE[:5], *SAMPLE[6:]])

    page = page_of(as_owner, business)

    assert 'aria-label="Culture: 25, 31, 39, 39, 39, no check, 47, 53."' in page
    assert "A dash is a quarter without a score." in page
    assert "No check in Apr–Jun 2026." in page
    assert "Apr–Jun 2026 no check – – – – – – –" in words_of(page)


@pytest.mark.parametrize(("nth", "caption"), [(0, ""), (7, "not scored this quarter")])
def test_an_unscored_area_at_either_end_is_a_dash(
    as_owner: Client,
    business: Business,
    owner: User,
    lenient: ModelVersion,
    nth: int,
    caption: str,
) -> None:
    submissions = list(SAMPLE)
    submissions[nth] = unscored(submissions[nth])
    make_results(business, owner, submissions, lenient)

    page = page_of(as_owner, business)

    culture = re.search(r'aria-label="Culture: ([^"]*)\."', page)
    assert culture
    assert culture[1].split(", ")[nth] == "not scored"
    assert "Too few answers: Culture in" in page
    assert "too few answers" in page
    assert caption in page


def test_without_an_overall_score_the_areas_are_still_compared(
    as_owner: Client, business: Business, owner: User, lenient: ModelVersion
) -> None:
    make_results(business, owner, [*SAMPLE[:-1], unscored(SAMPLE[-1])], lenient)

    page = page_of(as_owner, business)

    assert "<h1>A likely change in Channels in a year</h1>" in page
    assert "One of the two quarters has no overall score." in page
    assert "Not compared: Culture." in page
    assert "Too few questions apply for a score" in page


def test_quarters_moved_to_other_months_share_one_axis(
    as_owner: Client, business: Business, owner: User
) -> None:
    moved = [
        replace(SAMPLE[-2], quarter=Quarter(date(2026, 8, 1))),
        replace(SAMPLE[-1], quarter=Quarter(date(2026, 11, 1))),
    ]
    make_results(business, owner, [*SAMPLE[:5], *moved])

    page = page_of(as_owner, business)

    assert "Nov 2026–Jan 2027" in page
    assert "Apr–Jun 2026 no check" in words_of(page)
    assert "Jul–Sep 2026" not in page


# ---- new versions of the questions


def under(version: ModelVersion, submission: Submission) -> Submission:
    return replace(submission, model=version.maturity)


EVERY_KEY = "\n".join(f'"{p.key}" = "{p.key}"' for p in own_model().practices)


def test_new_questions_without_a_mapping_are_a_marked_break(
    as_owner: Client, business: Business, owner: User
) -> None:
    make_results(business, owner, SAMPLE[-4:-1])
    version = publish("1.2")
    make_results(business, owner, [under(version, SAMPLE[-1])], version)

    page = page_of(as_owner, business)

    assert "<h1>New questions, so nothing to compare yet</h1>" in page
    assert "New questions from October 2026: the lines break there" in page
    assert page.count('stroke-dasharray="3 3"') == 7
    assert "not compared" in page
    assert "Cairn 1.2" in page


def test_with_a_mapping_old_answers_are_rescored_and_the_line_continues(
    as_owner: Client, business: Business, owner: User
) -> None:
    make_results(business, owner, SAMPLE[-5:-1])
    version = publish("1.2", f'\n[mapping."{OWN_MODEL}"]\n{EVERY_KEY}\n')
    make_results(business, owner, [under(version, SAMPLE[-1])], version)

    page = page_of(as_owner, business)

    assert "<h1>Probably up 19 points in a year</h1>" in page
    assert "the lines break there" not in page
    assert f"Cairn {own_model().version}, scored as Cairn 1.2" in page
    assert "Earlier answers are scored again under the newest questions" in page


def test_results_and_trends_agree_across_versions(
    as_owner: Client, business: Business, owner: User
) -> None:
    make_results(business, owner, [at("2026-Q3", SAMPLE[0])])
    version = publish("1.3", f'\n[mapping."{OWN_MODEL}"]\n{EVERY_KEY}\n')
    make_results(business, owner, [under(version, SAMPLE[-1])], version)

    results = as_owner.get(reverse("results", args=[business.slug, "2026-q4"])).text

    assert "Channels and Personalisation have clearly improved since your last check." in results
    assert "Also clear: Channels and Personalisation." in page_of(as_owner, business)
