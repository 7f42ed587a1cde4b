"""Positions of the marks: a score on its line, and how many customers chose each number."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.domain.voices.loyalty import HIGHEST_DETRACTOR, LOWEST_PROMOTER, Recommendations

LINE_START, LINE_END = 12, 308
"""Where -100 and +100 are on a line 320 wide."""
COLUMN, BAR, TALLEST, BASE = 30, 24, 134, 158
"""The width of a column and of its bar, the height of the tallest one, and where they stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreMark:
    """A score and its band on a line 320 wide: the middle of the dot, and the bar."""

    dot: str
    bar: str
    bar_width: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadBar:
    """One number from 0 to 10: its bar, the words at both ends, and what it counts as."""

    number: int
    people: int
    group: str
    left: str
    middle: str
    top: str
    height: str
    above: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadChart:
    """How many customers chose each number."""

    bars: tuple[SpreadBar, ...]


def score_mark(counts: Recommendations) -> ScoreMark | None:
    """Return where a score and its band are on the line, or None if there is no score."""
    score, band = counts.score, counts.band
    if score is None or band is None:
        return None
    low, high = _on_line(band.low), _on_line(band.high)
    return ScoreMark(
        dot=_number(_on_line(float(score))), bar=_number(low), bar_width=_number(high - low)
    )


def spread_chart(spread: Mapping[int, int]) -> SpreadChart:
    """Return a bar for each number; the tallest one has the full height."""
    most = max(spread.values(), default=0)
    return SpreadChart(bars=tuple(_bar(number, spread[number], most) for number in spread))


def _bar(number: int, people: int, most: int) -> SpreadBar:
    height = TALLEST * people / most if most else 0
    left = COLUMN * number + (COLUMN - BAR) / 2
    return SpreadBar(
        number=number,
        people=people,
        group=_group(number),
        left=_number(left),
        middle=_number(left + BAR / 2),
        top=_number(BASE - height),
        height=_number(height),
        above=_number(BASE - height - 5),
    )


def _group(number: int) -> str:
    if number >= LOWEST_PROMOTER:
        return "would"
    return "would_not" if number <= HIGHEST_DETRACTOR else "between"


def _on_line(score: float) -> float:
    return LINE_START + (LINE_END - LINE_START) * (score + 100) / 200


def _number(position: float) -> str:
    """Write a position with a point, whatever the language writes."""
    return f"{position:.1f}".removesuffix(".0")
