"""Random keys for URLs. They are identifiers, not secrets."""

from django.utils.crypto import get_random_string

KEY_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"
"""Without characters that look alike, such as 0 and o or 1 and l."""
KEY_LENGTH = 10
KEY_PATTERN = rf"^[{KEY_LETTERS}]{{{KEY_LENGTH}}}\Z"


def new_key() -> str:
    """Return a random identifier for a URL, which reveals no count of rows."""
    return random_letters(KEY_LENGTH)


def random_letters(count: int) -> str:
    return get_random_string(count, KEY_LETTERS)
