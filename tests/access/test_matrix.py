"""The status of every page and form for every visitor, from the tables in `matrix`."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from assessment.parties.businesses.models import Business
from tests.access.looking import look
from tests.access.matrix import LOOKS, READERS, SENDS, rows, sent
from tests.access.urls import address, our_paths
from tests.kept import undone


def test_every_page_of_ours_is_in_the_table() -> None:
    assert set(LOOKS) == {path.name for path in our_paths()}


def test_both_tables_have_a_column_for_every_visitor() -> None:
    assert all(list(line) == READERS for line in [*LOOKS.values(), *SENDS.values()])


@pytest.mark.parametrize("name", rows(LOOKS))
def test_status_of_get_which_writes_nothing(clients: dict[str, Client], name: str) -> None:
    looks = {reader: look(clients[reader], address(name)) for reader in READERS}

    assert {reader: seen.status for reader, seen in looks.items()} == LOOKS[name]
    assert {reader: seen.writes for reader, seen in looks.items() if seen.writes} == {}
    if LOOKS[name]["nobody"] == 302:
        to_sign_in_and_back = f"{reverse(settings.LOGIN_URL)}?next={address(name)}"
        assert looks["nobody"].location == to_sign_in_and_back


@pytest.mark.parametrize("name", SENDS)
def test_status_of_post(clients: dict[str, Client], place: Business, name: str) -> None:
    found = {}

    for reader in READERS:
        with undone():
            response = clients[reader].post(address(name), sent(name, place))
            found[reader] = response.status_code

    assert found == SENDS[name]
