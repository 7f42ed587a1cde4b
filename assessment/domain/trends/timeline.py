"""A business's checks as lines through its quarters, gaps and new questions included."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Literal

from assessment.domain.model.maturity import Level, MaturityModel
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.scores import DimensionScore, OverallScore
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.mappings import Reread

State = Literal["scored", "not_scored", "not_asked", "no_check"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Where one line stands in one quarter.

    `basis` is the version of the questions that it rests on; only points on the same one can be
    joined. Without a check it is empty, and without a score the points are None.
    """

    quarter: Quarter
    state: State
    points: Fraction | None = None
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One quarter: its check, read with the newest questions where that is possible, or none."""

    quarter: Quarter
    reread: Reread | None = None

    @property
    def check(self) -> Submission | None:
        return self.reread.check if self.reread else None

    def area(self, key: str) -> Point:
        if self.reread is None:
            return Point(quarter=self.quarter, state="no_check")
        if score := self.reread.area(key):
            return self._point(score, self.reread.model.key)
        own = self.reread.check
        asked = key in {dimension.key for dimension in own.model.dimensions}
        if not asked:
            return Point(quarter=self.quarter, state="not_asked", basis=own.model.key)
        return self._point(own.scored.dimension(key), own.model.key)

    @property
    def overall(self) -> Point:
        if self.reread is None:
            return Point(quarter=self.quarter, state="no_check")
        if score := self.reread.overall:
            return self._point(score, self.reread.model.key)
        own = self.reread.check
        return self._point(own.scored.overall, own.model.key)

    @property
    def level(self) -> Level | None:
        """The level that belongs to the overall points."""
        if self.reread is None:
            return None
        return (self.reread.overall or self.reread.check.scored.overall).level

    def _point(self, score: DimensionScore | OverallScore, basis: str) -> Point:
        if not score.scored:
            return Point(quarter=self.quarter, state="not_scored", basis=basis)
        return Point(quarter=self.quarter, state="scored", points=score.points, basis=basis)


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """All quarters from the first check to the newest, oldest first."""

    entries: tuple[Entry, ...]
    model: MaturityModel

    @cached_property
    def checks(self) -> tuple[Submission, ...]:
        return tuple(entry.check for entry in self.entries if entry.check)

    @cached_property
    def areas(self) -> dict[str, str]:
        """The title of every area that was ever asked about, today's first."""
        models = [self.model, *(check.model for check in reversed(self.checks))]
        found: dict[str, str] = {}
        for dimension in (d for model in models for d in model.dimensions):
            found.setdefault(dimension.key, dimension.title)
        return found

    def line(self, key: str) -> tuple[Point, ...]:
        return tuple(entry.area(key) for entry in self.entries)

    @property
    def whole(self) -> tuple[Point, ...]:
        return tuple(entry.overall for entry in self.entries)


def timeline_of(checks: Sequence[Submission]) -> Timeline:
    """The history of at least one check, oldest first, under the newest one's questions."""
    model = checks[-1].model
    entries: list[Entry] = []
    for check in checks:
        # Where a business moved its quarters to other months, one that reaches into the next
        # check's quarter is no gap.
        while entries and (gap := entries[-1].quarter.next()).ends_on < check.quarter.starts_on:
            entries.append(Entry(quarter=gap))
        entries.append(Entry(quarter=check.quarter, reread=Reread(check=check, model=model)))
    return Timeline(entries=tuple(entries), model=model)


def breaks(line: Sequence[Point]) -> tuple[int, ...]:
    """Before which points the questions became others, so that nothing joins up across."""
    asked = [(n, point.basis) for n, point in enumerate(line) if point.basis]
    return tuple(n for (_, old), (n, new) in pairwise(asked) if old != new)


def runs(line: Sequence[Point]) -> tuple[tuple[int, ...], ...]:
    """The points that can be joined, by number: neighbours with a score on the same questions."""
    found: list[list[int]] = []
    for n, point in enumerate(line):
        if point.points is None:
            continue
        joins = found and found[-1][-1] == n - 1 and line[n - 1].basis == point.basis
        if joins:
            found[-1].append(n)
        else:
            found.append([n])
    return tuple(tuple(run) for run in found)
