"""Random keys that people see in addresses. They are names, not secrets."""

from django.utils.crypto import get_random_string

KEY_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"
"""None that look like others."""
KEY_LENGTH = 10
KEY_PATTERN = rf"^[{KEY_LETTERS}]{{{KEY_LENGTH}}}\Z"


def new_key() -> str:
    """What something is called in its address: random, so that nobody can count."""
    return random_letters(KEY_LENGTH)


def random_letters(count: int) -> str:
    return get_random_string(count, KEY_LETTERS)
