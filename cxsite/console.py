"""Print any text on any console."""

import codecs
from io import TextIOWrapper
from typing import TextIO

ESCAPED = "escaped"


def escape(error: UnicodeError) -> tuple[str, int]:
    """Return what JSON writes for characters, so that printed JSON stays valid, too."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    pairs = zip(units[::2], units[1::2], strict=True)
    return "".join(f"\\u{high:02x}{low:02x}" for high, low in pairs), error.end


def accept_all_text(stream: TextIO) -> None:
    """Let a stream escape what its encoding lacks, instead of raising an error.

    A command could otherwise save its work and then fail while it prints a name like Café.
    """
    codecs.register_error(ESCAPED, escape)
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors=ESCAPED)
