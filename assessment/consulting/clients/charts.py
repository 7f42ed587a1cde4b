"""The line of a client's scores over its last quarters."""

from collections.abc import Sequence
from dataclasses import dataclass

LEFT, RIGHT, TOP, FLOOR = 30, 646, 20, 120
MOST_QUARTERS = 8
NUMBER_ABOVE = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class SparkDot:
    """One quarter: its place, its score and its short name; the last one is filled."""

    x: str
    y: str
    number_y: str
    score: int
    name: str
    last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Spark:
    """The dots from left to right, and the line through them."""

    dots: tuple[SparkDot, ...]
    line: str


def spark(scores: Sequence[tuple[str, int]]) -> Spark | None:
    """Draw the newest quarters by name and score, from 0 at the floor; None for fewer than two."""
    drawn = scores[-MOST_QUARTERS:]
    if len(drawn) < 2:  # noqa: PLR2004 - one dot makes no line
        return None
    pitch = (RIGHT - LEFT) / (len(drawn) - 1)
    dots = tuple(
        SparkDot(
            x=f"{LEFT + n * pitch:.1f}",
            y=f"{_height(score):.1f}",
            number_y=f"{_height(score) - NUMBER_ABOVE:.1f}",
            score=score,
            name=name,
            last=n == len(drawn) - 1,
        )
        for n, (name, score) in enumerate(drawn)
    )
    return Spark(dots=dots, line=" ".join(f"{dot.x},{dot.y}" for dot in dots))


def _height(score: int) -> float:
    return FLOOR - (FLOOR - TOP) * score / 100
