"""From the last release to the newest tables: nothing is lost, and the way back is open."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from tests.factories import NOON
from tests.migrations.moving import moved_to, newest
from tests.migrations.released import DAY, RELEASED, ReleasedSite, Rows, all_rows

pytestmark = pytest.mark.django_db(transaction=True)

MODELS = {
    "ConsultingPractice": "Consultancy",
    "PracticeMember": "ConsultancyMember",
    "Mandate": "Engagement",
}
FIRM = {"practice_id": "consultancy_id"}
COLUMNS = {
    "ConsultancyMember": FIRM,
    "Engagement": FIRM,
    "Brand": FIRM,
    "Comment": FIRM,
    "ReportRun": FIRM,
    "Invitation": {
        "invited_by_id": "made_by_id",
        "invited_at": "made_at",
        "revoked_at": "ended_at",
    },
    "HandOver": {"sent_by_id": "made_by_id", "sent_at": "made_at"},
    "CalendarFeed": {"user_id": "made_by_id"},
}
NEW: dict[str, dict[str, Any]] = {"CalendarFeed": {"expires_at": None}}


@pytest.fixture
def released() -> Any:
    """A database of the last release with rows in every table."""
    apps = moved_to(RELEASED)
    ReleasedSite(apps).fill()
    return apps


def in_todays_words(rows: Rows) -> Rows:
    found = {}
    for old, lines in rows.items():
        name = MODELS.get(old, old)
        words, more = COLUMNS.get(name, {}), NEW.get(name, {})
        found[name] = [
            {words.get(column, column): value for column, value in line.items()} | more
            for line in lines
        ]
    return found


def test_no_table_of_the_release_is_left_out(released: Any) -> None:
    assert [name for name, rows in all_rows(released).items() if not rows] == []


def test_every_row_of_the_release_is_there_afterwards(released: Any) -> None:
    before = all_rows(released)

    after = all_rows(moved_to(newest()))

    assert {name: len(rows) for name, rows in after.items()} == {
        MODELS.get(name, name): len(rows) for name, rows in before.items()
    }
    assert after == in_todays_words(before)


def test_on_the_way_back_every_row_is_as_it_was(released: Any) -> None:
    before = all_rows(released)
    moved_to(newest())

    assert all_rows(moved_to(RELEASED)) == before


def test_links_that_worked_work_and_those_that_ended_stay_ended(released: Any) -> None:
    get = moved_to(newest()).get_model

    def open_ones(name: str, **more: None) -> list[str]:
        links = get("assessment", name).objects.filter(ended_at=None, **more)
        return list(links.values_list("token_hash", flat=True))

    assert open_ones("Invitation", accepted_at=None) == ["i3"]
    assert open_ones("HandOver") == ["h2"]
    assert open_ones("CalendarFeed") == ["f2"]
    assert open_ones("SharedLink") == ["s2"]


@pytest.mark.parametrize("link", ["i3", "f2"])
def test_a_second_open_link_of_a_kind_is_refused_as_before(released: Any, link: str) -> None:
    get = moved_to(newest()).get_model
    name = {"i": "Invitation", "f": "CalendarFeed"}[link[0]]
    another = get("assessment", name).objects.get(token_hash=link)
    another.pk, another.token_hash = None, "another"

    with pytest.raises(IntegrityError), transaction.atomic():
        another.save()
    another.ended_at = NOON
    another.save()


@pytest.mark.parametrize("name", ["Invitation", "HandOver", "CalendarFeed", "SharedLink"])
def test_no_link_expires_before_it_was_made(released: Any, name: str) -> None:
    links = moved_to(newest()).get_model("assessment", name).objects

    with pytest.raises(IntegrityError), transaction.atomic():
        links.update(made_at=NOON, expires_at=NOON - DAY)


def test_there_is_a_migration_for_everything() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
