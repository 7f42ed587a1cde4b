"""Nobody keeps a process busy while others wait for it."""

from collections.abc import Iterator
from itertools import count
from time import monotonic

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assessment.foundation.accounts.models import User
from assessment.foundation.brakes.cpu import (
    BURST_SECONDS,
    SHARE,
    STILL_HERE_SECONDS,
    CpuBudget,
    cpu_budget,
)
from cxsite import middleware
from tests.factories import PASSWORD

BUSY, QUIET, NOON = "busy", "quiet", 1_000.0


def both_here(*, taken: float, by_other: float = 0.1) -> CpuBudget:
    budget = CpuBudget()
    budget.add(BUSY, taken, now=NOON)
    budget.add(QUIET, by_other, now=NOON)
    return budget


def test_who_took_too_much_waits_until_their_share_has_made_up_for_it() -> None:
    budget = both_here(taken=BURST_SECONDS + 4)

    assert budget.wait(BUSY, now=NOON) == 4 / SHARE
    assert budget.wait(QUIET, now=NOON) == 0
    assert budget.wait(BUSY, now=NOON + 4 / SHARE) == 0


def test_nobody_waits_while_alone() -> None:
    budget = both_here(taken=BURST_SECONDS + 100)

    assert budget.wait(BUSY, now=NOON + STILL_HERE_SECONDS)
    assert budget.wait(BUSY, now=NOON + STILL_HERE_SECONDS + 1) == 0


def test_nobody_waits_where_everyone_takes_too_much() -> None:
    budget = both_here(taken=BURST_SECONDS + 4, by_other=BURST_SECONDS + 4)

    assert [budget.wait(each, now=NOON) for each in (BUSY, QUIET)] == [0, 0]


def test_what_is_taken_adds_up_less_the_share_of_the_time_between() -> None:
    budget = both_here(taken=BURST_SECONDS)

    budget.add(BUSY, 10, now=NOON + 4)

    assert budget.wait(BUSY, now=NOON + 4) == (10 - 4 * SHARE) / SHARE


def test_everyone_who_has_left_is_forgotten() -> None:
    budget = both_here(taken=1)
    for second in range(100):
        budget.add(f"stranger {second}", 0.01, now=NOON + second)

    assert len(budget.taken) <= STILL_HERE_SECONDS + 1


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 5), st.floats(0, 5)), max_size=60))
def test_anyone_who_keeps_to_their_share_never_waits(
    visits: list[tuple[str, float, float]],
) -> None:
    budget, now = CpuBudget(), NOON
    for who, seconds, later in visits:
        now += later
        budget.add(who, seconds, now=now)
        budget.add("moderate", later * SHARE, now=now)

        assert budget.wait("moderate", now=now) == 0


@pytest.fixture
def slow_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each page take as much CPU as anyone can take at once, and a little more."""
    seconds: Iterator[int] = count(step=BURST_SECONDS + 1)
    monkeypatch.setattr(middleware, "thread_time", lambda: next(seconds))


@pytest.mark.django_db
def test_strangers_in_a_network_do_not_keep_people_from_signing_in_where_they_did_before(
    slow_pages: None, client: Client, owner: User
) -> None:
    EmailAddress.objects.create(user=owner, email=owner.email, primary=True, verified=True)
    address = reverse("account_login")
    client.post(address, {"login": owner.email, "password": PASSWORD})
    client.post(reverse("account_logout"))
    cpu_budget.add("somebody else", 0.1, now=monotonic())
    strangers = Client()

    strangers.get(address)

    assert strangers.get(address).status_code == 429
    assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_a_flood_of_slow_pages_is_asked_to_wait_and_the_others_are_not(
    slow_pages: None, as_owner: Client, as_stranger: Client, owner: User
) -> None:
    address = reverse("profile")
    cpu_budget.add("somebody else", 0.1, now=monotonic())

    first, second, another = (each.get(address) for each in (as_owner, as_owner, as_stranger))

    assert (first.status_code, second.status_code, another.status_code) == (200, 429, 200)
    assert int(second["Retry-After"]) in {1, 2}
    assert "Please wait" in second.text
    assert list(cpu_budget.taken)[1] == f"account {owner.pk}"
