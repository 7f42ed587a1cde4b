"""Passwords that people choose: their one spelling, and whether they are easy to guess."""

import re
from collections.abc import Iterable
from unicodedata import combining, normalize

from django.utils.translation import gettext_lazy as _
from zxcvbn import zxcvbn

EASY_TO_GUESS = _("This password is easy to guess. Add two unrelated words.")
LONGEST_MEASURED = 72  # characters; the time that zxcvbn takes grows with their square
ENOUGH = 4  # the best score: more than ten billion guesses
SIGNS = str.maketrans("@({[<!|$+%", "acccciistx")
"""Symbols that people type instead of letters."""
LIKE_LETTERS = frozenset("4@8({[<369!1|0$57+%2")
MOST_LIKE_LETTERS = 5


def normal_password(password: str) -> str:
    """Return the one spelling in which a password is checked and stored as a hash.

    Keyboards differ in how they type the same letter, such as é in one or two code points.
    """
    return normalize("NFKC", password)


def is_easy_to_guess(password: str, *, known: Iterable[str] = ()) -> bool:
    """Tell whether somebody who knows these names and addresses could guess a password."""
    if not password:
        return True  # The library cannot measure an empty text.
    words = {word for text in known for word in _words_of(text)}
    measured = zxcvbn(_measurable(password), user_inputs=sorted(words))
    return bool(measured["score"] < ENOUGH)


def _measurable(password: str) -> str:
    """Return what can be measured in a second.

    The library tries every combination of letters that symbols and digits can replace. With all of
    them in one password, that takes half a minute.
    """
    start = password[:LONGEST_MEASURED]
    many = len(LIKE_LETTERS.intersection(start)) > MOST_LIKE_LETTERS
    return start.translate(SIGNS) if many else start


def _words_of(text: str) -> set[str]:
    """Return a text in the ways in which it is typed: as a whole, in words, without accents."""
    small = text.lower()
    plain = "".join(c for c in normalize("NFKD", small) if not combining(c))
    joined = re.sub(r"\W", "", plain)
    return {word for word in (small, plain, joined, *re.split(r"\W+", f"{small} {plain}")) if word}
