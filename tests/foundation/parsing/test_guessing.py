"""Passwords that are accepted and refused."""

from time import perf_counter, process_time

import pytest

from assessment.foundation.parsing.passwords import LONGEST_MEASURED, is_easy_to_guess

KNOWN = ["maja.lindgren@example.org", "Maja Lindgren", "Café Lindgren"]
ACCEPTED = [
    "seven warm loaves",
    "four words in a row",
    "quite another one",
    "correct horse battery staple",
    "crème brûlée d’été",
    "aB3$kL9!mN2@",
    "sju varma limpor",
    "семь тёплых булок",
    "4@8({[<369!1|0$57+%2xk",
]
REFUSED = [
    "",
    "password1234",
    "passwordpassword",
    "P@ssw0rd2026!",
    "qwertyuiop123",
    "aaaaaaaaaaaaaaaa",
    "abcdefghijkl",
    "123412341234",
    "iloveyou12345",
    "december2026!",
    "cafelindgren2026",
    "CafeLindgren!",
    "Café Lindgren 1",
    "lindgren lindgren",
    "maja.lindgren.1",
    "nergdnil efac 1",
]


@pytest.mark.parametrize("password", ACCEPTED)
def test_unrelated_words_are_accepted(password: str) -> None:
    assert not is_easy_to_guess(password, known=KNOWN)


@pytest.mark.parametrize("password", REFUSED)
def test_what_is_easy_to_guess_is_refused(password: str) -> None:
    assert is_easy_to_guess(password, known=KNOWN)


def test_only_the_beginning_of_a_long_password_is_measured() -> None:
    before = perf_counter()

    assert not is_easy_to_guess("seven warm loaves " * 50_000)
    assert not is_easy_to_guess("seven warm loaves".ljust(LONGEST_MEASURED) + "a" * 100)

    assert perf_counter() - before < 10


@pytest.mark.parametrize("marks", ["4@8({[<369!1|0$57+%2", "8({[<369!1|57", "699611!!||77"])
def test_no_password_keeps_the_site_busy(marks: str) -> None:
    before = process_time()

    is_easy_to_guess(marks * 10, known=KNOWN)

    # Trying every letter that these could replace would take half a minute.
    assert process_time() - before < 8
