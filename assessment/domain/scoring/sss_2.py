"""Scoring rule sss-2: a floor for each step missing, and how sure a level and a change are."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from assessment.domain.model.answers import NOT_SURE, AnswerSheet
from assessment.domain.model.maturity import Dimension, Level, Practice
from assessment.domain.scoring.chances import Chances
from assessment.domain.scoring.floors import FloorForEachStep
from assessment.domain.scoring.level_doubt import LevelDoubt, SheetDoubt
from assessment.domain.scoring.scores import ScoredSheet
from assessment.domain.scoring.verdicts import Verdict, critical
from assessment.domain.scoring.worked_on import Contrast, Steps, WorkedOn

Part = tuple[Fraction, Sequence[Practice]]
"""A group of practices, after its share in the points."""


@dataclass(frozen=True)
class FloorsWithDoubt(FloorForEachStep):
    """Names the doubt about each level, and judges all changes of a comparison together."""

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

    # ---- changes

    def noise(
        self, dimension: Dimension, before: AnswerSheet, now: AnswerSheet, *, other: bool = False
    ) -> Fraction:
        parts = [(Fraction(1), _in_both(dimension, before, now))]
        return self._variance(parts, other=other)

    def overall_noise(
        self, before: AnswerSheet, now: AnswerSheet, *, other: bool = False
    ) -> Fraction:
        total = sum((dimension.weight for dimension in self.model.dimensions), Fraction())
        parts = [(d.weight / total, _in_both(d, before, now)) for d in self.model.dimensions]
        return self._variance(parts, other=other)

    def needed_for(self, verdict: Verdict, among: int) -> Fraction:
        figures = self.model.scoring
        alphas = {Verdict.CLEAR: figures.clear_alpha, Verdict.LIKELY: figures.likely_alpha}
        return critical(alphas[verdict], among) ** 2 if verdict in alphas else Fraction(0)

    def worked_on(self, steps: Steps, acted: Collection[str], *, other: bool = False) -> WorkedOn:
        top = len(self.model.planning.step_values) - 1
        below = {code: pair for code, pair in steps.items() if pair[0] < top}
        found = Contrast.of(below, acted)
        if not found.enough:
            return WorkedOn(practices=found.practices, controls=found.controls)
        noise, shared = self._figures(other=other)
        squares = sum((weight * weight for weight in found.weights.values()), Fraction())
        variance = 2 * (1 - shared) * noise**2 * squares / found.practices**2
        beyond = max(Fraction(0), abs(found.rise) - self.model.scoring.acted_margin)
        return WorkedOn(
            steps=found.rise,
            variance=variance,
            practices=found.practices,
            controls=found.controls,
            # This is a planned comparison, and the only one of its kind.
            verdict=next(v for v in Verdict if beyond**2 >= self.needed_for(v, 1) * variance),
        )

    def _figures(self, *, other: bool) -> tuple[Fraction, Fraction]:
        """Return the noise of an answer, and the share of its variance that all have in common."""
        figures = self.model.scoring
        if other:
            return figures.retest_noise_other, figures.shared_share_other
        return figures.retest_noise, figures.shared_share

    def _variance(self, parts: Sequence[Part], *, other: bool) -> Fraction:
        """Return the variance of a change in points over weighted groups of practices.

        Each answer has noise of its own, which averages out, and a share that all answers have in
        common, which does not.
        """
        noise, shared = self._figures(other=other)
        items = {} if other else self.model.scoring.item_noise
        own, common = Fraction(), Fraction()
        for share, practices in parts:
            weights = [Fraction(self._weights[practice.tier]) for practice in practices]
            noises = [w * items.get(p.code, noise) for w, p in zip(weights, practices, strict=True)]
            own += (share / sum(weights)) ** 2 * sum(each**2 for each in noises)
            common += share * sum(noises) / sum(weights)
        point = Fraction(100, len(self.model.planning.step_values) - 1)
        return 2 * point**2 * ((1 - shared) * own + shared * common**2)


def _in_both(dimension: Dimension, before: AnswerSheet, now: AnswerSheet) -> Sequence[Practice]:
    return now.applicable(before.applicable(dimension.practices))


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
