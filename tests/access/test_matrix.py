"""The status of every page and form for every visitor, from the tables in `matrix`."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from assessment.parties.businesses.models import Business
from tests.access.matrix import LOOKS, PRINTS, READERS, SENDS, rows, sent
from tests.access.urls import address, our_paths


def test_every_page_of_ours_is_in_the_table() -> None:
    assert set(LOOKS) == {path.name for path in our_paths()}


def test_both_tables_have_a_column_for_every_visitor() -> None:
    assert all(list(line) == READERS for line in [*LOOKS.values(), *SENDS.values()])


@pytest.mark.parametrize("name", rows(LOOKS))
def test_status_of_get(clients: dict[str, Client], name: str) -> None:
    found = {reader: clients[reader].get(address(name)).status_code for reader in READERS}

    assert found == LOOKS[name]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", SENDS)
def test_status_of_post(
    clients: dict[str, Client], place: Business, name: str, reader: str
) -> None:
    response = clients[reader].post(address(name), sent(name, place))

    assert response.status_code == SENDS[name][reader]


def one_who_may(clients: dict[str, Client], name: str) -> Client:
    """Return the owner, or for the pages of a practice one of its people."""
    return clients["consultant" if address(name).startswith("/practice/") else "owner"]


@pytest.mark.parametrize("name", sorted(set(LOOKS) - set(SENDS)))
def test_a_page_without_a_form_refuses_post(clients: dict[str, Client], name: str) -> None:
    assert one_who_may(clients, name).post(address(name)).status_code == 405


@pytest.mark.parametrize("name", sorted(LOOKS))
def test_no_page_accepts_another_method(clients: dict[str, Client], name: str) -> None:
    one = one_who_may(clients, name)

    found = [ask(address(name)).status_code for ask in (one.put, one.patch, one.delete)]

    assert found == [405, 405, 405]


@pytest.mark.parametrize("name", sorted(n for n, line in LOOKS.items() if line["nobody"] == 302))
def test_signed_out_visitors_are_sent_to_sign_in_and_back(
    clients: dict[str, Client], name: str
) -> None:
    response = clients["nobody"].get(address(name))

    assert response["Location"] == f"{reverse(settings.LOGIN_URL)}?next={address(name)}"


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
