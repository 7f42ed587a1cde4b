"""The pages of a business about asking its team."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.pdf.faults import CannotPrint, TooManyWait
from assessment.parties.businesses.models import Business, Role, TeamSize
from assessment.parties.catalogue.models import ModelVersion
from assessment.voices.pulse.forms import LONGEST
from assessment.voices.pulse.models import PulseRound, PulseWay
from assessment.voices.pulse.queries import is_too_small
from assessment.voices.pulse.tasks import keep_rounds
from assessment.voices.pulse.views import printing
from tests.factories import (
    NOON,
    make_member,
    make_user,
)
from tests.voices.pulse.making import AFTER, CLOSES_ON, SHOWS_ON, addresses, ask, card_of, give

pytestmark = pytest.mark.django_db

SET_UP = {
    "people": "5",
    "way": "mail",
    "addresses": "\n".join(addresses(5)),
    "closes_on": CLOSES_ON.isoformat(),
    "shows_on": SHOWS_ON.isoformat(),
    "reminds": "on",
}


def url(name: str, business: Business, *args: Any) -> str:
    return reverse(name, args=[business.slug, *args])


def heading(page: str) -> str:
    return re.search("<h1>(.*?)</h1>", page)[1]  # type: ignore[index]


def close_with(business: Business, owner: User, sheets: list[list[int | None]]) -> PulseRound:
    found, tokens = ask(business, owner)
    for token, sheet in zip(tokens, sheets, strict=False):
        give(token, sheet, "I wrote this.")
    keep_rounds(at=AFTER)
    return PulseRound.objects.get(pk=found.pk)


# ---- setting up


def test_the_form_starts_a_round(cafe: Business, as_owner: Client) -> None:
    response = as_owner.post(url("ask_team", cafe), SET_UP, follow=True)

    assert "The round is open." in response.text
    found = PulseRound.objects.get()
    assert (found.people, found.closes_on, found.reminds) == (5, CLOSES_ON, True)


FAULTS = {
    "few": ({"people": "4"}, "With fewer than five people, a team talk works better."),
    "none": ({"people": ""}, "Enter how many people you’ll ask"),
    "number": ({"people": "7"}, "You’ll ask 7 people, but there are 5 addresses."),
    "way": ({"way": "phone"}, "Choose how you want to ask them."),
    "address": ({"addresses": "ann@\n" * 5}, "“ann@” isn’t an email address"),
    "no address": ({"addresses": ""}, "Enter the addresses of the people you’ll ask."),
    "soon": ({"closes_on": "2026-11-24"}, "Choose Wednesday 25 November or a later day."),
    "late": ({"closes_on": "2027-11-24"}, "or an earlier day."),
    "no day": ({"closes_on": "soon"}, "Choose a day, or enter it like 2026-12-04."),
    "told first": ({"shows_on": "2026-12-01"}, "on or after the one on which it closes"),
    "told late": ({"shows_on": "2027-12-01"}, "within two months"),
}


@pytest.mark.parametrize(("typed", "says"), FAULTS.values(), ids=FAULTS)
def test_what_cannot_be_is_explained_and_kept(
    cafe: Business, as_owner: Client, typed: dict[str, str], says: str
) -> None:
    sent = SET_UP | typed

    response = as_owner.post(url("ask_team", cafe), sent)

    assert response.status_code == 422
    assert says in response.text.replace("\xa0", " ")
    assert sent["addresses"].strip() in response.text
    assert not PulseRound.objects.exists()


def test_an_address_typed_twice_counts_once(cafe: Business, as_owner: Client) -> None:
    typed = "\n".join((*addresses(5), "", addresses(5)[0].upper()))

    as_owner.post(url("ask_team", cafe), SET_UP | {"addresses": typed})

    assert PulseRound.objects.get().addresses.count() == 5


def test_a_person_whose_own_address_is_unproven_can_only_use_a_poster(
    cafe: Business, owner: User, as_owner: Client
) -> None:
    owner.emailaddress_set.update(verified=False)  # type: ignore[attr-defined]

    by_mail = as_owner.post(url("ask_team", cafe), SET_UP)
    by_poster = as_owner.post(url("ask_team", cafe), SET_UP | {"way": "poster"})

    assert "Please confirm your own email address first" in by_mail.text
    assert by_poster.status_code == 302
    assert PulseRound.objects.get().addresses.count() == 0


def test_too_many_emails_a_day_are_refused_with_the_form(
    cafe: Business, owner: User, as_owner: Client
) -> None:
    many = SET_UP | {"people": "60", "addresses": "\n".join(addresses(60))}
    for _ in range(2):
        as_owner.post(url("ask_team", cafe), many)
        as_owner.post(url("leave_pulse", cafe))

    response = as_owner.post(url("ask_team", cafe), many)

    assert response.status_code == 422
    assert "limit for emails is reached" in response.text
    assert addresses(60)[59] in response.text


# ---- who cannot ask


@pytest.mark.parametrize(
    ("size", "threshold", "small"),
    [
        (TeamSize.ALONE, 5, True),
        (TeamSize.FEW, 5, True),
        (TeamSize.FEW, 4, False),
        (TeamSize.SMALL, 5, False),
        ("", 5, False),
    ],
)
def test_a_team_is_too_small_if_it_cannot_have_enough_people(
    size: str, threshold: int, *, small: bool
) -> None:
    assert is_too_small(Business(team_size=size), threshold) == small


def test_a_small_team_is_led_to_the_talk(cafe: Business, as_owner: Client) -> None:
    Business.objects.update(team_size=TeamSize.FEW)

    response = as_owner.get(url("pulse", cafe), follow=True)

    assert heading(response.text) == "Team talk"
    assert "When did we last put a customer first" in response.text


def test_a_person_who_works_alone_has_no_team_to_ask(cafe: Business, as_owner: Client) -> None:
    Business.objects.update(team_size=TeamSize.ALONE)

    assert "no team to ask" in as_owner.get(url("pulse", cafe)).text
    assert as_owner.get(url("team_talk", cafe)).status_code == 404
    assert card_of(Business.objects.get()).alone


def test_questions_without_any_for_the_team_say_so(
    cafe: Business, as_owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = ModelVersion.objects.get().maturity
    from dataclasses import replace  # noqa: PLC0415

    silent = replace(model, pulse=None, pulse_items=(), team_talk=None)
    monkeypatch.setattr(ModelVersion, "fitted_to", lambda *_: silent)

    assert "don’t ask the team" in as_owner.get(url("pulse", cafe)).text
    assert "don’t ask the team" in as_owner.post(url("ask_team", cafe), SET_UP).text
    assert as_owner.get(url("team_talk", cafe)).status_code == 404
    assert not card_of(cafe).asks


def test_a_viewer_reads_that_nobody_was_asked(cafe: Business) -> None:
    viewer, client = make_user("vera"), Client()
    make_member(cafe, viewer, Role.VIEWER)
    client.force_login(viewer)

    assert heading(client.get(url("pulse", cafe)).text) == "The team hasn’t been asked yet"


# ---- while it is open


def test_an_open_round_shows_the_count_of_last_night_only(
    cafe: Business, owner: User, as_owner: Client
) -> None:
    from datetime import timedelta  # noqa: PLC0415

    _found, tokens = ask(cafe, owner)
    for token in tokens[:4]:
        give(token)
    keep_rounds(at=NOON + timedelta(days=1))
    give(tokens[4], words="I wrote this.")

    page = as_owner.get(url("pulse", cafe)).text

    assert heading(page) == "Four of seven have answered"
    assert "One more, and you will see a result." in page
    assert "Close it early" not in page
    assert "I wrote this." not in page


def test_closing_early_is_offered_only_from_enough_answers_on(
    cafe: Business, owner: User, as_owner: Client
) -> None:
    found, _tokens = ask(cafe, owner)
    before = as_owner.get(url("close_pulse", cafe))
    refused = as_owner.post(url("close_pulse", cafe), follow=True)
    PulseRound.objects.filter(pk=found.pk).update(counted=5)

    assert before.status_code == 302
    assert "so it stays open" in refused.text
    assert "Close it early" in as_owner.get(url("pulse", cafe)).text


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_round_that_is_open_for_two_months_says_that_it_cannot_be_longer(
    cafe: Business, owner: User, as_owner: Client, method: str
) -> None:
    found, _tokens = ask(cafe, owner)
    last = found.started_on + LONGEST
    PulseRound.objects.update(closes_on=last, shows_on=last)

    page = getattr(as_owner, method)(url("extend_pulse", cafe), follow=True)

    assert "A round can be open for two months at most" in page.text


def test_a_second_reminder_is_not_sent(cafe: Business, owner: User, as_owner: Client) -> None:
    ask(cafe, owner)

    first = as_owner.post(url("remind_team", cafe), follow=True)
    second = as_owner.post(url("remind_team", cafe), follow=True)

    assert "The reminder is on its way" in first.text
    assert "Everybody has had a reminder already" in second.text
    assert "Remind everybody" not in second.text


@pytest.mark.parametrize("name", ["extend_pulse", "close_pulse", "leave_pulse"])
def test_without_an_open_round_there_is_nothing_to_change(
    cafe: Business, as_owner: Client, name: str
) -> None:
    assert as_owner.get(url(name, cafe)).status_code == 404
    assert as_owner.post(url(name, cafe)).status_code == 404


def test_a_last_day_can_only_move_to_a_later_one(
    cafe: Business, owner: User, as_owner: Client
) -> None:
    ask(cafe, owner)
    days = {"closes_on": CLOSES_ON.isoformat(), "shows_on": SHOWS_ON.isoformat()}

    response = as_owner.post(url("extend_pulse", cafe), days)

    assert response.status_code == 422
    assert "or a later day" in response.text


# ---- paper


@pytest.mark.pdf
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_talk_is_one_page_of_either_paper(cafe: Business, as_owner: Client, paper: str) -> None:
    response = as_owner.get(url("team_talk_pdf", cafe, paper))

    assert response["Content-Type"] == "application/pdf"
    assert response.content.count(b"/Type /Page\n") + response.content.count(b"/Type /Page ") <= 1


def test_other_papers_are_not_found(cafe: Business, as_owner: Client) -> None:
    assert as_owner.get(url("team_talk_pdf", cafe, "a5")).status_code == 404


def test_only_a_round_with_a_poster_has_one(cafe: Business, owner: User, as_owner: Client) -> None:
    ask(cafe, owner)

    assert as_owner.get(url("pulse_poster_pdf", cafe)).status_code == 404


@pytest.mark.parametrize(("fault", "status"), [(TooManyWait(), 429), (CannotPrint("x"), 503)])
def test_a_poster_that_cannot_be_printed_now_says_so(
    cafe: Business,
    owner: User,
    as_owner: Client,
    monkeypatch: pytest.MonkeyPatch,
    fault: Exception,
    status: int,
) -> None:
    ask(cafe, owner, way=PulseWay.POSTER)

    def refuse(**_facts: object) -> bytes:
        raise fault

    monkeypatch.setattr(printing, "poster_pdf", refuse)

    response = as_owner.get(url("pulse_poster_pdf", cafe))

    assert response.status_code == status
    assert "Nothing is lost." in response.text


# ---- costs


def test_the_pages_cost_few_queries(
    cafe: Business, owner: User, as_owner: Client, at_most: Any
) -> None:
    as_owner.get(url("pulse", cafe))
    with at_most(12):
        as_owner.get(url("ask_team", cafe))
    close_with(cafe, owner, [[1] * 10] * 5)
    with at_most(12):
        as_owner.get(url("pulse", cafe))
    with at_most(2):
        card_of(cafe)
