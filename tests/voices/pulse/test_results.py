"""What a business reads about a round that has closed."""

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business
from assessment.voices.pulse import wording
from assessment.voices.pulse.models import PulseRound
from assessment.voices.pulse.tasks import keep_rounds
from tests.factories import (
    NOON,
    make_answers,
    make_assessment,
    make_engagement,
    make_user,
)
from tests.voices.pulse.making import AFTER, ask, give

pytestmark = pytest.mark.django_db


def url(name: str, business: Business, *args: Any) -> str:
    return reverse(name, args=[business.slug, *args])


def heading(page: str) -> str:
    return re.search("<h1>(.*?)</h1>", page)[1]  # type: ignore[index]


def close_with(business: Business, owner: User, sheets: list[list[int | None]]) -> PulseRound:
    found, tokens = ask(business, owner)
    for token, sheet in zip(tokens, sheets, strict=False):
        give(token, sheet, "I wrote this.")
    keep_rounds(at=AFTER)
    return PulseRound.objects.get(pk=found.pk)


# ---- results


def test_a_result_is_shown_beside_the_owners_newest_check(
    cafe: Business, owner: User, as_owner: Client
) -> None:
    check = make_assessment(cafe)
    make_answers(check, owner, 2)
    submit(assessment=check, by=owner, at=NOON)
    close_with(cafe, owner, [[1] * 10] * 6)

    page = as_owner.get(url("pulse", cafe)).text

    assert heading(page) == "Your team sees five areas less brightly than you do"
    assert "34 lower" in page
    assert "6 of 7 answered" in page
    assert page.count("I wrote this.") == 6


def test_without_a_check_the_result_stands_alone(
    cafe: Business, owner: User, as_owner: Client
) -> None:
    close_with(cafe, owner, [[2] * 10] * 5)

    page = as_owner.get(url("pulse", cafe)).text

    assert heading(page) == "This is how your team sees it"
    assert "Every area, as your team sees it" in page


def test_without_a_score_to_compare_the_heading_claims_no_likeness(
    cafe: Business, owner: User, as_owner: Client
) -> None:
    check = make_assessment(cafe)
    make_answers(check, owner, 2)
    submit(assessment=check, by=owner, at=NOON)
    silent: list[int | None] = [None] * 10
    close_with(cafe, owner, [silent, silent, silent, silent, [2] * 10])

    page = as_owner.get(url("pulse", cafe)).text

    assert heading(page) == "This is how your team sees it"
    assert page.count("too few") >= 5


def test_scores_at_the_ends_are_shown_without_a_number(
    cafe: Business, owner: User, as_owner: Client
) -> None:
    low: list[int | None] = [0] * 5
    close_with(cafe, owner, [[*low, 3, 3, 3, 3, 3]] * 5)

    page = as_owner.get(url("pulse", cafe)).text

    assert "under 5" in page
    assert "over 95" in page


def test_an_area_with_too_few_answers_is_hatched(
    cafe: Business, owner: User, as_owner: Client
) -> None:
    quiet: list[int | None] = [1, None, 1, 1, 1, 1, 1, 1, 1, 1]
    close_with(cafe, owner, [[1] * 10, quiet, quiet, quiet, quiet])

    page = as_owner.get(url("pulse", cafe)).text

    # The area itself, and awareness and engagement, which could be subtracted from the areas.
    assert page.count('<span class="hidden-few"><b>too few</b></span>') == 3


def test_a_change_is_said_only_if_it_is_larger_than_ten_points(
    cafe: Business, owner: User, as_owner: Client, at_noon: Any
) -> None:
    close_with(cafe, owner, [[1] * 10] * 5)
    at_noon.move_to(AFTER)
    _found, tokens = ask(cafe, owner, at=AFTER)
    for token in tokens[:5]:
        give(token, [3, 2, 1, 1, 1, 1, 1, 1, 1, 1], at=AFTER)
    from datetime import timedelta  # noqa: PLC0415

    keep_rounds(at=AFTER + timedelta(days=15))
    as_owner.force_login(owner)

    page = as_owner.get(url("pulse", cafe)).text

    assert "34 higher than last time" in page
    assert page.count("than last time") == 2
    assert "Other rounds" in page


def test_a_consultant_sees_scores_but_not_what_people_wrote(cafe: Business, owner: User) -> None:
    close_with(cafe, owner, [[1] * 10] * 6)
    connie, client = make_user("connie"), Client()
    make_engagement(cafe, connie)
    client.force_login(connie)

    page = client.get(url("pulse", cafe)).text

    assert "Every area" in page
    assert "I wrote this." not in page


def test_too_few_answers_are_said_without_any_number_but_theirs(
    cafe: Business, owner: User, as_owner: Client
) -> None:
    close_with(cafe, owner, [[1] * 10] * 4)

    page = as_owner.get(url("pulse", cafe)).text

    assert heading(page) == "Four answered, so nothing is shown"
    assert "too few to show" in page
    assert "I wrote this." not in page


def test_a_round_of_another_business_is_not_found(
    cafe: Business, owner: User, as_stranger: Client, stranger: User
) -> None:
    found = close_with(cafe, owner, [[1] * 10] * 5)
    from tests.factories import make_business  # noqa: PLC0415

    other = make_business("Oak", owner=stranger)

    assert as_stranger.get(url("pulse_round", other, found.key)).status_code == 404


# ---- words


SENTENCES: list[tuple[Callable[..., str], tuple[Any, ...], str]] = [
    (wording.points, (Fraction(4),), "under 5"),
    (wording.points, (Fraction(5),), "5"),
    (wording.points, (Fraction(95),), "95"),
    (wording.points, (Fraction(191, 2),), "over 95"),
    (
        wording.gap_words,
        (
            Fraction(60),
            Fraction(50),
        ),
        "close",
    ),
    (
        wording.gap_words,
        (
            Fraction(61),
            Fraction(50),
        ),
        "11 lower",
    ),
    (
        wording.gap_words,
        (
            Fraction(39),
            Fraction(50),
        ),
        "11 higher",
    ),
    (
        wording.gap_words,
        (
            Fraction(61),
            Fraction(0),
        ),
        "much lower",
    ),
    (
        wording.gap_words,
        (
            Fraction(61),
            Fraction(100),
        ),
        "much higher",
    ),
    (
        wording.change_words,
        (
            Fraction(50),
            Fraction(60),
        ),
        "",
    ),
    (
        wording.change_words,
        (
            Fraction(50),
            Fraction(30),
        ),
        "20 lower",
    ),
    (
        wording.change_words,
        (
            Fraction(50),
            Fraction(100),
        ),
        "much higher",
    ),
    (
        wording.change_words,
        (
            Fraction(100),
            Fraction(50),
        ),
        "much lower",
    ),
    (
        wording.so_far,
        (
            1,
            7,
        ),
        "One of seven has answered",
    ),
    (
        wording.so_far,
        (
            0,
            7,
        ),
        "Nobody has been counted yet",
    ),
    (
        wording.still_needed,
        (
            3,
            5,
        ),
        "Two more, and you will see a result.",
    ),
    (
        wording.still_needed,
        (
            6,
            5,
        ),
        "Enough have answered for a result.",
    ),
    (wording.too_few, (0,), "Nobody answered, so nothing is shown"),
    (
        wording.team_says,
        (
            1,
            0,
        ),
        "Your team sees one area less brightly than you do",
    ),
    (
        wording.team_says,
        (
            0,
            2,
        ),
        "Your team sees two areas more brightly than you do",
    ),
    (
        wording.team_says,
        (
            1,
            1,
        ),
        "Your team sees some areas differently",
    ),
    (
        wording.team_says,
        (
            0,
            0,
        ),
        "Your team sees it much as you do",
    ),
]


@pytest.mark.parametrize(("say", "about", "said"), SENTENCES, ids=map(str, range(len(SENTENCES))))
def test_sentences_depend_on_the_numbers(
    say: Callable[..., str], about: tuple[Any, ...], said: str
) -> None:
    assert say(*about) == said
