"""While two sides answer apart, no address tells one side what the other answers, or how often.

Every URL of the site is opened with two sets of other answers, and has to look the same.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from assessment.foundation.accounts.models import User
from assessment.foundation.outbox.models import OutgoingMail
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.services import submit
from assessment.management.commands.send_reminders import remind
from assessment.parties.businesses.models import Business
from assessment.voices.second_opinions.models import SecondAnswer, SecondOpinion
from tests.access.matrix import PRINTS
from tests.access.urls import Path, address, our_paths
from tests.factories import NOON, confirm, make_answers

CHANGES_EACH_TIME = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|name="(?:key|page)" value="\w+"|'
    r"[0-9a-f]{8}-[0-9a-f-]{27}"
)
CLOSED = "is closed to you for now"
OWN = {
    *("second_opinion", "second_questions", "leave_business"),
    *("accept_second", "decline_second", "finish_second"),
}
"""The pages of a business that stay open to somebody who answers apart."""
ARCHIVES = {"bulk_zip"}
"""Archives name the time at which they were made; their files are tested one by one."""

PATHS = [path for path in our_paths() if path.name not in PRINTS | ARCHIVES]
OF_THE_BUSINESS = [path for path in our_paths() if path.rule.startswith("members: ")]
OF_THE_CLIENT = [
    path
    for path in our_paths()
    if path.rule.startswith("clients of the practice: ") and path.name != "hand_over_business"
]
"""The pages of the practice about this client; a business is handed over before it has a check."""
BEHIND = ("editor", "consultant")
"""The second person of these tests: a colleague, and a consultant who works with it."""


@pytest.fixture
def check(place: Business) -> Assessment:
    """The open check, on which somebody answers apart."""
    return place.assessments.get(quarter_starts_on="2026-10-01")


def second_of(check: Assessment, email: str) -> SecondOpinion:
    """Let this person answer apart, with two questions to go."""
    opinion = SecondOpinion.objects.create(
        assessment=check,
        person=User.objects.get(email=email),
        invited_by=User.objects.get(email="owner@example.com"),
        invited_at=NOON,
        accepted_at=NOON,
        blind=True,
    )
    codes = [answer.practice for answer in check.answers.all()]
    SecondAnswer.objects.bulk_create(
        SecondAnswer(
            opinion=opinion,
            practice=code,
            value="" if number < 2 else "1",
            revision=int(number >= 2),
        )
        for number, code in enumerate(codes)
    )
    return opinion


def second_person(check: Assessment, role: str) -> SecondOpinion:
    local = {"editor": "edith", "consultant": "connie"}[role]
    return second_of(check, f"{local}@example.com")


def known_to(role: str) -> list[Path]:
    """Return the paths whose addresses this visitor knows; the consultant opened the screen."""
    return [path for path in PATHS if "token" not in path.takes or role == "consultant"]


def seen_by(client: Client, paths: list[Path]) -> Iterator[tuple[str, object]]:
    """Yield what each address shows, without what changes each time anyway."""
    for path in paths:
        response: Any = client.get(address(path.name))
        body = b"".join(response.streaming_content) if response.streaming else response.content
        text = CHANGES_EACH_TIME.sub("", body.decode(errors="replace"))
        yield path.name, (response.status_code, response.get("Location", ""), text)


def differing(client: Client, paths: list[Path], changes: tuple[object, object]) -> set[str]:
    """Return the addresses that look different after one change and after another."""
    seen = []
    for change in changes:
        # Each change starts from the same rows, and so does what is seen after it.
        with transaction.atomic():
            change()  # type: ignore[operator]
            seen.append(dict(seen_by(client, paths)))
            transaction.set_rollback(True)
    first, second = seen
    return {name for name in first if first[name] != second[name]}


def answered_with(check: Assessment, value: int, *, sent: bool) -> None:
    owner = User.objects.get(email="owner@example.com")
    make_answers(check, owner, value)
    if sent:
        submit(assessment=check, by=owner, at=NOON)


def refused(client: Client, path: Path) -> bool:
    """Whether an address neither shows nor takes anything."""
    url = address(path.name)
    return (client.get(url).status_code, client.post(url).status_code) == (403, 403)


@pytest.mark.parametrize("role", BEHIND)
def test_every_page_of_the_business_is_closed_to_the_second_person(
    clients: dict[str, Client], check: Assessment, role: str
) -> None:
    second_person(check, role)

    # Declining or leaving, which stay possible, would open the other pages again.
    others = [path for path in OF_THE_BUSINESS if path.name not in OWN]

    assert [path.name for path in others if not refused(clients[role], path)] == []


def test_every_page_of_the_client_is_closed_to_a_consultant_who_answers_apart(
    clients: dict[str, Client], check: Assessment
) -> None:
    second_person(check, "consultant")

    assert [path.name for path in OF_THE_CLIENT if not refused(clients["consultant"], path)] == []


def test_the_closed_page_says_why_and_leads_to_the_questions(
    clients: dict[str, Client], check: Assessment
) -> None:
    second_person(check, "editor")

    page = clients["editor"].get(address("results")).text

    assert CLOSED in page
    assert f'href="{address("second_opinion")}"' in page


def test_only_these_pages_stay_open() -> None:
    assert {path.name for path in our_paths() if "also apart" in path.rule} == OWN


@pytest.mark.parametrize("sent", [False, True], ids=["open", "sent"])
@pytest.mark.parametrize("role", BEHIND)
def test_no_address_tells_the_second_person_the_answers_of_the_check(
    clients: dict[str, Client], check: Assessment, role: str, *, sent: bool
) -> None:
    second_person(check, role)
    client = clients[role]
    confirm(client)

    found = differing(
        client,
        known_to(role),
        (
            lambda: answered_with(check, 0, sent=sent),
            lambda: answered_with(check, 3, sent=sent),
        ),
    )

    assert found == set()


@pytest.mark.parametrize("done", [False, True], ids=["answering", "finished"])
@pytest.mark.parametrize("role", ["owner", "viewer", "consultant"])
def test_no_address_tells_the_others_what_the_second_person_answers(
    clients: dict[str, Client], check: Assessment, role: str, *, done: bool
) -> None:
    opinion = second_person(check, "editor")
    client = clients[role]
    confirm(client)

    def answers(value: str) -> None:
        opinion.answers.filter(revision=1).update(value=value)
        if done:
            opinion.answers.update(value=value, revision=1)
            SecondOpinion.objects.filter(pk=opinion.pk).update(finished_at=NOON)

    found = differing(client, PATHS, (lambda: answers("0"), lambda: answers("3")))

    assert found == set()


def test_the_test_finds_what_an_open_page_tells(
    clients: dict[str, Client], check: Assessment
) -> None:
    found = differing(
        clients["editor"],
        [path for path in PATHS if path.name in {"review", "results"}],
        (lambda: answered_with(check, 0, sent=False), lambda: answered_with(check, 3, sent=False)),
    )

    assert found == {"review"}


def test_no_reminder_reaches_the_second_person(place: Business, check: Assessment) -> None:
    second_person(check, "editor")
    answered_with(check, 1, sent=True)

    remind(timezone.now())

    assert not OutgoingMail.objects.filter(to="edith@example.com").exists()


def test_after_the_reveal_all_pages_are_open_again(
    clients: dict[str, Client], check: Assessment
) -> None:
    opinion = second_person(check, "editor")
    opinion.answers.update(value="1", first="2", revision=1)
    SecondOpinion.objects.filter(pk=opinion.pk).update(finished_at=NOON, revealed_at=NOON)

    assert clients["editor"].get(address("review")).status_code == 200
