"""Questions that fit the business: examples, what has not come up, and what needs a team."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.edits import Edit, mark
from assessment.journey.questionnaire.models import Answer
from assessment.journey.questionnaire.services import start_assessment, start_correction
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business
from assessment.parties.businesses.services import edit_business
from tests.factories import NOON, make_answers, make_assessment, make_model_version
from tests.journey.questionnaire.answering import HTMX, answer_data, url
from tests.web_forms import form_with

pytestmark = pytest.mark.django_db

EVENT = "POL2"
"""The second question of Policies, about complaints, which may not have come up."""
NOT_COME_UP = "It hasn’t come up in the past year"


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture(autouse=True)
def newest_questions(db: None) -> None:
    make_model_version("cairn-1.1")


def described(business: Business, **fields: Any) -> Business:
    for name, value in fields.items():
        setattr(business, name, value)
    business.save()
    return business


def answer(business: Business, code: str = EVENT) -> Answer:
    return business.assessments.get().answers.get(practice=code)


def area_url(business: Business, area: str) -> str:
    return reverse("questions", args=[business.slug, area])


def page_of(client: Client, business: Business, name: str) -> str:
    return client.get(reverse(name, args=[business.slug])).text


def test_a_question_comes_with_examples_for_the_trade(as_owner: Client, business: Business) -> None:
    described(business, trade="online", meets=["website"], team_size="2-4")

    one, six = (
        as_owner.get(url(business, 2)).text,
        as_owner.get(area_url(business, "policies")).text,
    )

    assert "A parcel that got lost · A wrong size or colour" in one
    assert "Count grumbles, reviews and short e-mails." in one
    assert "A parcel that got lost · A wrong size or colour" in six
    assert "at the door" not in one + six


def test_without_a_trade_the_base_texts_are_shown_with_an_offer(
    as_owner: Client, business: Business
) -> None:
    assert "For example:" not in as_owner.get(url(business, 2)).text
    assert "Say what you do" in page_of(as_owner, business, "check")

    described(business, trade="food")

    assert "Say what you do" not in page_of(as_owner, business, "check")


def test_a_question_about_an_event_can_have_not_come_up(
    as_owner: Client, business: Business
) -> None:
    shown = as_owner.get(url(business, 2)).text
    as_owner.post(url(business, 2), answer_data("not_come_up", code=EVENT, note="A quiet year"))

    saved = answer(business)
    assert NOT_COME_UP in shown
    assert "It neither helps nor harms your score." in shown
    assert "This doesn’t apply to us" not in shown
    assert (saved.value, saved.reason, saved.note) == ("na", "not_come_up", "A quiet year")


def test_the_fixed_reason_is_shown_nowhere(as_owner: Client, business: Business) -> None:
    as_owner.post(url(business, 2), answer_data("not_come_up", code=EVENT))

    again = as_owner.get(url(business, 2)).text
    review = page_of(as_owner, business, "review")

    assert 'value="not_come_up" id="id_POL2-value-not_come_up" checked' in again
    assert NOT_COME_UP in review
    assert "Reason:" not in review
    assert ">not_come_up<" not in again + review


def test_it_is_offered_six_on_a_page_and_left_alone_if_untouched(
    as_owner: Client, business: Business
) -> None:
    data = answer_data("not_come_up", code=EVENT)
    as_owner.post(area_url(business, "policies"), data)
    as_owner.post(area_url(business, "policies"), answer_data("not_come_up", 1, code=EVENT))

    assert (answer(business).value, answer(business).revision) == ("na", 1)
    assert NOT_COME_UP in as_owner.get(area_url(business, "policies")).text


def test_two_answers_to_it_are_told_apart(as_owner: Client, business: Business) -> None:
    as_owner.post(url(business, 2), answer_data(1, code=EVENT))
    as_owner.post(url(business, 2), answer_data(2, 1, code=EVENT))

    both = as_owner.post(url(business, 2), answer_data("not_come_up", 1, code=EVENT))

    assert both.status_code == 409
    assert NOT_COME_UP in both.text
    assert 'name="POL2-value" value="not_come_up"' in both.text


@pytest.mark.parametrize(("code", "number"), [("POL1", 1), ("POL3", 3)])
def test_other_questions_do_not_take_it(
    as_owner: Client, business: Business, code: str, number: int
) -> None:
    response = as_owner.post(url(business, number), answer_data("not_come_up", code=code))

    assert "Choose one of the sentences on this page" in response.text
    assert not business.assessments.exists()


def test_a_typed_reason_cannot_be_the_fixed_one(as_owner: Client, business: Business) -> None:
    data = answer_data("na", code="POL3", reason=" not_come_up ")

    response = as_owner.post(url(business), data, headers=HTMX)

    assert response.status_code == 422
    assert not business.assessments.exists()


def test_an_earlier_version_asks_as_before(as_owner: Client, business: Business) -> None:
    make_assessment(business, model_version=make_model_version("cairn-1.0"))

    assert NOT_COME_UP not in as_owner.get(url(business, 2)).text


def test_it_reads_as_words_in_the_results(
    as_owner: Client, business: Business, owner: User
) -> None:
    check = make_assessment(business, model_version=make_model_version("cairn-1.1"))
    make_answers(check, owner)
    check.answers.filter(practice=EVENT).update(value="na", reason="not_come_up")
    result = submit(assessment=check, by=owner, at=NOON)

    page = as_owner.get(reverse("area_answers", args=[business.slug, check.slug, "policies"])).text

    hashes = check.model_version.maturity.hashes
    assert NOT_COME_UP in page
    assert ">not_come_up<" not in page
    assert result.structure_hash == hashes.structure
    assert (result.words_hash, result.variants_hash) == (hashes.words, hashes.variants)


# ---- people who work alone


def test_what_needs_a_team_begins_set_aside_with_the_reason(
    as_owner: Client, business: Business
) -> None:
    described(business, team_size="1")

    check = page_of(as_owner, business, "check")
    as_owner.post(url(business, 1), answer_data(2, code="POL1"))

    aside = business.assessments.get().answers.filter(value="na")
    assert "3 questions that take more than one person are set aside" in check
    assert dict(aside.values_list("practice", "reason")) == {
        "CUL3": "You work alone, so nobody has to ask.",
        "CUL6": "You work alone, and nobody lends you a hand.",
        "CON2": "One person serves every customer, with no stand-in and no holiday cover.",
    }


def test_it_is_out_of_the_way_and_can_be_answered_all_the_same(
    as_owner: Client, business: Business
) -> None:
    described(business, team_size="1")
    page = as_owner.get(area_url(business, "culture")).text
    address = reverse("question", args=[business.slug, "culture", 6])

    as_owner.post(address, answer_data(2, 1, code="CUL6"))

    assert "Question 6 is set aside. You work alone, and nobody lends you a hand." in page
    assert answer(business, "CUL6").value == "2"
    assert answer(business, "CUL3").value == "na"


def test_every_page_of_questions_says_how_to_read_we(as_owner: Client, business: Business) -> None:
    said = "Working alone? Read ‘we’ as ‘I’."
    pages = [url(business, 1), area_url(business, "policies")]
    assert not any(said in as_owner.get(page).text for page in pages)

    described(business, team_size="1")

    assert all(said in as_owner.get(page).text for page in pages)


def test_a_team_begins_with_blank_answers(business: Business, owner: User) -> None:
    described(business, team_size="5-9")

    check = start_assessment(
        business=business, quarter=make_assessment(business).quarter.next(), by=owner, at=NOON
    )

    assert not check.answers.given().exists()


def test_a_check_with_nothing_but_what_needs_a_team_has_not_been_started(
    as_owner: Client, business: Business, owner: User
) -> None:
    described(business, team_size="1")
    start_assessment(
        business=business, quarter=make_assessment(business).quarter.next(), by=owner, at=NOON
    )

    with time_machine.travel(NOON.replace(year=2027, month=8), tick=False):
        as_owner.force_login(owner)
        page = page_of(as_owner, business, "check")

    assert "didn’t send" not in page


# ---- a team that changes while a check is open

TEAM_QUESTIONS = ("CUL3", "CUL6", "CON2")


def edited(business: Business, owner: User, **values: str) -> str:
    """Change a business as the settings do; return what is said about the open check."""
    stored = Business.objects.get()
    edit = Edit(values=values, seen={name: mark(getattr(stored, name)) for name in values})
    return edit_business(business=business, edit=edit, by=owner, at=NOON)


def answers_of(business: Business) -> dict[str, tuple[str, str, int]]:
    check = business.assessments.get()
    found = check.answers.filter(practice__in=TEAM_QUESTIONS)
    return {a.practice: (a.value, a.reason, a.revision) for a in found}


BLANKS = dict.fromkeys(TEAM_QUESTIONS, ("", "", 0))
ASIDE = {
    "CUL3": ("na", "You work alone, so nobody has to ask.", 1),
    "CUL6": ("na", "You work alone, and nobody lends you a hand.", 1),
    "CON2": ("na", "One person serves every customer, with no stand-in and no holiday cover.", 1),
}


@pytest.fixture
def small_team(as_owner: Client, business: Business) -> Business:
    """A business of two to four people, and an open check with one answer."""
    described(business, team_size="2-4")
    as_owner.post(url(business, 1), answer_data(2, code="POL1"))
    return business


def test_what_needs_a_team_is_set_aside_in_an_open_check_and_comes_back(
    small_team: Business, owner: User
) -> None:
    said_alone = edited(small_team, owner, team_size="1")
    answers_alone = answers_of(small_team)
    said_later = edited(small_team, owner, team_size="5-9")

    assert "3 questions that take more than one person are set aside" in said_alone
    assert answers_alone == ASIDE
    assert "3 questions that take more than one person are open again" in said_later
    assert answers_of(small_team) == BLANKS
    assert answer(small_team, "POL1").value == "2"


@pytest.mark.parametrize("values", [{"team_size": "10-24"}, {"trade": "shop"}])
def test_another_team_or_trade_changes_no_answer(
    small_team: Business, owner: User, values: dict[str, str]
) -> None:
    assert edited(small_team, owner, **values) == ""
    assert answers_of(small_team) == BLANKS


def test_what_was_answered_stays_as_answered(
    as_owner: Client, small_team: Business, owner: User
) -> None:
    culture = reverse("question", args=[small_team.slug, "culture", 6])
    consistency = reverse("question", args=[small_team.slug, "consistency", 2])
    as_owner.post(culture, answer_data(1, code="CUL6", note="Eva helps on Fridays"))

    edited(small_team, owner, team_size="1")
    as_owner.post(consistency, answer_data(3, 1, code="CON2"))
    edited(small_team, owner, team_size="2-4")

    assert answer(small_team, "CUL6").note == "Eva helps on Fridays"
    assert answers_of(small_team) == {
        "CUL3": ("", "", 0),
        "CUL6": ("1", "", 1),
        "CON2": ("3", "", 2),
    }


def test_a_question_whose_answer_was_undone_is_set_aside_too(
    as_owner: Client, small_team: Business, owner: User
) -> None:
    culture = [small_team.slug, "culture", 6]
    as_owner.post(reverse("question", args=culture), answer_data(1, code="CUL6"))
    as_owner.post(reverse("undo_answer", args=culture), answer_data("", 1, code="CUL6"))

    edited(small_team, owner, team_size="1")

    assert answer(small_team, "CUL6").value == "na"
    assert answer(small_team, "CUL6").revision == 3


def test_a_save_from_a_page_opened_before_is_not_lost(
    as_owner: Client, small_team: Business, owner: User
) -> None:
    """A page that was open while the team changed asks which answer to keep."""
    edited(small_team, owner, team_size="1")
    culture = reverse("question", args=[small_team.slug, "culture", 6])

    reply = as_owner.post(culture, answer_data(2, 0, code="CUL6", note="Mum helps"))

    assert reply.status_code == 409
    assert "Mum helps" in reply.text


def test_a_correction_keeps_what_was_sent(small_team: Business, owner: User) -> None:
    check = small_team.assessments.get()
    make_answers(check, owner, {p.code: 2 for p in check.model_version.maturity.practices})
    make_answers(check, owner, dict.fromkeys(TEAM_QUESTIONS, "na"))
    submit(assessment=check, by=owner, at=NOON)
    made = start_correction(sent=check, at=NOON)

    said = [edited(small_team, owner, team_size="1"), edited(small_team, owner, team_size="2-4")]

    assert said == ["", ""]
    assert made.answers.given().count() == 30


def test_the_settings_say_what_happened_to_the_open_check(
    as_owner: Client, small_team: Business
) -> None:
    address = reverse("business_settings", args=[small_team.slug])
    form = form_with(as_owner.get(address).text, "team_size")

    reply = as_owner.post(address, form.sent({"team_size": "1"}), follow=True)
    six = as_owner.get(area_url(small_team, "culture")).text

    assert (
        "In your open check, 3 questions that take more than one person are set aside."
        in reply.text
    )
    assert "Question 6 is set aside. You work alone, and nobody lends you a hand." in six
