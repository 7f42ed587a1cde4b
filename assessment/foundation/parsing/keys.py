"""Primary keys that forms and addresses name."""

import re


def key_in(sent: str) -> int:
    """Return the key that a text names, or 0, which matches no row.

    More than 18 digits could exceed the 64-bit range and raise an error in the database, and more
    than 4,300 in `int`. Digits of other scripts are no keys.
    """
    return int(sent) if re.fullmatch(r"[0-9]{1,18}", sent) else 0
