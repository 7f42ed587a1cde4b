"""Concurrent changes to one check: nothing is lost, and every reply is true."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier, Event
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessment.domain.model.answers import SheetAnswer
from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Answer, AnswerChange, Assessment
from assessment.journey.questionnaire.queries.open_assessment import current_assessment_of
from assessment.journey.questionnaire.services import (
    AnswerChangedMeanwhile,
    Closed,
    Save,
    record_answer,
    start_correction,
)
from assessment.journey.results.models import Result
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business
from tests.factories import NOON, make_answers, make_assessment, new_operation

pytestmark = pytest.mark.django_db(transaction=True)

CODE = "POL3"
HEAD_START = 0.3
"""Seconds that the first transaction takes, so that the second has to wait for it."""


@pytest.fixture(autouse=True)
def database_for_threads(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """Move SQLite to a file: in memory, a second writer gets an error instead of waiting."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    memory, name = connection.connection, connection.settings_dict["NAME"]
    file = str(tmp_path / "cairn.sqlite3")
    with closing(sqlite3.connect(file)) as copy:
        memory.backup(copy)
    connection.connection = None
    connection.settings_dict["NAME"] = file
    yield
    connection.close()
    connection.settings_dict["NAME"] = name
    connection.connection = memory


@pytest.fixture
def this_quarters(business: Business, owner: User) -> Assessment:
    """The current quarter's check, fully answered."""
    starts_on = Quarter.containing(timezone.localdate()).starts_on
    made = make_assessment(business, quarter_starts_on=starts_on)
    make_answers(made, owner)
    return made


def both(one: Callable[[], Any], two: Callable[[], Any]) -> tuple[Any, Any]:
    """Run two functions at the same time, each with its own connection."""

    def closing_after(work: Callable[[], Any]) -> Any:
        # Django opens a connection for each thread. Left open, it would keep PostgreSQL
        # from dropping the test database.
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.submit(closing_after, one), threads.submit(closing_after, two)
        return first.result(30), second.result(30)


def in_turn(
    assessment: Assessment, first: Callable[[Answer], Any], second: Callable[[Answer], Any]
) -> tuple[Any, Any]:
    """Change one answer twice; the second change starts while the first is still running."""
    locked = Event()

    def change(work: Callable[[Answer], Any], seconds: float) -> Any:
        # The event is set only after reading, so the first transaction has the lock by then.
        with transaction.atomic():
            now = current_assessment_of(assessment.business, NOON.date(), to_change=True)
            locked.set()
            time.sleep(seconds)
            return work(now.answers[CODE])

    def wait_and_change() -> Any:
        locked.wait(30)
        return change(second, 0)

    return both(lambda: change(first, HEAD_START), wait_and_change)


def saving(value: int, by: User, operation: UUID | None = None) -> Callable[[Answer], Answer]:
    """Return a save from a page that showed no answer."""
    save = Save(0, operation or uuid4(), by=by, at=NOON)
    return lambda stored: record_answer(stored=stored, answer=SheetAnswer(value), save=save)


def posting(
    client: Client, barrier: Barrier, path: str, posted: dict[str, Any]
) -> Callable[[], int]:
    # The barrier lets both requests start at the same moment.
    def post() -> int:
        barrier.wait(30)
        return client.post(path, posted).status_code

    return post


def answer_data(value: int, seen: int, code: str = CODE) -> dict[str, Any]:
    return {f"{code}-value": value, f"{code}-revision": seen, f"{code}-operation": new_operation()}


def test_the_second_save_is_told_what_the_first_one_stored(
    assessment: Assessment, owner: User
) -> None:
    def second(stored: Answer) -> str:
        with pytest.raises(AnswerChangedMeanwhile) as told:
            saving(3, owner)(stored)
        return told.value.theirs.value

    saved, theirs = in_turn(assessment, saving(1, owner), second)

    assert (saved.value, theirs) == ("1", "1")
    assert [c.value for c in AnswerChange.objects.all()] == ["1"]
    assert assessment.answers.get(practice=CODE).revision == 1


def test_a_save_sent_twice_at_the_same_time_is_stored_once(
    assessment: Assessment, owner: User
) -> None:
    save = saving(1, owner, uuid4())

    first, again = in_turn(assessment, save, save)

    assert (first.value, first.revision) == (again.value, again.revision) == ("1", 1)
    assert AnswerChange.objects.count() == 1


def test_a_save_before_submission_counts_in_the_result(answered: Assessment, owner: User) -> None:
    save = Save(1, uuid4(), by=owner, at=NOON)
    locked = Event()

    def change() -> None:
        with transaction.atomic():
            now = current_assessment_of(answered.business, NOON.date(), to_change=True)
            locked.set()
            time.sleep(HEAD_START)
            record_answer(stored=now.answers[CODE], answer=SheetAnswer(0), save=save)

    def send() -> Result:
        locked.wait(30)
        return submit(assessment=answered, by=owner, at=NOON)

    _, result = both(change, send)

    assert result.sheet[CODE]["value"] == 0


def test_a_save_after_submission_is_refused(answered: Assessment, owner: User) -> None:
    sent = Event()

    def send() -> None:
        with transaction.atomic():
            submit(assessment=answered, by=owner, at=NOON)
            sent.set()
            time.sleep(HEAD_START)

    def change() -> None:
        sent.wait(30)
        with transaction.atomic():
            now = current_assessment_of(answered.business, NOON.date(), to_change=True)
            save = Save(1, uuid4(), by=owner, at=NOON)
            with pytest.raises(Closed):
                record_answer(stored=now.answers[CODE], answer=SheetAnswer(0), save=save)

    both(send, change)

    assert answered.answers.get(practice=CODE).value == "2"


def test_two_first_answers_start_one_check(
    as_owner: Client, this_quarters: Assessment, owner: User, business: Business
) -> None:
    this_quarters.delete()
    other = Client()
    other.force_login(owner)
    barrier = Barrier(2)

    codes = both(
        posting(as_owner, barrier, question_url(business, 3), answer_data(2, 0)),
        posting(other, barrier, question_url(business, 4), answer_data(1, 0, "POL4")),
    )

    assert codes == (302, 302)
    given = business.assessments.get().answers.given().order_by("practice")
    assert [(a.practice, a.value) for a in given] == [("POL3", "2"), ("POL4", "1")]


def test_undo_pressed_twice_at_the_same_time_undoes_one_step(
    as_owner: Client, this_quarters: Assessment, owner: User, business: Business
) -> None:
    as_owner.post(question_url(business, 3), answer_data(3, 1))
    other = Client()
    other.force_login(owner)
    barrier, path = Barrier(2), question_url(business, 3, "undo_answer")

    codes = both(
        posting(as_owner, barrier, path, answer_data(3, 2)),
        posting(other, barrier, path, answer_data(3, 2)),
    )

    assert codes == (302, 302)
    assert this_quarters.answers.get(practice=CODE).revision == 3


def test_a_check_sent_twice_at_the_same_time_gives_one_result(
    as_owner: Client, this_quarters: Assessment, owner: User, business: Business
) -> None:
    other = Client()
    other.force_login(owner)
    barrier, path = Barrier(2), reverse("submit_check", args=[business.slug])

    codes = both(posting(as_owner, barrier, path, {}), posting(other, barrier, path, {}))

    assert codes == (302, 302)
    assert Result.objects.count() == 1


# ---- corrections and extra checks


@pytest.fixture
def sent(this_quarters: Assessment, owner: User) -> Assessment:
    submit(assessment=this_quarters, by=owner, at=timezone.now())
    return this_quarters


@pytest.mark.parametrize("name", ["correct_result", "start_extra_check"])
def test_two_people_starting_a_correction_or_extra_check_share_one(
    as_owner: Client, sent: Assessment, owner: User, business: Business, name: str
) -> None:
    other = Client()
    other.force_login(owner)
    more = [sent.quarter.slug] if name == "correct_result" else []
    barrier, path = Barrier(2), reverse(name, args=[business.slug, *more])

    codes = both(posting(as_owner, barrier, path, {}), posting(other, barrier, path, {}))

    assert codes == (302, 302)
    opened = business.assessments.open().get()
    assert opened.answers.count() == sent.answers.count()


def test_a_correction_sent_twice_at_the_same_time_gives_one_new_result(
    as_owner: Client, sent: Assessment, owner: User, business: Business
) -> None:
    start_correction(sent=sent, at=timezone.now())
    as_owner.post(question_url(business, 3), answer_data(0, 1))
    other = Client()
    other.force_login(owner)
    barrier, path = Barrier(2), reverse("submit_check", args=[business.slug])

    codes = both(posting(as_owner, barrier, path, {}), posting(other, barrier, path, {}))

    assert codes == (302, 302)
    assert sorted(r.assessment.revision for r in Result.objects.all()) == [1, 2]


def test_a_correction_is_either_discarded_or_sent(
    as_owner: Client, sent: Assessment, owner: User, business: Business
) -> None:
    start_correction(sent=sent, at=timezone.now())
    as_owner.post(question_url(business, 3), answer_data(0, 1))
    other = Client()
    other.force_login(owner)
    barrier = Barrier(2)
    drop, send = (reverse(n, args=[business.slug]) for n in ("drop_check", "submit_check"))
    named = {"quarter": f"{sent.name}.2"}

    codes = both(posting(as_owner, barrier, drop, named), posting(other, barrier, send, named))

    assert codes == (302, 302)
    assert not business.assessments.open().exists()
    results = Result.objects.count()
    assert results == business.assessments.count()
    assert results in {1, 2}


def question_url(business: Business, number: int, name: str = "question") -> str:
    return reverse(name, args=[business.slug, "policies", number])
