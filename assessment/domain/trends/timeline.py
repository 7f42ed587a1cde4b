"""The history of a business as lines through its quarters.

A line has gaps where nothing was scored, and stops where its points are not like for like.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Literal

from assessment.domain.model.answers import NOT_SURE, AnswerSheet
from assessment.domain.model.maturity import Dimension, Level, MaturityModel
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.scores import DimensionScore, OverallScore
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.mappings import Reread

State = Literal["scored", "not_known", "not_scored", "not_asked", "no_check"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """The value of one line in one quarter.

    `basis` is the key of the model that the points are scored under. `counted` has the questions
    that count, each with whether its answer is known. Only points that agree in both can be joined:
    otherwise the line would rise when a weak question no longer applies. Without a check the basis
    is empty; without a score the points are None.
    """

    quarter: Quarter
    state: State
    points: Fraction | None = None
    basis: str = ""
    counted: frozenset[tuple[str, bool]] = frozenset()

    def joins(self, other: "Point") -> bool:
        return (self.basis, self.counted) == (other.basis, other.counted)


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
            model, sheet = self.reread.model, self.reread.sheet
            return self._point(score, model.key, counted(sheet, [model.dimension(key)]))
        own = self.reread.submission
        asked = [dimension for dimension in own.model.dimensions if dimension.key == key]
        if not asked:
            return Point(quarter=self.quarter, state="not_asked", basis=own.model.key)
        score = own.scored.dimension(key)
        return self._point(score, own.model.key, counted(own.sheet, asked))

    @property
    def overall(self) -> Point:
        if self.reread is None:
            return Point(quarter=self.quarter, state="no_check")
        if score := self.reread.overall:
            model, sheet = self.reread.model, self.reread.sheet
            return self._point(score, model.key, counted(sheet, model.dimensions))
        own = self.reread.submission
        every = counted(own.sheet, own.model.dimensions)
        return self._point(own.scored.overall, own.model.key, every)

    @property
    def level(self) -> Level | None:
        """The level for the overall points, or None if these are missing."""
        if self.reread is None:
            return None
        return (self.reread.overall or self.reread.submission.scored.overall).known_level

    @property
    def level_words(self) -> str:
        """The same level in the words of its model, with its doubt; empty if there is none."""
        if self.reread is None:
            return ""
        model = self.reread.model if self.reread.overall else self.reread.submission.model
        doubt = self.reread.doubt.overall if self.reread.doubt else None
        if doubt and model.level_texts:
            return doubt.words(model.level_texts)
        return self.level.title if self.level else ""

    def _point(
        self,
        score: DimensionScore | OverallScore,
        basis: str,
        answers: frozenset[tuple[str, bool]],
    ) -> Point:
        if not score.scored or score.unknown:
            state: State = "not_known" if score.scored else "not_scored"
            return Point(quarter=self.quarter, state=state, basis=basis)
        return Point(
            quarter=self.quarter,
            state="scored",
            points=score.points,
            basis=basis,
            counted=answers,
        )


def counted(sheet: AnswerSheet, dimensions: Sequence[Dimension]) -> frozenset[tuple[str, bool]]:
    """Return the codes of the questions that count in a score, with whether each is known."""
    return frozenset(
        (practice.code, sheet.answers[practice.code].value != NOT_SURE)
        for dimension in dimensions
        for practice in sheet.applicable(dimension.practices)
    )


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


def seams(line: Sequence[Point]) -> tuple[int, ...]:
    """Return the numbers of the points before which other answers counted.

    The questions are the same, but some of them apply or are known on only one side. Points on
    either side of a seam must not be joined.
    """
    scored = [(n, point) for n, point in enumerate(line) if point.points is not None]
    return tuple(
        n
        for (_, old), (n, new) in pairwise(scored)
        if old.basis == new.basis and not old.joins(new)
    )


def runs(line: Sequence[Point]) -> tuple[tuple[int, ...], ...]:
    """Return groups of point numbers that can be joined by a line.

    A group consists of neighbouring points with a score in which the same questions count.
    """
    found: list[list[int]] = []
    for n, point in enumerate(line):
        if point.points is None:
            continue
        joins = found and found[-1][-1] == n - 1 and line[n - 1].joins(point)
        if joins:
            found[-1].append(n)
        else:
            found.append([n])
    return tuple(tuple(run) for run in found)
