"""Every limit holds, and nothing that strangers do lifts a brake too early."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection, transaction
from django.test import RequestFactory
from django.urls import get_resolver
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from assessment.foundation.brakes import services
from assessment.foundation.brakes.limits import FORMS, LIMITS, Counted, Limit, Scope
from assessment.foundation.brakes.models import Brake
from assessment.foundation.brakes.sources import account_name, mailbox_of, network
from assessment.management.commands import run_schedule

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
VICTIM = "olga@example.com"
EVERY = [
    pytest.param(what, scope, limit, id=f"{what}-{scope}-{limit.seconds}")
    for what, scopes in LIMITS.items()
    for scope, limits in scopes.items()
    for limit in limits
]


def later(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


@pytest.mark.parametrize(("what", "scope", "limit"), EVERY)
def test_every_limit_allows_its_number_of_attempts_and_then_waits(
    monkeypatch: pytest.MonkeyPatch, what: Counted, scope: Scope, limit: Limit
) -> None:
    monkeypatch.setitem(LIMITS, what, {scope: (limit,)})

    assert services.count(what, scope, "one", at=NOON, weight=limit.most) == 0
    assert services.count(what, scope, "one", at=NOON) == limit.seconds
    assert services.count(what, scope, "another", at=NOON) == 0
    assert services.count(what, scope, "one", at=later(limit.seconds - 1)) == 1
    assert services.count(what, scope, "one", at=later(limit.seconds)) == 0


def test_everything_counted_has_limits_and_every_form_exists() -> None:
    assert set(LIMITS) == set(Counted)
    assert all(LIMITS.values())
    assert set(FORMS) <= {name for name in get_resolver().reverse_dict if isinstance(name, str)}


def test_forms_of_strangers_are_counted_by_block_network_and_site() -> None:
    for what, field in FORMS.values():
        assert {Scope.BLOCK, Scope.WIDE, Scope.SITE, Scope.DEVICE} <= set(LIMITS[what])
        # Wrong passwords are counted for the account; the form only names it to known devices.
        assert bool(field) == (Scope.ACCOUNT in LIMITS[what] or what == Counted.SIGN_IN)


def stranger_asks(number: int, account: str) -> Callable[[datetime], object]:
    """A request from a network of its own."""
    request = RequestFactory().post("/", REMOTE_ADDR=f"2001:db8:{number:x}::1")
    return lambda at: services.count_attempt(request, Counted.CODE, account=account, at=at)


STRANGERS = st.one_of(
    st.builds(stranger_asks, st.integers(0, 0xFFFF), st.sampled_from([VICTIM, "", "x@y.example"])),
    st.just(lambda at: services.purge(at=at)),
    st.builds(
        lambda name: (
            lambda at: services.count(
                Counted.WRONG_PASSWORD, Scope.ACCOUNT, account_name(name), at=at
            )
        ),
        st.sampled_from([VICTIM, VICTIM.upper(), "someone@example.com"]),
    ),
)


@hypothesis(max_examples=60)
@given(st.lists(st.tuples(st.floats(0, 299), STRANGERS), max_size=25))
def test_no_sequence_of_strangers_requests_lifts_the_brake_of_an_account(
    sequence: list[tuple[float, Callable[[datetime], object]]],
) -> None:
    with transaction.atomic():
        for _ in range(6):
            services.count(Counted.WRONG_PASSWORD, Scope.ACCOUNT, VICTIM, at=NOON)

        for seconds, ask in sorted(sequence, key=lambda step: step[0]):
            ask(later(seconds))

        assert services.wait_for(Counted.WRONG_PASSWORD, Scope.ACCOUNT, VICTIM, at=later(299)) == 1
        transaction.set_rollback(True)


def test_refused_attempts_leave_no_rows_for_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = {Scope.SITE: (Limit(0, 60),), Scope.ACCOUNT: (Limit(5, 60),)}
    monkeypatch.setitem(LIMITS, Counted.CODE, limits)

    for number in range(10):
        stranger_asks(number, f"{number}@example.com")(NOON)

    assert Brake.objects.count() == 1


def test_only_rows_whose_window_has_ended_are_purged() -> None:
    services.count(Counted.RESET, Scope.ACCOUNT, VICTIM, at=NOON)

    assert services.purge(at=later(60)) == 1
    assert Brake.objects.count() == 1


def test_the_table_names_nobody() -> None:
    services.count(Counted.RESET, Scope.ACCOUNT, VICTIM, at=NOON)

    assert not Brake.objects.filter(key__contains="olga").exists()


@pytest.mark.parametrize(
    ("address", "block", "wide"),
    [
        ("192.0.2.77", "192.0.2.77/32", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.77/32", "192.0.2.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("", "", ""),
    ],
)
def test_an_address_counts_as_its_block_and_its_network(
    address: str, block: str, wide: str
) -> None:
    assert network(address, Scope.BLOCK) == block
    assert network(address, Scope.WIDE) == wide


@pytest.mark.parametrize(
    ("typed", "mailbox"),
    [
        ("Olga+news@example.com", VICTIM),
        ("olga@example.com", VICTIM),
        ("o.l.g.a+1@gmail.com", "olga@gmail.com"),
        ("o.lga@example.com", "o.lga@example.com"),
        ("+@example.com", "+@example.com"),
        ("not an address", "not an address"),
    ],
)
def test_addresses_that_reach_one_mailbox_are_counted_together(typed: str, mailbox: str) -> None:
    assert mailbox_of(typed) == mailbox


@pytest.mark.parametrize(
    "typed",
    ["Olga@Example.com", " olga@example.com ", "olga@example.com\u200b", "\uff4flga@example.com"],
)
def test_all_spellings_of_an_account_are_counted_together(typed: str) -> None:
    assert account_name(typed) == VICTIM


def test_the_schedule_deletes_what_has_expired(one_connection: None) -> None:
    """Counters, entries of the cache, and sessions that ended with their browsers."""
    services.count(Counted.RESET, Scope.ACCOUNT, VICTIM, at=NOON)
    cache.set("old", 1, timeout=1)
    session = SessionStore()
    session.set_expiry(-1)
    session.save()

    with time_machine.travel(NOON + timedelta(days=400)):
        schedule = run_schedule.Schedule()
        schedule.jobs = [job for job in schedule.jobs if job.name in {"brakes", "sessions"}]
        schedule.round()

    assert not Brake.objects.exists()
    assert not Session.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cairn_cache")
        assert cursor.fetchone() == (0,)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_simultaneous_attempts_are_all_counted() -> None:
    def attempt(_number: int) -> int:
        try:
            return services.count(Counted.WRONG_PASSWORD, Scope.ACCOUNT, VICTIM, at=NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=8) as at_once:
        waits = list(at_once.map(attempt, range(24)))

    assert set(Brake.objects.values_list("count", flat=True)) == {24}
    # An attempt may see those that came in after it, and is then refused too early, never too late.
    assert 0 < waits.count(0) <= 5
