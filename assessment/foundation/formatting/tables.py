"""A table as every spreadsheet takes it: heads, and cells that are words, numbers or days."""

from dataclasses import dataclass
from typing import Literal

from assessment.foundation.formatting.csv import Cell

Kind = Literal["words", "long", "number", "day"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, what stands in it, and its width in letters.

    Cells may be words in any column; `long` ones are wrapped.
    """

    head: str
    kind: Kind = "words"
    width: int = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet; every row has a cell for each of its columns, or ends early."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def heads(self) -> tuple[str, ...]:
        return tuple(column.head for column in self.columns)
