"""What signed-in people can send is limited for each person, however small it is."""

import pytest
from django.test import Client
from django.urls import reverse

from assessment.foundation.brakes.limits import LIMITS, NO_CHANGES, Counted, Limit, Scope
from tests.access.conftest import Scene, client_with
from tests.access.matrix import SENDS
from tests.access.urls import address, every_path
from tests.kept import undone

OTHERS = {path.name for path in every_path() if path.name and not (path.rule or path.takes)}
ADDRESSES = {name: address(name) for name in SENDS} | {
    path.name: reverse(f"{path.space}:{path.name}" if path.space else path.name)
    for path in every_path()
    if path.name in OTHERS
}


def allow(monkeypatch: pytest.MonkeyPatch, changes: int) -> None:
    monkeypatch.setitem(LIMITS, Counted.CHANGE, {Scope.ACCOUNT: (Limit(changes, 3_600),)})


def test_everything_that_a_person_sends_counts_as_a_change(
    monkeypatch: pytest.MonkeyPatch, scene: Scene
) -> None:
    allow(monkeypatch, 0)
    counted = set()

    for name, url in ADDRESSES.items():
        with undone():
            if client_with(scene.cookies["owner"]).post(url).status_code == 429:
                counted.add(name)

    assert counted == ADDRESSES.keys() - NO_CHANGES


def test_only_forms_that_exist_do_not_count() -> None:
    assert ADDRESSES.keys() >= NO_CHANGES


def test_a_person_who_has_to_wait_makes_nobody_else_wait(
    monkeypatch: pytest.MonkeyPatch, clients: dict[str, Client]
) -> None:
    allow(monkeypatch, 2)

    owners = [clients["owner"].post(address("make_feed")).status_code for _ in range(3)]
    others = clients["editor"].post(address("make_feed")).status_code

    assert owners == [302, 302, 429]
    assert others == 302
