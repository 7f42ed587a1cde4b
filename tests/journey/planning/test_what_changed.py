"""What a step in the builder changed: one sentence, Undo, and the reader's place."""

import re
from html import unescape

import pytest
from django.test import Client

from assessment.domain.planning import contrasts, planner
from assessment.domain.planning.candidates import SearchSpace
from assessment.domain.planning.optimiser import best_choice
from assessment.domain.planning.pareto import Choice
from assessment.parties.businesses.models import Business
from tests.journey.planning.making import build_url, in_plan, link_behind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lindgren")]

MEANS = "hours=20&money=200&actions=5"
FIRST = "Give complaints"
TOLD = re.compile(r"data-told>(.*?)</div>", re.DOTALL)


def step(client: Client, before: str, after: str, *, htmx: bool = False) -> str:
    """Follow a link of the builder, and return the page."""
    here = f"http://testserver{before}"
    headers = {"HX-Request": "true", "HX-Current-URL": here} if htmx else {"Referer": here}
    return client.get(after, headers=headers).text


def told(page: str) -> str:
    found = " ".join(TOLD.findall(page))
    return " ".join(unescape(re.sub("<[^>]*>", " ", found)).split())


def undo_behind(page: str) -> str:
    found = re.search(r'data-told>.*?href="([^"]*)">Undo', page, re.DOTALL)
    assert found
    return unescape(found[1])


@pytest.fixture
def start(as_owner: Client, business: Business) -> tuple[str, str]:
    """The address of a plan, and its page."""
    address = build_url(business, MEANS)
    return address, as_owner.get(address).text


@pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "reload"])
def test_remove_says_what_went_out_and_keeps_the_limit(
    as_owner: Client, start: tuple[str, str], *, htmx: bool
) -> None:
    address, page = start
    remove = link_behind(page, 'Remove<span class="visually-hidden"> Give complaints')

    after = step(as_owner, address, remove, htmx=htmx)

    assert told(after).startswith(
        "“Give complaints an address and a deadline” went out: 4 actions, "
    )
    assert "Undo: put it back" in told(after)
    assert 'name="actions" value="5"' in after
    assert "1 place stays empty." in after
    assert FIRST not in in_plan(after)
    assert FIRST in in_plan(as_owner.get(undo_behind(after)).text)


def test_put_back_fills_the_empty_place(as_owner: Client, start: tuple[str, str]) -> None:
    address, page = start
    remove = link_behind(page, 'Remove<span class="visually-hidden"> Give complaints')
    without = step(as_owner, address, remove)
    back = link_behind(without, 'Put back<span class="visually-hidden"> Give complaints')

    again = step(as_owner, remove, back)

    assert told(again).startswith(
        "“Give complaints an address and a deadline” went in: 5 actions, "
    )
    assert "stays empty" not in again
    assert in_plan(again).count("acts__title") == 5


def test_a_swap_says_what_went_in_and_what_went_out(
    as_owner: Client, start: tuple[str, str]
) -> None:
    address, page = start
    swap = link_behind(page, "Swap for")

    after = step(as_owner, address, swap)

    assert re.match("“.*” went in, “.*” went out: 5 actions, ", told(after))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("&pin=POL2q", "“Give complaints an address and a deadline” is pinned: 5 actions, "),
        ("&hours=21", "The same actions stay in: 5 actions, "),
    ],
)
def test_other_changes_say_what_they_mean(
    as_owner: Client, start: tuple[str, str], change: str, says: str
) -> None:
    address, _page = start

    assert told(step(as_owner, address, address + change)).startswith(says)


def test_a_link_to_the_same_plan_has_no_message(as_owner: Client, start: tuple[str, str]) -> None:
    address, _page = start

    assert told(step(as_owner, address, f"{address}&imp-culture=2")) == ""


def test_pins_that_do_not_fit_are_told_and_can_be_undone(
    as_owner: Client, start: tuple[str, str]
) -> None:
    address, _page = start
    unfit = address.replace("hours=20", "hours=1") + "&pin=POL2q"

    after = step(as_owner, address, unfit)
    again = step(as_owner, unfit, undo_behind(after))

    assert told(after).startswith("The actions you’ve pinned don’t fit. ")
    assert told(again).startswith("Your plan fits again: 5 actions, ")


@pytest.mark.parametrize("before", ["", "/b/cafe-lindgren/", "/b/other/plan/build/?hours=3"])
def test_coming_from_elsewhere_changes_nothing(
    as_owner: Client, start: tuple[str, str], before: str
) -> None:
    address, _page = start

    assert told(step(as_owner, before, address)) == ""


def test_every_link_that_changes_the_plan_names_a_place_that_is_there_afterwards(
    as_owner: Client, start: tuple[str, str]
) -> None:
    _address, page = start
    links = {unescape(link) for link in re.findall(r'href="(/b/[^"]*/plan/build/\?[^"]*)"', page)}
    assert len(links) > 20

    for link in links:
        place = link.partition("#")[2]
        assert f'id="{place}"' in as_owner.get(link).text, link


def test_why_this_one_compares_with_what_would_be_in_its_place(
    start: tuple[str, str],
) -> None:
    _address, page = start
    rival = re.search("Swap for “([^”]*)”", unescape(page))

    assert rival
    assert f"Instead of “{rival[1]}”" in unescape(page)
    assert "Why this one?" in in_plan(page)


def test_what_is_left_out_says_what_would_bring_it_in(start: tuple[str, str]) -> None:
    _address, page = start
    [row] = re.findall(r'<li id="POL6q".*?</li>', page, re.DOTALL)

    assert "Room for one more action would bring it in." in row
    assert "more hours would bring it in" not in row


def test_a_step_in_the_builder_searches_few_plans(
    as_owner: Client,
    business: Business,
    start: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address, _page = start
    solved: list[SearchSpace] = []

    def counted(space: SearchSpace) -> Choice | None:
        solved.append(space)
        return best_choice(space)

    for module in (planner, contrasts):
        monkeypatch.setattr(module, "best_choice", counted)

    step(as_owner, address, build_url(business, MEANS.replace("20", "9")))

    # The plan, the one before, what more hours would add, what one more action would add, and six
    # contrasts. Then three plans with more places, five with more hours and six with more money.
    assert 10 < len(solved) <= 4 + 6 + 3 + 5 + 6


def test_a_long_plan_explains_six_actions_and_leads_to_pages_about_the_others(
    as_owner: Client, business: Business
) -> None:
    page = in_plan(as_owner.get(build_url(business, "hours=90&money=900&actions=12")).text)

    assert page.count("acts__title") > 8
    assert page.count('<dl class="versus') == 6
    assert page.count('#in-the-plan"') == page.count("acts__title") - 6


def test_an_unreadable_number_of_empty_places_is_left_out(
    as_owner: Client, business: Business
) -> None:
    page = as_owner.get(build_url(business, f"{MEANS}&empty=lots")).text

    assert "that we don’t recognise" in page
    assert "<b>5</b> of 5" in page
