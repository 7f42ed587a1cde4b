"""Counting how often a shared result was opened, and nothing about who opened it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client

from assessment.outputs.sharing.models import SharedUse
from assessment.parties.businesses.models import Business
from tests.factories import (
    NOON,
)
from tests.outputs.sharing.making import Share, path_in, share_url, words

pytestmark = pytest.mark.django_db


def test_each_visit_counts_once_without_saying_who_it_was(
    share: Share, client: Client, as_owner: Client, business: Business
) -> None:
    path = path_in(share())
    for _ in range(2):
        client.get(path)
    with time_machine.travel(NOON + timedelta(days=3)):
        client.get(path)

    page = words(as_owner.get(share_url(business)).text)

    assert "Opened 3 times, last on 23 November 2026." in page
    assert list(SharedUse.objects.values_list("times", flat=True).order_by("day")) == [2, 1]


def test_prefetching_and_visits_by_the_links_maker_do_not_count(
    share: Share, client: Client, as_owner: Client, business: Business
) -> None:
    path = path_in(share())

    client.head(path)
    client.get(path, headers={"Sec-Purpose": "prefetch;prerender"})
    client.get(path, headers={"Purpose": "prefetch"})
    as_owner.get(path)

    assert not SharedUse.objects.exists()
    assert "Not opened." in as_owner.get(share_url(business)).text


def test_visits_are_counted_by_the_day_of_the_business(
    share: Share, client: Client, business: Business
) -> None:
    Business.objects.update(time_zone="Pacific/Auckland")
    path = path_in(share())

    client.get(path)

    assert SharedUse.objects.get().day.day == 21


def test_the_page_is_shown_even_if_the_visit_cannot_be_counted(
    share: Share, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = path_in(share())

    def full(**_fields: Any) -> None:
        raise OperationalError("disk full")

    monkeypatch.setattr(SharedUse.objects, "get_or_create", full)

    assert client.get(path).status_code == 200
