"""Pages that are behind, requests that went astray, and what waits for its sender."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import AnswerChange, Assessment
from assessment.journey.questionnaire.views.preserved_post import LONGEST_KEPT
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business
from tests.factories import NOON, make_answers, new_operation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("assessment")]

HTMX = {"HX-Request": "true"}
CODE = "POL3"
LOST = "We couldn’t tell which answer you saw"


@pytest.fixture(autouse=True)
def on_20_november() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def url(business: Business, number: int = 3, name: str = "question") -> str:
    return reverse(name, args=[business.slug, "policies", number])


def area_url(business: Business, area: str = "policies") -> str:
    return reverse("questions", args=[business.slug, area])


def said(value: object, seen: object = 0, code: str = CODE, **texts: str) -> dict[str, Any]:
    fields = {"value": value, "revision": seen, "operation": new_operation(), **texts}
    return {f"{code}-{name}": given for name, given in fields.items()}


def stored(business: Business, code: str = CODE) -> tuple[str, str, int]:
    answer = business.assessments.get().answers.get(practice=code)
    return answer.value, answer.note, answer.revision


def sent_again(reply: Any) -> dict[str, Any]:
    """What the form of a refused page posts when its button is pressed once more."""
    form = reply.context["form"]
    return {form[name].html_name: form[name].value() or "" for name in form.fields}


# ---- a page that lost track


@pytest.mark.parametrize("lacking", ["revision", "operation"])
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "script"])
def test_a_save_that_lacks_what_its_page_saw_can_be_sent_again(
    as_owner: Client, business: Business, lacking: str, headers: dict[str, str]
) -> None:
    as_owner.post(url(business), said(1))
    without = said(3, seen=1, note="Kept.")
    del without[f"{CODE}-{lacking}"]

    refused = as_owner.post(url(business), without, headers=headers)

    assert (refused.status_code, stored(business)) == (422, ("1", "", 1))
    assert refused.text.count(LOST) == (1 if headers else 2)
    assert f'name="{CODE}-revision" value="1"' in refused.text
    as_owner.post(url(business), sent_again(refused))
    assert stored(business) == ("3", "Kept.", 2)


def test_a_save_about_an_answer_that_never_was_is_refused(
    as_owner: Client, business: Business
) -> None:
    refused = as_owner.post(url(business), said(3, seen=7))

    assert refused.status_code == 422
    assert LOST in refused.text
    assert stored(business) == ("", "", 0)


def test_a_name_that_another_save_has_is_refused_and_replaced(
    as_owner: Client, business: Business
) -> None:
    first = said(1, code="POL1")
    as_owner.post(url(business, 1), first)
    second = said(2) | {f"{CODE}-operation": first["POL1-operation"]}

    refused = as_owner.post(url(business), second)

    assert (refused.status_code, stored(business)) == (422, ("", "", 0))
    as_owner.post(url(business), sent_again(refused))
    assert stored(business) == ("2", "", 1)


def test_a_repeated_save_does_not_pass_off_a_later_answer_as_its_own(
    as_owner: Client, business: Business
) -> None:
    once = said(1)
    as_owner.post(url(business), once)
    as_owner.post(url(business), said(3, seen=1))

    again = as_owner.post(url(business), once, headers=HTMX)

    assert f'name="{CODE}-revision" value="1"' in again.text
    assert stored(business) == ("3", "", 2)
    assert as_owner.post(url(business), said(2, seen=1), headers=HTMX).status_code == 409


def test_beside_an_answer_that_was_taken_back_stands_that_it_was(
    as_owner: Client, business: Business
) -> None:
    as_owner.post(url(business), said(1))
    as_owner.post(url(business, name="undo_answer"), said(1, seen=1))

    late = as_owner.post(url(business), said(3, seen=1))
    of_area = as_owner.post(area_url(business), said(3, seen=1))

    assert "No answer: it was removed" in late.text
    assert "has just removed this answer" in of_area.text


# ---- an area that is behind


def test_what_others_answered_meanwhile_is_not_asked_of_an_area_that_is_behind(
    as_owner: Client, business: Business, assessment: Assessment, owner: User
) -> None:
    as_owner.post(url(business, 2), said(1, code="POL2"))
    page = {f"{CODE}-revision": 0, f"{CODE}-operation": new_operation()}
    page |= said(1, seen=1, code="POL2") | said(2, code="POL1")
    as_owner.post(url(business), said(3))
    as_owner.post(url(business, 2), said(0, seen=1, code="POL2"))

    reply = as_owner.post(area_url(business), page)

    assert reply.headers["Location"] == area_url(business, "channels")
    assert stored(business) == ("3", "", 1)
    assert stored(business, "POL2") == ("0", "", 2)
    assert stored(business, "POL1") == ("2", "", 1)


def test_an_area_names_a_lost_track_and_the_rest_is_saved(
    as_owner: Client, business: Business
) -> None:
    reply = as_owner.post(area_url(business), said(2, code="POL1") | said(3, seen="?"))

    assert reply.status_code == 422
    assert LOST in reply.text
    assert stored(business, "POL1") == ("2", "", 1)
    assert stored(business) == ("", "", 0)


# ---- odd bytes


def test_half_a_character_is_stored_as_a_whole_one(as_owner: Client, business: Business) -> None:
    half = "&".join([*(f"{k}={v}" for k, v in said(2).items()), f"{CODE}-note=a%ED%A0%80b"])

    reply = as_owner.post(url(business), half, content_type="application/x-www-form-urlencoded")

    assert reply.status_code == 302
    assert stored(business)[1].startswith("a�")


def test_a_nul_byte_in_a_form_is_turned_away(as_owner: Client, business: Business) -> None:
    reply = as_owner.post(
        url(business), f"{CODE}-note=a%00b", content_type="application/x-www-form-urlencoded"
    )

    assert reply.status_code == 400
    assert stored(business) == ("", "", 0)


def test_a_reason_stays_only_with_what_does_not_apply(as_owner: Client, business: Business) -> None:
    as_owner.post(url(business), said("na", reason="Eaten on the spot."))
    as_owner.post(url(business), said(2, seen=1, reason="Eaten on the spot."))

    reasons = AnswerChange.objects.order_by("revision").values_list("reason", flat=True)
    assert list(reasons) == ["Eaten on the spot.", ""]


def test_a_look_at_a_closed_question_leads_to_all_answers(
    as_owner: Client, business: Business, assessment: Assessment, owner: User
) -> None:
    make_answers(assessment, owner)
    submit(assessment=assessment, by=owner, at=NOON)
    review = reverse("review", args=[business.slug])

    looks = [ask(url(business)) for ask in (as_owner.get, as_owner.head)]

    assert [look.headers["Location"] for look in looks] == [review, review]


# ---- what waits while its sender signs in


def test_a_whole_area_waits_for_its_sender_and_for_no_other_page(
    client: Client, owner: User, business: Business
) -> None:
    typed = said(2, note="Board read on Monday.") | said("na", code="POL1", note="And this.")
    sent = client.post(area_url(business), typed)
    assert sent.headers["Location"].startswith("/account/login/")
    client.force_login(owner)

    assert "You were signed out" not in client.get(area_url(business, "channels")).text
    page = client.get(area_url(business)).text
    assert "You were signed out" in page
    assert "Board read on Monday." in page
    assert "And this." in page
    assert stored(business) == ("", "", 0)

    client.post(area_url(business), said(2, note="Board read on Monday."))
    assert "You were signed out" not in client.get(area_url(business)).text


def test_what_waits_for_one_question_outlives_a_save_of_another(
    client: Client, owner: User, business: Business
) -> None:
    client.post(url(business), said(2, note="Still waiting."))
    client.force_login(owner)

    client.post(url(business, 4), said(1, code="POL4"))

    assert "Still waiting." in client.get(url(business)).text


def test_more_than_anybody_types_is_not_kept(
    client: Client, owner: User, business: Business
) -> None:
    client.post(url(business), said(2, note="n" * LONGEST_KEPT))
    client.force_login(owner)

    assert "You were signed out" not in client.get(url(business)).text
