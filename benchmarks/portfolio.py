"""The cost of the list of 1,000 clients with eight quarters each, compared with a bare page."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.test import Client
from django.utils import timezone

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.journey.results.models import Movement, Standing
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy, Engagement
from assessment.site.operations.demo import make_demo
from benchmarks.large_site import BATCH, people, repeat
from benchmarks.measuring import Case, Lane, Medians
from benchmarks.web import BARE, as_served, database_of_its_own, getting, several

CLIENTS = 1000
EVERY_OTHER = 2
"""Every second client needs the practice, for reasons that alternate."""
LISTS = {
    "clients who need you": "",
    "all clients": "?show=all",
    "last page by last seen": "?show=all&sort=-seen&page=20",
    "search and filters": "?show=all&q=bench-1&level=1&sort=culture",
}


@contextmanager
def lane() -> Iterator[Lane]:
    with ExitStack() as stack:
        stack.enter_context(as_served())
        stack.enter_context(database_of_its_own())
        client, url = practice()
        yield Lane(
            name="portfolio",
            reference=Case(BARE, several(getting(client, "/hello/"))),
            cases=[
                Case(name, several(getting(client, url + query))) for name, query in LISTS.items()
            ],
            figures=figures,
        )


def figures(medians: Medians) -> dict[str, float]:
    named = {name: f"{name.replace(' ', '_')}_to_bare" for name in LISTS}
    return {figure: medians.cpu_ratio(name, BARE) for name, figure in named.items()}


def practice() -> tuple[Client, str]:
    """Give the sample's practice 1,000 clients, each with the eight quarters of the sample."""
    make_demo(password=uuid4().hex)
    consultant, firm = User.objects.get(email="consultant@cairn.example"), Consultancy.objects.get()
    sample = Business.objects.get(slug="cafe-lindgren")
    with transaction.atomic():
        owners = people(CLIENTS)
        clients = Business.objects.bulk_create(
            Business(name=owner.name, slug=owner.name, founded_at=sample.founded_at, trade="food")
            for owner in owners
        )
        for assessment in sample.assessments.exclude(submitted_at=None).filter(extra=0):
            repeat(assessment, clients, owners)
        let_in(firm, clients)
        stand_as(sample.standing, clients)
        look_at(clients, consultant)
    client = Client(SERVER_NAME="localhost")
    client.force_login(consultant)
    return client, f"/practice/{firm.slug}/"


def let_in(firm: Consultancy, clients: list[Business]) -> None:
    Engagement.objects.bulk_create(
        (Engagement(consultancy=firm, business=one, given_at=one.founded_at) for one in clients),
        batch_size=BATCH,
    )


def stand_as(sample: Standing, clients: list[Business]) -> None:
    """Give each client the standing of the sample; some of them need the practice."""
    today = timezone.localdate()
    reasons: list[dict[str, Any]] = [
        {"next_due_on": today - timedelta(days=12)},
        {"movement": Movement.CLEAR_FALL},
        {"plan_moved_at": timezone.now() - timedelta(weeks=6)},
    ]
    columns: dict[str, Any] = {
        field.attname: getattr(sample, field.attname)
        for field in Standing._meta.concrete_fields  # noqa: SLF001 - public
        if field.name not in {"id", "business", "assessment"}
    }
    Standing.objects.bulk_create(
        (
            Standing(
                business=one,
                assessment=one.assessments.latest("quarter_starts_on"),
                **columns | (reasons[n % len(reasons)] if n % EVERY_OTHER else {}),
            )
            for n, one in enumerate(clients)
        ),
        batch_size=BATCH,
    )


def look_at(clients: list[Business], consultant: User) -> None:
    """Record that the consultant looked at each client on one of the last days."""
    AuditEntry.objects.bulk_create(
        AuditEntry(
            kind=Event.LOOKED,
            at=timezone.now() - timedelta(days=n % 30),
            by=consultant,
            business=one,
            once=f"bench:{one.pk}",
        )
        for n, one in enumerate(clients)
    )
