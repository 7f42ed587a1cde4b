"""What our pages do with other methods than theirs, and for places that do not exist."""

import pytest
from django.test import Client

from assessment.parties.businesses.models import Business
from tests.access.matrix import LOOKS, PRINTS, SENDS
from tests.access.urls import address


def one_who_may(clients: dict[str, Client], name: str) -> Client:
    """Return the owner, or for the pages of a practice one of its people."""
    return clients["consultant" if address(name).startswith("/practice/") else "owner"]


@pytest.mark.parametrize("name", sorted(LOOKS))
def test_a_page_accepts_only_the_methods_in_the_tables(
    clients: dict[str, Client], name: str
) -> None:
    refused = one_who_may(clients, name).put(address(name))

    opened = [] if 405 in LOOKS[name].values() else ["GET", "HEAD"]
    sent = ["POST"] if name in SENDS else []
    assert refused.status_code == 405
    assert sorted(refused["Allow"].split(", ")) == [*opened, *sent]


@pytest.mark.parametrize("name", sorted(n for n, line in LOOKS.items() if line["stranger"] == 404))
def test_a_stranger_gets_the_same_page_as_for_a_business_that_does_not_exist(
    clients: dict[str, Client], place: Business, name: str
) -> None:
    here = address(name)

    theirs = clients["stranger"].get(here)
    nowhere = clients["stranger"].get(here.replace(place.slug, "no-such-place"))

    assert theirs.status_code == nowhere.status_code
    assert place.name not in theirs.text
    assert theirs.text == nowhere.text


@pytest.mark.parametrize("name", sorted(set(LOOKS) - PRINTS))
def test_a_head_request_gets_the_status_of_the_page(clients: dict[str, Client], name: str) -> None:
    assert clients["owner"].head(address(name)).status_code == LOOKS[name]["owner"]
