"""Migrating from the last release to the newest schema and back loses no data."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from tests.factories import NOON
from tests.migrations.moving import apps_at, apps_starting_at, moved_to, newest
from tests.migrations.released import DAY, RELEASED, ReleasedSite, Rows, all_rows
from tests.migrations.snapshots import SNAPSHOTS, restore

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
    "Reminder": {"sent_at": "posted_at"},
}
UPDATED = "released_and_updated"
QUEUED = ["assessment.reporting.tasks.make_report", "assessment.reminding.tasks.deliver"]
LINKS = ["Invitation", "HandOver", "CalendarFeed", "SharedLink"]
NO_MAIL = {"mail_id": None}
NEW: dict[str, dict[str, Any]] = {
    "Assessment": {"answerer": ""},
    "User": {"deletion_asked_at": None},
    "Business": {"archived_at": None, "archived_by_id": None, "archived_for": "", "country": ""},
    "Consultancy": {"second_step_from": None},
    "Engagement": {"level": "send", "ends_on": None, "expires_at": None, "ended_by_id": None},
    "ConsultancyMember": {"role": "admin", "since": NOON, "unproven": False, "muted": []},
    "CalendarFeed": {"expires_at": None},
    "Comment": {"sources": []},
    "ModelVersion": {"overlay_hash": ""},
    "PlanItem": {"kind": "action", "questions": []},
    "Brand": dict.fromkeys(("accent", "cover_text", "footer", "sender_name"), "")
    | {"logo_dark": b""},
    "ReportRun": {"tenant": "", "brand_id": None},
    "HandOver": NO_MAIL,
    "Invitation": NO_MAIL,
    "Membership": {"unproven": False},
    "Reminder": NO_MAIL,
    "Result": {"structure_hash": "", "variants_hash": "", "words_hash": ""},
    "SharedLink": {**NO_MAIL, "consultancy_id": None},
}
EMPTY: Rows = {
    name: []
    for name in (
        *("AccessInvitation", "AccessRequest", "ExpiryNotice", "PreparedBusiness"),
        *("ActionTally", "AuditEntry", "Brake", "BusyWeek", "ConsultancyInvitation", "Departure"),
        *("BulkClient", "BulkFile", "BulkJob"),
        *("ConsultantMailsOff", "Conversation", "EvidenceReview", "Message", "PlanSuggestion"),
        *("PrivateNote", "ReadMark", "SuggestedChange", "ClientList", "ImportedClient", "Removal"),
        *("ClientSession", "ScreenLink", "SessionOutcome", "SessionPoint"),
        *("Mailing", "MailedClient", "MondayEmail"),
        *("AnswerList", "Survey", "SurveyAnswer", "SurveyLink"),
        *("PulseAddress", "PulseBox", "PulsePass", "PulseRound"),
        *("ClientTag", "TaggedClient", "SavedView", "Standing", "KeptBrand", "LearningMark"),
        *("OutgoingMail", "OverlayVersion", "RetestAnswer", "RetestSheet"),
        *("SecondAnswer", "SecondOpinion", "Settlement"),
        "WorkerLease",
    )
}


@pytest.fixture
def released() -> Any:
    """A database of the last release with rows in every table."""
    apps = apps_starting_at(RELEASED)
    ReleasedSite(apps).fill()
    return apps


@pytest.fixture
def updated() -> Any:
    """The newest tables of such a database, which also had queued tasks and a broken reminder.

    Migrating takes long, so it is done once for all tests that need no more than this.
    """
    if UPDATED in SNAPSHOTS.copies:
        restore(UPDATED)
    else:
        apps = apps_starting_at(RELEASED)
        ReleasedSite(apps).fill()
        queue_tasks()
        break_off_while_sending(apps)
        moved_to(newest())
        SNAPSHOTS.save(UPDATED)
    return apps_at(newest())


def queue_tasks() -> None:
    for path in QUEUED:
        DBTaskResult.objects.create(
            task_path=path, args_kwargs={"args": [1], "kwargs": {}}, backend_name="default"
        )


def break_off_while_sending(apps: Any) -> None:
    """Leave a reminder as if the process had died while sending it."""
    reminders = apps.get_model("assessment", "Reminder").objects
    reminders.filter(key="k").update(sending_at=NOON)


def with_new_names(rows: Rows) -> Rows:
    found = {}
    for old, lines in rows.items():
        name = MODELS.get(old, old)
        words, more = COLUMNS.get(name, {}), NEW.get(name, {})
        found[name] = [
            {words.get(column, column): value for column, value in line.items()} | more
            for line in lines
        ]
    return found | EMPTY


def test_every_row_survives_the_migrations_and_their_rollback(released: Any) -> None:
    before = all_rows(released)
    assert [name for name, rows in before.items() if not rows] == []

    after = all_rows(moved_to(newest()))
    back = all_rows(moved_to(RELEASED))

    assert after == with_new_names(before)
    assert back == before


def test_links_keep_working_and_constraints_still_hold(updated: Any) -> None:
    links = {name: updated.get_model("assessment", name).objects for name in LINKS}
    still_open = {name: links[name].filter(ended_at=None).order_by("pk") for name in LINKS}

    assert {name: [link.token_hash for link in still_open[name]] for name in LINKS} == {
        "Invitation": ["i1", "i3"],
        "HandOver": ["h2"],
        "CalendarFeed": ["f2"],
        "SharedLink": ["s2"],
    }
    assert links["Invitation"].exclude(accepted_at=None).get().token_hash == "i1"
    for name in ("Invitation", "CalendarFeed"):
        another = still_open[name].last()
        another.pk, another.token_hash = None, "another"
        assert_refused(another.save)
    for name in LINKS:
        assert_refused(links[name].update, made_at=NOON, expires_at=NOON - DAY)


def test_tasks_queued_before_a_module_moved_are_still_found(updated: Any) -> None:
    queued = DBTaskResult.objects.order_by("enqueued_at")

    assert [result.task.func.__name__ for result in queued] == ["make_report", "deliver"]


def test_a_reminder_whose_process_died_while_sending_is_not_sent_again(updated: Any) -> None:
    found = updated.get_model("assessment", "Reminder").objects.get(key="k")

    assert (found.posted_at, found.settled_at) == (None, NOON)


def assert_refused(write: Callable[..., object], **fields: object) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        write(**fields)


def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
