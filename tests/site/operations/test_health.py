"""The health checks /livez and /readyz."""

from collections.abc import Callable
from typing import Any
from unittest import mock

import pytest
from django.db import OperationalError
from django.db.migrations.executor import MigrationExecutor
from django.test import Client


def test_livez_needs_no_database(client: Client, at_most: Callable[[int], Any], db: None) -> None:
    with at_most(0):
        response = client.get("/livez")

    assert (response.status_code, response.text) == (200, "alive\n")


@pytest.mark.django_db
def test_readyz_succeeds_when_all_migrations_are_applied(client: Client) -> None:
    response = client.get("/readyz")

    assert (response.status_code, response.text) == (200, "ready\n")


@pytest.mark.django_db
def test_readyz_fails_while_migrations_are_pending(client: Client) -> None:
    with mock.patch.object(MigrationExecutor, "migration_plan", return_value=["one"]):
        response = client.get("/readyz")

    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert "pending" in response.text


def test_readyz_fails_without_a_database(client: Client) -> None:
    with mock.patch(
        "assessment.site.operations.views.MigrationExecutor",
        side_effect=OperationalError("secret host"),
    ):
        response = client.get("/readyz")

    assert response.status_code == 503
    assert "secret" not in response.text


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_health_checks_accept_no_posts(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/livez", "/readyz"])
@pytest.mark.parametrize("host", ["10.0.0.7:8000", "cairn_web", "unknown.example", "a b", ""])
def test_health_checks_answer_for_any_host_over_plain_http(
    client: Client, settings: Any, path: str, host: str
) -> None:
    settings.ALLOWED_HOSTS = ["cairn.example"]
    settings.SECURE_SSL_REDIRECT = True

    response = client.get(path, headers={"host": host})

    assert response.status_code == 200
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get("/privacy/", headers={"host": host}, secure=True).status_code == 400
