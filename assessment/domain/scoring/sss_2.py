"""Scoring rule sss-2: a floor for each step missing, and how sure a level and a change are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from assessment.domain.model.answers import NOT_SURE, AnswerSheet
from assessment.domain.model.maturity import Dimension, Level, Practice
from assessment.domain.scoring.chances import Chances
from assessment.domain.scoring.floors import FloorForEachStep
from assessment.domain.scoring.level_doubt import LevelDoubt, SheetDoubt
from assessment.domain.scoring.scores import ScoredSheet


@dataclass(frozen=True)
class FloorsWithDoubt(FloorForEachStep):
    """Names the doubt about each level, and calls a change clear only if it stands out of all."""

    name = "sss-2"
    wording = "floors_for_steps"
    names_doubt = True

    # ---- doubt about levels

    def doubt(self, sheet: AnswerSheet, scored: ScoredSheet) -> SheetDoubt:
        chances = Chances(self, sheet)
        found = {
            score.key: self._named(
                (score.level, score.level_to),
                chances.of_dimension(dimension),
                dimension.practices,
                sheet,
            )
            for dimension, score in zip(self.model.dimensions, scored.dimensions, strict=True)
            if score.level and score.level_to
        }
        whole = scored.overall
        if not (whole.level and whole.level_to):
            return SheetDoubt(dimensions=found, overall=None)
        ends = whole.level, whole.level_to
        return SheetDoubt(
            dimensions=found,
            overall=self._named(ends, chances.overall(), self.model.practices, sheet),
            falls_with=tuple(self._hangs_on(sheet, -1)),
            rises_with=tuple(self._hangs_on(sheet, 1)),
        )

    def _named(
        self,
        ends: tuple[Level, Level],
        chances: tuple[Fraction, ...],
        practices: Sequence[Practice],
        sheet: AnswerSheet,
    ) -> LevelDoubt:
        return LevelDoubt.of(
            ends,
            chances,
            tuple(p for p in practices if sheet.answers[p.code].value == NOT_SURE),
            levels=self.model.levels,
            perhaps=self.model.scoring.perhaps,
        )

    def _hangs_on(self, sheet: AnswerSheet, way: int) -> Iterator[Practice]:
        """Yield the practices where one step up or down changes the overall rank."""
        ranks = [self.level_rank(dimension, sheet) for dimension in self.model.dimensions]
        now = self.overall_rank(ranks)
        for place, dimension in enumerate(self.model.dimensions):
            further = [*ranks[:place], ranks[place] + way, *ranks[place + 1 :]]
            # One answer moves a dimension by one rank at most, so most dimensions are soon done.
            if self.overall_rank(further) != now:
                moved = _each_moved(sheet, dimension, way)
                yield from (p for p, s in moved if self.level_rank(dimension, s) != ranks[place])


def _each_moved(
    sheet: AnswerSheet, dimension: Dimension, way: int
) -> Iterator[tuple[Practice, AnswerSheet]]:
    """Yield each practice with a number, and its dimension's answers with that number moved."""
    ours = {practice.code: sheet.answers[practice.code] for practice in dimension.practices}
    for practice in dimension.practices:
        value = ours[practice.code].value
        if isinstance(value, int) and 0 <= value + way < len(practice.anchors):
            moved = replace(ours[practice.code], value=value + way)
            yield practice, AnswerSheet({**ours, practice.code: moved})
