"""The results page under each of our versions, with the same answers in eight quarters."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Answer, Assessment
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business, Membership, Role
from assessment.parties.catalogue.library import SHIPPED, model_source
from assessment.parties.catalogue.services import publish_model
from benchmarks.measuring import Case, Lane
from benchmarks.web import as_served, database_of_its_own, getting, several

QUARTERS = 8
OLDEST, *_, NEWEST = SHIPPED


@contextmanager
def lane() -> Iterator[Lane]:
    with ExitStack() as stack:
        stack.enter_context(as_served())
        stack.enter_context(database_of_its_own())
        owner, now = User.objects.create_user("bench@cairn.example", uuid4().hex), timezone.now()
        client = Client(SERVER_NAME="localhost")
        client.force_login(owner)
        older, newer = (
            Case(key, several(getting(client, checked(key, owner, now))))
            for key in (OLDEST, NEWEST)
        )
        yield Lane(
            name="results",
            reference=older,
            cases=[newer],
            figures=lambda medians: {"newest_to_oldest": medians.cpu_ratio(NEWEST, OLDEST)},
        )


def checked(key: str, owner: User, now: datetime) -> str:
    """Create a business with eight checks under a version; return the address of the last result.

    Every third answer rises from check to check, and every answer has a note in every other check.
    """
    version, _new = publish_model(source=model_source(key), at=now)
    slug = key.replace(".", "-")
    business = Business.objects.create(name=key, slug=slug, founded_at=now, set_up_at=now)
    Membership.objects.create(business=business, user=owner, role=Role.OWNER, since=now)
    quarter = Quarter.containing(now.date())
    quarters = [quarter]
    while len(quarters) < QUARTERS:
        quarters.insert(0, quarters[0].previous())
    for number, each in enumerate(quarters):
        check = Assessment.objects.create(
            business=business,
            quarter_starts_on=each.starts_on,
            model_version=version,
            started_at=now,
        )
        Answer.objects.bulk_create(
            Answer(
                assessment=check,
                practice=practice.code,
                value=str((place + number * (place % 3 == 0)) % 4),
                note="A note." if number % 2 else "",
                revision=1,
                answered_at=now,
                answered_by=owner,
            )
            for place, practice in enumerate(version.maturity.practices)
        )
        submit(assessment=check, by=owner, at=now)
    return f"/b/{slug}/results/{quarter.slug}/"
