"""The scores of a few clients on one line, as letters that don't cover each other."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, MARGIN = 340, 12
ROW = 22
"""How far apart two letters have to be, in either direction."""
BELOW = 14
"""The room below the line for its marks."""
MARKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class LetterDot:
    letter: str
    x: int
    y: int

    @property
    def text_y(self) -> int:
        return self.y + 4


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterStrip:
    """A line from 0 to 100 with a letter for each score."""

    height: int
    line_y: int
    dots: tuple[LetterDot, ...]

    @property
    def marks(self) -> list[int]:
        return [place_of(points) for points in MARKS]


def place_of(points: int) -> int:
    return MARGIN + round(points * (WIDTH - 2 * MARGIN) / 100)


def letter_strip(scores: Sequence[tuple[str, int]]) -> LetterStrip:
    """Place letters by their scores, each in the lowest row in which it covers no other."""
    rows: list[list[int]] = []
    placed: list[tuple[str, int, int]] = []
    for letter, points in sorted(scores, key=lambda one: (one[1], one[0])):
        x = place_of(points)
        row = next((n for n, taken in enumerate(rows) if x - taken[-1] >= ROW), len(rows))
        if row == len(rows):
            rows.append([])
        rows[row].append(x)
        placed.append((letter, x, row))
    line_y = ROW * max(len(rows), 1) - ROW // 2 + 5
    dots = tuple(LetterDot(letter, x, line_y - ROW * row) for letter, x, row in placed)
    return LetterStrip(height=line_y + BELOW, line_y=line_y, dots=dots)
