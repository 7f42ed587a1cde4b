"""What is true of a check, worked out here a second time, from the answers alone.

It uses neither the scoring rule nor the comparison or the wording, so that a mistake there cannot
hide itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, sqrt

from assessment.domain.model.answers import Evidence, SheetAnswer
from assessment.domain.model.maturity import Dimension, Practice
from assessment.domain.planning.plans import QuarterPlan
from assessment.domain.scoring.submissions import Submission

Worth = Callable[[SheetAnswer], int]
SOLID, SMOOTH, SPARKLE = "solid", "smooth", "sparkle"
TIERS = (SOLID, SMOOTH, SPARKLE)
WEIGHT = {SOLID: 3, SMOOTH: 2, SPARKLE: 1}


def rounded(points: Fraction | float) -> int:
    return floor(points + Fraction(1, 2)) if isinstance(points, Fraction) else floor(points + 0.5)


def as_answered(answer: SheetAnswer) -> int:
    return answer.value if isinstance(answer.value, int) else 0


def cautiously(answer: SheetAnswer) -> int:
    step = as_answered(answer)
    return step - (step > 1 and answer.evidence is Evidence.NONE)


def at_best(answer: SheetAnswer) -> int:
    return 3 if answer.value == "dk" else as_answered(answer)


def backed(answer: SheetAnswer) -> int:
    return 0 if answer.evidence is Evidence.NONE else as_answered(answer)


@dataclass(frozen=True)
class Look:
    """One check, or a part of one: only the questions in `codes`, if these are given."""

    submission: Submission
    codes: frozenset[str] | None = None

    @property
    def areas(self) -> tuple[Dimension, ...]:
        return self.submission.model.dimensions

    def counting(self, area: Dimension) -> list[tuple[Practice, SheetAnswer]]:
        answers = [(p, self.submission.sheet.answers[p.code]) for p in area.practices]
        return [
            (p, a)
            for p, a in answers
            if a.value != "na" and (self.codes is None or p.code in self.codes)
        ]

    def scored(self, area: Dimension) -> bool:
        return len(area.practices) - len(Look(self.submission).counting(area)) <= 2

    def points(self, area: Dimension, worth: Worth = as_answered) -> Fraction:
        found = self.counting(area)
        weight = sum(WEIGHT[p.tier] for p, _a in found)
        return Fraction(100 * sum(WEIGHT[p.tier] * worth(a) for p, a in found), 3 * weight)

    @property
    def all_scored(self) -> bool:
        return all(map(self.scored, self.areas))

    def whole(self, worth: Worth = as_answered) -> Fraction:
        return sum((self.points(a, worth) for a in self.areas), Fraction()) / len(self.areas)

    # ---- levels

    def steps_in(self, area: Dimension, tier: str, worth: Worth = as_answered) -> int:
        steps = [worth(a) for p, a in self.counting(area) if p.tier == tier]
        lifted = sum(max(1 - step, 0) for step in steps)
        return lifted + max(0, 2 * len(steps) - sum(max(step, 1) for step in steps))

    def steps_to(self, area: Dimension, rank: int, worth: Worth = as_answered) -> int:
        return sum(self.steps_in(area, tier, worth) for tier in TIERS[:rank])

    def rank(self, area: Dimension, worth: Worth = as_answered) -> int:
        met = [self.steps_in(area, tier, worth) == 0 for tier in TIERS]
        rank = met.index(False) if False in met else len(met)
        signature = rank == len(TIERS) and self.points(area, cautiously) >= 85
        return rank + signature

    def overall_rank(self, worth: Worth = as_answered) -> int:
        lowest, second, *_rest = sorted(self.rank(area, worth) for area in self.areas)
        return min(second, lowest + 1)

    def level(self, rank: int) -> str:
        return self.submission.model.levels[rank].title

    @property
    def steps_up(self) -> int:
        """The fewest steps to the next level: one area can stay a level below."""
        rank = self.overall_rank() + 1
        to_go = [self.steps_to(area, rank) for area in self.areas]
        saved = [n - self.steps_to(a, rank - 1) for n, a in zip(to_go, self.areas, strict=True)]
        return sum(to_go) - max(saved)

    # ---- counts

    def count(self, *values: object) -> int:
        return sum(a.value in values for a in self.submission.sheet.answers.values())

    @property
    def with_evidence(self) -> int:
        answers = self.submission.sheet.answers.values()
        return sum(a.evidence is not Evidence.NONE for a in answers)


@dataclass(frozen=True)
class Facts:
    """Everything true of a check, the one before it and the suggested plan."""

    submissions: tuple[Submission, ...]
    plan: QuarterPlan

    @property
    def now(self) -> Look:
        return Look(self.submissions[-1])

    @property
    def before(self) -> Look:
        return Look(self.submissions[-2])

    def area(self, title: str) -> Dimension:
        return next(area for area in self.now.areas if area.title == title)

    # ---- like for like

    @property
    def numbers(self) -> frozenset[str]:
        """The questions with a number in both checks."""
        sheets = [look.submission.sheet.answers for look in (self.before, self.now)]
        return frozenset(
            code for code in sheets[0] if all(isinstance(s[code].value, int) for s in sheets)
        )

    def compares(self, area: Dimension) -> bool:
        every = sum(WEIGHT[p.tier] for p in area.practices)
        same = sum(WEIGHT[p.tier] for p in area.practices if p.code in self.numbers)
        return self.before.scored(area) and self.now.scored(area) and 2 * same >= every

    @property
    def compares_whole(self) -> bool:
        return all(map(self.compares, self.now.areas))

    @property
    def alike(self) -> tuple[Look, Look]:
        """Both checks over the questions with a number in both."""
        return tuple(Look(s, self.numbers) for s in self.submissions[-2:])  # type: ignore[return-value]

    def change(self, area: Dimension | None = None) -> Fraction:
        before, now = self.alike
        return now.points(area) - before.points(area) if area else now.whole() - before.whole()

    def spread(self, area: Dimension) -> float:
        weights = [WEIGHT[p.tier] for p in area.practices if p.code in self.numbers]
        return sum(w * w for w in weights) / sum(weights) ** 2

    def is_clear(self, area: Dimension | None = None) -> bool:
        # 1.96 standard errors of two answers with half a step of noise each.
        spreads = [self.spread(a) for a in ([area] if area else self.now.areas)]
        variance = sum(spreads) / len(spreads) ** 2
        return abs(self.change(area)) >= 1.96 * sqrt(2 * variance) * 50 / 3

    def clear(self, way: int) -> set[str]:
        ours = [area for area in self.now.areas if self.compares(area)]
        return {a.title for a in ours if self.is_clear(a) and way * self.change(a) > 0}

    def shown_change(self, area: Dimension | None = None) -> int:
        before, now = self.alike
        if area:
            return rounded(now.points(area)) - rounded(before.points(area))
        return rounded(now.whole()) - rounded(before.whole())

    @property
    def came_or_went(self) -> list[Practice]:
        sheets = [look.submission.sheet.answers for look in (self.before, self.now)]
        practices = self.now.submission.model.practices
        return [
            p
            for p in practices
            if p.code not in self.numbers and sheets[0][p.code].value != sheets[1][p.code].value
        ]

    # ---- the plan

    @property
    def find_outs(self) -> dict[str, int]:
        """The areas with "not sure" answers and how many: an hour each, as far as hours go."""
        answers = self.now.submission.sheet.answers
        unsure = {
            a.title: sum(answers[p.code].value == "dk" for p in a.practices) for a in self.now.areas
        }
        first = [title for title, number in unsure.items() if number][: self.plan.wish.hours]
        return {title: unsure[title] for title in first}

    @property
    def all_hours(self) -> int:
        return sum(p.hours for p in self.plan.actions) + len(self.find_outs)

    @property
    def after(self) -> Look:
        """The check as it would be if every action of the plan were done."""
        from dataclasses import replace  # noqa: PLC0415

        from assessment.domain.model.answers import AnswerSheet  # noqa: PLC0415

        answers = dict(self.now.submission.sheet.answers)
        for planned in sorted(self.plan.actions, key=lambda p: p.code[-1] == "d"):
            assert planned.action
            code = planned.action.practice
            step = 2 if planned.action.kind == "quick" else 3
            answers[code] = replace(answers[code], value=step, evidence=Evidence.NOTE)
        return Look(replace(self.now.submission, sheet=AnswerSheet(answers)))


def titles_in(words: str) -> list[str]:
    """Take apart "Culture, Policies and Channels"."""
    return words.replace(" and ", ", ").split(", ")


def told(found: Sequence[str], expected: set[str]) -> bool:
    return set(found) == expected and len(found) == len(expected)
