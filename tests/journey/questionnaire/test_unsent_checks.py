"""Answers of a check that can no longer be sent are kept, can be read, and help with the next."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.domain.model.maturity import Practice
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Answer, Assessment
from assessment.journey.questionnaire.queries.earlier_answers import answer_last_time
from assessment.journey.questionnaire.queries.open_assessment import current_assessment_of
from assessment.journey.questionnaire.services import start_correction, start_extra
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.library import own_model
from tests.factories import NOON, make_answers, make_assessment
from tests.kept import kept

pytestmark = pytest.mark.django_db

LAST_DAY, AFTER = date(2027, 1, 14), date(2027, 1, 15)
NOTE = "Anna asks every guest.\nTwice on Sundays."
KEPT = (
    "You answered 18 of 30 questions for October to December but didn’t send them. "
    "They’re kept, and shown beside the new questions."
)
PRACTICES = own_model().practices


@kept
def left(business: Business, owner: User) -> Assessment:
    """A check of October to December with 18 answers, one of them with a note."""
    check = make_assessment(business, quarter_starts_on=date(2026, 10, 1))
    make_answers(check, owner, {practice.code: 1 for practice in PRACTICES[:18]})
    Answer.objects.filter(assessment=check, practice="CUL1").update(note=NOTE)
    return check


def page(client: Client, business: Business, name: str, on: date = AFTER, *args: str) -> str:
    moment = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    with time_machine.travel(moment, tick=False):
        client.force_login(business.memberships.get().user)
        reply = client.get(reverse(name, args=[business.slug, *args]), follow=True)
    assert reply.status_code == 200
    return " ".join(reply.text.split())


def last_time(business: Business, practice: Practice = PRACTICES[0]) -> Any:
    return answer_last_time(current_assessment_of(business, AFTER), practice)


@pytest.mark.parametrize("name", ["business", "check", "latest_results"])
def test_what_was_answered_is_mentioned_and_can_be_read(
    client: Client, business: Business, left: Assessment, name: str
) -> None:
    shown = page(client, business, name)

    assert KEPT in shown
    address = reverse("unsent_check", args=[business.slug, "2026-q4"])
    assert f'href="{address}"' in shown


def test_home_does_not_speak_of_a_first_check(
    client: Client, business: Business, left: Assessment
) -> None:
    shown = page(client, business, "business")

    assert "first check" not in shown
    assert "Time for your January to March check" in shown


def test_on_the_last_day_it_can_still_be_finished(
    client: Client, business: Business, left: Assessment
) -> None:
    shown = page(client, business, "business", LAST_DAY)

    assert "didn’t send" not in shown
    assert "18 of 30 questions answered" in shown


def test_the_answers_are_shown_with_their_notes_and_cannot_be_changed(
    client: Client, business: Business, left: Assessment
) -> None:
    shown = page(client, business, "unsent_check", AFTER, "2026-q4")

    assert KEPT in shown
    assert "Anna asks every guest.<br>Twice on Sundays." in shown
    assert shown.count(PRACTICES[0].anchors[1]) == 1
    assert shown.count('class="review-row"') == 18
    assert "Change<" not in shown


@pytest.mark.parametrize("name", ["2026-q3", "2027-q1", "nonsense"])
def test_there_is_no_such_page_for_another_quarter(
    as_owner: Client, business: Business, left: Assessment, name: str
) -> None:
    assert as_owner.get(f"/b/{business.slug}/check/unsent/{name}/").status_code == 404


def test_the_new_check_begins_with_them_as_last_time(business: Business, left: Assessment) -> None:
    found = last_time(business)

    assert (found.quarter.key, found.sent, found.note) == ("2026-Q4", False, NOTE)
    assert found.words == PRACTICES[0].anchors[1]
    assert last_time(business, PRACTICES[20]) is None


def test_the_question_shows_the_answer_and_its_note(
    client: Client, business: Business, left: Assessment
) -> None:
    shown = page(client, business, "question", AFTER, "culture", "1")

    assert f"In October to December you chose “{PRACTICES[0].anchors[1]}”" in shown
    assert "Your note was: “Anna asks every guest." in shown


def test_a_newer_check_that_was_sent_wins(
    business: Business, owner: User, left: Assessment
) -> None:
    Assessment.objects.filter(pk=left.pk).update(quarter_starts_on=date(2026, 7, 1))
    sent = make_assessment(business, quarter_starts_on=date(2026, 10, 1))
    make_answers(sent, owner, 3)
    submit(assessment=sent, by=owner, at=NOON)

    found = last_time(business)

    assert (found.quarter.key, found.sent) == ("2026-Q4", True)
    assert found.words == PRACTICES[0].anchors[3]


def test_an_older_check_fills_in_what_was_left_blank(
    business: Business, owner: User, left: Assessment
) -> None:
    sent = make_assessment(business, quarter_starts_on=date(2026, 7, 1))
    make_answers(sent, owner, 3)
    submit(assessment=sent, by=owner, at=NOON)

    assert last_time(business).quarter.key == "2026-Q4"
    assert last_time(business, PRACTICES[20]).quarter.key == "2026-Q3"


def test_a_late_check_that_was_left_for_the_new_one_is_kept(
    client: Client, business: Business, left: Assessment
) -> None:
    make_assessment(business, quarter_starts_on=date(2027, 1, 1))

    assert KEPT in page(client, business, "check", LAST_DAY)


def test_a_check_whose_months_were_sent_otherwise_is_kept(
    client: Client, business: Business, owner: User, left: Assessment
) -> None:
    """After the quarters were moved to November, months of the open check are in another one."""
    Business.objects.update(first_month=2)
    moved = make_assessment(business, quarter_starts_on=date(2026, 11, 1))
    make_answers(moved, owner)
    submit(assessment=moved, by=owner, at=NOON)

    assert KEPT in page(client, business, "latest_results", date(2026, 12, 10))


def test_an_empty_check_is_not_mentioned(client: Client, business: Business) -> None:
    make_assessment(business, quarter_starts_on=date(2026, 10, 1))

    assert "didn’t send" not in page(client, business, "check")


@pytest.mark.parametrize(
    ("start", "name", "words"),
    [
        (
            lambda sent, _owner: start_correction(sent=sent, at=NOON),
            "2026-q4.2",
            "You began to correct your answers",
        ),
        (
            lambda sent, owner: start_extra(sent=sent, by=owner, at=NOON),
            "2026-q4-2",
            "You began an extra check",
        ),
    ],
)
def test_a_correction_or_an_extra_check_past_its_time_is_kept_too(
    client: Client,
    business: Business,
    owner: User,
    start: Callable[[Assessment, User], Assessment],
    name: str,
    words: str,
) -> None:
    sent = make_assessment(business, quarter_starts_on=date(2026, 10, 1))
    make_answers(sent, owner)
    submit(assessment=sent, by=owner, at=NOON)
    unsent = start(sent, owner)
    assert words not in page(client, business, "check"), "nothing was changed in it yet"
    Answer.objects.filter(assessment=unsent, practice="CUL1").update(
        value="0", revision=2, note=NOTE, answered_at=NOON, answered_by=owner
    )

    assert words in page(client, business, "check")
    assert "Anna asks every guest." in page(client, business, "unsent_check", AFTER, name)
    assert last_time(business).words == PRACTICES[0].anchors[2]


def test_an_unsent_check_needs_no_more_queries(
    as_owner: Client, business: Business, left: Assessment, at_most: Callable[[int], Any]
) -> None:
    with time_machine.travel(datetime(2027, 1, 15, 12, tzinfo=UTC), tick=False):
        as_owner.force_login(business.memberships.get().user)
        for name, limit in {"business": 10, "check": 8, "latest_results": 8}.items():
            with at_most(limit):
                as_owner.get(reverse(name, args=[business.slug]))
        with at_most(8):
            as_owner.get(reverse("unsent_check", args=[business.slug, "2026-q4"]))
