"""Why a file can't be read, without the sentences: the reading process knows no language."""

from enum import StrEnum
from typing import Any


class Refusal(StrEnum):
    """Why a file can't be read."""

    NOT_A_TABLE = "not a table"
    NEVER_CLOSED = "never closed"
    NOT_XLSX = "not xlsx"
    LOCKED = "locked"
    DAMAGED = "damaged"
    TOO_LARGE = "too large"
    NO_SHEET = "no sheet"
    EMPTY = "empty"
    NO_HEADS = "no heads"
    HEADLESS = "headless"
    TOO_MANY_ROWS = "too many rows"
    TOO_MANY_COLUMNS = "too many columns"
    BUSY = "busy"


class CannotRead(Exception):
    """A file can't be read; `facts` are what the sentence about it names."""

    def __init__(self, why: Refusal, **facts: Any) -> None:
        super().__init__(why)
        self.why, self.facts = why, facts
