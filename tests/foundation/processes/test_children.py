"""What a process of ours may know about the site."""

import pytest

from assessment.foundation.processes.children import environment_of_a_child


def test_no_secret_is_passed_to_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = ["SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "HOMEBREW_GITHUB_API_TOKEN"]
    for name in [*secrets, "LANGSMITH_API_KEY", "PATHFINDER_TOKEN", "PYTHON_KEYRING_PASSWORD"]:
        monkeypatch.setenv(name, "secret")

    assert "secret" not in environment_of_a_child().values()


def test_paths_and_locale_are_passed_to_a_child(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = ["PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "XDG_CACHE_HOME", "PYTHONHASHSEED"]
    for name in names:
        monkeypatch.setenv(name, "known")

    assert {name for name, value in environment_of_a_child().items() if value == "known"} == set(
        names
    )
