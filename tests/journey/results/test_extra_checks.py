"""Extra checks between the quarterly ones, which count in no comparison."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Result
from assessment.journey.results.queries import latest_result, results_of
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business, Role
from tests.factories import NOON, make_answers, make_assessment, make_member, new_operation
from tests.kept import kept

pytestmark = pytest.mark.django_db

LATER = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_3_december() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        yield


@kept
def sent(answered: Assessment, owner: User) -> Assessment:
    submit(assessment=answered, by=owner, at=NOON)
    return answered


def url(name: str, business: Business, *more: object) -> str:
    return reverse(name, args=[business.slug, *more])


def begin(client: Client, business: Business) -> Any:
    return client.post(url("start_extra_check", business), follow=True)


def words(reply: Any) -> str:
    return " ".join(reply.text.split())


def finished(client: Client, business: Business, owner: User, value: int = 3) -> Any:
    """Complete an extra check with the same value throughout, and send it."""
    begin(client, business)
    make_answers(business.assessments.open().get(extra__gt=0), owner, value)
    return client.post(url("submit_check", business), follow=True)


def test_an_extra_check_starts_blank_and_says_what_it_is(
    as_owner: Client, business: Business, sent: Assessment
) -> None:
    page = words(begin(as_owner, business))

    extra = business.assessments.open().get()
    assert (extra.extra, extra.revision, extra.quarter) == (1, 1, sent.quarter)
    assert extra.model_version == sent.model_version
    assert not extra.answers.given().exists()
    assert "This is an extra check. It doesn’t count in comparisons." in page
    assert "Start with question 1" in page


def test_its_questions_show_the_answers_of_the_quarterly_check(
    as_owner: Client, business: Business, sent: Assessment
) -> None:
    begin(as_owner, business)
    posted = {"CUL1-value": 3, "CUL1-revision": 0, "CUL1-operation": new_operation()}

    as_owner.post(url("question", business, "culture", 1), posted | {"quarter": "2026-Q4-2"})

    page = words(as_owner.get(url("question", business, "culture", 1)))
    assert "Last time, October to December, you chose" in page
    assert sent.answers.get(practice="CUL1").value == "2"


def test_its_result_has_its_own_address_and_no_links_to_a_plan(
    as_owner: Client, business: Business, sent: Assessment, owner: User
) -> None:
    reply = finished(as_owner, business, owner)

    assert reply.redirect_chain == [(url("results", business, "2026-q4-2"), 302)]
    page = words(reply)
    assert "This is an extra check, sent on 3 December." in page
    assert "Compared with your check for October to December." in page
    for gone in ("Build my plan", "Download PDF", "Add to my plan", "Correct an answer"):
        assert gone not in page
    area = as_owner.get(url("area_answers", business, "2026-q4-2", "culture"))
    assert sent.model_version.maturity.practice("CUL1").anchors[3] in area.text


def test_it_does_not_count_anywhere(
    as_owner: Client, business: Business, sent: Assessment, owner: User
) -> None:
    finished(as_owner, business, owner)

    assert [result.assessment for result in results_of(business)] == [sent]
    newest = latest_result(business)
    assert newest is not None
    assert newest.assessment == sent
    assert as_owner.get(url("latest_results", business))["Location"].endswith("/2026-q4/")
    assert "2026-q4-2" not in as_owner.get(url("reports", business)).text
    assert "2026-q4-2" not in as_owner.get(url("trends", business)).text
    report = reverse("report", args=[business.slug, "2026-q4-2", "summary", "a4"])
    assert as_owner.get(report).status_code == 404
    assert "Sent on" in words(as_owner.get(url("check", business)))


def test_the_results_of_the_quarter_list_all_extra_checks(
    as_owner: Client, business: Business, sent: Assessment, owner: User
) -> None:
    finished(as_owner, business, owner)
    finished(as_owner, business, owner, 1)

    page = as_owner.get(url("results", business, "2026-q4")).text

    assert [a.extra for a in business.assessments.order_by("extra")] == [0, 1, 2]
    assert url("results", business, "2026-q4-2") in page
    assert url("results", business, "2026-q4-3") in page
    assert page.count("Extra check on 3\u00a0December") == 2
    second = words(as_owner.get(url("results", business, "2026-q4-3")))
    assert "The score is clearly down since October to December" in second


def test_discarding_an_extra_check_leaves_the_rest_unchanged(
    as_owner: Client, business: Business, sent: Assessment, owner: User
) -> None:
    begin(as_owner, business)
    make_answers(business.assessments.open().get(), owner, {"CUL1": 3})
    assert "Discard this extra check?" in as_owner.get(url("drop_check", business)).text

    as_owner.post(url("drop_check", business), {"quarter": "2026-Q4-2"})

    assert business.assessments.get() == sent
    assert Result.objects.count() == 1


def test_pressing_the_button_twice_starts_one_extra_check(
    as_owner: Client, business: Business, sent: Assessment
) -> None:
    for _ in range(2):
        begin(as_owner, business)

    assert business.assessments.count() == 2


def test_the_quarterly_check_has_to_be_sent_first(
    as_owner: Client, business: Business, answered: Assessment
) -> None:
    page = words(begin(as_owner, business))

    assert "You can start an extra check once you’ve sent this one." in page
    assert business.assessments.count() == 1


def test_it_closes_two_weeks_into_the_next_quarter(
    as_owner: Client, business: Business, sent: Assessment, owner: User
) -> None:
    begin(as_owner, business)

    with time_machine.travel(datetime(2027, 1, 4, 9, tzinfo=UTC), tick=False):
        as_owner.force_login(owner)
        assert "This is an extra check" in as_owner.get(url("check", business)).text
    with time_machine.travel(datetime(2027, 1, 15, 9, tzinfo=UTC), tick=False):
        as_owner.force_login(owner)
        assert "Your check for January to March" in as_owner.get(url("check", business)).text


def test_an_expired_extra_check_makes_room_for_the_next(
    as_owner: Client, business: Business, sent: Assessment, owner: User
) -> None:
    begin(as_owner, business)
    new = make_assessment(business, quarter_starts_on=date(2027, 1, 1))
    make_answers(new, owner)
    submit(assessment=new, by=owner, at=LATER)

    with time_machine.travel(datetime(2027, 2, 4, 9, tzinfo=UTC), tick=False):
        as_owner.force_login(owner)
        begin(as_owner, business)

    assert [a.quarter for a in business.assessments.filter(extra=1)] == [new.quarter]


def test_the_database_allows_one_open_extra_check(
    as_owner: Client, business: Business, sent: Assessment
) -> None:
    begin(as_owner, business)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_assessment(business, extra=2)


def test_viewers_and_strangers_cannot_start_an_extra_check(
    as_stranger: Client, stranger: User, business: Business, sent: Assessment
) -> None:
    start = url("start_extra_check", business)
    assert as_stranger.post(start).status_code == 404
    make_member(business, stranger, Role.VIEWER)
    assert as_stranger.post(start).status_code == 403

    assert business.assessments.count() == 1
    assert "Start an extra check" not in as_stranger.get(url("results", business, "2026-q4")).text
