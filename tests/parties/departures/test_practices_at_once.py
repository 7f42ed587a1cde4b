"""Two admins who change each other at the same moment leave the practice with one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import connection

from assessment.foundation.accounts.models import User
from assessment.parties.consultancies.models import ConsultancyMember, ConsultancyRole
from assessment.parties.departures import queries
from assessment.parties.departures.services import (
    LastAdmin,
    StillNeeded,
    change_colleagues_role,
    close_account,
    practices,
    remove_colleague,
)
from tests.factories import NOON, make_colleague, make_consultancy, make_user

pytestmark = pytest.mark.django_db(transaction=True)
A_MOMENT_SECONDS = 1
Change = Callable[[ConsultancyMember, User], Any]


def lower(member: ConsultancyMember, by: User) -> None:
    change_colleagues_role(
        member=member, role=ConsultancyRole.ASSISTANT, seen=member.role, by=by, at=NOON
    )


def remove(member: ConsultancyMember, by: User) -> None:
    remove_colleague(member=member, by=by, at=NOON)


def close(_member: ConsultancyMember, by: User) -> None:
    close_account(user=by, at=NOON)


def let_both_look_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each change a moment in which the other can look as well, before either is saved."""
    both, look = Barrier(2), queries.admins_staying

    def look_and_wait(consultancy: int) -> Any:
        found = look(consultancy)
        with suppress(BrokenBarrierError):
            both.wait(A_MOMENT_SECONDS)
        return found

    monkeypatch.setattr(practices, "admins_staying", look_and_wait)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
@pytest.mark.parametrize("change", [lower, remove, close])
def test_of_two_admins_one_stays(monkeypatch: pytest.MonkeyPatch, change: Change) -> None:
    first, second = make_user("ada"), make_user("bea")
    practice = make_consultancy(admin=first)
    make_consultancy(admin=second)
    make_colleague(practice, make_user("carl"), ConsultancyRole.CONSULTANT)
    let_both_look_first(monkeypatch)

    def carry_out(by: User, about: User) -> bool:
        try:
            change(practice.members.get(user=about), by)
        except (LastAdmin, StillNeeded, ConsultancyMember.DoesNotExist):
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(carry_out, [first, second], [second, first]))

    staying = practice.members.filter(
        role=ConsultancyRole.ADMIN, user__deletion_asked_at=None
    ).count()
    assert (sum(done), staying) == (1, 1)
