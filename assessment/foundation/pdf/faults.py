"""Why there is no PDF."""

RETRY_SECONDS = 20
"""When whoever could not have a PDF may ask again."""


class CannotPrint(Exception):
    """The PDF could not be made.

    `reason` is a word for logs and histories: pango (WeasyPrint cannot be loaded), fault (it broke
    off), size (it took too much memory), time or waiting (behind others); whoever
    asks may have reasons of their own.
    """

    def __init__(self, words: str, *, reason: str = "fault") -> None:
        super().__init__(words)
        self.reason = reason


class TooManyWait(CannotPrint):
    """So many PDFs are being made that one more would keep everybody waiting."""

    def __init__(self) -> None:
        super().__init__("too many PDFs are being made", reason="waiting")
