"""Opening a page, and what that writes to the database."""

from typing import NamedTuple

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
SESSIONS = ('"django_session"', '"usersessions_usersession"')
"""Session tables, which a request may update; they contain no data of a business."""
COUNT = '"assessment_shareduse"'
"""Counts how often a shared link was opened, which is a GET by nature; see `note_use`."""
AUDIT = '"assessment_auditentry"'
"""Once a day, who looked, and who downloaded what; see `record_once`."""


class Look(NamedTuple):
    """The answer to a GET request, and what it wrote."""

    status: int
    location: str
    writes: list[str]


def look(client: Client, url: str) -> Look:
    with CaptureQueriesContext(connection) as caught:
        response = client.get(url)
    said = [query["sql"] for query in caught.captured_queries]
    writes = [
        sql
        for sql in said
        if sql.lstrip().upper().startswith(WRITES)
        and not any(name in sql for name in (*SESSIONS, COUNT, AUDIT))
    ]
    return Look(response.status_code, response.get("Location", ""), writes)
