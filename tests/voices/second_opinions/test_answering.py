"""Answering apart: what was saved stays, and both sides are revealed at one moment."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.questionnaire.services import start_correction
from assessment.journey.results.services import submit
from assessment.journey.retests.models import RetestSheet
from assessment.voices.second_opinions import services
from assessment.voices.second_opinions.models import SecondAnswer, SecondOpinion
from assessment.voices.second_opinions.queries.comparison import compared
from assessment.voices.second_opinions.queries.entries import SecondSave
from assessment.voices.second_opinions.queries.opinions import newest_opinion
from tests.factories import NOON
from tests.voices.second_opinions.making import accept, answer_apart, ask, reveal
from tests.web_forms import form_with

pytestmark = pytest.mark.django_db

CULTURE = reverse("second_questions", args=["cafe-lindgren", "culture"])


def stored(opinion: SecondOpinion, code: str = "CUL1") -> SecondAnswer:
    return opinion.answers.get(practice=code)


# ---- saving


def test_a_repeated_save_is_stored_once(opinion: SecondOpinion) -> None:
    save = SecondSave(practice="CUL1", value="1", seen=0)

    for _again in range(2):
        services.save_second_answer(opinion=opinion, save=save, at=NOON)

    assert (stored(opinion).value, stored(opinion).revision) == ("1", 1)


def test_a_save_over_a_newer_answer_is_refused(opinion: SecondOpinion) -> None:
    answer_apart(opinion, {"CUL1": 1})
    late = SecondSave(practice="CUL1", value="3", seen=0)

    with pytest.raises(services.OtherWindow):
        services.save_second_answer(opinion=opinion, save=late, at=NOON)

    assert stored(opinion).value == "1"


def test_of_two_windows_the_second_is_asked_and_both_answers_are_kept(
    opinion: SecondOpinion, as_edith: Client
) -> None:
    form = form_with(as_edith.get(CULTURE).text, "CUL1-value")
    as_edith.post(CULTURE, form.sent({"CUL1-value": "1"}))

    clash = as_edith.post(CULTURE, form.sent({"CUL1-value": "2", "CUL7-value": "3"}))

    assert clash.status_code == 409
    assert "changed in another window" in clash.text
    assert (stored(opinion).value, stored(opinion, "CUL7").value) == ("1", "3")
    again = form_with(clash.text, "CUL1-value")
    assert again.value("CUL1-value") == "2"
    assert as_edith.post(CULTURE, again.sent()).status_code == 302
    assert stored(opinion).value == "2"


def test_an_untouched_answer_that_another_window_changed_is_no_clash(
    opinion: SecondOpinion, as_edith: Client
) -> None:
    answer_apart(opinion, {"CUL1": 1})
    form = form_with(as_edith.get(CULTURE).text, "CUL1-value")
    answer_apart(opinion, {"CUL1": 3})

    saved = as_edith.post(CULTURE, form.sent({"CUL7-value": "2"}))

    assert saved.status_code == 302
    assert (stored(opinion).value, stored(opinion, "CUL7").value) == ("3", "2")


@pytest.mark.parametrize(
    ("field", "typed"),
    [("CUL1-value", "9"), ("CUL1-revision", "x"), ("CUL1-revision", "")],
)
def test_wrong_input_is_explained_and_saves_nothing(
    opinion: SecondOpinion, as_edith: Client, field: str, typed: str
) -> None:
    form = form_with(as_edith.get(CULTURE).text, "CUL1-value")

    refused = as_edith.post(CULTURE, form.sent({"CUL1-value": "1", field: typed}))

    assert refused.status_code == 409
    assert "There is a problem" in refused.text
    assert stored(opinion).revision == 0


def test_nothing_is_saved_once_it_was_called_off(
    opinion: SecondOpinion, owner: User, as_edith: Client
) -> None:
    form = form_with(as_edith.get(CULTURE).text, "CUL1-value")
    services.call_off(opinion=opinion, by=owner, at=NOON)

    assert as_edith.post(CULTURE, form.sent({"CUL1-value": "1"})).status_code == 404
    with pytest.raises(services.Over):
        answer_apart_after_the_end(opinion)


def answer_apart_after_the_end(opinion: SecondOpinion) -> None:
    save = SecondSave(practice="CUL1", value="1", seen=0)
    services.save_second_answer(opinion=opinion, save=save, at=NOON)


def test_an_unknown_area_is_not_found(opinion: SecondOpinion, as_edith: Client) -> None:
    url = reverse("second_questions", args=["cafe-lindgren", "nowhere"])

    assert as_edith.get(url).status_code == 404


def test_the_page_of_an_area_needs_few_queries(
    opinion: SecondOpinion, as_edith: Client, at_most: object
) -> None:
    as_edith.get(CULTURE)

    with at_most(9):  # type: ignore[operator]
        as_edith.get(CULTURE)


# ---- the reveal


def test_neither_side_alone_opens_the_comparison(opinion: SecondOpinion, owner: User) -> None:
    assert not services.say_ready(opinion=opinion, by=owner, at=NOON)
    answer_apart(opinion)
    opinion.refresh_from_db()

    assert opinion.revealed_at is None
    assert not opinion.answers.exclude(first="").exists()


@pytest.mark.parametrize("first", ["check", "second"])
def test_the_last_one_to_finish_opens_it_for_both(
    opinion: SecondOpinion, owner: User, first: str
) -> None:
    answer_apart(opinion)
    mail.outbox.clear()
    if first == "check":
        assert not services.say_ready(opinion=opinion, by=owner, at=NOON)
        assert services.finish(opinion=opinion, at=NOON)
    else:
        assert not services.finish(opinion=opinion, at=NOON)
        assert services.say_ready(opinion=opinion, by=owner, at=NOON)

    told = [to for sent in mail.outbox for to in sent.to]
    assert sorted(told) == ["edith@example.com", "owner@example.com"]


def test_sending_the_check_counts_as_done_and_the_schedule_opens_it(
    opinion: SecondOpinion, owner: User
) -> None:
    answer_apart(opinion)
    services.finish(opinion=opinion, at=NOON)
    submit(assessment=opinion.assessment, by=owner, at=NOON)

    services.keep_opinions_current(at=NOON)

    opinion.refresh_from_db()
    assert opinion.revealed_at == NOON


def test_after_sending_the_check_a_button_opens_it_at_once(
    opinion: SecondOpinion, owner: User, as_owner: Client
) -> None:
    answer_apart(opinion)
    services.finish(opinion=opinion, at=NOON)
    submit(assessment=opinion.assessment, by=owner, at=NOON)
    page = as_owner.get(reverse("second_opinion", args=["cafe-lindgren"])).text

    opened = as_owner.post(reverse("second_ready", args=["cafe-lindgren"]), follow=True)

    assert "Open the comparison for both" in page
    assert "You agree on 30 of 30" in opened.text


def test_accepting_after_it_was_called_off_changes_nothing(
    answered: Assessment, edith: User, owner: User
) -> None:
    opinion = ask(answered, edith, owner)
    services.call_off(opinion=opinion, by=owner, at=NOON)

    accept(opinion)

    assert opinion.accepted_at is None


def test_one_unanswered_question_keeps_either_side_from_being_done(
    opinion: SecondOpinion, owner: User
) -> None:
    with pytest.raises(services.NotComplete):
        services.finish(opinion=opinion, at=NOON)
    opinion.assessment.answers.filter(practice="CUL1").update(value="")

    with pytest.raises(services.NotComplete):
        services.say_ready(opinion=opinion, by=owner, at=NOON)


def test_what_one_side_answers_after_being_done_counts(opinion: SecondOpinion, owner: User) -> None:
    answer_apart(opinion)
    services.finish(opinion=opinion, at=NOON)
    answer_apart(opinion, {"CUL1": 0})

    services.say_ready(opinion=opinion, by=owner, at=NOON)

    assert (stored(opinion).first, stored(opinion).value) == ("2", "0")


def test_the_newest_revision_that_was_sent_is_compared(on_sent: SecondOpinion, owner: User) -> None:
    correction = start_correction(sent=on_sent.assessment, at=NOON)
    correction.answers.filter(practice="CUL1").update(value="3")
    submit(assessment=correction, by=owner, at=NOON)
    start_correction(sent=correction, at=NOON).answers.update(value="0")

    reveal(on_sent)

    assert stored(on_sent).first == "3"


def test_nothing_can_be_compared_before_the_reveal(opinion: SecondOpinion) -> None:
    found = newest_opinion(opinion.assessment.business)
    assert found

    with pytest.raises(ValueError, match="second opinion on"):
        compared(found)


def test_the_database_refuses_a_reveal_before_both_are_done(opinion: SecondOpinion) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondOpinion.objects.update(revealed_at=NOON)


# ---- what enters the figures of doubt


@pytest.mark.parametrize("blind", [True, False])
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("second", [True, False])
def test_pairs_count_only_if_both_agree_and_it_is_blind(
    answered: Assessment, edith: User, owner: User, *, blind: bool, first: bool, second: bool
) -> None:
    asked = ask(answered, edith, owner, counts=first)
    reveal(accept(asked, unseen=blind, counts=second))

    assert RetestSheet.objects.exists() is (blind and first and second)


def test_pairs_keep_the_first_answers_when_the_check_changes(
    opinion: SecondOpinion, owner: User
) -> None:
    reveal(opinion, {"CUL1": 0})
    opinion.assessment.answers.filter(practice="CUL1").update(value="0")
    submit(assessment=opinion.assessment, by=owner, at=NOON + timedelta(days=1))

    sheet = RetestSheet.objects.get()

    assert sheet.answers.get(practice="CUL1").first == "2"
    assert sheet.kind == "other"
