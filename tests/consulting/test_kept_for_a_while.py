"""What a practice keeps for a while is gone when its page says so, and the schedule erases it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.consulting.bulk.models import BulkClient, BulkFile, BulkJob
from assessment.consulting.clients.models import PrivateNote
from assessment.consulting.importing.models import ClientList, ImportedClient
from assessment.consulting.messages.models import MailedClient, Mailing, MondayEmail
from assessment.foundation.links.keys import new_key
from assessment.management.commands.run_schedule import jobs
from assessment.parties.consultancies.models import Consultancy
from assessment.parties.consultancies.services import keep_brand
from tests.factories import NOON, make_business, make_consultancy, make_engagement, make_user

A_DAY, A_SECOND = timedelta(days=1), timedelta(seconds=1)
pytestmark = pytest.mark.django_db


def firm() -> Consultancy:
    return make_consultancy(admin=make_user("ruth"))


def a_list(**more: Any) -> None:
    member = firm().members.get()
    kept = {"file_name": "x.csv", "table": [["Business"], ["Bike"]], "made_at": NOON}
    found = member.client_lists.create(**kept | more)
    if found.added_at:
        business = make_business(owner=make_user("olga"))
        ImportedClient.objects.create(client_list=found, business=business)


def a_job() -> None:
    practice = firm()
    job = practice.bulk_jobs.create(
        brand=keep_brand(consultancy=practice, at=NOON), asked_at=NOON, ended_at=NOON, paper="a4"
    )
    business = make_business(owner=make_user("olga"))
    client = job.clients.create(
        business=business, number=1, stem="x", state="done", queued_at=NOON, ended_at=NOON
    )
    client.files.create(kind="summary", key=new_key(), name="x", sha256="", size=1, made_at=NOON)


def a_removed_note() -> None:
    business = make_business(owner=make_user("olga"))
    engagement = make_engagement(business, make_user("ruth"))
    engagement.consultancy.notes.create(
        business=business,
        text="x",
        written_by=engagement.consultancy.members.get().user,
        written_at=NOON,
        removed_at=NOON,
    )


def a_mailing() -> None:
    mailing = firm().mailings.create(
        operation=uuid4(), kind="check_due", sent_by_name="Ruth", sent_at=NOON
    )
    mailing.clients.create(business=make_business(owner=make_user("olga")), email="a@x.example")


def a_monday() -> None:
    MondayEmail.objects.create(member=firm().members.get(), monday=date(2026, 11, 20))


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What is kept, for how long from noon on, and the job of the schedule that erases it."""

    make: Callable[[], None]
    models: tuple[Any, ...]
    days: int
    job: str


KEPT = {
    "a list that nobody added": Kept(
        make=lambda: a_list(expires_at=NOON + A_DAY), models=(ClientList,), days=1, job="lists"
    ),
    "an import that can be taken back": Kept(
        make=lambda: a_list(added_at=NOON, expires_at=NOON + 7 * A_DAY),
        models=(ClientList, ImportedClient),
        days=7,
        job="lists",
    ),
    "files": Kept(make=a_job, models=(BulkFile,), days=7, job="files"),
    "a note that was deleted": Kept(
        make=a_removed_note, models=(PrivateNote,), days=30, job="notes"
    ),
    "whom somebody wrote to": Kept(
        make=a_mailing, models=(Mailing, MailedClient), days=30, job="mailings"
    ),
    "who got a Monday email": Kept(make=a_monday, models=(MondayEmail,), days=30, job="mailings"),
}


def run(name: str, at: Any) -> None:
    [job] = [job for job in jobs() if job.name == name]
    job.do(at)


@pytest.mark.parametrize("what", KEPT)
def test_it_stays_until_its_time_and_goes_with_the_next_run(what: str) -> None:
    kept = KEPT[what]
    kept.make()
    ends = NOON + timedelta(days=kept.days)

    # The Monday email knows only days.
    run(kept.job, ends - (A_DAY if MondayEmail in kept.models else A_SECOND))
    before = [model.objects.exists() for model in kept.models]
    run(kept.job, ends + A_SECOND)

    assert all(before)
    assert not any(model.objects.exists() for model in kept.models)


@pytest.mark.parametrize("name", sorted({kept.job for kept in KEPT.values()}))
def test_it_is_erased_within_the_hour(name: str) -> None:
    assert [job.every <= timedelta(hours=1) for job in jobs() if job.name == name] == [True]


def test_a_job_is_forgotten_after_thirty_days() -> None:
    a_job()

    run("files", NOON + 7 * A_DAY)
    run("files", NOON + 30 * A_DAY)
    before = BulkJob.objects.count(), BulkClient.objects.count()
    run("files", NOON + 30 * A_DAY + A_SECOND)

    assert before == (1, 1)
    assert not BulkJob.objects.exists()


def test_files_cannot_be_downloaded_between_their_end_and_the_next_run() -> None:
    a_job()
    job = BulkJob.objects.select_related("consultancy").get()
    file = BulkFile.objects.get()
    make_engagement(file.client.business, job.consultancy.members.get().user)
    client = Client()
    client.force_login(job.consultancy.members.get().user)
    place = [job.consultancy.slug, job.key]

    with time_machine.travel(NOON + 7 * A_DAY, tick=False):
        page = client.get(reverse("bulk_job", args=place)).text
        packed = client.get(reverse("bulk_zip", args=place))
        alone = client.get(reverse("bulk_file", args=[*place, file.key]))

    assert "These files are erased" in page
    assert packed.status_code == alone.status_code == 302
