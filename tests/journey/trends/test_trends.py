"""The trends page, from the first check to the fortieth."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.models import ModelVersion
from tests.domain.making import change
from tests.factories import make_business
from tests.journey.trends.making import (
    SAMPLE,
    at,
    long_history,
    make_plan_of,
    make_results,
    page_of,
    trends_url,
    unscored,
)

pytestmark = pytest.mark.django_db


# ---- from no checks to two


def test_before_the_first_check_the_page_links_to_it(as_owner: Client, business: Business) -> None:
    page = page_of(as_owner, business)

    assert "Your trends will appear here" in page
    assert reverse("check", args=[business.slug]) in page
    assert reverse("sample_trends") in page


def test_after_the_first_check_the_page_announces_the_second(
    as_owner: Client, business: Business, owner: User
) -> None:
    make_results(business, owner, SAMPLE[-1:])

    page = page_of(as_owner, business)

    assert "Your trends start with your second check" in page
    assert "Your first check, October to December 2026, scored 59 out of 100." in page


def test_a_first_check_without_a_score_is_mentioned_without_one(
    as_owner: Client, business: Business, owner: User, lenient: ModelVersion
) -> None:
    make_results(business, owner, [unscored(SAMPLE[-1])], lenient)

    assert "Your first check was for October to December 2026." in page_of(as_owner, business)


def test_two_checks_make_dumbbells_and_no_lines(
    as_owner: Client, business: Business, owner: User
) -> None:
    make_results(business, owner, SAMPLE[-2:])

    page = page_of(as_owner, business)

    assert 'class="multiples"' not in page
    assert 'class="dots dots--pairs"' in page
    assert "One quarter apart" in page
    assert page.count("<polyline") == 0


# ---- the finding


def test_a_year_of_the_cafe_is_a_likely_rise(
    as_owner: Client, business: Business, eight_quarters: None
) -> None:
    page = page_of(as_owner, business)

    assert "<h1>Probably up 19 points in a year</h1>" in page
    assert "<title>Trends: Probably up 19 points in a year" in page
    assert (
        "The change from 40 to 59 is probably real. Channels has probably improved. "
        "The changes in the other 4 areas may just be chance."
    ) in page
    assert "Café Lindgren · 8 quarters" in page
    assert "A year apart" in page


def test_all_quarters_of_the_cafe_are_a_clear_rise(
    as_owner: Client, business: Business, eight_quarters: None
) -> None:
    page = page_of(as_owner, business, "?from=2025-q1")

    assert "<h1>Up 32 points in 21 months, Channels most of all</h1>" in page
    assert "<title>Trends: Up 32 points in 21 months, Channels most of all" in page
    assert (
        "The rise from 27 to 59 is a clear change. Also clear: Channels and Personalisation. "
        "Policies, Culture and Consistency have probably improved."
    ) in page


def test_a_quarter_of_the_cafe_has_no_clear_change(
    as_owner: Client, business: Business, eight_quarters: None
) -> None:
    page = page_of(as_owner, business, "?from=2026-q3&to=2026-q4")

    assert "<h1>No clear change since last quarter</h1>" in page
    assert (
        "The change from 51 to 59 may just be chance. In each area, the change may just be chance."
    ) in page


def test_one_area_can_have_clearly_changed_alone(
    as_owner: Client, business: Business, owner: User
) -> None:
    now = SAMPLE[0]
    best = {practice.code: 3 for practice in now.model.dimension("channels").practices}
    risen = replace(now, sheet=change(now.sheet, **best))
    make_results(business, owner, [at("2026-Q3", now), at("2026-Q4", risen)])

    page = page_of(as_owner, business)

    assert "<h1>No clear change overall, but a clear one in Channels</h1>" in page
    assert "The change from 27 to 41 may just be chance. Channels has clearly improved." in page
    spoken = re.findall(r'<span class="visually-hidden">((?:from|still) \d[^<]*)<', page)
    assert spoken == ["from 31 to 100", "still 25", "still 22", "still 26", "still 31"]


def test_areas_are_sorted_by_change_and_differ_by_the_displayed_scores(
    as_owner: Client, business: Business, eight_quarters: None
) -> None:
    page = page_of(as_owner, business)

    rows = page[page.index('class="dots dots--pairs"') : page.index("Answers that changed")]
    order = ["Channels", "Personalisation", "Consistency", "Culture", "Policies"]
    assert re.findall(r'<th scope="row" class="dots__area">(\w+)<', rows) == order
    assert re.findall(r"</span> (\d+)</span><small>([\w ]+)<", rows) == [
        ("30", "probably better"),
        ("25", "could be chance"),
        ("22", "could be chance"),
        ("14", "could be chance"),
        ("3", "could be chance"),
    ]


# ---- choosing the two quarters


def test_any_two_requested_quarters_are_compared(
    as_owner: Client, business: Business, eight_quarters: None
) -> None:
    page = page_of(as_owner, business, "?from=2025-Q1&to=2026-q2")

    assert '<option value="2025-q1" selected>January to March 2025</option>' in page
    assert '<option value="2026-q2" selected>April to June 2026</option>' in page
    assert "in 15 months" in page
    assert "15 months apart" in page


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("?from=2031-q1&to=2026-q4", "There’s no check for a quarter you asked for."),
        ("?from=%3Cscript%3E", "There’s no check for a quarter you asked for."),
        ("?from=2026-q4&to=2026-q4", "You can’t compare a quarter with itself."),
        ("?to=2025-q1", "There’s no check before that quarter."),
    ],
)
def test_an_impossible_request_is_explained(
    as_owner: Client, business: Business, eight_quarters: None, query: str, note: str
) -> None:
    reply = as_owner.get(trends_url(business, query))

    assert reply.status_code == 200
    assert f"{note} Here are October to December 2025 and October to December 2026" in reply.text
    assert "<script>" not in reply.text


def test_quarters_in_the_wrong_order_are_swapped(
    as_owner: Client, business: Business, eight_quarters: None
) -> None:
    page = page_of(as_owner, business, "?from=2026-q4&to=2026-q3")

    assert "The earlier quarter comes first, so we’ve swapped the two." in page
    assert '<option value="2026-q3" selected>' in page


def test_a_later_quarter_alone_is_compared_with_a_year_before(
    as_owner: Client, business: Business, eight_quarters: None
) -> None:
    page = page_of(as_owner, business, "?to=2026-q2")

    assert '<option value="2025-q2" selected>' in page
    assert "in a year" in page


def test_without_a_check_a_year_before_the_previous_one_is_used(
    as_owner: Client, business: Business, owner: User
) -> None:
    make_results(business, owner, [at("2025-Q3", SAMPLE[0]), at("2026-Q1"), at("2026-Q4")])

    page = page_of(as_owner, business)

    assert '<option value="2026-q1" selected>' in page
    assert "9 months apart" in page


# ---- permissions and limits


def test_a_stranger_cannot_see_trends(
    as_stranger: Client, business: Business, eight_quarters: None
) -> None:
    assert as_stranger.get(trends_url(business)).status_code == 404
    assert as_stranger.get(reverse("trends_csv", args=[business.slug])).status_code == 404


@pytest.mark.parametrize("count", [4, 40])
def test_forty_quarters_take_as_many_queries_as_four(
    as_owner: Client,
    business: Business,
    owner: User,
    at_most: Callable[[int], Any],
    count: int,
) -> None:
    results = make_results(business, owner, long_history(count))
    for result in results[:-1]:
        make_plan_of(result, owner, {"action": "CUL1q"}, {"title": "Paint the door"})
    as_owner.get(trends_url(business))

    with at_most(8):
        page = page_of(as_owner, business, f"?from={long_history(count)[0].quarter.slug}")

    assert f"· {count} quarters" in page
    assert page.count("Paint the door") == count - 1


def test_other_businesses_are_left_out(
    as_owner: Client, business: Business, owner: User, stranger: User
) -> None:
    make_results(business, owner, SAMPLE[-2:])
    elsewhere = make_business("Elsewhere", owner=stranger)
    [theirs, _] = make_results(elsewhere, stranger, SAMPLE[:2])
    make_plan_of(theirs, stranger, {"title": "Their secret"})

    page = page_of(as_owner, business)

    assert "2 quarters" in page
    assert "Their secret" not in page
