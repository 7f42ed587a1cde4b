"""The token in the address of a survey: short enough to type from a poster."""

from assessment.foundation.links.keys import random_letters

GROUPS, LETTERS = 3, 4


def new_survey_token() -> str:
    """Return twelve random letters in three groups, such as k7m4-p2xq-w9hd.

    That is 58 bits: with a thousand surveys and a thousand guesses a second, a hit takes six
    thousand years.
    """
    return "-".join(random_letters(LETTERS) for _ in range(GROUPS))


def plain_token(typed: str) -> str:
    """Return what a token is known by, however somebody typed it from a poster."""
    return "".join(typed.lower().split()).replace("-", "")
