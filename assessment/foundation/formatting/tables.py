"""Tables for spreadsheets: headings, and cells with text, numbers or dates."""

from dataclasses import dataclass
from typing import Literal

from assessment.foundation.formatting.csv import Cell

Kind = Literal["words", "long", "number", "day"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its kind of content, and its width in characters.

    Any column may contain text. Columns of kind `long` are wrapped.
    """

    head: str
    kind: Kind = "words"
    width: int = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet. A row has at most one cell for each column and may be shorter."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def heads(self) -> tuple[str, ...]:
        return tuple(column.head for column in self.columns)
