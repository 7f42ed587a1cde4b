"""The health checks /livez and /readyz."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, current_thread
from typing import Any
from unittest import mock

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.db import InterfaceError, OperationalError
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from assessment.parties.catalogue.models import ModelVersion
from assessment.site.operations import readiness, views
from assessment.site.operations.threads import in_background
from tests.factories import make_model_version


@pytest.fixture
def published(db: None) -> ModelVersion:
    return make_model_version()


def test_livez_needs_no_database(client: Client, at_most: Callable[[int], Any], db: None) -> None:
    with at_most(0):
        response = client.get("/livez")

    assert (response.status_code, response.text) == (200, "alive\n")


def not_ready(client: Client) -> str:
    response = client.get("/readyz")
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    return str(response.text).strip()


def test_readyz_succeeds_when_nothing_is_missing(client: Client, published: ModelVersion) -> None:
    response = client.get("/readyz")

    assert (response.status_code, response.text) == (200, "ready\n")


def test_readyz_fails_while_migrations_are_pending(client: Client, published: ModelVersion) -> None:
    with mock.patch.object(MigrationExecutor, "migration_plan", return_value=["one"]):
        assert not_ready(client) == "migrations are pending"


@pytest.mark.django_db
def test_readyz_fails_without_published_questions(client: Client) -> None:
    assert not_ready(client) == "no questions are published: run load_model"


@pytest.mark.parametrize("lost", ["never collected", "deleted later"])
def test_readyz_fails_without_static_files(
    client: Client,
    published: ModelVersion,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    lost: str,
) -> None:
    storage = ManifestStaticFilesStorage(location=tmp_path)
    monkeypatch.setattr(readiness, "staticfiles_storage", storage)
    if lost == "deleted later":
        storage.hashed_files = {"logo.svg": "logo.0123.svg"}

    assert not_ready(client) == "static files are missing: run collectstatic"

    storage.hashed_files = {"logo.svg": "logo.0123.svg"}
    (tmp_path / "staticfiles.json").write_text("{}")
    assert client.get("/readyz").status_code == 200


def test_readyz_fails_while_the_disk_is_full(
    client: Client, published: ModelVersion, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.REPORTS_ROOT = Path("/no/such/folder")
    looked: list[Path] = []

    def nothing_left(folder: Path) -> Any:
        looked.append(folder)
        return mock.Mock(free=readiness.LEAST_FREE_BYTES - (folder == Path("/")))

    monkeypatch.setattr(readiness, "disk_usage", nothing_left)

    assert not_ready(client) == "the disk is full"
    assert Path("/") in looked


@pytest.mark.parametrize("trouble", [OperationalError, InterfaceError])
def test_readyz_fails_without_a_database(client: Client, trouble: type[Exception]) -> None:
    with mock.patch.object(readiness, "MigrationExecutor", side_effect=trouble("secret host")):
        assert not_ready(client) == "the database does not answer"


def test_readyz_tells_strangers_nothing_about_other_faults(client: Client) -> None:
    with mock.patch.object(readiness, "MigrationExecutor", side_effect=KeyError("secret")):
        assert not_ready(client) == "the site cannot tell whether it is ready"


def test_readyz_answers_in_time_while_the_database_hangs_and_asks_it_only_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, asked = Event(), []

    def hang(*_connection: object) -> None:
        asked.append(current_thread())
        answers.wait()
        raise OperationalError

    monkeypatch.setattr(readiness, "MigrationExecutor", hang)
    # The other tests look in their own thread.
    monkeypatch.setattr(readiness, "in_background", in_background)
    monkeypatch.setattr(readiness, "MOST_SECONDS", 0.01)
    monkeypatch.setattr(views, "readiness", readiness.Readiness())

    said = {not_ready(client), not_ready(client)}
    answers.set()
    asked[0].join()

    assert said == {"the database does not answer"}
    assert len(asked) == 1


def test_two_seconds_are_enough() -> None:
    assert readiness.MOST_SECONDS <= 2


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_health_checks_accept_no_posts(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405


@pytest.mark.usefixtures("published")
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
