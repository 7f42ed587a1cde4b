"""Why there is no PDF; the results themselves are not touched by that."""


class CannotPrint(Exception):
    """The PDF could not be made.

    `reason` is a word for logs and histories: pango, fault, size, time or waiting.
    """

    def __init__(self, words: str, *, reason: str = "fault") -> None:
        super().__init__(words)
        self.reason = reason


class TooManyWait(CannotPrint):
    """So many reports are being made that one more would keep everybody waiting."""

    def __init__(self) -> None:
        super().__init__("too many reports are being made", reason="waiting")
