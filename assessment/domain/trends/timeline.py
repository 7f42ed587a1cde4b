"""The history of a business as lines through its quarters, with gaps and changed questions."""

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
    """The value of one line in one quarter.

    `basis` is the key of the model that the points are scored under. Only points with the same
    basis can be joined. Without a check the basis is empty; without a score the points are None.
    """

    quarter: Quarter
    state: State
    points: Fraction | None = None
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One quarter and its check, if it has one.

    The check is read under the newest questions where that is possible.
    """

    quarter: Quarter
    reread: Reread | None = None

    @property
    def submission(self) -> Submission | None:
        return self.reread.submission if self.reread else None

    def area(self, key: str) -> Point:
        if self.reread is None:
            return Point(quarter=self.quarter, state="no_check")
        if score := self.reread.area(key):
            return self._point(score, self.reread.model.key)
        own = self.reread.submission
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
        own = self.reread.submission
        return self._point(own.scored.overall, own.model.key)

    @property
    def level(self) -> Level | None:
        """The level for the overall points, or None without a score."""
        if self.reread is None:
            return None
        return (self.reread.overall or self.reread.submission.scored.overall).level

    def _point(self, score: DimensionScore | OverallScore, basis: str) -> Point:
        if not score.scored:
            return Point(quarter=self.quarter, state="not_scored", basis=basis)
        return Point(quarter=self.quarter, state="scored", points=score.points, basis=basis)


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """All quarters from the first check to the latest, oldest first."""

    entries: tuple[Entry, ...]
    model: MaturityModel

    @cached_property
    def submissions(self) -> tuple[Submission, ...]:
        return tuple(entry.submission for entry in self.entries if entry.submission)

    @cached_property
    def areas(self) -> dict[str, str]:
        """The titles of all areas in any check by key, with those of the newest model first."""
        models = [self.model, *(submission.model for submission in reversed(self.submissions))]
        found: dict[str, str] = {}
        for dimension in (d for model in models for d in model.dimensions):
            found.setdefault(dimension.key, dimension.title)
        return found

    def line(self, key: str) -> tuple[Point, ...]:
        return tuple(entry.area(key) for entry in self.entries)

    @property
    def whole(self) -> tuple[Point, ...]:
        return tuple(entry.overall for entry in self.entries)


def timeline_of(submissions: Sequence[Submission]) -> Timeline:
    """Return the history of one or more checks under the questions of the last one.

    The checks must be given oldest first.
    """
    model = submissions[-1].model
    entries: list[Entry] = []
    for submission in submissions:
        # If a business has moved its quarters to other months, the next quarter by the old months
        # can overlap that of the next check. Then it is not a gap.
        while (
            entries and (gap := entries[-1].quarter.next()).ends_on < submission.quarter.starts_on
        ):
            entries.append(Entry(quarter=gap))
        entries.append(
            Entry(quarter=submission.quarter, reread=Reread(submission=submission, model=model))
        )
    return Timeline(entries=tuple(entries), model=model)


def breaks(line: Sequence[Point]) -> tuple[int, ...]:
    """Return the numbers of the points before which the questions changed.

    Points on either side of such a break must not be joined.
    """
    asked = [(n, point.basis) for n, point in enumerate(line) if point.basis]
    return tuple(n for (_, old), (n, new) in pairwise(asked) if old != new)


def runs(line: Sequence[Point]) -> tuple[tuple[int, ...], ...]:
    """Return groups of point numbers that can be joined by a line.

    A group consists of neighbouring points with a score under the same questions.
    """
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
