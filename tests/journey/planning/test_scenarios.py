"""Up to three versions of a plan, saved by name and compared."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from assessment.domain.planning.planned_actions import Status
from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Scenario
from assessment.journey.planning.services import TooManyVersions, keep_scenario
from assessment.journey.questionnaire.models import Assessment
from assessment.parties.businesses.models import Business, Role
from assessment.parties.catalogue.models import ModelVersion
from tests.factories import NOON, make_business, make_member
from tests.journey.planning.making import (
    WISH,
    become,
    build_url,
    in_plan,
    link_behind,
    make_saved_plan,
    query_behind,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

MEANS = "hours=20&money=200&actions=5"
QUARTER = Quarter(date(2026, 10, 1))


def keep(client: Client, business: Business, name: str, query: str = MEANS) -> Any:
    return client.post(
        f"{reverse('keep_scenario', args=[business.slug])}?{query}", {"name": name}, follow=True
    )


def forget(client: Client, business: Business, name: str, query: str = MEANS) -> Any:
    return client.post(
        f"{reverse('forget_scenario', args=[business.slug])}?{query}", {"name": name}, follow=True
    )


def names() -> list[str]:
    return list(Scenario.objects.order_by("pk").values_list("name", flat=True))


def table(page: str) -> list[list[str]]:
    """Return the text of the comparison's cells, row by row."""
    rows = re.findall(r"<tr>(.*?)</tr>", page.split('class="figures compare')[1], re.DOTALL)
    cells = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in rows]
    return [[" ".join(unescape(re.sub(r"<[^>]+>", " ", c)).split()) for c in row] for row in cells]


def test_a_version_is_saved_by_name_and_compared(
    as_owner: Client, business: Business, lindgren: Assessment, owner: User
) -> None:
    keep(as_owner, business, "Quiet quarter", "hours=12&money=200&actions=5")

    page = as_owner.get(build_url(business, MEANS)).text

    assert Scenario.objects.get().kept_by == owner
    assert table(page)[:-1] == [
        [
            "What they need and bring",
            "As planned 20 hours, £200, 5 actions",
            "Quiet quarter 12 hours, £200, 5 actions",
        ],
        ["You put in", "16 hours, £45", "12 hours, £45"],
        ["Actions", "5", "4"],
        ["Expected score", "59 to 66", "59 to 64"],
        ["Expected level", "Solid to Smooth", "Solid to Smooth"],
        ["Areas with Smooth met", "5 of 5", "4 of 5"],
        [
            "With five more hours",
            "Nothing more",
            "Adds “Draw the customer’s path in eight steps”, for a score of 66",
        ],
    ]
    assert table(page)[-1][1:] == ["Shown above", "Use this Quiet quarter Delete Quiet quarter"]
    assert query_behind(page, 'Use this<span class="visually-hidden"> Quiet')["hours"] == ["12"]


def test_saving_a_version_returns_to_the_same_plan_with_a_message(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    response = keep(as_owner, business, "  Ours  ", f"{MEANS}&pin=POL6q")

    plan = build_url(business, f"{MEANS}&pin=POL6q")
    assert response.redirect_chain == [(f"{plan}#versions-title", 302)]
    assert "“Ours” is saved." in response.text
    assert "List ten of your rules" in in_plan(response.text)
    assert table(response.text)[-1][1:] == ["Shown above", "Shown above Delete Ours"]


def test_a_version_with_an_empty_place_is_recognised_as_the_plan_shown(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    page = as_owner.get(build_url(business, MEANS)).text
    remove = query_behind(page, 'Remove<span class="visually-hidden"> Give complaints')

    kept = keep(as_owner, business, "Fewer", urlencode(remove, doseq=True)).text

    means = "20 hours, £200, 4 actions"
    assert table(kept)[0][1:] == [f"As planned {means}", f"Fewer {means}"]
    assert table(kept)[-1][1:] == ["Shown above", "Shown above Delete Fewer"]


def test_names_are_proposed(as_owner: Client, business: Business, lindgren: Assessment) -> None:
    first = as_owner.get(build_url(business, MEANS)).text
    second = keep(as_owner, business, "version 1").text

    assert 'value="Version 1"' in first
    assert "Save this plan as a version, then change something" in first
    assert 'value="Version 2"' in second


def test_reusing_a_name_replaces_the_version_and_links_to_the_old_one(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    keep(as_owner, business, "Ours", "hours=12&money=200&actions=5")

    page = keep(as_owner, business, "OURS", MEANS).text

    assert names() == ["OURS"]
    assert Scenario.objects.get().wish["plan"]["hours"] == 20
    assert "This plan has replaced “OURS”." in page
    before = query_behind(page, "See the previous version")
    assert (before["hours"], before["name"]) == (["12"], ["Ours"])


def test_saving_the_same_version_twice_keeps_one(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    keep(as_owner, business, "Ours")

    page = keep(as_owner, business, "Ours").text

    assert names() == ["Ours"]
    assert "“Ours” is saved." in page


def test_a_fourth_version_is_explained_and_nothing_is_lost(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    for number in range(1, 4):
        keep(as_owner, business, f"Version {number}")

    page = keep(as_owner, business, "Version 4", "hours=9&money=200&actions=5").text

    assert names() == ["Version 1", "Version 2", "Version 3"]
    assert "You’ve saved three versions, the most you can compare. Delete one first." in page
    assert 'name="hours" value="9"' in page
    assert "Save as a version" not in page


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "Give the version a name"),
        ("   ", "Give the version a name"),
        ("n" * 41, "Shorten the name to 40 characters or fewer."),
    ],
)
def test_an_unusable_name_is_explained(
    as_owner: Client, business: Business, lindgren: Assessment, name: str, says: str
) -> None:
    page = keep(as_owner, business, name).text

    assert says in page
    assert names() == []


@pytest.mark.parametrize("query", ["hours=lots", "hours=0&money=0&actions=1", f"{MEANS}&pin=POL1q"])
def test_only_a_plan_that_fits_can_be_saved_as_a_version(
    as_owner: Client, business: Business, lindgren: Assessment, query: str
) -> None:
    page = keep(as_owner, business, "Ours", query).text

    assert "You can only save a plan that fits." in page
    assert names() == []
    assert "Save as a version" not in page


def test_a_deleted_version_can_be_restored(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    keep(as_owner, business, "Tom & Ann’s", "hours=12&money=200&actions=5")

    page = forget(as_owner, business, "Tom & Ann’s").text
    again = as_owner.get(link_behind(page, "See that plan again").split("#")[0]).text

    assert names() == []
    assert "“Tom &amp; Ann’s” has been deleted." in page
    assert 'name="hours" value="12"' in again
    assert 'value="Tom &amp; Ann’s"' in again


def test_deleting_twice_is_harmless(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    keep(as_owner, business, "Ours")

    pages = [forget(as_owner, business, name) for name in ("Ours", "Ours", "", "a\0b")]

    assert [page.status_code for page in pages] == [200] * 4
    assert names() == []


def test_a_version_keeps_the_owners_own_figures(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    page = keep(as_owner, business, "Ours", f"{MEANS}&cost=POL2q:5:20&mode=level").text

    assert table(page)[1] == ["You put in", "18 hours, £65", "18 hours, £65"]


def test_a_version_that_no_longer_fits_says_so(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    keep(as_owner, business, "Ours", f"{MEANS}&pin=POL2q")
    result = lindgren.result
    result.sheet["POL2"]["value"] = 3
    result.save()

    response = as_owner.get(build_url(business, MEANS))

    assert response.status_code == 200
    assert table(response.text)[1][2] == "Its pinned actions can no longer be planned."
    assert table(response.text)[2][2] == "–"
    use = link_behind(response.text, 'Use this<span class="visually-hidden"> Ours')
    assert "You can’t plan “" in as_owner.get(use).text


def test_a_version_of_an_old_question_set_says_so(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    keep(as_owner, business, "Ours")
    Scenario.objects.update(wish={"plan": {"pin": ["OLD1q"]}, "importance": {}})

    page = as_owner.get(build_url(business, MEANS)).text
    gone = forget(as_owner, business, "Ours").text

    assert table(page)[1][2] == "The questions have changed since you saved it."
    assert "Use this" not in page
    assert "“Ours” has been deleted." in gone
    assert "See that plan again" not in gone


def test_started_actions_are_in_every_version(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    keep(as_owner, business, "Small", "hours=3&money=0&actions=1&exclude=CUL3q")
    become(make_saved_plan(lindgren), "CUL3q", Status.RUNNING)

    page = as_owner.get(build_url(business, MEANS)).text

    # The started action takes two hours and £50, but the version has no money at all.
    assert table(page)[1][2] == "Its pinned actions can no longer be planned."


def test_versions_are_shown_even_if_pins_make_a_plan_impossible(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    keep(as_owner, business, "Ours")

    page = as_owner.get(build_url(business, f"{MEANS}&pin=POL1q")).text

    assert table(page)[0] == ["What they need and bring", "Ours 20 hours, £200, 5 actions"]


def test_before_the_first_result_there_is_nothing_to_save(
    as_owner: Client, business: Business
) -> None:
    assert "Start with the check" in keep(as_owner, business, "Ours").text
    assert "Start with the check" in forget(as_owner, business, "Ours").text


def test_versions_of_another_business_are_not_accessible(
    as_owner: Client,
    as_stranger: Client,
    business: Business,
    lindgren: Assessment,
    stranger: User,
) -> None:
    elsewhere = make_business("Elsewhere", owner=stranger)
    make_version(elsewhere, stranger, "Theirs")

    page = keep(as_owner, business, "Ours").text

    assert "Theirs" not in page
    assert keep(as_stranger, business, "Mine").status_code == 404
    assert forget(as_stranger, business, "Ours").status_code == 404
    assert names() == ["Theirs", "Ours"]


def test_versions_of_another_quarter_do_not_count(
    as_owner: Client, business: Business, lindgren: Assessment, owner: User
) -> None:
    for number in range(3):
        make_version(business, owner, f"Old {number}", QUARTER.previous())

    page = keep(as_owner, business, "Ours").text

    assert "“Ours” is saved." in page
    assert "Old 1" not in page


def test_a_viewer_cannot_save_or_delete_versions(
    as_stranger: Client, stranger: User, business: Business, lindgren: Assessment
) -> None:
    make_member(business, stranger, Role.VIEWER)

    assert keep(as_stranger, business, "Ours").status_code == 403
    assert forget(as_stranger, business, "Ours").status_code == 403


def test_the_database_allows_a_name_only_once(business: Business, owner: User) -> None:
    make_version(business, owner, "Ours")

    with pytest.raises(IntegrityError), transaction.atomic():
        Scenario.objects.create(
            business=business,
            quarter_starts_on=QUARTER.starts_on,
            name="OURS",
            wish={},
            kept_at=NOON,
        )


@pytest.mark.parametrize(("name", "again"), [("Quiet", "QUIET"), ("K1", "\u212a1"), ("ß", "ẞ")])
def test_names_that_differ_only_in_case_are_handled_like_the_constraint(
    business: Business, owner: User, name: str, again: str
) -> None:
    """One "K" is the kelvin sign, which only becomes an ordinary letter in lower case."""
    make_version(business, owner, name)

    make_version(business, owner, again)

    names = business.scenarios.values_list("name", flat=True)
    assert again in names
    assert len(names) <= 2


def test_the_service_enforces_the_limit_of_three(business: Business, owner: User) -> None:
    for name in ("One", "Two", "Three"):
        make_version(business, owner, name)

    with pytest.raises(TooManyVersions):
        make_version(business, owner, "Four")


def test_three_versions_cost_no_more_queries_than_one(
    as_owner: Client, business: Business, lindgren: Assessment, at_most: Callable[[int], Any]
) -> None:
    make_saved_plan(lindgren)
    for number in range(3):
        keep(as_owner, business, f"Version {number}", f"hours={12 + number}&money=200&actions=5")
    as_owner.get(build_url(business))

    with at_most(10):
        as_owner.get(build_url(business))


def make_version(
    business: Business, by: User, name: str, quarter: Quarter = QUARTER
) -> Scenario | None:
    return keep_scenario(business=business, quarter=quarter, name=name, wish=WISH, by=by, at=NOON)


def test_a_version_is_compared_even_if_there_is_no_score_to_expect(
    as_owner: Client,
    business: Business,
    lindgren: Assessment,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = lindgren.model_version.maturity
    strict = replace(model, scoring=replace(model.scoring, set_aside_limit=0))
    monkeypatch.setattr(ModelVersion, "fitted_to", lambda *_business: strict)

    page = keep(as_owner, business, "Small", "hours=3&money=0&actions=5").text

    cells = {row[0]: row[-1] for row in table(page)}
    assert cells["With five more hours"].startswith("Adds “")
    assert "score" not in cells["With five more hours"]
