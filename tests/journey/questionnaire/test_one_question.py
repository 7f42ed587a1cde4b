"""One question: what is saved, what is refused, and what the replies say."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import AnswerChange, Assessment
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business, Role
from tests.factories import (
    NOON,
    PASSWORD,
    make_answers,
    make_assessment,
    make_member,
)
from tests.journey.questionnaire.answering import CODE, HTMX, answer_data, stored, url
from tests.web_forms import ticked

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_20_november() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


# ---- saving


def test_the_first_answer_starts_the_check_and_leads_to_the_next_question(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    assessment.delete()

    reply = as_owner.post(url(business), answer_data(2, note="Tried it on Monday."))

    assert reply.headers["Location"] == url(business, 4)
    assert stored(business) == ("2", "Tried it on Monday.", 1)
    assert business.assessments.get().answers.count() == 30


def test_opening_a_question_does_not_start_a_check(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    assessment.delete()

    assert as_owner.get(url(business)).status_code == 200
    assert not business.assessments.exists()


def test_the_same_save_sent_twice_is_stored_once(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    once = answer_data(2)
    as_owner.post(url(business), once)
    again = as_owner.post(url(business), once)

    assert again.status_code == 302
    assert stored(business) == ("2", "", 1)
    assert AnswerChange.objects.count() == 1


def test_saving_an_identical_answer_makes_no_new_revision(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    as_owner.post(url(business), answer_data(2))
    as_owner.post(url(business), answer_data(2, seen=1))

    assert stored(business) == ("2", "", 1)


def test_an_automatic_save_returns_its_time_and_the_new_revision(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    reply = as_owner.post(url(business), answer_data(1), headers=HTMX).text

    assert "Answer saved at 12:00" in reply
    assert f'name="{CODE}-revision" value="1"' in reply
    assert "<html" not in reply


def test_not_sure_and_does_not_apply_with_a_reason_count_as_answers(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    as_owner.post(url(business), answer_data("dk"))
    assert stored(business)[0] == "dk"

    as_owner.post(url(business), answer_data("na", seen=1, reason="All is eaten on the spot."))
    assert stored(business)[0] == "na"


# ---- refusing


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        (answer_data(""), "Choose the sentence that fits best"),
        (answer_data(4), "Choose one of the sentences"),
        (answer_data("-1"), "Choose one of the sentences"),
        (answer_data("two"), "Choose one of the sentences"),
        (answer_data("na"), "Say in a few words why"),
        (answer_data("na", reason="   "), "Say in a few words why"),
        (answer_data(2, seen=""), "We couldn’t tell which answer you saw"),
        (answer_data(2, seen="x"), "We couldn’t tell which answer you saw"),
        (answer_data(2, seen=-1), "We couldn’t tell which answer you saw"),
        (answer_data(2, seen="9" * 5000), "We couldn’t tell which answer you saw"),
        (answer_data(2) | {f"{CODE}-operation": "mine"}, "We couldn’t tell which answer you saw"),
        (answer_data(2, code="POL1"), "Choose the sentence that fits best"),
        (answer_data(2, note="n" * 10_001), "Keep it to 10,000 characters"),
        (answer_data(2, note="a\0b"), "Null characters are not allowed"),
    ],
)
def test_a_refused_answer_is_explained_and_changes_nothing(
    as_owner: Client,
    business: Business,
    assessment: Assessment,
    posted: dict[str, Any],
    words: str,
) -> None:
    reply = as_owner.post(url(business), posted)

    assert reply.status_code == 422
    assert words in reply.text
    assert stored(business) == ("", "", 0)
    assert not AnswerChange.objects.exists()


def test_text_that_is_too_long_stays_on_the_page(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    reply = as_owner.post(url(business), answer_data(2, note="n" * 10_001))

    assert "n" * 10_001 in reply.text


def test_ten_megabytes_are_refused_without_a_server_error(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    reply = as_owner.post(url(business), answer_data(2, note="n" * 10_000_000))

    assert reply.status_code in {400, 413}
    assert stored(business) == ("", "", 0)


def test_a_question_that_always_applies_cannot_be_set_aside(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    reply = as_owner.post(url(business, 1), answer_data("na", code="POL1", reason="No."))

    assert reply.status_code == 422
    assert stored(business, "POL1") == ("", "", 0)


def test_a_sent_check_cannot_be_changed(
    as_owner: Client, business: Business, answered: Assessment, owner: User
) -> None:
    submit(assessment=answered, by=owner, at=NOON)

    reply = as_owner.post(url(business), answer_data(0, seen=1))
    part = as_owner.post(url(business), answer_data(0, seen=1), headers=HTMX)
    undone = as_owner.post(url(business, name="undo_answer"), answer_data(0, seen=1))

    assert [r.status_code for r in (reply, part, undone)] == [409, 409, 409]
    assert "already been sent, so nothing was changed." in reply.text
    assert stored(business) == ("2", "", 1)


@pytest.mark.parametrize("path", ["policies/0/", "policies/7/", "no-area/1/", "no-area/all/"])
def test_a_missing_question_is_not_found(
    as_owner: Client, business: Business, assessment: Assessment, path: str
) -> None:
    assert as_owner.get(f"/b/{business.slug}/check/{path}").status_code == 404


def test_strangers_and_viewers_cannot_change_answers(
    as_stranger: Client, stranger: User, business: Business, assessment: Assessment
) -> None:
    assert as_stranger.post(url(business), answer_data(2)).status_code == 404
    make_member(business, stranger, Role.VIEWER)
    assert as_stranger.post(url(business), answer_data(2)).status_code == 403
    assert stored(business) == ("", "", 0)


def test_an_answer_for_the_last_quarter_is_saved_for_the_new_one_only_on_request(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    behind = as_owner.post(
        url(business), answer_data(2, note="Said in summer.") | {"quarter": "2026-Q3"}
    )

    assert behind.status_code == 422
    assert "A new quarter has started." in behind.text
    assert "Said in summer." in behind.text
    assert 'name="quarter" value="2026-Q4"' in behind.text
    assert stored(business) == ("", "", 0)

    as_owner.post(url(business), answer_data(2) | {"quarter": "2026-Q4"})
    assert stored(business) == ("2", "", 1)


# ---- conflicts


def test_an_outdated_page_shows_both_answers_to_choose_from(
    as_owner: Client,
    as_stranger: Client,
    stranger: User,
    business: Business,
    assessment: Assessment,
) -> None:
    make_member(business, stranger, Role.EDITOR)
    as_stranger.post(url(business), answer_data(1, note="We rang three."))

    late = as_owner.post(url(business), answer_data(3, note="Mine."))

    assert late.status_code == 409
    for words in ("Stranger changed this answer", "We rang three.", "Mine.", "Keep theirs"):
        assert words in late.text
    assert stored(business) == ("1", "We rang three.", 1)

    kept = as_owner.post(url(business), answer_data(3, seen=1) | {"keep": "theirs"})
    assert kept.status_code == 302
    assert stored(business)[0] == "1"

    as_owner.post(url(business), answer_data(3, seen=1, note="Mine.") | {"keep": "mine"})
    assert stored(business) == ("3", "Mine.", 2)


def test_an_automatic_save_is_told_about_a_conflict(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    as_owner.post(url(business), answer_data(1))

    late = as_owner.post(url(business), answer_data(3), headers=HTMX)

    assert late.status_code == 409
    assert "See both and choose" in late.text


# ---- undo


def test_undo_restores_the_previous_answer(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    as_owner.post(url(business), answer_data(1, note="First."))
    as_owner.post(url(business), answer_data(3, seen=1, note="Second."))

    as_owner.post(url(business, name="undo_answer"), answer_data(3, seen=2))
    assert stored(business) == ("1", "First.", 3)


def test_undo_of_the_first_answer_leaves_the_question_open(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    as_owner.post(url(business), answer_data(1))

    as_owner.post(url(business, name="undo_answer"), answer_data(1, seen=1))

    assert stored(business) == ("", "", 2)
    assert "checked" not in as_owner.get(url(business)).text


def test_undo_from_an_outdated_page_changes_nothing(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    as_owner.post(url(business), answer_data(1))
    as_owner.post(url(business), answer_data(3, seen=1))

    as_owner.post(url(business, name="undo_answer"), answer_data(1, seen=1))

    assert stored(business) == ("3", "", 2)


# ---- signed out


def test_an_answer_sent_while_signed_out_is_kept(
    client: Client, owner: User, business: Business, assessment: Assessment
) -> None:
    known = {"login": owner.email, "password": PASSWORD}
    client.post(reverse("account_login"), known)
    del client.cookies[settings.SESSION_COOKIE_NAME]
    sent = client.post(url(business), answer_data(2, note="Still here?"))
    assert sent.headers["Location"].startswith("/account/login/")
    client.post(sent.headers["Location"], known)

    page = client.get(url(business)).text

    assert "Still here?" in page
    assert "You were signed out" in page
    assert stored(business) == ("", "", 0)
    client.post(url(business), answer_data(2, note="Still here?"))
    assert "You were signed out" not in client.get(url(business)).text


def test_an_automatic_save_is_told_to_sign_in(
    client: Client, business: Business, assessment: Assessment
) -> None:
    reply = client.post(url(business), answer_data(2), headers=HTMX)

    assert reply.status_code == 401
    assert "Sign in and save it" in reply.text


# ---- what the page shows


def test_nothing_is_preselected_or_judged(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    page = as_owner.get(url(business)).text

    assert ticked(page) == []
    for verdict in ("Solid", "Smooth", "Sparkle", "out of 100"):
        assert verdict not in page


def test_last_quarters_answer_is_shown_only_after_answering(
    as_owner: Client, business: Business, owner: User, assessment: Assessment
) -> None:
    summer = make_assessment(business, quarter_starts_on=NOON.date().replace(month=7, day=1))
    make_answers(summer, owner, 1)
    submit(assessment=summer, by=owner, at=NOON)
    words = assessment.model_version.maturity.practice(CODE).anchors[1]

    before = as_owner.get(url(business)).text
    shown, _, waiting = before.partition("<template")
    assert "Last time" not in shown
    assert f"Last time, July to September, you chose “{words}”" in waiting

    as_owner.post(url(business), answer_data(2))
    after = as_owner.get(url(business)).text
    assert "Last time, July to September" in after
    assert "<template" not in after


def test_a_person_working_alone_is_addressed_as_such(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    business.team_size = "1"
    business.save()

    assert "Read ‘we’ as ‘I’" in as_owner.get(url(business)).text


def test_hostile_text_is_shown_in_full_and_escaped(
    as_owner: Client, business: Business, assessment: Assessment
) -> None:
    note = "<script>alert(1)</script> {{ 7*7 }} שלום 🙂"
    as_owner.post(url(business), answer_data(2, note=note))

    page = as_owner.get(url(business)).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }} שלום 🙂" in page


# ---- query budgets


def test_a_question_takes_eight_queries_at_most_and_a_save_six(
    as_owner: Client,
    business: Business,
    assessment: Assessment,
    at_most: Callable[[int], Any],
) -> None:
    with at_most(8):
        as_owner.get(url(business))
    with at_most(6):
        as_owner.post(url(business), answer_data(2))
    with at_most(6):
        as_owner.post(url(business), answer_data(1, seen=1), headers=HTMX)
