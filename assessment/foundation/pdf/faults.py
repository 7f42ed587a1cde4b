"""Why there is no PDF; the results themselves are not touched by that."""

RETRY_SECONDS = 20
"""When whoever could not have a report may ask again."""


class CannotPrint(Exception):
    """The PDF could not be made.

    `reason` is a word for logs and histories: pango (WeasyPrint cannot be loaded), fault (it broke
    off), size (it took too much memory), time, waiting (behind others), disk (it cannot be kept)
    or gone (there is no such result any more).
    """

    def __init__(self, words: str, *, reason: str = "fault") -> None:
        super().__init__(words)
        self.reason = reason


class TooManyWait(CannotPrint):
    """So many reports are being made that one more would keep everybody waiting."""

    def __init__(self) -> None:
        super().__init__("too many reports are being made", reason="waiting")
