"""Settings that are worked out from others."""

from importlib import import_module
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("development", "hosts", "https", "address"),
    [
        (True, ["cairn.example"], True, "http://127.0.0.1:8000"),
        (False, ["*"], True, "http://127.0.0.1:8000"),
        (False, ["cairn.example", "other.example"], True, "https://cairn.example"),
        (False, [".cairn.example"], False, "http://cairn.example"),
    ],
)
def test_the_address_in_mails_is_guessed_from_the_first_host(
    monkeypatch: pytest.MonkeyPatch, development: Any, hosts: list[str], https: Any, address: str
) -> None:
    # The module itself, because Django's settings do not contain its functions.
    settings = import_module("cxsite.settings")
    monkeypatch.setattr(settings, "DEVELOPMENT", development)
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", hosts)
    monkeypatch.setattr(settings, "HTTPS", https)

    assert settings.usual_address() == address
