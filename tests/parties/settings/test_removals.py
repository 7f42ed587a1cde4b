"""Undoing the removal of a colleague brings back the lists of clients that it took."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from assessment.consulting.importing.models import ClientList
from assessment.consulting.importing.services import keep_list
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy, ConsultancyMember
from assessment.parties.departures.models import Removal
from assessment.parties.departures.services import forget_rows
from tests.factories import make_colleague, make_user
from tests.parties.settings.test_colleagues import post

pytestmark = pytest.mark.django_db


@pytest.fixture
def lists(carl: ConsultancyMember, client_business: Business) -> dict[str, ClientList]:
    """A list that waits to be added, and one from which a client came."""
    now, table = timezone.now().replace(microsecond=0), [["Business"], ["Bike"]]
    waiting, added = (
        keep_list(member=carl, file_name=name, table=table, tag="", at=now)
        for name in ("waiting.csv", "added.csv")
    )
    ClientList.objects.filter(pk=added.pk).update(added_at=now)
    added.imported.create(business=client_business)
    return {"waiting": waiting, "added": added}


def test_an_undo_brings_back_lists_of_clients_with_the_time_they_had_left(
    as_admin: Client, practice: Consultancy, lists: dict[str, ClientList]
) -> None:
    before = list(ClientList.objects.order_by("pk").values())
    member, started = lists["waiting"].member, timezone.now()
    with time_machine.travel(started, tick=False) as traveller:
        post(as_admin, "remove_colleague", practice, member=member.pk)
        gone = ClientList.objects.exists()
        traveller.shift(timedelta(hours=23))

        post(as_admin, "undo_removal", practice, removal=practice.removals.get().pk)

    away = {"expires_at": before[0]["expires_at"] + timedelta(hours=23)}
    assert not gone
    assert list(ClientList.objects.order_by("pk").values()) == [one | away for one in before]
    assert lists["added"].imported.count() == 1


def delete_the_client(client_business: Business, lists: dict[str, ClientList]) -> None:
    client_business.engagements.all().delete()
    client_business.delete()


def import_it_again(client_business: Business, lists: dict[str, ClientList]) -> None:
    carla = make_colleague(lists["added"].member.consultancy, make_user("carla"))
    now = timezone.now()
    again = keep_list(member=carla, file_name="again.csv", table=[["Business"]], tag="", at=now)
    again.imported.create(business=client_business)


@pytest.mark.parametrize("change", [delete_the_client, import_it_again])
def test_an_undo_leaves_out_rows_about_what_has_been_deleted(
    change: Callable[[Business, dict[str, ClientList]], None],
    as_admin: Client,
    practice: Consultancy,
    client_business: Business,
    lists: dict[str, ClientList],
) -> None:
    post(as_admin, "remove_colleague", practice, member=lists["added"].member.pk)
    change(client_business, lists)

    page = post(as_admin, "undo_removal", practice, removal=practice.removals.get().pk).text

    assert "Carl is back" in page
    assert ClientList.objects.filter(file_name__in=["waiting.csv", "added.csv"]).count() == 2
    assert not lists["added"].imported.exists()


@pytest.mark.parametrize(("hours", "undone", "kept"), [(23, 0, 1), (24, 0, 0), (1, 1, 0)])
def test_what_was_kept_for_an_undo_is_forgotten_when_there_is_none(
    as_admin: Client,
    practice: Consultancy,
    lists: dict[str, ClientList],
    hours: int,
    undone: int,
    kept: int,
) -> None:
    post(as_admin, "remove_colleague", practice, member=lists["waiting"].member.pk)
    if undone:
        post(as_admin, "undo_removal", practice, removal=practice.removals.get().pk)

    forget_rows(at=practice.removals.get().ended_at + timedelta(hours=hours))

    assert Removal.objects.exclude(kept="").count() == kept
