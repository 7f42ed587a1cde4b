"""Tables for spreadsheets: headings, and cells with text, numbers or dates."""

from dataclasses import dataclass
from typing import Literal

from assessment.foundation.formatting.csv import Cell

Kind = Literal["words", "long", "number", "day"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its kind of content, and its width in characters.

    Any column may contain text. Columns of kind `long` are wrapped. The note explains what is in
    the column, where its heading does not.
    """

    head: str
    kind: Kind = "words"
    width: int = 14
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableChart:
    """A chart of some columns over the first one: bars side by side, or lines.

    `rows` are the first and the last row it shows, counted from 0, and `words` say what it shows.
    """

    kind: Literal["bar", "line"]
    title: str
    words: str
    columns: tuple[int, ...]
    rows: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet. A row has at most one cell for each column and may be shorter.

    The rows `below` are not part of what is filtered and sorted.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    below: tuple[tuple[Cell, ...], ...] = ()
    chart: TableChart | None = None

    @property
    def heads(self) -> tuple[str, ...]:
        return tuple(column.head for column in self.columns)
