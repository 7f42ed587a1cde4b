"""The error pages."""

import errno
import sqlite3
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.urls import reverse

from cxsite import errors
from cxsite.outdated_forms import too_many_requests


def test_a_missing_page_says_what_is_safe(client: Client) -> None:
    response = client.get("/no-such-page/")

    assert response.status_code == 404
    assert "We can’t find that page" in response.text
    assert "Your answers and plans are safe" in response.text


def test_a_signed_in_person_finds_a_way_back_from_a_missing_page(as_owner: Client) -> None:
    assert reverse("businesses") in as_owner.get("/no-such-page/").text


def test_a_forbidden_page_says_whom_to_ask(rf: RequestFactory) -> None:
    response = errors.permission_denied(rf.get("/"), PermissionDenied())

    assert response.status_code == 403
    assert "The owner of the business can change your role" in response.text


def test_a_form_without_its_token_says_what_to_do(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {})

    assert response.status_code == 403
    assert "Nothing was changed" in response.text


def failing(error: Exception) -> Callable[..., Any]:
    def view(*_args: Any, **_kwargs: Any) -> None:
        raise error

    return view


def broken_page(client: Client, monkeypatch: pytest.MonkeyPatch, error: Exception) -> Any:
    monkeypatch.setattr("assessment.site.public.views.render", failing(error))
    client.raise_request_exception = False
    return client.get(reverse("privacy"))


def test_the_server_error_page_needs_no_database(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    response = broken_page(client, monkeypatch, ZeroDivisionError("secret"))

    assert response.status_code == 500
    assert "everything you saved earlier is safe" in response.text
    assert "secret" not in response.text


def test_an_unavailable_database_gives_a_page_that_asks_to_retry(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    response = broken_page(client, monkeypatch, OperationalError("no such host"))

    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert "Everything you saved is safe" in response.text


def full_sqlite() -> Exception:
    """What Django raises when SQLite finds no room for another row."""
    tiny = sqlite3.connect(":memory:")
    tiny.executescript("CREATE TABLE t (x); PRAGMA max_page_count = 2")
    with pytest.raises(sqlite3.OperationalError) as full:
        tiny.execute("INSERT INTO t VALUES (zeroblob(100000))")
    return caused_by(full.value)


def caused_by(error: Exception) -> Exception:
    raised = OperationalError(*error.args)
    raised.__cause__ = error
    return raised


@pytest.mark.parametrize(
    "error",
    [
        full_sqlite(),
        caused_by(psycopg.errors.DiskFull("could not extend file")),
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDQUOT, "Disk quota exceeded"),
    ],
    ids=["sqlite", "postgresql", "file", "quota"],
)
def test_a_full_disk_is_named_as_the_cause(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    response = broken_page(client, monkeypatch, error)

    assert response.status_code == 507
    assert "This site’s disk is full" in response.text
    assert "Everything you saved earlier is safe" in response.text
    assert "back in a few minutes" not in response.text


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (caused_by(sqlite3.OperationalError("database is locked")), 503),
        (caused_by(psycopg.errors.AdminShutdown("restarting")), 503),
        (OSError(errno.EACCES, "Permission denied"), 500),
    ],
    ids=["locked", "restarted", "file"],
)
def test_other_errors_are_not_blamed_on_the_disk(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    response = broken_page(client, monkeypatch, error)

    assert response.status_code == status
    assert "disk" not in response.text


def test_too_many_attempts_are_slowed_down(rf: RequestFactory) -> None:
    response = too_many_requests(rf.get("/"), 61)

    assert response.status_code == 429
    assert response.headers["Retry-After"] == "61"
    assert "Wait 2 minutes and try again." in response.text
    assert "Your account and your answers are safe" in response.text
