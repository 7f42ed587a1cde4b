"""A GET request writes nothing, because crawlers, mail scanners and prefetching also send it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessment.foundation.brakes.limits import STORED_WHEN_OPENED
from tests.access.matrix import LOOKS, READERS, rows
from tests.access.test_rules import GUARDED_OF_ALLAUTH, OPEN_OF_ALLAUTH
from tests.access.urls import address

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
SESSIONS = ('"django_session"', '"usersessions_usersession"')
"""Session tables, which a request may update; they contain no data of a business."""
COUNT = '"assessment_shareduse"'
"""Counts how often a shared link was opened, which is a GET by nature; see `note_use`."""
COUNTER = "assessment_brake"
"""Counts how often a page that stores a challenge was opened; see `STORED_WHEN_OPENED`."""
AUDIT = '"assessment_auditentry"'
"""Once a day, who looked, and who downloaded what; see `record_once`."""
# All except two pages whose URLs contain a key.
WITHOUT_KEYS = sorted(
    (OPEN_OF_ALLAUTH | GUARDED_OF_ALLAUTH)
    - {"account_confirm_email", "account_reset_password_from_key"}
)


def writes_of(client: Client, url: str) -> list[str]:
    with CaptureQueriesContext(connection) as caught:
        client.get(url)
    said = [query["sql"] for query in caught.captured_queries]
    return [
        sql
        for sql in said
        if sql.lstrip().upper().startswith(WRITES)
        and not any(name in sql for name in (*SESSIONS, COUNT, AUDIT))
    ]


@pytest.mark.parametrize("name", rows(LOOKS))
def test_opening_a_page_of_ours_writes_nothing(clients: dict[str, Client], name: str) -> None:
    written = [sql for reader in READERS for sql in writes_of(clients[reader], address(name))]

    assert written == []


@pytest.mark.parametrize("name", WITHOUT_KEYS)
@pytest.mark.parametrize("reader", ["owner", "nobody"])
def test_opening_an_account_page_writes_nothing(
    clients: dict[str, Client], reader: str, name: str
) -> None:
    written = writes_of(clients[reader], reverse(name))

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
    assert writes_of(client, reverse(name, kwargs=kwargs)) == []
