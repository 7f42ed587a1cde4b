"""Outdated pages, malformed requests, and answers kept until their sender signs in."""

from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from assessment.domain.model.answers import SheetAnswer
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import AnswerChange, Assessment
from assessment.journey.questionnaire.services import AnswerChangedMeanwhile, Save, record_answer
from assessment.journey.questionnaire.views.preserved_post import LONGEST_KEPT
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business
from tests.devices import remember
from tests.factories import NOON, make_answers, new_operation
from tests.journey.questionnaire.answering import CODE, HTMX, answer_data, stored, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("assessment")]

LOST = "We couldn’t tell which answer you saw"


@pytest.fixture(autouse=True)
def on_20_november() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def area_url(business: Business, area: str = "policies") -> str:
    return reverse("questions", args=[business.slug, area])


def sent_again(reply: Any) -> dict[str, Any]:
    """Return what a refused page posts when its button is pressed again."""
    form = reply.context["form"]
    return {form[name].html_name: form[name].value() or "" for name in form.fields}


# ---- missing or unknown revisions


@pytest.mark.parametrize("lacking", ["revision", "operation"])
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "script"])
def test_a_save_without_its_revision_or_operation_can_be_sent_again(
    as_owner: Client, business: Business, lacking: str, headers: dict[str, str]
) -> None:
    as_owner.post(url(business), answer_data(1))
    without = answer_data(3, seen=1, note="Kept.")
    del without[f"{CODE}-{lacking}"]

    refused = as_owner.post(url(business), without, headers=headers)

    assert (refused.status_code, stored(business)) == (422, ("1", "", 1))
    assert refused.text.count(LOST) == (1 if headers else 2)
    assert f'name="{CODE}-revision" value="1"' in refused.text
    as_owner.post(url(business), sent_again(refused))
    assert stored(business) == ("3", "Kept.", 2)


def test_a_save_with_an_unknown_revision_is_refused(as_owner: Client, business: Business) -> None:
    refused = as_owner.post(url(business), answer_data(3, seen=7))

    assert refused.status_code == 422
    assert LOST in refused.text
    assert stored(business) == ("", "", 0)


def test_an_operation_id_used_by_another_answer_is_refused_and_replaced(
    as_owner: Client, business: Business
) -> None:
    first = answer_data(1, code="POL1")
    as_owner.post(url(business, 1), first)
    second = answer_data(2) | {f"{CODE}-operation": first["POL1-operation"]}

    refused = as_owner.post(url(business), second)

    assert (refused.status_code, stored(business)) == (422, ("", "", 0))
    as_owner.post(url(business), sent_again(refused))
    assert stored(business) == ("2", "", 1)


def test_a_repeated_save_does_not_return_a_later_answer(
    as_owner: Client, business: Business
) -> None:
    once = answer_data(1)
    as_owner.post(url(business), once)
    as_owner.post(url(business), answer_data(3, seen=1))

    again = as_owner.post(url(business), once, headers=HTMX)

    assert f'name="{CODE}-revision" value="1"' in again.text
    assert stored(business) == ("3", "", 2)
    assert as_owner.post(url(business), answer_data(2, seen=1), headers=HTMX).status_code == 409


def test_a_conflict_with_an_undone_answer_says_that_it_was_removed(
    as_owner: Client, business: Business
) -> None:
    as_owner.post(url(business), answer_data(1))
    as_owner.post(url(business, name="undo_answer"), answer_data(1, seen=1))

    late = as_owner.post(url(business), answer_data(3, seen=1))
    of_area = as_owner.post(area_url(business), answer_data(3, seen=1))

    assert "No answer: it was removed" in late.text
    assert "has just removed this answer" in of_area.text


# ---- an outdated area page


def test_an_outdated_area_keeps_the_answers_that_others_changed_since(
    as_owner: Client, business: Business, assessment: Assessment, owner: User
) -> None:
    as_owner.post(url(business, 2), answer_data(1, code="POL2"))
    page = {f"{CODE}-revision": 0, f"{CODE}-operation": new_operation()}
    page |= answer_data(1, seen=1, code="POL2") | answer_data(2, code="POL1")
    as_owner.post(url(business), answer_data(3))
    as_owner.post(url(business, 2), answer_data(0, seen=1, code="POL2"))

    reply = as_owner.post(area_url(business), page)

    assert reply.headers["Location"] == area_url(business, "channels")
    assert stored(business) == ("3", "", 1)
    assert stored(business, "POL2") == ("0", "", 2)
    assert stored(business, "POL1") == ("2", "", 1)


def test_an_area_reports_an_unknown_revision_and_saves_the_rest(
    as_owner: Client, business: Business
) -> None:
    reply = as_owner.post(
        area_url(business), answer_data(2, code="POL1") | answer_data(3, seen="?")
    )

    assert reply.status_code == 422
    assert LOST in reply.text
    assert stored(business, "POL1") == ("2", "", 1)
    assert stored(business) == ("", "", 0)


# ---- malformed bytes and closed questions


def test_an_incomplete_character_is_replaced_when_stored(
    as_owner: Client, business: Business
) -> None:
    half = "&".join([*(f"{k}={v}" for k, v in answer_data(2).items()), f"{CODE}-note=a%ED%A0%80b"])

    reply = as_owner.post(url(business), half, content_type="application/x-www-form-urlencoded")

    assert reply.status_code == 302
    assert stored(business)[1].startswith("a�")


def test_a_nul_byte_in_a_form_is_refused(as_owner: Client, business: Business) -> None:
    reply = as_owner.post(
        url(business), f"{CODE}-note=a%00b", content_type="application/x-www-form-urlencoded"
    )

    assert reply.status_code == 400
    assert stored(business) == ("", "", 0)


def test_only_an_answer_that_does_not_apply_keeps_its_reason(
    as_owner: Client, business: Business
) -> None:
    as_owner.post(url(business), answer_data("na", reason="Eaten on the spot."))
    as_owner.post(url(business), answer_data(2, seen=1, reason="Eaten on the spot."))

    reasons = AnswerChange.objects.order_by("revision").values_list("reason", flat=True)
    assert list(reasons) == ["Eaten on the spot.", ""]


def test_opening_a_closed_question_redirects_to_all_answers(
    as_owner: Client, business: Business, assessment: Assessment, owner: User
) -> None:
    make_answers(assessment, owner)
    submit(assessment=assessment, by=owner, at=NOON)
    review = reverse("review", args=[business.slug])

    looks = [ask(url(business)) for ask in (as_owner.get, as_owner.head)]

    assert [look.headers["Location"] for look in looks] == [review, review]


# ---- answers kept while their sender signs in


def test_a_whole_area_is_kept_for_its_sender_and_its_own_page(
    client: Client, owner: User, business: Business
) -> None:
    remember(client, owner)
    typed = answer_data(2, note="Board read on Monday.") | answer_data(
        "na", code="POL1", note="And this."
    )
    sent = client.post(area_url(business), typed)
    assert sent.headers["Location"].startswith("/account/login/")
    client.force_login(owner)

    assert "You were signed out" not in client.get(area_url(business, "channels")).text
    page = client.get(area_url(business)).text
    assert "You were signed out" in page
    assert "Board read on Monday." in page
    assert "And this." in page
    assert stored(business) == ("", "", 0)

    client.post(area_url(business), answer_data(2, note="Board read on Monday."))
    assert "You were signed out" not in client.get(area_url(business)).text


def test_an_answer_kept_for_one_question_survives_saving_another(
    client: Client, owner: User, business: Business
) -> None:
    remember(client, owner)
    client.post(url(business), answer_data(2, note="Still waiting."))
    client.force_login(owner)

    client.post(url(business, 4), answer_data(1, code="POL4"))

    assert "Still waiting." in client.get(url(business)).text


def test_an_oversized_answer_is_not_kept(client: Client, owner: User, business: Business) -> None:
    remember(client, owner)
    client.post(url(business), answer_data(2, note="n" * LONGEST_KEPT))
    client.force_login(owner)

    assert "You were signed out" not in client.get(url(business)).text


@pytest.mark.parametrize("slug", ["cafe-lindgren", "no-such-business"])
def test_a_stranger_stores_nothing_and_is_offered_the_answer_again(
    client: Client, business: Business, slug: str
) -> None:
    address = reverse("question", args=[slug, "policies", 3])
    typed = answer_data(2, note="A stranger’s text. " * 100)

    reply = client.post(address, typed, headers={"origin": "http://testserver"})

    assert reply.status_code == 403
    assert "A stranger’s text." in reply.text
    assert reverse("account_login") in reply.text
    assert not Session.objects.exists()


@pytest.mark.parametrize("look", ["get", "head"])
def test_opening_an_area_of_a_sent_check_redirects_to_all_answers(
    as_owner: Client, business: Business, assessment: Assessment, owner: User, look: str
) -> None:
    make_answers(assessment, owner)
    submit(assessment=assessment, by=owner, at=NOON)

    reply = getattr(as_owner, look)(area_url(business))

    assert reply.headers["Location"] == reverse("review", args=[business.slug])


def test_an_area_saved_after_the_check_was_sent_is_refused(
    as_owner: Client, business: Business, assessment: Assessment, owner: User
) -> None:
    make_answers(assessment, owner)
    submit(assessment=assessment, by=owner, at=NOON)

    reply = as_owner.post(area_url(business), answer_data(3, seen=1))

    assert reply.status_code == 409
    assert stored(business) == ("2", "", 1)


def test_questions_of_a_sent_check_cannot_be_marked_not_sure(
    as_owner: Client, business: Business, assessment: Assessment, owner: User
) -> None:
    make_answers(assessment, owner)
    submit(assessment=assessment, by=owner, at=NOON)

    reply = as_owner.post(reverse("review", args=[business.slug]))

    assert reply.status_code == 409
    assert not assessment.answers.filter(value="dk").exists()


def test_an_area_reports_an_operation_id_used_by_another_answer(
    as_owner: Client, business: Business
) -> None:
    first = answer_data(1, code="POL1")
    as_owner.post(url(business, 1), first)
    second = answer_data(2) | {f"{CODE}-operation": first["POL1-operation"]}

    refused = as_owner.post(area_url(business), second)

    assert refused.status_code == 422
    assert LOST in refused.text
    assert stored(business) == ("", "", 0)


def test_a_save_that_had_to_wait_is_told_what_was_stored_meanwhile(
    business: Business, assessment: Assessment, owner: User
) -> None:
    read_before_the_lock = assessment.answers.get(practice=CODE)
    theirs, mine = (Save(0, uuid4(), by=owner, at=NOON) for _ in range(2))
    current = assessment.answers.get(practice=CODE)
    record_answer(stored=current, answer=SheetAnswer(1), save=theirs)

    with pytest.raises(AnswerChangedMeanwhile) as conflict:
        record_answer(stored=read_before_the_lock, answer=SheetAnswer(3), save=mine)

    assert (conflict.value.theirs.value, conflict.value.theirs.revision) == ("1", 1)
    assert stored(business) == ("1", "", 1)
