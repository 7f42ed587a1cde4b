"""How scores and answers changed between two checks."""

from dataclasses import dataclass
from fractions import Fraction

from assessment.domain.model.answers import AnswerSheet, Value
from assessment.domain.model.maturity import Level, MaturityModel, Practice
from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.verdicts import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How a score changed over the questions that have a number in both checks.

    Attributes:
        before, now: The points over these questions.
        sheet_before, sheet_now: The points of the whole sheets, as each check shows them.
        levels: The levels over these questions, before and now.
        sheet_levels: The levels of the whole sheets.
        variance: The variance of the change in points if only chance moves the answers.
        limit: The square of the smallest clear change, in points squared.
        verdict: How sure the change is.
        questions: How many questions have a number in both checks.
        whole: Whether these are all the questions that count in either score.
    """

    before: Fraction
    now: Fraction
    sheet_before: Fraction
    sheet_now: Fraction
    levels: tuple[Level, ...]
    sheet_levels: tuple[Level, ...]
    variance: Fraction
    questions: int
    whole: bool
    limit: Fraction = Fraction(0)
    verdict: Verdict = Verdict.CHANCE

    @property
    def points(self) -> Fraction:
        """The exact change in points."""
        return self.now - self.before

    @property
    def square(self) -> Fraction:
        """The square of the change in standard errors."""
        return self.points**2 / self.variance

    @property
    def clear(self) -> bool:
        """Whether the change is unlikely to be chance."""
        return self.verdict is Verdict.CLEAR

    @property
    def level_news(self) -> Verdict | None:
        """How sure a change of the level shown is, or None if the level is the same.

        It is as sure as the change in points if both go the same way. Otherwise it could be chance.
        """
        before, now = self.sheet_levels
        if before == now:
            return None
        alike = (self.points > 0) == (now.rank > before.rank)
        return self.verdict if alike else Verdict.CHANCE

    @property
    def shown(self) -> int:
        """The difference between the two rounded numbers."""
        return shown(self.now) - shown(self.before)

    @property
    def fallen(self) -> int:
        """The difference without its sign."""
        return abs(self.shown)

    @property
    def levels_gained(self) -> int:
        before, now = self.levels
        return now.rank - before.rank


@dataclass(frozen=True, slots=True)
class Moved:
    """A practice whose answer differs from last time."""

    practice: Practice
    before: Value
    now: Value

    @property
    def compared(self) -> bool:
        """Whether both answers are numbers, so that one can be higher than the other."""
        return isinstance(self.before, int) and isinstance(self.now, int)


def differing_answers(
    model: MaturityModel, before: AnswerSheet, now: AnswerSheet
) -> tuple[Moved, ...]:
    """Return the practices whose answers differ, in the order of the questions."""
    pairs = [(p, before.get(p.code), now.get(p.code)) for p in model.practices]
    return tuple(
        Moved(practice, old.value, new.value)
        for practice, old, new in pairs
        if old and new and old.value != new.value
    )
