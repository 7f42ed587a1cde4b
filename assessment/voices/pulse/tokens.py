"""The secrets that let staff answer: what a poster shows, and what the database remembers of it."""

from django.utils.crypto import salted_hmac

from assessment.foundation.links.keys import KEY_LETTERS

CODE_LENGTH = 9
"""Nine of thirty letters are 44 random bits. People can still type them."""
IN_GROUPS_OF = 3
SALT = "assessment.voices.pulse"


def code_of(key: str) -> str:
    """Return the code on the poster of the round with this key.

    It follows from the secret key of the site, so the database never contains it, and the poster
    can still be printed again.
    """
    number = int.from_bytes(salted_hmac(f"{SALT}.code", key, algorithm="sha256").digest())
    letters = []
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(KEY_LETTERS))
        letters.append(KEY_LETTERS[place])
    return "".join(letters)


def hash_of_code(code: str) -> str:
    """Return what is stored of a code; only with the key of the site can a guess be tested."""
    return salted_hmac(f"{SALT}.hash", code, algorithm="sha256").hexdigest()


def in_groups(code: str) -> str:
    """Format a code as `r7k-2m9-txq`."""
    starts = range(0, len(code), IN_GROUPS_OF)
    return "-".join(code[start : start + IN_GROUPS_OF] for start in starts)


def as_code(typed: str) -> str:
    """Return the code that somebody typed, or "" if it cannot be one."""
    letters = "".join(typed.lower().replace("-", " ").split())
    fits = len(letters) == CODE_LENGTH and set(letters) <= set(KEY_LETTERS)
    return letters if fits else ""
