"""Floods are set aside, other sites are refused, and nobody is remembered."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.test import Client

from assessment.foundation.brakes.models import Brake
from assessment.foundation.brakes.services import purge
from assessment.voices.surveys.models import Survey, SurveyAnswer
from assessment.voices.surveys.presenters.given import GivenAnswer
from assessment.voices.surveys.services import Sent, keep_answer
from tests.factories import NOON
from tests.voices.surveys.making import answer, numbers_of, page_of
from tests.web_forms import form_with

pytestmark = pytest.mark.django_db

PHONE: dict[str, Any] = {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "Marker/9.9 (Telltale)"}
WORDS = {
    "why": "The coffee is lovely,\nbut nobody said a word.",
    "wanted": "Two flat whites",
    "unwanted": "Twenty minutes",
}


# ---- floods


def test_more_than_ten_an_hour_from_one_place_are_set_aside(survey: Survey) -> None:
    for number in range(13):
        answer(Client(**PHONE), survey, recommend=number % 11)

    assert survey.answers.counted().count() == 10
    assert survey.answers.filter(set_aside=True).count() == 3


@pytest.mark.parametrize(
    ("addresses", "aside"),
    [
        (["203.0.113.7"], True),
        (["203.0.113.7", "203.0.113.8"], False),
        (["2001:db8::1", "2001:db8::2"], True),
        (["2001:db8::1", "2001:db8:0:1::1"], False),
    ],
    ids=["one-address", "two-addresses", "one-block", "two-blocks"],
)
def test_a_place_is_a_block_of_addresses(
    survey: Survey, addresses: list[str], *, aside: bool
) -> None:
    for place in range(12):
        answer(Client(REMOTE_ADDR=addresses[place % len(addresses)]), survey)

    assert survey.answers.filter(set_aside=True).exists() is aside


def test_of_two_equal_pages_sent_at_once_one_is_kept(survey: Survey) -> None:
    facts: dict[str, Any] = {
        "survey": survey,
        "on": NOON.date(),
        "page": "a-page",
        "source": "",
        "at": NOON,
    }

    sent = [keep_answer(given=GivenAnswer(recommend=9), **facts) for _ in range(2)]

    assert sent == [Sent.KEPT, Sent.TWICE]
    assert numbers_of(survey) == [9]


def test_after_an_hour_answers_count_again(survey: Survey, at_noon: time_machine.Traveller) -> None:
    for _ in range(11):
        answer(Client(**PHONE), survey)
    at_noon.shift(timedelta(minutes=61))

    answer(Client(**PHONE), survey)

    assert survey.answers.counted().count() == 11


def test_a_forwarded_address_counts_only_behind_a_known_proxy(
    survey: Survey, settings: Any
) -> None:
    for place in range(12):
        answer(Client(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=f"203.0.113.{place}"), survey)

    assert survey.answers.filter(set_aside=True).count() == 2


def test_a_storm_is_braked_and_keeps_what_was_typed(survey: Survey) -> None:
    for _ in range(30):
        answer(Client(**PHONE), survey)

    page = answer(Client(**PHONE), survey, **WORDS)

    assert page.status_code == 429
    assert form_with(page.text, "why").fields["wanted"] == [WORDS["wanted"]]
    assert survey.answers.count() == 30


def test_guesses_are_braked_before_the_token_is_looked_up(survey: Survey, at_most: Any) -> None:
    statuses = [
        Client(**PHONE).post("/c/aaaa-bbbb-cccc/", {"recommend": 9}).status_code for _ in range(30)
    ]

    assert set(statuses) == {404}
    assert answer(Client(**PHONE), survey).status_code == 429
    assert answer(Client(REMOTE_ADDR="198.51.100.1"), survey).status_code == 302


# ---- where a form comes from


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 302),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 302),
        ({"Sec-Fetch-Site": "none"}, 302),
        ({"Origin": "http://testserver"}, 302),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
    ],
)
def test_another_site_cannot_send_answers_through_its_visitors(
    survey: Survey, headers: dict[str, str], status: int
) -> None:
    client = Client(enforce_csrf_checks=True)

    reply = client.post(page_of(survey), {"recommend": 9, **WORDS}, headers=headers)

    assert reply.status_code == status
    assert survey.answers.exists() is (status == 302)
    if status == 403:
        assert form_with(reply.text, "why").fields["wanted"] == [WORDS["wanted"]]


@pytest.mark.parametrize("name", ["", "thanks/"])
def test_the_address_is_kept_from_other_sites_caches_and_search_engines(
    client: Client, survey: Survey, name: str
) -> None:
    page = client.get(f"{page_of(survey)}{name}")

    assert page["Referrer-Policy"] == "no-referrer"
    assert page["Cache-Control"] == "no-store"
    assert page["X-Robots-Tag"] == "noindex, nofollow"


# ---- what is stored


def test_nothing_that_identifies_a_customer_is_stored(survey: Survey) -> None:
    answer(Client(**PHONE), survey, **WORDS)

    stored = [
        repr(vars(row))
        for model in apps.get_models()
        for row in model._default_manager.all()  # noqa: SLF001 - public
    ]

    assert len([row for row in stored if WORDS["wanted"] in row]) == 1
    for telltale in ("203.0.113", "Marker/9.9", "Telltale"):
        assert [row for row in stored if telltale in row] == []
    kept = {field.name for field in SurveyAnswer._meta.concrete_fields}  # noqa: SLF001 - public
    assert kept == {
        *("id", "survey", "answered_on", "recommend", "why", "wanted", "unwanted", "sentences"),
        *("set_aside", "is_imported", "brought_in", "hidden_at", "hidden_by", "hidden_for"),
    }


def test_what_was_counted_is_gone_after_an_hour(survey: Survey) -> None:
    answer(Client(**PHONE), survey)
    assert Brake.objects.exists()

    purge(at=NOON + timedelta(minutes=61))

    assert not Brake.objects.exists()
