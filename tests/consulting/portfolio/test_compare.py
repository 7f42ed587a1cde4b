"""Up to six clients side by side, with their names or with letters only."""

import re
from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessment.consulting.portfolio.charts import ROW, letter_strip
from assessment.consulting.portfolio.presenters.compare import SideBySide
from assessment.consulting.portfolio.queries.listed import ListedClient, ListedStanding
from assessment.consulting.portfolio.queries.portfolio import Questions
from assessment.foundation.accounts.models import User
from assessment.parties.consultancies.models import Consultancy, Engagement
from assessment.parties.engagements.models import NewClient
from assessment.parties.engagements.services import prepare_business
from tests.consulting.portfolio.making import areas, make_client, stand
from tests.factories import NOON, make_consultancy, make_model_version, make_user

pytestmark = pytest.mark.django_db


def compare_url(practice: Consultancy, clients: Sequence[Engagement]) -> str:
    query = "&".join(f"client={one.business.slug}" for one in clients)
    return reverse("compare", args=[practice.slug]) + f"?{query}"


def page(client: Client, url: str) -> str:
    reply = client.get(url)
    assert reply.status_code == 200
    return " ".join(reply.text.split())


def heads(text: str) -> list[tuple[str, str]]:
    pattern = r'<span class="letter">(\w)</span><br>([^<]*)<'
    found: list[tuple[str, str]] = re.findall(pattern, text)
    return found


@pytest.fixture
def three(practice: Consultancy) -> list[Engagement]:
    made = [make_client(practice, name, trade="food") for name in ("Anchor", "Bell", "Crown")]
    stand(made[0], score=40, areas=areas(40))
    stand(made[1], score=70, areas=areas(70) | {"policies": areas(20)["policies"]})
    return made


def hidden_from(text: str) -> str:
    """The address behind "Hide the names"."""
    found = re.search(r'href="([^"]*)">Hide the names', text)
    assert found
    return found[1].replace("&amp;", "&")


def test_clients_are_side_by_side_in_the_order_chosen(
    as_ruth: Client, practice: Consultancy, three: list[Engagement]
) -> None:
    text = page(as_ruth, compare_url(practice, [three[1], three[0], three[2]]))

    assert heads(text) == [("A", "Bell"), ("B", "Anchor"), ("C", "Crown")]
    assert "Three clients side by side" in text
    assert "C has no check yet." in text
    assert "Lowest A with 20, highest B with 40" in text
    assert "Lowest B with 40, highest A with 70" in text


def test_names_can_be_hidden_and_then_stand_nowhere(
    as_ruth: Client, practice: Consultancy, three: list[Engagement]
) -> None:
    named = page(as_ruth, compare_url(practice, three))
    hidden = hidden_from(named)

    text = page(as_ruth, hidden)

    assert "No client is named on this page." in text
    assert text.count('<span class="letter">') == 3
    for one in three:
        assert one.business.name not in text
        assert one.business.slug not in text + hidden
    assert "Food and drink" not in text


def test_names_can_be_shown_again(
    as_ruth: Client, practice: Consultancy, three: list[Engagement]
) -> None:
    hidden = page(as_ruth, hidden_from(page(as_ruth, compare_url(practice, three))))
    found = re.search(r'href="([^"]*)">Show the names', hidden)

    assert found
    assert [name for _letter, name in heads(page(as_ruth, found[1].replace("&amp;", "&")))] == [
        *("Anchor", "Bell", "Crown")
    ]


def test_a_client_whose_access_has_ended_is_gone_also_from_an_old_address(
    as_ruth: Client, practice: Consultancy, three: list[Engagement]
) -> None:
    url = compare_url(practice, three)
    hidden = hidden_from(page(as_ruth, url))
    Engagement.objects.filter(pk=three[0].pk).update(ended_at=NOON)

    assert [name for _letter, name in heads(page(as_ruth, url))] == ["Bell", "Crown"]
    assert page(as_ruth, hidden).count('<span class="letter">') == 2


def test_a_business_that_was_not_handed_over_is_left_out(
    as_ruth: Client, practice: Consultancy, ruth: User, three: list[Engagement]
) -> None:
    made = NewClient(name="Made", trade="food", team_size="2-4", owner_name="Bea")
    prepare_business(consultancy=practice, by=ruth, at=NOON, client=made)
    url = reverse("compare", args=[practice.slug]) + "?show=all&all=1&sort=name"

    assert [name for _letter, name in heads(page(as_ruth, url))] == ["Anchor", "Bell", "Crown"]


def test_clients_of_another_practice_are_never_there(
    as_ruth: Client, practice: Consultancy, three: list[Engagement]
) -> None:
    bea = make_user("bea")
    other = make_consultancy("Other", admin=bea)
    theirs = [make_client(other, "Of another")]
    client = Client()
    client.force_login(bea)
    hidden = hidden_from(page(client, compare_url(other, theirs)))

    assert "Of another" not in page(as_ruth, compare_url(practice, theirs))
    query = hidden.partition("?")[2]
    text = page(as_ruth, f"{reverse('compare', args=[practice.slug])}?{query}&names=1")
    assert "No client is chosen" in text


def test_more_than_six_are_too_many(as_ruth: Client, practice: Consultancy) -> None:
    many = [make_client(practice, f"Client {n}") for n in range(7)]

    text = page(as_ruth, compare_url(practice, many))

    assert "You chose 7 clients" in text
    assert "Tick up to 6 clients in your list" in text
    assert 'class="letter"' not in text


def test_without_a_choice_the_page_says_how_to_choose(
    as_ruth: Client, practice: Consultancy
) -> None:
    assert "No client is chosen" in page(as_ruth, compare_url(practice, []))


def test_a_stranger_finds_nothing(practice: Consultancy, stranger: User) -> None:
    client = Client()
    client.force_login(stranger)

    assert client.get(compare_url(practice, [])).status_code == 404


def test_the_number_of_queries_is_fixed(
    as_ruth: Client, practice: Consultancy, three: list[Engagement], at_most: Any
) -> None:
    page(as_ruth, compare_url(practice, three))

    with at_most(6):
        page(as_ruth, compare_url(practice, three))


def test_letters_never_cover_each_other() -> None:
    strip = letter_strip([("A", 50), ("B", 50), ("C", 52), ("D", 90), ("E", 0), ("F", 100)])

    for one in strip.dots:
        for other in strip.dots:
            if one.letter < other.letter:
                assert abs(one.x - other.x) >= ROW or abs(one.y - other.y) >= ROW
    assert all(10 <= dot.y <= strip.height - 10 for dot in strip.dots)


def with_lowest(area: str) -> ListedClient:
    """A client whose latest check is lowest in this area."""
    found = {key: {**cell, "points": 10 if key == area else 50} for key, cell in areas(50).items()}
    columns: dict[str, Any] = dict.fromkeys(ListedStanding._fields)
    columns |= {"areas": found, "movement": "chance"}
    facts: dict[str, Any] = dict.fromkeys(ListedClient._fields)
    facts |= {"trade": "", "name": "", "standing": ListedStanding(**columns)}
    return ListedClient(**facts)


@pytest.mark.parametrize(
    ("lowest", "lead"),
    [
        (["culture"], ""),
        (["culture", "policies"], "No area is the lowest of most of them."),
        (["culture"] * 2, "Culture is the lowest area of both that have a score."),
        (["culture"] * 3, "Culture is the lowest area of all three that have a score."),
        (
            ["culture", "culture", "policies"],
            "Culture is the lowest area of two of the three that have a score.",
        ),
    ],
)
def test_the_lead_names_the_area_that_is_lowest_most_often(lowest: list[str], lead: str) -> None:
    questions = Questions(by_version={}, newest=make_model_version().maturity)

    side = SideBySide(rows=list(map(with_lowest, lowest)), questions=questions, named=True)

    assert side.lead == lead
