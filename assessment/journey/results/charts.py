"""Coordinates of the chart elements, for both page and PDF.

Coordinates are strings with one decimal and a point. A template would format a number in the
reader's language, perhaps with a comma, which SVG cannot parse.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessment.domain.model.maturity import Level
from assessment.domain.scoring.cairns import CairnTier

SAME_WITHIN = Fraction(1, 2)
"""Scores closer than this are drawn as one dot; a narrower range is not drawn."""

# In units of the view boxes of dot_row.html, stairs.html and cairn.html. Change both together.
ROW_LEFT, ROW_WIDTH = 12, 256
STAIR_HEIGHT, STAIR_LOWEST = 32, 10
CAIRN_WIDTH, STONE_HEIGHT, STONE_GAP = 184, 52, 8
STONE_TOP_WIDTH, STONE_BASE_WIDTH = 84, 180
MOST_CUTS = 9
"""With ten or more areas, the slots are too thin for dividing lines."""

TIER_COLOURS = {
    "solid": ("#2F4B6E", "#E6ECF4"),
    "smooth": ("#1F8A80", "#E3F3F1"),
    "sparkle": ("#E5A117", "#FDF3DC"),
}
PLAIN_COLOURS = ("#552C6B", "#F3EDF7")


def place(number: Fraction | float) -> str:
    """Format a coordinate with one decimal and a point, whatever the language."""
    return f"{float(number):.1f}"


# ---- one area as dots on a scale from 0 to 100


@dataclass(frozen=True, slots=True, kw_only=True)
class DotRow:
    """A score, its possible range, and the previous score.

    If the score is not `known`, only its range is drawn.
    """

    now: Fraction
    low: Fraction
    high: Fraction
    then: Fraction | None = None
    known: bool = True

    @property
    def now_x(self) -> str:
        return _row_x(self.now)

    @property
    def then_x(self) -> str | None:
        return None if self.then is None else _row_x(self.then)

    @property
    def has_range(self) -> bool:
        return self.high - self.low > SAME_WITHIN

    @property
    def low_x(self) -> str:
        return _row_x(self.low)

    @property
    def range_width(self) -> str:
        return place(Fraction(ROW_WIDTH, 100) * (self.high - self.low))

    @property
    def direction(self) -> str:
        """Return "up", "down" or "same"; empty for a first check."""
        if self.then is None:
            return ""
        if abs(self.now - self.then) < SAME_WITHIN:
            return "same"
        return "up" if self.now > self.then else "down"


def _row_x(points: Fraction) -> str:
    return place(ROW_LEFT + Fraction(ROW_WIDTH, 100) * points)


# ---- the levels as a staircase


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One level as a step of the staircase; `state` is done, here, perhaps, next or ahead."""

    level: Level
    number: int
    state: str
    height: Fraction

    @property
    def x(self) -> str:
        # Half the outline of 1.5, which would otherwise be cut off at the edge.
        return "0.75" if self.state == "next" else "0"

    @property
    def y(self) -> str:
        """The top edge; an outlined step is inset by half the width of its outline."""
        return place(STAIR_HEIGHT - self.height + (Fraction(3, 4) if self.state == "next" else 0))

    @property
    def drawn_height(self) -> str:
        return place(self.height - (Fraction(3, 2) if self.state == "next" else 0))


def stairs(
    levels: Sequence[Level], here: Level, perhaps: Collection[Level] = ()
) -> tuple[Rung, ...]:
    """Return the steps of the staircase, lowest first.

    The one above `here` is "next", unless it is one of those where the business is perhaps.
    """
    states = {here.rank: "here", here.rank + 1: "next"}
    states |= {level.rank: "perhaps" for level in perhaps}
    rise = Fraction(STAIR_HEIGHT - STAIR_LOWEST, max(1, len(levels) - 1))
    return tuple(
        Rung(
            level=level,
            number=n + 1,
            state=states.get(level.rank, "done" if level.rank < here.rank else "ahead"),
            height=STAIR_LOWEST + rise * n,
        )
        for n, level in enumerate(levels)
    )


# ---- the cairn


@dataclass(frozen=True, slots=True, kw_only=True)
class Stone:
    """One tier as a stone with one slot for each area, filled from the left."""

    tier: CairnTier
    x: Fraction
    y: int
    width: Fraction

    @property
    def box(self) -> dict[str, str]:
        """The outline of the stone, and of the edge drawn inside it."""
        return {
            "x": place(self.x),
            "y": str(self.y),
            "width": place(self.width),
            "edge_x": place(self.x + 1),
            "edge_y": str(self.y + 1),
            "edge_width": place(self.width - 2),
            "bottom": str(self.y + STONE_HEIGHT),
        }

    @property
    def filled_width(self) -> str:
        return place(self.width * self.tier.count / len(self.tier.filled))

    @property
    def cuts(self) -> tuple[str, ...]:
        slots = len(self.tier.filled)
        if slots > MOST_CUTS:
            return ()
        return tuple(place(self.x + self.width * n / slots) for n in range(1, slots))

    @property
    def colour(self) -> str:
        return TIER_COLOURS.get(self.tier.tier.key, PLAIN_COLOURS)[0]

    @property
    def wash(self) -> str:
        return TIER_COLOURS.get(self.tier.tier.key, PLAIN_COLOURS)[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class CairnChart:
    """The stones from top to bottom."""

    stones: tuple[Stone, ...]

    @property
    def height(self) -> int:
        return len(self.stones) * (STONE_HEIGHT + STONE_GAP)


def cairn_chart(tiers: Sequence[CairnTier]) -> CairnChart:
    """Draw the tiers, given from the bottom up, as stones from the top down."""
    top = STONE_TOP_WIDTH if len(tiers) > 1 else STONE_BASE_WIDTH
    growth = Fraction(STONE_BASE_WIDTH - top, max(1, len(tiers) - 1))
    widths = [top + growth * row for row in range(len(tiers))]
    return CairnChart(
        stones=tuple(
            Stone(
                tier=tier,
                x=(CAIRN_WIDTH - width) / 2,
                y=STONE_GAP // 2 + row * (STONE_HEIGHT + STONE_GAP),
                width=width,
            )
            for row, (tier, width) in enumerate(zip(reversed(tiers), widths, strict=True))
        )
    )


# ---- how much of a budget is used


@dataclass(frozen=True, slots=True)
class Meter:
    """A bar for `used` out of `of`, at most full."""

    used: int
    of: int

    @property
    def width(self) -> str:
        # Any use of an empty budget fills the bar; dividing by zero would fail.
        if self.of <= 0:
            return place(100 if self.used else 0)
        return place(min(Fraction(100), Fraction(100 * self.used, self.of)))
