"""Comparing two sets of answers, and settling where they differ."""

from datetime import date, timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Result
from assessment.journey.results.queries import submission_of
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Role
from assessment.voices.second_opinions.models import SecondOpinion, Settlement
from assessment.voices.second_opinions.queries.hub import (
    OpinionCard,
    OpinionState,
    second_eyes_on,
    second_opinion_for_hub,
)
from tests.factories import NOON, make_member, make_model_version, make_user
from tests.voices.second_opinions.making import accept, answer_apart, ask, reveal
from tests.web_forms import form_with

pytestmark = pytest.mark.django_db

SLUG = "cafe-lindgren"
COMPARE = reverse("second_comparison", args=[SLUG, "2026-q4"])
CORRECT = reverse("correct_second", args=[SLUG, "2026-q4"])
DIFFERENT = {"CUL1": 0, "CUL7": 1, "CHA1": "dk"}


def page(client: Client) -> str:
    return unescape(client.get(COMPARE).text).replace("\xa0", " ")


def settle(client: Client, value: str, word: str = "", code: str = "CUL1") -> object:
    form = form_with(page(client), f"{code}-word")
    fields = {f"{code}-value": value, f"{code}-word": word}
    return client.post(form.action, form.sent(fields))


# ---- the page


def test_it_begins_with_what_is_furthest_apart(opinion: SecondOpinion, as_owner: Client) -> None:
    reveal(opinion, DIFFERENT)

    shown = page(as_owner)

    assert "You agree on 27 of 30" in shown
    assert "1 answer is one step apart." in shown
    assert "You differ by two steps or more on 1: begin there." in shown
    assert shown.index('id="CUL1"') < shown.index('id="CUL7"') < shown.index('id="CHA1"')
    assert "checked" not in shown[shown.index('id="CUL1"') : shown.index('id="CUL7"')]


def test_with_no_difference_there_is_nothing_to_settle(
    opinion: SecondOpinion, as_owner: Client
) -> None:
    reveal(opinion)

    assert "You gave the same answer to every question." in page(as_owner)


def test_before_the_reveal_there_is_no_such_page(opinion: SecondOpinion, as_owner: Client) -> None:
    answer_apart(opinion)

    assert as_owner.get(COMPARE).status_code == 404


def test_others_read_it_and_only_the_two_sides_write(
    opinion: SecondOpinion, as_owner: Client
) -> None:
    vera = make_user("vera")
    make_member(opinion.assessment.business, vera, Role.VIEWER)
    reveal(opinion, DIFFERENT)
    viewer = Client()
    viewer.force_login(vera)

    sent = viewer.post(reverse("settle_second", args=[SLUG, "2026-q4", "CUL1"]))

    assert "Save what we agreed" not in page(viewer)
    assert sent.status_code == 403


@pytest.mark.parametrize("differences", [0, 3])
def test_the_queries_do_not_grow_with_the_differences(
    opinion: SecondOpinion, as_owner: Client, at_most: object, differences: int
) -> None:
    reveal(opinion, dict(list(DIFFERENT.items())[:differences]))
    as_owner.get(COMPARE)

    with at_most(14):  # type: ignore[operator]
        as_owner.get(COMPARE)


# ---- settling


@pytest.mark.parametrize("value", ["0", "1", "2", "3", "dk"])
def test_an_agreed_answer_becomes_that_of_an_open_check(
    opinion: SecondOpinion, as_owner: Client, value: str
) -> None:
    reveal(opinion, DIFFERENT)

    settle(as_owner, value, "Ann’s list.")

    answer = opinion.assessment.answers.get(practice="CUL1")
    # Not being sure together proves nothing, so it stays what the check says.
    expected = ("2", False) if value == "dk" else (value, True)
    assert (answer.value, answer.checked) == expected
    both = opinion.answers.get(practice="CUL1")
    assert (both.first, both.value, both.settlement.word) == ("2", "0", "Ann’s list.")


def test_equal_answers_of_an_open_check_count_as_checked_at_once(opinion: SecondOpinion) -> None:
    reveal(opinion, DIFFERENT)

    checked = opinion.assessment.answers.filter(checked=True)

    assert checked.count() == 27


def test_what_they_do_not_agree_on_has_a_day(opinion: SecondOpinion, as_owner: Client) -> None:
    reveal(opinion, DIFFERENT)

    settle(as_owner, "not_yet")

    assert Settlement.objects.get().find_out_by == date(2026, 12, 4)
    assert "find out by 4 December" in page(as_owner)
    assert opinion.assessment.answers.get(practice="CUL1").value == "2"


def test_setting_a_question_aside_takes_a_word(opinion: SecondOpinion, as_owner: Client) -> None:
    practices = opinion.assessment.fitted_model.practices
    code = next(one.code for one in practices if one.na_allowed and not one.event)
    reveal(opinion, {code: "na"})

    refused = settle(as_owner, "na", code=code)
    settle(as_owner, "na", "We have no shop.", code=code)

    assert refused.status_code == 422  # type: ignore[attr-defined]
    answer = opinion.assessment.answers.get(practice=code)
    assert (answer.value, answer.reason, answer.checked) == ("na", "We have no shop.", True)


def test_of_two_people_who_settle_at_once_the_second_is_asked(
    opinion: SecondOpinion, as_owner: Client, as_edith: Client
) -> None:
    reveal(opinion, DIFFERENT)
    form = form_with(page(as_owner), "CUL1-word")
    settle(as_edith, "1", "My list.")

    clash = as_owner.post(form.action, form.sent({"CUL1-value": "3", "CUL1-word": "Mine."}))

    assert clash.status_code == 409
    assert "Edith has just settled this." in clash.text
    assert Settlement.objects.get().value == "1"
    again = form_with(clash.text, "CUL1-word")
    assert again.value("CUL1-word") == "Mine."
    assert as_owner.post(form.action, again.sent()).status_code == 302
    assert Settlement.objects.get().value == "3"


@pytest.mark.parametrize("value", ["", "9"])
def test_wrong_input_is_explained(opinion: SecondOpinion, as_owner: Client, value: str) -> None:
    reveal(opinion, DIFFERENT)

    refused = settle(as_owner, value, "A word.")

    assert refused.status_code == 422  # type: ignore[attr-defined]
    assert "A word." in refused.text  # type: ignore[attr-defined]
    assert not Settlement.objects.exists()


# ---- a check that was sent


def test_the_result_changes_only_when_the_owner_sends_the_correction(
    on_sent: SecondOpinion, owner: User, as_owner: Client
) -> None:
    reveal(on_sent, DIFFERENT)
    settle(as_owner, "1", "Ann’s list.")
    assert Result.objects.count() == 1
    assert not on_sent.assessment.answers.filter(checked=True).exists()

    began = as_owner.post(CORRECT)

    correction = Assessment.objects.get(revision=2)
    answer = correction.answers.get(practice="CUL1")
    assert began["Location"] == reverse("review", args=[SLUG])
    assert (answer.value, answer.checked) == ("1", True)
    assert correction.answers.filter(checked=True).count() == 28
    submit(assessment=correction, by=owner, at=NOON)
    assert Result.objects.count() == 2
    results = as_owner.get(reverse("results", args=[SLUG, "2026-q4"])).text
    assert "checked 28 of 30" in results
    result = Result.objects.get(assessment=correction)
    eyes = second_eyes_on(correction, submission_of(result, correction.business))
    assert eyes
    assert (eyes.checked, eyes.total) == (28, 30)


def test_after_the_time_for_corrections_it_stays_on_the_page(
    on_sent: SecondOpinion, owner: User, as_owner: Client
) -> None:
    reveal(on_sent, DIFFERENT)

    with time_machine.travel(NOON + timedelta(days=90), tick=False):
        as_owner.force_login(owner)
        said = as_owner.post(CORRECT, follow=True).text

    assert "can’t be corrected any more" in unescape(said)
    assert Assessment.objects.count() == 1


def test_without_a_second_opinion_results_do_not_mention_it(
    answered: Assessment, owner: User, as_owner: Client
) -> None:
    submit(assessment=answered, by=owner, at=NOON)

    submission = submission_of(Result.objects.get(), answered.business)
    assert second_eyes_on(answered, submission) is None
    assert "Second pair of eyes" not in as_owner.get(f"/b/{SLUG}/results/2026-q4/").text


# ---- the card on the hub


def card(business: object, viewer: User) -> OpinionCard:
    return second_opinion_for_hub(business, viewer, NOON)  # type: ignore[arg-type]


def test_the_card_follows_each_stage(
    business: object, answered: Assessment, owner: User, at_most: object
) -> None:
    states = [card(business, owner).state]
    edith = make_user("edith")
    make_member(answered.business, edith, Role.EDITOR)
    states.append(card(business, owner).state)
    opinion = ask(answered, edith, owner)
    states.append(card(business, owner).state)
    accept(opinion)
    answer_apart(opinion, {"CUL1": 0})
    under_way = card(business, owner)
    states.append(under_way.state)
    reveal(opinion, DIFFERENT)
    with at_most(8):  # type: ignore[operator]
        done = card(business, edith)

    assert [*states, done.state] == [
        OpinionState.NOBODY,
        OpinionState.FREE,
        OpinionState.ASKED,
        OpinionState.APART,
        OpinionState.REVEALED,
    ]
    assert (under_way.answered, under_way.total, under_way.is_reader) == (1, 30, False)
    assert (done.alike, done.far, done.to_settle, done.is_reader) == (27, 1, 3, True)


def test_without_a_check_there_is_nothing_to_ask_about(business: object, owner: User) -> None:
    make_model_version()

    assert card(business, owner).state == OpinionState.NO_CHECK
