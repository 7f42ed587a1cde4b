"""Nothing that is stored or logged says who answered, what one person said, or when."""

import json
import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.links.tokens import hash_of
from assessment.foundation.outbox.draining import drain
from assessment.parties.businesses.models import Business
from assessment.voices.pulse.models import PulseAddress, PulseBox, PulsePass, PulseWay
from assessment.voices.pulse.tasks import keep_rounds
from assessment.voices.pulse.tokens import code_of, in_groups
from tests.factories import NOON
from tests.voices.pulse.making import AFTER, addresses, answer_all, ask, give

pytestmark = pytest.mark.django_db

MOMENT = NOON + timedelta(days=3, hours=2, minutes=13, seconds=7)
"""When somebody answers in these tests. Nothing else happens in that hour."""


def everything() -> Iterator[tuple[str, Any]]:
    """Yield each value of each row of each table, with the column that it is in."""
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.values():  # noqa: SLF001 - public
            for name, value in row.items():
                yield f"{model.__name__}.{name}", value


def texts() -> list[tuple[str, str]]:
    return [(where, json.dumps(value, default=str)) for where, value in everything()]


@pytest.mark.parametrize("way", PulseWay)
def test_after_sending_no_table_has_an_address_a_token_or_the_moment(
    cafe: Business, owner: User, guest: Client, at_noon: time_machine.Traveller, way: str
) -> None:
    found, tokens = ask(cafe, owner, way=way)
    drain()
    secret = tokens[0] if tokens else in_groups(code_of(found.key))
    at_noon.move_to(MOMENT)

    sent = answer_all(guest, reverse("answer_pulse", args=[secret]), words="More hands at noon.")

    assert sent.status_code == 302
    assert not [where for where, text in texts() if secret in text]
    assert not [where for where, text in texts() if secret.replace("-", "") in text]
    where = {place for place, text in texts() if any(a in text for a in addresses(7))}
    assert where <= {"PulseAddress.email", "OutgoingMail.to"}
    moments = [(place, value) for place, value in everything() if isinstance(value, datetime)]
    assert not [place for place, value in moments if abs(value - MOMENT) < timedelta(hours=1)]
    days = [place for place, value in everything() if value == MOMENT.date()]
    assert days == []


def test_after_closing_no_table_has_an_address_or_the_hash_of_a_used_link(
    cafe: Business, owner: User
) -> None:
    _found, tokens = ask(cafe, owner)
    for token in tokens[:5]:
        give(token)

    keep_rounds(at=AFTER)

    assert not [where for where, text in texts() if "staff.example" in text]
    assert {each.used for each in PulsePass.objects.all()} == {False}


def test_the_log_of_answering_names_no_token_address_or_answer(
    cafe: Business, owner: User, guest: Client, caplog: pytest.LogCaptureFixture
) -> None:
    _found, tokens = ask(cafe, owner)
    path = reverse("answer_pulse", args=[tokens[0]])
    caplog.clear()

    with caplog.at_level(logging.DEBUG, logger="assessment"), caplog.at_level(logging.INFO):
        answer_all(guest, path, words="More hands at noon.")

    assert not [record for record in caplog.records if record.name.startswith("assessment")]
    for private in (tokens[0], "staff.example", "More hands"):
        assert private not in caplog.text


def test_answering_costs_no_cookie_and_no_session(
    cafe: Business, owner: User, guest: Client
) -> None:
    _found, tokens = ask(cafe, owner)

    answer_all(guest, reverse("answer_pulse", args=[tokens[0]]))

    assert not guest.cookies


def test_the_box_is_the_same_in_whatever_order_people_came(cafe: Business, owner: User) -> None:
    sheets: list[list[int | None]] = [[0] * 10, [3] * 10, [1, None] * 5, [None] * 10, [2] * 10]
    words = ["Zebra", "", "Apple", "Mango", ""]
    boxes = []
    for order in (range(5), reversed(range(5))):
        PulseBox.objects.all().delete()
        found, tokens = ask(cafe, owner)
        for place in order:
            give(tokens[place], sheets[place], words[place])
        box = PulseBox.objects.get(round=found)
        boxes.append((box.sheets, box.words))
        found.delete()

    assert boxes[0] == boxes[1]


def test_no_column_connects_a_link_with_an_address_or_an_answer() -> None:
    def columns(model: Any) -> set[str]:
        return {field.name for field in model._meta.get_fields()}  # noqa: SLF001 - public

    assert columns(PulsePass) == {"token_hash", "round", "used"}
    assert columns(PulseBox) == {"round", "sheets", "words"}
    assert columns(PulseAddress) == {"id", "round", "email", "invitation", "reminder"}


def test_links_are_not_stored_in_the_order_of_the_addresses(cafe: Business, owner: User) -> None:
    _found, tokens = ask(cafe, owner, people=20)
    column = "rowid" if connection.vendor == "sqlite" else "ctid"

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT token_hash FROM assessment_pulsepass ORDER BY {column}")  # noqa: S608
        stored = [row[0] for row in cursor.fetchall()]

    assert stored == sorted(map(hash_of, tokens))


def test_the_boxes_links_and_addresses_are_not_in_the_admin() -> None:
    from django.contrib import admin  # noqa: PLC0415 - only here

    shown = {model.__name__ for model in admin.site._registry}  # noqa: SLF001 - public

    assert not {name for name in shown if name.startswith("Pulse")}


def test_nothing_is_stored_before_the_answers_are_sent(
    cafe: Business, owner: User, guest: Client, at_noon: time_machine.Traveller
) -> None:
    _found, tokens = ask(cafe, owner)
    path = reverse("answer_pulse", args=[tokens[0]])
    before = texts()

    page = guest.post(path, {"do": "start"})
    for value in ("1", "2", "x"):
        from tests.voices.pulse.making import hidden  # noqa: PLC0415

        page = guest.post(path, {**hidden(page.text), "do": "next", "a": value})

    assert page.status_code == 200
    assert texts() == before


def test_a_count_of_the_night_is_a_day_and_no_moment(cafe: Business, owner: User) -> None:
    found, tokens = ask(cafe, owner)
    give(tokens[0])

    keep_rounds(at=NOON + timedelta(days=1))
    found.refresh_from_db()

    assert type(found.counted_on) is date
