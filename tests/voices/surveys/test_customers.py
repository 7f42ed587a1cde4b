"""What a customer sees and sends, without an account, a script or a cookie."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import signing
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment.foundation.accounts.models import User
from assessment.foundation.brakes.models import Brake
from assessment.journey.questionnaire.models import Assessment
from assessment.parties.businesses.models import Business, Role
from assessment.voices.surveys.forms.answering import CustomerForm
from assessment.voices.surveys.models import LONGEST_WORDS, Survey, SurveyAnswer
from assessment.voices.surveys.queries.surveys import texts_for
from assessment.voices.surveys.services import close_survey, renew_link
from tests.factories import NOON, make_member, make_user
from tests.voices.second_opinions.making import accept, ask
from tests.voices.surveys.making import answer, numbers_of, page_of, token_of, without_customers
from tests.web_forms import form_with

pytestmark = pytest.mark.django_db

PHONE: dict[str, Any] = {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "Marker/9.9 (Telltale)"}
WORDS = {
    "why": "The coffee is lovely,\nbut nobody said a word.",
    "wanted": "Two flat whites",
    "unwanted": "Twenty minutes",
}


# ---- answering


def test_the_page_has_the_name_of_the_business_and_no_way_into_it(
    client: Client, survey: Survey
) -> None:
    page = client.get(page_of(survey))

    assert page.status_code == 200
    assert 'class="host__name"' in page.text
    assert "/b/cafe-lindgren" not in page.text
    assert [f'value="{number}"' in page.text for number in range(11)] == [True] * 11


def test_opening_the_page_sets_no_cookie_and_needs_none(client: Client, survey: Survey) -> None:
    page = client.get(page_of(survey))

    assert not page.cookies
    assert "csrfmiddlewaretoken" not in page.text


def test_a_number_is_enough(client: Client, survey: Survey) -> None:
    reply = answer(client, survey, recommend=0)

    assert (reply.status_code, reply["Location"]) == (302, f"{page_of(survey)}thanks/")
    kept = survey.answers.get()
    assert (kept.recommend, kept.why, kept.sentences) == (0, "", {})
    assert kept.answered_on == NOON.date()
    assert not kept.set_aside


def test_words_are_kept_as_they_were_written(client: Client, survey: Survey) -> None:
    answer(client, survey, **WORDS)

    kept = survey.answers.get()
    assert "\n".join(kept.why.splitlines()) == WORDS["why"]
    assert (kept.wanted, kept.unwanted) == (WORDS["wanted"], WORDS["unwanted"])


def test_sentences_are_kept_by_their_keys_without_those_they_cannot_say(
    client: Client, survey: Survey
) -> None:
    chosen = {"sentence-0": 3, "sentence-1": "cannot_say", "sentence-4": 0}

    answer(client, survey, **chosen)

    assert survey.answers.get().sentences == {"survey.culture": 3, "survey.personalisation": 0}


def test_the_thanks_can_be_loaded_again_without_another_answer(
    client: Client, survey: Survey
) -> None:
    thanks = answer(client, survey)["Location"]

    assert [client.get(thanks).status_code for _ in range(3)] == [200] * 3
    assert survey.answers.count() == 1


@pytest.mark.parametrize(
    ("off", "names"),
    [
        ("asks_outcomes", {"wanted", "unwanted"}),
        ("asks_sentences", {f"sentence-{place}" for place in range(5)}),
    ],
)
def test_what_is_switched_off_is_not_asked(
    client: Client, survey: Survey, off: str, names: set[str]
) -> None:
    every = set(form_with(client.get(page_of(survey)).text, "why").kinds)
    Survey.objects.update(**{off: False})

    asked = set(form_with(client.get(page_of(survey)).text, "why").kinds)

    assert every - asked == names


def test_the_day_is_that_of_the_business(
    client: Client, survey: Survey, at_noon: time_machine.Traveller
) -> None:
    Business.objects.update(time_zone="Pacific/Auckland")
    at_noon.move_to(NOON.replace(hour=23))

    answer(client, survey)

    assert survey.answers.get().answered_on == NOON.date() + timedelta(days=1)


# ---- errors keep everything


@pytest.mark.parametrize(
    ("wrong", "status", "said"),
    [
        ({"recommend": ""}, 422, "Choose a number from 0 to 10"),
        ({"recommend": "11"}, 422, "Choose a number from 0 to 10"),
        ({"recommend": "nine"}, 422, "Choose a number from 0 to 10"),
        ({"sentence-0": "9"}, 422, "Choose one of the words"),
        ({"wanted": "x" * (LONGEST_WORDS + 1)}, 422, "Shorten this to 2,000 characters"),
    ],
)
def test_an_error_keeps_what_was_typed(
    client: Client, survey: Survey, wrong: dict[str, str], status: int, said: str
) -> None:
    sent = {**WORDS, "sentence-3": "2", **wrong}

    page = answer(client, survey, **sent)

    again = form_with(page.text, "why")
    assert (page.status_code, said in page.text) == (status, True)
    for name in ("why", "wanted", "unwanted", "sentence-3"):
        assert "\n".join(again.fields[name][0].splitlines()) == sent[name]
    assert not survey.answers.exists()


def test_an_error_unfolds_the_sentences_that_were_chosen(client: Client, survey: Survey) -> None:
    page = answer(client, survey, recommend="", **{"sentence-2": 1})

    assert '<details class="guest__more" open>' in page.text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_somebody_writes_is_kept_or_empty(
    transactional_words: tuple[Client, Survey], words: str
) -> None:
    client, survey = transactional_words
    SurveyAnswer.objects.all().delete()
    Brake.objects.all().delete()
    client.cookies.clear()

    answer(client, survey, why=words)

    assert survey.answers.get().why == words.strip()


@pytest.fixture
def transactional_words(client: Client, survey: Survey) -> tuple[Client, Survey]:
    return client, survey


# ---- one answer a quarter


def test_the_browser_remembers_for_this_survey_and_quarter(
    client: Client, survey: Survey, at_noon: time_machine.Traveller
) -> None:
    cookie = answer(client, survey).cookies["survey-answered"]

    assert cookie["path"] == page_of(survey)
    assert cookie["httponly"]
    assert cookie["max-age"] == 42 * 86_400
    assert "Thank you, you have answered" in client.get(page_of(survey)).text
    at_noon.move_to(NOON.replace(year=2027, month=1, day=2))
    assert "Thank you, you have answered" not in client.get(page_of(survey)).text


def test_the_cookie_is_the_same_for_every_customer(survey: Survey) -> None:
    values = {answer(Client(), survey).cookies["survey-answered"].value for _ in range(3)}

    assert len(values) == 1


@pytest.mark.parametrize("forged", ["", "2026-Q4", "2026-Q4:abc", "x" * 5000])
def test_a_forged_cookie_is_ignored(client: Client, survey: Survey, forged: str) -> None:
    client.cookies["survey-answered"] = forged

    assert answer(client, survey).status_code == 302
    assert survey.answers.count() == 1


def test_the_cookie_of_another_survey_is_ignored(client: Client, survey: Survey) -> None:
    salt = f"assessment.voices.surveys {survey.pk + 1}"
    client.cookies["survey-answered"] = signing.Signer(salt=salt).sign("2026-Q4")

    assert answer(client, survey).status_code == 302


def test_somebody_else_can_answer_in_the_same_browser(client: Client, survey: Survey) -> None:
    answer(client, survey, recommend=10)

    form = form_with(client.get(f"{page_of(survey)}?again").text, "why")
    client.post(page_of(survey), form.sent({"recommend": "3"}))

    assert numbers_of(survey) == [3, 10]


def test_a_second_answer_by_accident_is_asked_about_with_everything_typed(
    client: Client, survey: Survey
) -> None:
    answer(client, survey, recommend=10)

    page = answer(client, survey, recommend=4, **WORDS)

    assert page.status_code == 409
    assert numbers_of(survey) == [10]
    again = form_with(page.text, "why")
    assert again.fields["recommend"] == ["4"]
    client.post(page_of(survey), again.sent())
    assert numbers_of(survey) == [4, 10]


def test_a_double_click_counts_once(survey: Survey) -> None:
    form = form_with(Client().get(page_of(survey)).text, "why")

    replies = [Client().post(page_of(survey), form.sent({"recommend": "7"})) for _ in range(3)]

    assert {reply["Location"] for reply in replies} == {f"{page_of(survey)}thanks/"}
    assert numbers_of(survey) == [7]


# ---- links that do not work


@pytest.mark.parametrize("token", ["nope", "aaaa-bbbb-cccc", "x" * 300, "é"])
@pytest.mark.parametrize("end", ["", "thanks/"])
def test_an_unknown_token_is_a_404(client: Client, survey: Survey, token: str, end: str) -> None:
    assert client.get(f"/c/{token}/{end}").status_code == 404


def test_a_renewed_link_looks_like_one_that_never_existed(
    client: Client, survey: Survey, owner: User
) -> None:
    old = page_of(survey)

    renew_link(survey=survey, by=owner, at=NOON)

    assert client.get(old).text == client.get("/c/aaaa-bbbb-cccc/").text
    assert client.get(page_of(survey)).status_code == 200
    page = client.post(old, {"recommend": 9, **WORDS})
    assert (page.status_code, WORDS["wanted"] in page.text) == (404, True)
    assert not survey.answers.exists()


def test_posters_keep_working_while_their_maker_answers_apart(
    client: Client, survey: Survey, answered: Assessment, owner: User
) -> None:
    edith = make_user("edith")
    make_member(answered.business, edith, Role.EDITOR)
    renew_link(survey=survey, by=edith, at=NOON)
    accept(ask(answered, edith, owner))

    assert client.get(page_of(survey)).status_code == 200
    assert answer(client, survey).status_code == 302
    assert numbers_of(survey) == [9]


@pytest.mark.parametrize("typed", [str.upper, lambda token: token.replace("-", "")])
def test_an_address_can_be_typed_without_care(client: Client, survey: Survey, typed: Any) -> None:
    assert client.get(f"/c/{typed(token_of(survey))}/").status_code == 200


def test_a_survey_that_rests_says_so_and_keeps_nothing(
    client: Client, survey: Survey, owner: User
) -> None:
    close_survey(survey=survey, by=owner, at=NOON)

    page, sent = client.get(page_of(survey)), answer(client, survey, **WORDS)

    assert (page.status_code, "not asking just now" in page.text) == (200, True)
    assert (sent.status_code, WORDS["wanted"] in sent.text) == (409, True)
    assert not survey.answers.exists()


def test_questions_that_ask_no_customers_lead_nowhere(client: Client, survey: Survey) -> None:
    without_customers()

    assert client.get(page_of(survey)).status_code == 404


# ---- cost


def test_asking_and_answering_take_few_queries(survey: Survey, at_most: Any) -> None:
    client = Client()
    client.get(page_of(survey))

    with at_most(4):
        client.get(page_of(survey))
    with at_most(20):
        answer(client, survey, **WORDS)


def test_every_question_of_the_form_has_a_label(survey: Survey, business: Business) -> None:
    texts = texts_for(business)
    assert texts

    form = CustomerForm(survey=survey, texts=texts)

    assert all(field.label for field in form if not field.is_hidden)
