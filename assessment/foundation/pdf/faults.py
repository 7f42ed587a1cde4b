"""Reasons why a PDF could not be made."""

RETRY_SECONDS = 20
"""How long clients should wait before they ask for the PDF again."""


class CannotPrint(Exception):
    """The PDF could not be made.

    `reason` is a code for logs and run histories. It is pango (WeasyPrint cannot be loaded),
    folder (there is none for temporary files) or fault (printing failed). It can also be size (out
    of memory), time (timeout), died (something outside ended the worker) or waiting (the queue was
    full). Callers may add codes of their own.
    """

    def __init__(self, words: str, *, reason: str = "fault") -> None:
        super().__init__(words)
        self.reason = reason


class TooManyWait(CannotPrint):
    """The queue is full, so one more request would keep everyone waiting."""

    def __init__(self) -> None:
        super().__init__("too many PDFs are being made", reason="waiting")
