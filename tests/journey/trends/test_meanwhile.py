"""The actions between two checks, with their expected and actual outcomes."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from assessment.domain.planning.planned_actions import Status
from assessment.foundation.accounts.models import User
from assessment.journey.results.models import Result
from assessment.parties.businesses.models import Business
from tests.journey.trends.making import (
    SAMPLE,
    make_plan_of,
    make_results,
    page_of,
    publish,
    words_of,
)
from tests.kept import kept

pytestmark = pytest.mark.django_db


@kept
def results(business: Business, owner: User) -> list[Result]:
    return make_results(business, owner, SAMPLE)


def meanwhile(page: str) -> str:
    return page[page.index('id="h-did"') : page.index('id="h-table"')]


def test_without_a_plan_the_page_says_so_and_links_to_the_plan(
    as_owner: Client, business: Business, results: list[Result]
) -> None:
    section = meanwhile(page_of(as_owner, business))

    assert "There was no plan between these two checks." in section
    assert reverse("plan", args=[business.slug]) in section


def test_each_action_shows_how_it_went(
    as_owner: Client, business: Business, owner: User, results: list[Result]
) -> None:
    make_plan_of(
        results[-2],
        owner,
        {"action": "CHA2q", "status": Status.DONE, "real_hours": "4.50", "outcome": "Fewer calls"},
        {"action": "CHA3q", "status": Status.PARTLY, "outcome": "asked for one week"},
        {"action": "CUL1q", "status": Status.DROPPED, "outcome": "no time in August"},
        {"action": "CON1q", "status": Status.PARTLY, "real_hours": "10"},
        {"action": "PER7q", "status": Status.RUNNING},
        {"title": "Paint the door", "status": Status.DROPPED},
    )

    text = words_of(meanwhile(page_of(as_owner, business)))

    assert "July to September 2026 3 of 4 actions done, 2 of them partly; 2 dropped" in text
    assert "done 3 / 4½" in text
    assert "Fewer calls" not in text
    assert "partly: asked for one week 3 / –" in text
    assert "dropped: no time in August" in text
    assert "partly 3 / 10" in text
    assert "not finished" in text
    assert "No single area Paint the door dropped" in text
    assert "It shows what happened, not what caused it." in text


def test_an_area_shows_its_expected_and_actual_scores(
    as_owner: Client, business: Business, owner: User, results: list[Result]
) -> None:
    make_plan_of(results[-2], owner, {"action": "CHA2q", "status": Status.DONE})

    text = words_of(meanwhile(page_of(as_owner, business)))

    row = re.search(
        r"Channels (.+?) done 3 / – (\d+ to \d+) (\d+ to \d+) (probably better|could be chance)",
        text,
    )
    assert row
    assert row[3] == "44 to 69"
    assert row[4] == "could be chance"
    assert row[2].startswith("44 to ")
    assert "Culture nothing planned 47 47 to 53 could be chance" in text


def test_an_answer_shows_its_expected_and_actual_value(
    as_owner: Client, business: Business, owner: User, results: list[Result]
) -> None:
    before, now = SAMPLE[-2], SAMPLE[-1]
    quick = {action.practice: action.code for action in now.model.actions if action.kind == "quick"}
    low = [p for p in now.model.practices if before.sheet.answers[p.code].value in (0, 1)]
    kept = next(p for p in low if now.sheet.answers[p.code].value == 2)
    missed = next(p for p in low if now.sheet.answers[p.code].value == 1)
    make_plan_of(
        results[-2],
        owner,
        {"action": quick[kept.code], "status": Status.DONE},
        {"action": quick[missed.code], "status": Status.DONE},
    )

    page = page_of(as_owner, business)

    assert f"“{kept.short}”: usually, as expected" in page
    assert f"“{missed.short}”: usually expected, sometimes at the next check" in page


def test_a_moved_answer_names_the_actions_behind_it(
    as_owner: Client, business: Business, owner: User, results: list[Result]
) -> None:
    before, now = SAMPLE[-2], SAMPLE[-1]
    risen = next(
        p
        for p in now.model.practices
        if before.sheet.answers[p.code].value in (0, 1) and now.sheet.answers[p.code].value == 2
    )
    [quick, deep] = now.model.actions_for(risen.code)
    make_plan_of(results[-2], owner, {"action": quick.code, "status": Status.DONE})
    make_plan_of(results[-3], owner, {"action": deep.code, "status": Status.DROPPED})

    page = page_of(as_owner, business)

    assert f"after “{quick.title}”" in page
    assert f"after “{quick.title}” and" not in page


def test_with_new_questions_answers_have_no_outcome(
    as_owner: Client, business: Business, owner: User
) -> None:
    [old] = make_results(business, owner, SAMPLE[-2:-1])
    version = publish("1.2")
    make_results(business, owner, [replace(SAMPLE[-1], model=version.maturity)], version)
    make_plan_of(old, owner, {"action": "CHA2q", "status": Status.DONE})

    page = page_of(as_owner, business)

    assert re.search(r"Channels [^“]+ done 3 / – 44 to \d+ –", words_of(meanwhile(page)))
    assert "None: every comparable answer is unchanged." in page


def test_only_the_newest_plans_between_the_two_checks_count(
    as_owner: Client, business: Business, owner: User, results: list[Result]
) -> None:
    make_plan_of(results[-2], owner, {"title": "The first idea"})
    make_plan_of(results[-2], owner, {"title": "The better idea"}, number=2)
    make_plan_of(results[-1], owner, {"title": "For later"})
    make_plan_of(results[-3], owner, {"title": "Long ago"})

    section = meanwhile(page_of(as_owner, business, "?from=2026-q3"))

    assert "The better idea" in section
    for other in ("The first idea", "For later", "Long ago"):
        assert other not in section


def test_a_custom_action_is_listed_in_its_chosen_area(
    as_owner: Client, business: Business, owner: User, results: list[Result]
) -> None:
    make_plan_of(
        results[-2],
        owner,
        {"title": "Paint the <door>", "dimension": "policies", "status": Status.DONE},
    )

    page = page_of(as_owner, business)

    assert "Policies Paint the &lt;door&gt; done 3 / – 58 58 to 53 could be chance" in words_of(
        page
    )
