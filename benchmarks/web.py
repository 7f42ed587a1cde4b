"""The cost of pages, compared with a page that only says hello through the same middleware."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, redirect_stdout
from io import StringIO
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils import timezone

from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Answer, Assessment
from assessment.journey.questionnaire.services import start_assessment
from assessment.parties.businesses.models import Business, Membership, Role
from assessment.site.operations.demo import make_demo
from benchmarks.measuring import Case, Lane, Medians, timed

BARE = "a bare page"
AT_ONCE = 5
"""How many requests are timed together, because a single one is too fast to measure."""
QUESTION = "/b/bench/check/culture/1/"
PAGES = {
    "question page": QUESTION,
    "six on a page": "/b/bench/check/culture/all/",
    "results with 8 quarters": "/b/cafe-lindgren/results/2026-q4/",
    "trends": "/b/cafe-lindgren/trends/",
    "board": "/b/cafe-lindgren/plan/",
    "plan builder": "/b/cafe-lindgren/plan/build/",
}
SAVE = "saving an answer"


@contextmanager
def lane() -> Iterator[Lane]:
    with ExitStack() as stack:
        stack.enter_context(as_served())
        stack.enter_context(database_of_its_own())
        client, running = sample()
        yield Lane(
            name="web",
            reference=Case(BARE, several(getting(client, "/hello/"))),
            cases=[
                *(Case(name, several(getting(client, url))) for name, url in PAGES.items()),
                Case(SAVE, several(saving(client, running))),
            ],
            figures=figures,
        )


def figures(medians: Medians) -> dict[str, float]:
    named = {name: f"{name.replace(' ', '_')}_to_bare" for name in [*PAGES, SAVE]}
    return {figure: medians.cpu_ratio(name, BARE) for name, figure in named.items()}


@contextmanager
def as_served() -> Iterator[None]:
    """Add the bare page to the site's URLs, and use static files without hashed names."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        ROOT_URLCONF="benchmarks.hello",
        STORAGES={**settings.STORAGES, "staticfiles": plain},
    ):
        yield


@contextmanager
def database_of_its_own() -> Iterator[None]:
    """Use a temporary database, so that the site's own stays untouched."""
    usual = settings.DATABASES["default"]["NAME"]
    with redirect_stdout(StringIO()):
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(usual, verbosity=0)


def sample() -> tuple[Client, Assessment]:
    """Create the sample with eight quarters and a business with a check in progress."""
    make_demo(password=uuid4().hex)
    owner = User.objects.get(email="owner@cairn.example")
    now = timezone.now()
    business = Business.objects.create(name="Bench", slug="bench", founded_at=now, set_up_at=now)
    Membership.objects.create(business=business, user=owner, role=Role.OWNER, since=now)
    quarter = Quarter.containing(now.date())
    running = start_assessment(business=business, quarter=quarter, by=owner, at=now)
    client = Client(SERVER_NAME="localhost")
    client.force_login(owner)
    return client, running


def several(do: Callable[[], HttpResponse]) -> Callable[[], Any]:
    return timed(lambda: [do() for _time in range(AT_ONCE)])


def getting(client: Client, url: str) -> Callable[[], HttpResponse]:
    return lambda: fine(client.get(url, secure=settings.HTTPS))


def saving(client: Client, running: Assessment, url: str = QUESTION) -> Callable[[], HttpResponse]:
    """Return a function that saves an answer the way the page does automatically."""

    def save() -> HttpResponse:
        standing = Answer.objects.get(assessment=running, practice="CUL1")
        sent = {
            "CUL1-value": standing.revision % 3,
            "CUL1-revision": standing.revision,
            "CUL1-operation": str(uuid4()),
        }
        headers = {"HX-Request": "true"}
        return fine(client.post(url, sent, secure=settings.HTTPS, headers=headers))

    return save


def fine(response: Any) -> HttpResponse:
    """Return the response if it is 200: an error page would be fast and prove nothing."""
    if response.status_code != 200:  # noqa: PLR2004
        raise RuntimeError(f"{response.request['PATH_INFO']}: {response.status_code}")
    found: HttpResponse = response
    return found
