"""How a question is answered by many businesses, and which groups of them can be shown.

Sheets are counted one after another, so that any number of them takes the same memory.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import sqrt

from assessment.domain.model.answers import NOT_SURE, SET_ASIDE, Value
from assessment.domain.model.maturity import MaturityModel, Practice

FEWEST_SHOWN = 8
"""The fewest businesses whose answers are shown together, so that none can be recognised."""


@dataclass(slots=True)
class Products:
    """The sums that a correlation needs."""

    n: int = 0
    x: float = 0
    y: float = 0
    xx: float = 0
    yy: float = 0
    xy: float = 0

    def add(self, x: float, y: float) -> None:
        self.n += 1
        self.x, self.y = self.x + x, self.y + y
        self.xx, self.yy, self.xy = self.xx + x * x, self.yy + y * y, self.xy + x * y

    @property
    def correlation(self) -> float | None:
        """How closely x and y go together, from -1 to 1; None if either never varies."""
        varies_x = self.n * self.xx - self.x**2
        varies_y = self.n * self.yy - self.y**2
        # Sums of equal numbers can differ from zero by a rounding error.
        if min(varies_x, varies_y) <= self.n * 1e-9:
            return None
        return (self.n * self.xy - self.x * self.y) / sqrt(varies_x * varies_y)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFigures:
    """How one question is answered.

    Attributes:
        n: How many answers have a number.
        steps: The share of each step among them, from the lowest; the last one is the ceiling.
        not_sure, set_aside: Their shares among all answers.
        item_rest: How closely it goes with the mean of the other questions, or None.
    """

    practice: Practice
    n: int
    steps: tuple[float, ...]
    not_sure: float
    set_aside: float
    item_rest: float | None


@dataclass(slots=True)
class ItemTally:
    """The answers of a group of businesses, counted by question; each has one sheet."""

    businesses: int = 0
    values: defaultdict[str, Counter[Value]] = field(default_factory=lambda: defaultdict(Counter))
    products: defaultdict[str, Products] = field(default_factory=lambda: defaultdict(Products))

    def add(self, sheet: Mapping[str, Value]) -> None:
        """Count the sheet of one more business, given by code."""
        self.businesses += 1
        steps = {code: value for code, value in sheet.items() if isinstance(value, int)}
        total = sum(steps.values())
        for code, value in sheet.items():
            self.values[code][value] += 1
        if len(steps) > 1:
            for code, step in steps.items():
                self.products[code].add(step, (total - step) / (len(steps) - 1))

    def figures(self, model: MaturityModel) -> tuple[ItemFigures, ...]:
        """Return the figures of every question, in the order of the model."""
        return tuple(self._figures(practice) for practice in model.practices)

    def _figures(self, practice: Practice) -> ItemFigures:
        values = self.values[practice.code]
        counts = [values[step] for step in range(len(practice.anchors))]
        n, asked = sum(counts), values.total()
        steps = tuple(count / n if n else 0.0 for count in counts)
        return ItemFigures(
            practice=practice,
            n=n,
            steps=steps,
            not_sure=values[NOT_SURE] / asked if asked else 0.0,
            set_aside=values[SET_ASIDE] / asked if asked else 0.0,
            item_rest=self.products[practice.code].correlation,
        )


def shown_groups(sizes: Mapping[str, int]) -> frozenset[str]:
    """Return the groups of businesses whose figures can be shown beside those of all together.

    Each has enough businesses, and so do all the others together: subtracting what is shown from
    the whole must not lead to a few. For that, the smallest groups stay hidden, too.
    """
    shown = {name for name, size in sizes.items() if size >= FEWEST_SHOWN}
    hidden = sum(size for name, size in sizes.items() if name not in shown)
    while 0 < hidden < FEWEST_SHOWN and shown:
        smallest = min(shown, key=lambda name: (sizes[name], name))
        shown.remove(smallest)
        hidden += sizes[smallest]
    return frozenset(shown)
