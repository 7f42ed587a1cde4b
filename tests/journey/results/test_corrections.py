"""Correcting sent answers gives a new result and keeps the earlier one."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Result
from assessment.journey.results.queries import latest_result, results_of
from assessment.parties.businesses.models import Business
from tests.factories import NOON
from tests.journey.results.correcting import LATER, ONE, change, correct, send, url, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_3_december() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        yield


def test_a_correction_starts_with_a_copy_of_all_answers(
    as_owner: Client, business: Business, sent: Assessment, owner: User
) -> None:
    reply = correct(as_owner, business)

    assert reply["Location"] == url("review", business)
    opened = business.assessments.get(revision=2)
    assert opened.submitted_at is None
    assert opened.sheet() == sent.sheet()
    first = opened.answers.get(practice=ONE)
    assert (first.revision, first.answered_at, first.answered_by) == (1, NOON, owner)
    text = words(as_owner.get(url("check", business)))
    assert "You’re correcting your answers for October to December." in text
    assert "Discard this correction" in text
    assert (
        "The result stays as it is" in as_owner.get(url("question", business, "policies", 2)).text
    )


def test_the_sent_answers_count_until_the_correction_is_sent(
    as_owner: Client, business: Business, sent: Assessment
) -> None:
    correct(as_owner, business)
    change(as_owner, business, 3)

    assert sent.answers.get(practice=ONE).value == "2"
    assert latest_result(business) == Result.objects.get()
    page = words(as_owner.get(url("results", business, "2026-q4")))
    assert "Answers are being corrected" in page
    assert "corrected on" not in page


def test_a_sent_correction_gives_a_new_result_and_keeps_the_earlier_one(
    as_owner: Client, business: Business, sent: Assessment
) -> None:
    before = Result.objects.get()
    correct(as_owner, business)
    change(as_owner, business, 0)

    page = words(send(as_owner, business))

    after = results_of(business)
    assert [result.assessment.revision for result in after] == [2]
    assert after[0].outcome != before.outcome
    assert "corrected on 3 December" in page
    assert f"{url('results', business, '2026-q4')}?revision=1" in page
    earlier = words(as_owner.get(url("results", business, "2026-q4"), {"revision": 1}))
    assert "This is an earlier version, sent on 20 November." in earlier
    assert f">{before.score}<" in earlier
    for gone in ("Build my plan", "Download PDF", "Correct an answer"):
        assert gone not in earlier


def test_an_earlier_version_leads_to_its_own_answers(
    as_owner: Client, business: Business, sent: Assessment
) -> None:
    correct(as_owner, business)
    change(as_owner, business, 0)
    send(as_owner, business)
    practice = sent.model_version.maturity.practice(ONE)
    area = url("area_answers", business, "2026-q4", "culture")

    earlier = as_owner.get(url("results", business, "2026-q4"), {"revision": 1}).text
    then, now = as_owner.get(area, {"revision": 1}).text, as_owner.get(area).text

    assert f"{area}?revision=1" in earlier
    assert practice.anchors[2] in then
    assert f"{url('results', business, '2026-q4')}?revision=1" in then
    assert practice.anchors[0] in now


@pytest.mark.parametrize("revision", ["0", "2", "99", "x", "-1", "1 or 1"])
def test_a_missing_version_is_not_found(
    as_owner: Client, business: Business, sent: Assessment, revision: str
) -> None:
    path = url("results", business, "2026-q4")

    assert as_owner.get(path, {"revision": revision}).status_code == 404


def test_a_correction_that_changes_nothing_says_so_and_keeps_the_result(
    as_owner: Client, business: Business, sent: Assessment
) -> None:
    correct(as_owner, business)
    change(as_owner, business, 3)
    change(as_owner, business, 2, seen=2)

    page = words(send(as_owner, business))

    # The first change removed the note, so restoring only the value is still a change.
    assert "corrected on 3 December" in page
    correct(as_owner, business)
    page = words(send(as_owner, business))
    assert "You didn’t change any answers, so the result stays the same." in page
    assert [a.revision for a in business.assessments.order_by("revision")] == [1, 2]


def test_undo_returns_to_the_sent_answer_and_no_further(
    as_owner: Client, business: Business, sent: Assessment
) -> None:
    correct(as_owner, business)
    change(as_owner, business, 0)
    undo = url("undo_answer", business, "culture", 1)

    as_owner.post(undo, {f"{ONE}-revision": 2})
    back = business.assessments.get(revision=2).answers.get(practice=ONE)
    as_owner.post(url("undo_answer", business, "culture", 3), {"CUL3-revision": 1})

    assert (back.value, back.note) == ("2", "Over the till.")
    assert business.assessments.get(revision=2).answers.get(practice="CUL3").value == "2"


def test_undo_is_offered_only_for_answers_changed_in_this_correction(
    as_owner: Client, business: Business, sent: Assessment
) -> None:
    correct(as_owner, business)
    question, area = url("question", business, "culture", 1), url("questions", business, "culture")
    assert "Answer and note saved at" not in as_owner.get(question).text
    assert "saved at" not in as_owner.get(area).text

    change(as_owner, business, 0)

    assert "Answer saved at" in as_owner.get(question).text
    assert as_owner.get(area).text.count("saved at") == 1


def test_discarding_a_correction_leaves_everything_unchanged(
    as_owner: Client, business: Business, sent: Assessment
) -> None:
    correct(as_owner, business)
    change(as_owner, business, 0)
    drop = url("drop_check", business)
    assert "Discard this correction?" in as_owner.get(drop).text
    assert business.assessments.count() == 2

    page = words(as_owner.post(drop, {"quarter": "2026-Q4.2"}, follow=True))

    assert "Correction discarded. The result hasn’t changed." in page
    assert business.assessments.get() == sent
    assert as_owner.get(drop)["Location"] == url("check", business)
    assert as_owner.post(drop)["Location"] == url("check", business)


def test_a_page_of_a_discarded_correction_changes_nothing(
    as_owner: Client, business: Business, sent: Assessment
) -> None:
    correct(as_owner, business)
    as_owner.post(url("drop_check", business))

    late = change(as_owner, business, 0)

    assert late.status_code == 409
    assert "already been sent, so nothing was changed." in late.text
    assert sent.answers.get(practice=ONE).value == "2"


def test_a_page_of_an_earlier_correction_does_not_change_the_next(
    as_owner: Client, business: Business, sent: Assessment
) -> None:
    correct(as_owner, business)
    change(as_owner, business, 3)
    send(as_owner, business)
    correct(as_owner, business)

    behind = change(as_owner, business, 0)

    assert behind.status_code == 422
    assert "This page was for another check." in behind.text
    assert business.assessments.get(revision=3).answers.get(practice=ONE).value == "3"


def test_a_correction_can_be_corrected(
    as_owner: Client, business: Business, sent: Assessment
) -> None:
    for value in (3, 0):
        correct(as_owner, business)
        opened = business.assessments.open().get()
        opened.answers.filter(practice=ONE).update(value=value)
        send(as_owner, business)

    page = words(as_owner.get(url("results", business, "2026-q4"), {"revision": 2}))

    assert [r.assessment.revision for r in results_of(business)] == [3]
    assert "This is an earlier version" in page
    assert page.count("of 100</span>") >= 3
