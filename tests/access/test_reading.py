"""A GET request writes nothing, because crawlers, mail scanners and prefetching also send it.

`test_matrix` opens each page of ours for every visitor; these are the pages of allauth.
"""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessment.foundation.brakes.limits import STORED_WHEN_OPENED
from tests.access.looking import look
from tests.access.test_rules import GUARDED_OF_ALLAUTH, OPEN_OF_ALLAUTH

COUNTER = "assessment_brake"
"""Counts how often a page that stores a challenge was opened; see `STORED_WHEN_OPENED`."""
# All except two pages whose URLs contain a key.
WITHOUT_KEYS = sorted(
    (OPEN_OF_ALLAUTH | GUARDED_OF_ALLAUTH)
    - {"account_confirm_email", "account_reset_password_from_key"}
)


@pytest.mark.parametrize("name", WITHOUT_KEYS)
@pytest.mark.parametrize("reader", ["owner", "nobody"])
def test_opening_an_account_page_writes_nothing(
    clients: dict[str, Client], reader: str, name: str
) -> None:
    written = look(clients[reader], reverse(name)).writes

    assert [sql for sql in written if name not in STORED_WHEN_OPENED or COUNTER not in sql] == []


@pytest.mark.parametrize(
    ("name", "kwargs"),
    [
        ("account_confirm_email", {"key": "no-such-key"}),
        ("account_reset_password_from_key", {"uidb36": "1", "key": "no-such-key"}),
    ],
)
def test_opening_a_link_from_a_mail_writes_nothing(
    client: Client, db: None, name: str, kwargs: dict[str, Any]
) -> None:
    assert look(client, reverse(name, kwargs=kwargs)).writes == []
