"""The owner's own figures for an action, and what it took here and elsewhere."""

from decimal import Decimal

import pytest
from django.test import Client

from assessment.domain.planning.constraints import Cost
from assessment.domain.planning.planned_actions import Status
from assessment.journey.planning.models import Experience, Plan
from assessment.journey.planning.queries.plans import saved_plan
from assessment.journey.questionnaire.models import Assessment
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.library import OWN_MODEL
from tests.factories import NOON
from tests.journey.planning.making import (
    become,
    build_url,
    in_plan,
    link_behind,
    make_saved_plan,
    query_behind,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

MEANS = "hours=20&money=200&actions=5"
OF = "hours%3D20%26money%3D200%26actions%3D5"


def own(code: str, hours: object, money: object, of: str = OF) -> str:
    """Build the query that the form of one action sends."""
    return f"own={code}&of={of}&own-hours={hours}&own-money={money}"


def test_own_figures_become_part_of_the_link(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    response = as_owner.get(build_url(business, own("POL2q", 5, 20)))

    assert response.status_code == 302
    assert response["Location"].startswith(build_url(business, "hours=20&money=200&actions=5"))
    assert response["Location"].endswith("&cost=POL2q:5:20#figures-POL2q")


def test_the_plan_uses_the_owners_figures(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    page = as_owner.get(build_url(business, f"{MEANS}&cost=POL2q:5:20")).text

    assert "<b>18</b> of 20" in page
    assert "<b>£65</b> of £200" in page
    assert in_plan(page).count("your estimate") == 1
    assert "Our estimate: 3 hours, free." in page
    assert 'name="cost" value="POL2q:5:20"' in page
    assert "cost" not in query_behind(page, "Use our estimate")


def test_an_action_too_large_by_the_owners_figures_leaves_the_plan(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    page = as_owner.get(build_url(business, f"{MEANS}&cost=POL2q:30:0")).text

    assert "Give complaints" not in in_plan(page)
    assert "Give complaints" in page.split("Doesn’t fit yet")[1]


def test_figures_equal_to_the_estimate_are_not_stored(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    query = own("POL2q", 3, 0, of=f"{OF}%26cost%3DPOL2q%3A5%3A20")

    assert "cost" not in as_owner.get(build_url(business, query))["Location"]


def test_wrong_figures_are_explained_where_they_were_typed(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    response = as_owner.get(build_url(business, own("POL2q", "lots", -1)))

    assert response.status_code == 200
    assert "<title>Error:" in response.text
    assert response.text.count("Enter a whole number of hours up to 2000") == 2
    assert response.text.count("Enter a whole amount up to 100,000") == 2
    assert 'value="lots"' in response.text
    assert 'href="#id_own-hours"' in response.text
    assert 'id="numbers-POL2q" open' in response.text
    assert "<b>16</b> of 20" in response.text


@pytest.mark.parametrize(
    "query",
    [
        f"{MEANS}&cost=NOPE:1:1",
        f"{MEANS}&cost=POL2q",
        f"{MEANS}&cost=POL2q:1:1:1",
        f"{MEANS}&cost=POL2q:-1:0",
        f"{MEANS}&cost=POL2q:2001:0",
        f"{MEANS}&cost=POL2q:1:100001",
        f"{MEANS}&cost=POL2q:٣:0",
        own("NOPE", 1, 1),
    ],
)
def test_impossible_figures_are_left_out_with_a_notice(
    as_owner: Client, business: Business, lindgren: Assessment, query: str
) -> None:
    page = as_owner.get(build_url(business, query)).text

    assert "This link includes an action or a number that we don’t recognise" in page
    assert "<b>16</b> of 20" in page


def test_own_figures_are_saved_with_the_plan_and_start_the_next_one(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    make_saved_plan(lindgren, own_costs={"POL2q": Cost(5, 20)})

    page = as_owner.get(build_url(business)).text

    saved = saved_plan(lindgren.result)
    assert saved is not None
    assert saved.wish.own_costs == {"POL2q": Cost(5, 20)}
    assert Plan.objects.get().items.get(action="POL2q").hours == 5
    assert in_plan(page).count("your estimate") == 1


def test_what_others_took_is_shown_from_five_businesses(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    known = Experience.objects.create(
        model_key=OWN_MODEL,
        action="POL2q",
        hours=Decimal("3.5"),
        hours_firms=4,
        learned_at=NOON,
    )
    before = as_owner.get(build_url(business, MEANS)).text
    Experience.objects.filter(pk=known.pk).update(hours_firms=5)

    page = as_owner.get(build_url(business, MEANS)).text

    assert "in practice (" not in before
    assert "3 hours estimated, 3½ in practice (median of 5 businesses)" in page
    assert query_behind(page, "Use 4 hours")["cost"] == ["POL2q:4:0"]
    assert link_behind(page, "Use 4 hours").endswith("#figures-POL2q")


def test_what_it_took_here_last_time_is_shown(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    plan = make_saved_plan(lindgren)
    become(plan, "POL2q", Status.DONE, real_hours=Decimal("5.25"))
    become(plan, "CUL3q", Status.DONE, real_hours=Decimal(2))
    Assessment.objects.filter(pk=lindgren.pk).update(quarter_starts_on="2026-07-01")
    again = Assessment.objects.create(
        business=business,
        quarter_starts_on="2026-10-01",
        model_version=lindgren.model_version,
        started_at=NOON,
        submitted_at=NOON,
        submitted_by=lindgren.submitted_by,
    )
    result = lindgren.result
    result.pk, result.assessment = None, again
    result.save()

    page = as_owner.get(build_url(business, MEANS)).text

    assert "Last time it took you 5¼ hours." in page
    assert query_behind(page, "Use 6 hours")["cost"] == ["POL2q:6:0"]
    assert "Last time it took you 2 hours.</p>" in page


def test_a_link_carries_own_figures_for_at_most_thirty_actions(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    codes = [action.code for action in lindgren.model_version.maturity.actions]
    thirty = [f"cost={code}:5:20" for code in codes[:30]]

    held = as_owner.get(build_url(business, "&".join([MEANS, *thirty]))).text
    beyond = as_owner.get(build_url(business, "&".join([MEANS, *thirty, f"cost={codes[30]}:5:20"])))

    assert "This link includes" not in held
    assert f"cost={codes[30]}" not in beyond.text


def test_own_figures_and_links_are_read_as_people_write_them(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    response = as_owner.get(build_url(business, own("POL2q", "1,000", "%C2%A32%20000")))

    assert response["Location"].endswith("&cost=POL2q:1000:2000#figures-POL2q")


def test_unclear_figures_are_asked_about_where_they_were_typed(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    page = as_owner.get(build_url(business, own("POL2q", 5, "1.000"))).text

    assert page.count("Did you mean 1 or 1,000?") == 2
    assert 'value="1.000"' in page


def test_means_in_a_link_are_shown_as_they_were_understood(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    page = as_owner.get(build_url(business, "hours=1%20000&money=%C2%A31,500&actions=5")).text

    assert 'value="1,000"' in page
    assert 'value="1,500"' in page
    assert "of £1,500" in page
