"""What a report shows of other quarters, frozen."""

from dataclasses import dataclass

from assessment.journey.trends.presenters.lines import Figure
from assessment.journey.trends.presenters.plan_outcomes import PastAction


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """How a score moved: the difference of the two shown numbers, and what to make of it."""

    shown: int
    clear: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedLine:
    """An answer that is another than it was."""

    area: str
    short: str
    before: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceLine:
    """One area then and now; `expected` is what the plan promised for it, if there was one."""

    title: str
    before: int
    now: int
    expected: int | None
    change: ChangeLine


@dataclass(frozen=True, slots=True, kw_only=True)
class LastPlanPart:
    """The last plan, looked back on."""

    title: str
    done: str
    actions: tuple[PastAction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SincePart:
    """What moved since an earlier check, and what was done meanwhile."""

    title: str
    quarter: str
    areas: tuple[SinceLine, ...]
    moved: tuple[MovedLine, ...]
    plan: LastPlanPart | None

    @property
    def promised(self) -> bool:
        """Whether a plan promised anything, so that there is something to hold against it."""
        return any(line.expected is not None for line in self.areas)


@dataclass(frozen=True, slots=True)
class QuarterHead:
    """A quarter at the head of a narrow column, in two lines."""

    months: str
    year: str


@dataclass(frozen=True, slots=True)
class HistoryCell:
    """A score in a quarter; `shade` goes from 1, light, to 5, and is 0 without a score."""

    says: str
    shade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One area, or all together, through the quarters."""

    title: str
    cells: tuple[HistoryCell, ...]
    change: ChangeLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPart:
    """The last quarters beside each other, oldest first."""

    title: str
    lead: str
    scale: str
    notes: tuple[str, ...]
    figures: tuple[Figure, ...]
    quarters: tuple[QuarterHead, ...]
    areas: tuple[HistoryRow, ...]
    overall: HistoryRow
    levels: tuple[str, ...]
