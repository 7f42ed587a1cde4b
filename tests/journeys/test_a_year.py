"""A year of one business: four quarters, with a skipped one, a correction and new questions.

The test submits the pages' own forms, as people would. Only the clock is simulated.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessment.domain.planning.planned_actions import Status
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import PlanItem
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Result
from assessment.journey.results.queries import results_of
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.library import own_model
from assessment.parties.catalogue.services import publish_model
from tests.factories import CONTENT, NEXT_VERSION, make_user, new_operation, source_of_next

pytestmark = pytest.mark.django_db(transaction=True)

SEEN = re.compile(r'name="(\w+)-revision" value="(\d+)"')


class Person:
    """A person who uses the pages of one business."""

    def __init__(self, user: User, slug: str) -> None:
        self.user, self.slug, self.client = user, slug, Client()

    def sign_in(self) -> None:
        """Sign in again, because sessions do not last for months."""
        self.client.force_login(self.user)

    def address(self, name: str, *more: object) -> str:
        return reverse(name, args=[self.slug, *more])

    def read(self, name: str, *more: object, query: str = "") -> str:
        reply = self.client.get(self.address(name, *more) + query, follow=True)
        assert reply.status_code == 200, name
        return " ".join(reply.text.split())

    def send(
        self, name: str, *more: object, query: str = "", form: Mapping[str, object] | None = None
    ) -> str:
        reply = self.client.post(self.address(name, *more) + query, form or {}, follow=True)
        assert reply.status_code == 200, (name, reply.status_code)
        return " ".join(reply.text.split())

    def answer(self, values: Mapping[str, int], otherwise: int = 1) -> None:
        """Answer all questions on the pages of the areas."""
        for dimension in own_model().dimensions:
            address = self.address("questions", dimension.key)
            seen = dict(SEEN.findall(self.client.get(address).text))
            form: dict[str, object] = {}
            for practice in dimension.practices:
                form |= {
                    f"{practice.code}-value": values.get(practice.code, otherwise),
                    f"{practice.code}-revision": seen[practice.code],
                    f"{practice.code}-operation": new_operation(),
                }
            assert self.client.post(address, form).status_code == 302

    def plan(self, means: str) -> list[PlanItem]:
        """Build a plan and save it with the proposed due dates and people."""
        query = f"?{means}"
        form = self.client.get(self.address("save_plan") + query).context["form"]
        given = {name: str(form[name].value() or "") for name in form.fields}
        self.send("save_plan", query=query, form=given)
        newest = PlanItem.objects.order_by("-plan__pk")[0].plan
        return list(newest.items.order_by("position"))

    def finish(self, item: PlanItem, **form: object) -> str:
        item.refresh_from_db()
        given = {"end": Status.DONE, "seen": item.revision, "outcome": "", "hours": "", "money": ""}
        return self.send("finish_item", item.key, form=given | form)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(datetime(2026, 1, 5, 9, 0, tzinfo=UTC), tick=False) as moved:
        yield moved


@pytest.fixture
def maja(clock: Any) -> Person:
    """The owner of a café that was set up today."""
    publish_model(source=CONTENT.read_text(), at=timezone.now())
    user = make_user("maja")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    person = Person(user, "cafe-lindgren")
    person.sign_in()
    described = {"hours": 12, "money": 200, "currency": "GBP"}
    person.client.post(reverse("set_up"), {"name": "Café Lindgren", **described})
    return person


def new_questions() -> str:
    """Return the next version, which maps each question but PER6 to its old one."""
    old = own_model()
    pairs = "".join(f'"{p.key}" = "{p.key}"\n' for p in old.practices if p.code != "PER6")
    return f'{source_of_next("", "")}\n[mapping."{old.key}"]\n{pairs}'


def subjects_sent() -> list[str]:
    """Return the subjects of today's mails; runs twice, because no mail may be sent twice."""
    mail.outbox.clear()
    for _ in range(2):
        call_command("run_schedule", "--once")
    return [str(message.subject) for message in mail.outbox]


def test_a_year_of_quarters(maja: Person, clock: Any) -> None:
    winter(maja, clock)
    spring(maja, clock)
    summer(maja, clock)
    autumn(maja, clock)

    business = Business.objects.get()
    quarters = [result.assessment.quarter.key for result in results_of(business)]
    assert quarters == ["2026-Q1", "2026-Q3", "2026-Q4"]
    assert Result.objects.count() == 4
    check_trends(maja)


def winter(maja: Person, clock: Any) -> None:
    """The first check, a plan, and progress on its actions."""
    maja.answer({"CUL1": 2, "CUL7": 2})
    assert "Your result is ready" in maja.read("business") or "Solid" in maja.send("submit_check")

    first, second, *_rest = maja.plan("hours=12&money=200&actions=3")
    clock.move_to(datetime(2026, 2, 2, 9, 0, tzinfo=UTC))
    maja.sign_in()
    maja.finish(first, hours="2.5", outcome="Fewer questions at the till.")
    maja.finish(second, end=Status.PARTLY, hours="1")

    words = maja.read("plan")
    assert "Fewer questions at the till." in words
    assert sorted(PlanItem.objects.values_list("status", flat=True)) == ["done", "open", "partly"]


def spring(maja: Person, clock: Any) -> None:
    """A quarter without a check: two reminders and then no more."""
    clock.move_to(datetime(2026, 4, 1, 10, 0, tzinfo=UTC))
    assert sum("check" in subject.lower() for subject in subjects_sent()) == 1
    clock.move_to(datetime(2026, 4, 8, 10, 0, tzinfo=UTC))
    assert sum("check" in subject.lower() for subject in subjects_sent()) == 1
    clock.move_to(datetime(2026, 4, 15, 10, 0, tzinfo=UTC))
    assert sum("check for" in subject.lower() for subject in subjects_sent()) == 0

    maja.sign_in()
    assert "Time for your April to June check" in maja.read("business")


def summer(maja: Person, clock: Any) -> None:
    """A second check, with one answer corrected a week later."""
    clock.move_to(datetime(2026, 7, 6, 9, 0, tzinfo=UTC))
    maja.sign_in()
    assert "Fewer questions at the till." in maja.read("look_back")
    done = PlanItem.objects.get(status=Status.DONE).action
    practice = own_model().action(done).practice
    maja.answer({"CUL1": 2, "CUL7": 2, practice: 3, "POL1": 2})
    maja.send("submit_check")
    before = results_of(Business.objects.get())[-1].score

    clock.move_to(datetime(2026, 7, 13, 9, 0, tzinfo=UTC))
    maja.send("correct_result", "2026-q3")
    maja.answer({"CUL1": 2, "CUL7": 2, practice: 3, "POL1": 3}, otherwise=1)
    maja.send("submit_check")

    first, second = Result.objects.filter(assessment__quarter_starts_on="2026-07-01").order_by(
        "assessment__revision"
    )
    assert first.score == before
    assert second.assessment.revision == 2
    assert results_of(Business.objects.get())[-1] == second
    assert "2026-q3/?revision=1" in maja.read("results", "2026-q3")


def autumn(maja: Person, clock: Any) -> None:
    """New questions: all but one are mapped to old ones, so all areas but one can be compared."""
    clock.move_to(datetime(2026, 10, 5, 9, 0, tzinfo=UTC))
    publish_model(source=new_questions(), at=datetime(2026, 10, 1, tzinfo=UTC))
    maja.sign_in()
    maja.answer({}, otherwise=2)
    words = maja.send("submit_check")

    newest = Assessment.objects.latest("pk")
    assert newest.model_version.key == f"cairn-{NEXT_VERSION}"
    assert "October to December 2026" in words


def check_trends(maja: Person) -> None:
    """The trends page shows the skipped quarter, the changes and how the plans went."""
    words = maja.read("trends")
    assert "A likely change in Consistency since last quarter" in words
    assert "Not compared: Personalisation." in words
    assert "No check in Apr–Jun 2026." in words
    assert "New questions from October 2026" in words

    words = maja.read("trends", query="?from=2026-q1&to=2026-q3")
    assert "No clear change in 6 months" in words
    assert "2 of 3 actions done, 1 of them partly" in words

    reply = maja.client.get(maja.address("trends_csv"))
    _head, winter, spring, summer, autumn = reply.content.decode("utf-8-sig").splitlines()
    assert winter.startswith("2026-Q1,2026-01-01,2026-03-31,")
    assert "no check,,,," in spring
    assert f"scored as Cairn {NEXT_VERSION}" in summer
    assert autumn.endswith('"Sparkle, perhaps Smooth"')
