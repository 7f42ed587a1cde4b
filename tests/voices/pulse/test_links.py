"""Links and codes let people answer once, and say kindly why they no longer do."""

import math
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.brakes.limits import LIMITS, Counted, Scope
from assessment.foundation.brakes.models import Brake
from assessment.foundation.links.keys import KEY_LETTERS
from assessment.parties.businesses.models import Business
from assessment.voices.pulse import services
from assessment.voices.pulse.models import PulseBox, PulseRound, PulseWay
from assessment.voices.pulse.queries import door_behind
from assessment.voices.pulse.tasks import keep_rounds
from assessment.voices.pulse.tokens import CODE_LENGTH, as_code, code_of, in_groups
from tests.factories import NOON
from tests.voices.pulse.making import AFTER, answer_all, ask, give, hidden, is_used

pytestmark = pytest.mark.django_db

CLOSED, USED, UNKNOWN = "This round has closed", "This link has been used", "doesn’t work"


def path_of(token: str) -> str:
    return reverse("answer_pulse", args=[token])


@pytest.fixture
def link(cafe: Business, owner: User) -> str:
    _found, tokens = ask(cafe, owner)
    return path_of(tokens[0])


@pytest.fixture
def poster(cafe: Business, owner: User) -> str:
    found, _tokens = ask(cafe, owner, way=PulseWay.POSTER, people=5)
    return path_of(in_groups(code_of(found.key)))


# ---- what a link is worth


def test_a_link_is_used_up_by_sending_and_by_nothing_else(link: str, guest: Client) -> None:
    for _ in range(3):
        assert guest.get(link).status_code == 200

    first = answer_all(guest, link)
    second = guest.get(link)

    assert first.status_code == 302
    assert second.status_code == 410
    assert USED in second.text
    assert len(PulseBox.objects.get().sheets) == 1


def test_sending_the_same_form_twice_counts_once(link: str, guest: Client) -> None:
    page = guest.post(link, {"do": "start"})
    for _ in range(10):
        page = guest.post(link, {**hidden(page.text), "do": "next", "a": "3"})
    form = {**hidden(page.text), "do": "send", "words": ""}

    answers = [guest.post(link, form).status_code for _ in range(2)]

    assert answers == [302, 410]
    assert len(PulseBox.objects.get().sheets) == 1


def test_of_two_windows_only_the_first_counts(cafe: Business, owner: User) -> None:
    _found, tokens = ask(cafe, owner)
    door = door_behind(tokens[0], NOON)
    assert door is not None
    services.send_answers(door=door, answers=[1] * 10, words="", at=NOON)

    with pytest.raises(services.LinkEnded):
        services.send_answers(door=door, answers=[2] * 10, words="", at=NOON)

    assert is_used(tokens[0])
    assert PulseBox.objects.get().sheets == [[1] * 10]


def test_what_is_sent_after_the_last_day_is_not_stored(
    link: str, guest: Client, at_noon: time_machine.Traveller
) -> None:
    page = guest.post(link, {"do": "start"})
    for _ in range(10):
        page = guest.post(link, {**hidden(page.text), "do": "next", "a": "3"})
    at_noon.move_to(AFTER)

    late = guest.post(link, {**hidden(page.text), "do": "send", "words": "Late."})

    assert late.status_code == 410
    assert CLOSED in late.text
    assert PulseBox.objects.get().sheets == []


def test_a_closed_round_says_so_whether_somebody_had_answered_or_not(
    cafe: Business, owner: User, guest: Client, at_noon: time_machine.Traveller
) -> None:
    _found, tokens = ask(cafe, owner)
    give(tokens[0])
    at_noon.move_to(AFTER)
    keep_rounds(at=AFTER)

    used, unused = (guest.get(path_of(token)) for token in tokens[:2])

    assert used.status_code == unused.status_code == 410
    assert used.text.replace(tokens[0], "") == unused.text.replace(tokens[1], "")
    assert CLOSED in used.text


FORGED: dict[str, Callable[[str], str]] = {
    "another": lambda _token: "no-such-token",
    "shorter": lambda token: token[:-1],
    "longer": lambda token: f"{token}x",
    "other case": lambda token: token.swapcase(),
    "a code": lambda _token: "r7k-2m9-txq",
    "other letters": lambda _token: "ünknown",
    "endless": lambda _token: "x" * 2000,
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_unknown_and_forged_links_get_one_and_the_same_page(
    cafe: Business, owner: User, guest: Client, forge: Callable[[str], str]
) -> None:
    _found, tokens = ask(cafe, owner)
    expected = guest.get(path_of("something-else"))

    for response in (
        guest.get(path_of(forge(tokens[0]))),
        guest.post(path_of(forge(tokens[0])), {"do": "send"}),
    ):
        assert response.status_code == 404
        assert UNKNOWN in response.text
        assert response.text == expected.text


def test_links_of_a_deleted_business_or_round_are_unknown(
    cafe: Business, owner: User, guest: Client
) -> None:
    found, tokens = ask(cafe, owner)
    Business.objects.filter(pk=cafe.pk).update(archived_at=NOON, archived_for="deleted")
    archived = guest.get(path_of(tokens[0])).status_code
    Business.with_archived.filter(pk=cafe.pk).update(archived_at=None, archived_for="")

    services.leave_round(round_=found, by=owner, at=NOON)

    assert (archived, guest.get(path_of(tokens[0])).status_code) == (404, 404)


# ---- what travels in the form


@pytest.mark.parametrize(
    "so_far", ["", "nonsense", "a:b", Signer().sign_object([["3"] * 10, "", False])]
)
def test_choices_that_were_not_signed_for_this_link_begin_again(
    link: str, guest: Client, so_far: str
) -> None:
    response = guest.post(link, {"so_far": so_far, "do": "send", "words": ""})

    assert response.status_code == 422
    assert "Question 1 of 10" in response.text
    assert PulseBox.objects.get().sheets == []


def test_choices_of_one_link_are_worth_nothing_with_another(
    cafe: Business, owner: User, guest: Client
) -> None:
    _found, tokens = ask(cafe, owner)
    page = guest.post(path_of(tokens[0]), {"do": "start"})
    page = guest.post(path_of(tokens[0]), {**hidden(page.text), "do": "next", "a": "3"})

    other = guest.post(path_of(tokens[1]), {**hidden(page.text), "do": "next", "a": "3"})

    assert "Question 3 of 10" in other.text
    back = guest.post(path_of(tokens[1]), {**hidden(other.text), "place": "1", "do": "back"})
    assert "checked" not in back.text


@pytest.mark.parametrize("chosen", ["", "4", "-1", "y", "1.0", "²"])
def test_a_question_needs_one_of_its_answers(link: str, guest: Client, chosen: str) -> None:
    page = guest.post(link, {"do": "start"})

    response = guest.post(link, {**hidden(page.text), "do": "next", "a": chosen})

    assert response.status_code == 422
    assert "Choose a sentence, or “I’d rather not say”" in response.text
    assert "Question 1 of 10" in response.text


@pytest.mark.parametrize("place", ["", "99", "-1", "abc", "²", "9" * 50])
@pytest.mark.parametrize("do", ["next", "back", "change-77", "change-", "unheard-of"])
def test_odd_requests_get_a_page_of_the_questions(
    link: str, guest: Client, place: str, do: str
) -> None:
    response = guest.post(link, {"place": place, "do": do, "a": "1"})

    assert response.status_code in {200, 422}
    assert PulseBox.objects.get().sheets == []


def test_going_back_keeps_what_was_chosen(link: str, guest: Client) -> None:
    page = guest.post(link, {"do": "start"})
    page = guest.post(link, {**hidden(page.text), "do": "next", "a": "2"})

    back = guest.post(link, {**hidden(page.text), "do": "back", "a": "3"})
    forth = guest.post(link, {**hidden(back.text), "do": "next", "a": "2"})

    assert 'value="2" id="id_a_2" checked' in back.text
    assert 'value="3" id="id_a_3" checked' in forth.text


def test_an_answer_can_be_changed_from_the_last_page_with_the_words_kept(
    link: str, guest: Client
) -> None:
    page = guest.post(link, {"do": "start"})
    for _ in range(10):
        page = guest.post(link, {**hidden(page.text), "do": "next", "a": "1"})

    page = guest.post(link, {**hidden(page.text), "do": "change-4", "words": "Two at noon."})
    page = guest.post(link, {**hidden(page.text), "do": "next", "a": "x"})

    assert "Two at noon." in page.text
    sent = guest.post(link, {**hidden(page.text), "do": "send", "words": "Two at noon."})
    assert sent.status_code == 302
    assert PulseBox.objects.get().sheets == [[1, 1, 1, 1, None, 1, 1, 1, 1, 1]]
    assert PulseBox.objects.get().words == ["Two at noon."]


def test_too_long_a_text_is_kept_and_not_sent(link: str, guest: Client) -> None:
    page = guest.post(link, {"do": "start"})
    for _ in range(10):
        page = guest.post(link, {**hidden(page.text), "do": "next", "a": "1"})

    response = guest.post(link, {**hidden(page.text), "do": "send", "words": "ä" * 281})

    assert response.status_code == 422
    assert "ä" * 281 in response.text
    assert PulseBox.objects.get().sheets == []


def test_a_text_as_long_as_a_browser_allows_is_sent_whatever_its_line_breaks(
    link: str, guest: Client
) -> None:
    page = guest.post(link, {"do": "start"})
    for _ in range(10):
        page = guest.post(link, {**hidden(page.text), "do": "next", "a": "1"})
    lines = ["ä" * 68] * 4
    typed = "\r\n".join([*lines, "x"])

    page = guest.post(link, {**hidden(page.text), "do": "back", "place": "10", "words": typed})
    page = guest.post(link, {**hidden(page.text), "do": "next", "a": "1"})
    sent = guest.post(link, {**hidden(page.text), "do": "send", "words": typed})

    assert "\n".join(lines) in page.text
    assert sent.status_code == 302
    assert PulseBox.objects.get().words == ["\n".join([*lines, "x"])]


# ---- posters


@pytest.mark.parametrize("typed", [str, str.upper, lambda code: code.replace("-", " ")])
def test_a_code_can_be_typed_as_people_type(poster: str, guest: Client, typed: Any) -> None:
    code = typed(poster.strip("/").split("/")[1])

    response = guest.post(reverse("pulse_code"), {"code": code}, follow=True)

    assert response.status_code == 200
    assert "Before you start" in response.text


@pytest.mark.parametrize("typed", ["", "abc", "r7k-2m9-tx0", "r7k2m9txqq", "0" * 41])
def test_what_cannot_be_a_code_is_refused_and_kept(guest: Client, typed: str) -> None:
    response = guest.post(reverse("pulse_code"), {"code": typed})

    assert response.status_code == 422
    assert f'value="{typed}"' in response.text or not typed


def test_a_poster_stops_at_the_number_of_people(poster: str, guest: Client) -> None:
    sent = [answer_all(guest, poster).status_code for _ in range(5)]

    sixth = answer_all(guest, poster)

    assert sent == [302] * 5
    assert sixth.status_code == 410
    assert "Everybody has answered" in sixth.text
    assert len(PulseBox.objects.get().sheets) == 5


def test_codes_have_enough_random_bits_and_no_letters_that_look_alike() -> None:
    codes = {code_of(f"key{number}") for number in range(200)}

    assert math.log2(len(KEY_LETTERS) ** CODE_LENGTH) >= 40
    assert not set("01ilo") & set(KEY_LETTERS)
    assert len(codes) == 200
    assert all(as_code(in_groups(code)) == code for code in codes)
    assert {letter for code in codes for letter in code} == set(KEY_LETTERS)


def test_a_code_works_only_on_the_site_that_made_it(settings: Any) -> None:
    here = code_of("abcdefghjk")

    settings.SECRET_KEY = "x" * 50

    assert code_of("abcdefghjk") != here


def test_ten_thousand_guesses_have_no_chance() -> None:
    codes, guesses, open_rounds = len(KEY_LETTERS) ** CODE_LENGTH, 10_000, 1_000
    a_day = max(
        limit.most * (86_400 // limit.seconds) for limit in LIMITS[Counted.PULSE_CODE][Scope.SITE]
    )

    assert guesses * open_rounds / codes < 1e-6
    # Even with all networks of the world, in all the sixty days that a round can be open.
    assert 60 * a_day / codes < 1e-5


def test_wrong_codes_are_braked_and_right_ones_leave_no_trace(poster: str, guest: Client) -> None:
    wrong = path_of("r7k-2m9-txq")
    right = [guest.get(poster).status_code for _ in range(40)]
    traces = Brake.objects.count()
    most = min(limit.most for limit in LIMITS[Counted.PULSE_CODE][Scope.BLOCK])

    statuses = [guest.get(wrong).status_code for _ in range(most + 3)]

    assert set(right) == {200}
    assert traces == 0
    assert statuses[0] == 404
    assert statuses[-1] == 429
    assert guest.get(poster).status_code == 429


def test_a_brake_ends(poster: str, guest: Client, at_noon: time_machine.Traveller) -> None:
    for _ in range(40):
        guest.get(path_of("r7k-2m9-txq"))

    at_noon.move_to(NOON + timedelta(hours=2))

    assert guest.get(poster).status_code == 200


def test_personal_links_work_while_codes_are_braked(link: str, guest: Client) -> None:
    for _ in range(40):
        guest.get(path_of("r7k-2m9-txq"))

    assert guest.get(link).status_code == 200


def test_the_address_is_kept_out_of_referers_caches_and_search_engines(
    link: str, guest: Client
) -> None:
    found = PulseRound.objects.get()

    for response in (
        guest.get(link),
        guest.post(link, {"do": "start"}),
        guest.get(path_of("unknown")),
        guest.get(reverse("pulse_thanks", args=[found.key])),
    ):
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["Cache-Control"] == "no-store"
        assert "noindex" in response["X-Robots-Tag"]


def test_somebody_signed_in_stays_out_of_the_pages(
    link: str, as_owner: Client, owner: User
) -> None:
    page = as_owner.get(link).text

    assert "Your account" not in page
    assert owner.email not in page


def test_the_pages_cost_few_queries(link: str, guest: Client, at_most: Any) -> None:
    page = guest.post(link, {"do": "start"})
    with at_most(1):
        guest.get(link)
    with at_most(1):
        page = guest.post(link, {**hidden(page.text), "do": "next", "a": "1"})
    for _ in range(9):
        page = guest.post(link, {**hidden(page.text), "do": "next", "a": "1"})
    with at_most(6):
        guest.post(link, {**hidden(page.text), "do": "send", "words": ""})
