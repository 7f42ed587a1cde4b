"""How often firms that have not changed are told that they have, under each scoring rule.

Every firm answers twice, with the same true steps and new errors. Only the firms are made up: the
scores, the comparisons and the names of levels are the product's own.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from math import floor, sqrt
from random import Random
from statistics import fmean

from assessment.domain.model.answers import AnswerSheet, SheetAnswer
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.submissions import Submission
from assessment.domain.scoring.verdicts import Verdict
from assessment.domain.trends.comparison import Comparison, comparison
from assessment.journey.results.presenters.levels import whole_level
from assessment.parties.catalogue.library import SHIPPED, shipped_model
from benchmarks.measuring import SEED, Case, Lane, timed
from benchmarks.plan import REFERENCE, add_fractions

FIRMS = 300
"""How many firms are drawn at each usual step. With more, the lane takes over two minutes."""
USUAL_STEPS = (1.2, 1.6, 2.0)
EASE = (0.35, 0.0, -0.35)
"""By how many steps the practices of each tier are easier or harder, from the bottom."""
SPREAD = 0.9
OF_FIRM, OF_AREA, OF_PRACTICE = 0.35, 0.15, 0.5
"""The shares of a firm, an area and a practice in the variance of the true steps."""
BEFORE, NOW = Quarter(date(2026, 7, 1)), Quarter(date(2026, 10, 1))


@dataclass(frozen=True, slots=True)
class Retest:
    """Who answers the second time, and the error of an answer before it is rounded.

    `shared` is the part of its variance that all answers of a sheet have in common.
    """

    who: str
    noise: float
    shared: float

    def __str__(self) -> str:
        return f"{self.who}, {self.shared:.1f} shared"


SAME, OTHER = "same person", "another person"
RETESTS = (
    Retest(SAME, 0.5, 0.0),
    Retest(SAME, 0.5, 0.2),
    Retest(OTHER, 0.7, 0.2),
    Retest(OTHER, 0.7, 0.4),
)
Fact = Callable[[Comparison], bool]


@contextmanager
def lane() -> Iterator[Lane]:
    table = {
        (rule.scoring.rule, retest): row_of(rule, retest, FIRMS)
        for rule in map(shipped_model, SHIPPED)
        for retest in RETESTS
    }
    yield Lane(
        name="instrument",
        reference=Case(REFERENCE, timed(add_fractions)),
        cases=[],
        figures=lambda _medians: figures_of(table),
        table=lines_of(table),
    )


# ---- firms that do not change


def row_of(model: MaturityModel, retest: Retest, firms: int) -> dict[str, list[float]]:
    """Return what happens to the firms, in per cent for each usual step."""
    columns: dict[str, list[float]] = {name: [] for name in COLUMNS}
    for usual in USUAL_STEPS:
        random = Random(f"{SEED} {usual} {retest}")  # noqa: S311 - repeatable, not secret
        found = [comparison_of(model, usual, retest, random) for _firm in range(firms)]
        for name, is_so in COLUMNS.items():
            columns[name].append(100 * fmean(map(is_so, found)))
    return columns


def comparison_of(model: MaturityModel, usual: float, retest: Retest, random: Random) -> Comparison:
    steps = true_steps(model, usual, random)
    then, now = (
        Submission(
            business="",
            quarter=quarter,
            model=model,
            sheet=answered(steps, retest, random),
            checked_on=quarter.starts_on,
        )
        for quarter in (BEFORE, NOW)
    )
    return comparison(then, now, other_person=retest.who == OTHER)


def true_steps(model: MaturityModel, usual: float, random: Random) -> dict[str, float]:
    """Draw the true steps of a firm, which need not be whole."""
    ease = {tier.key: ease for tier, ease in zip(model.tiers, EASE, strict=True)}
    of_firm = drawn(OF_FIRM, random)
    steps = {}
    for dimension in model.dimensions:
        of_area = of_firm + drawn(OF_AREA, random)
        for practice in dimension.practices:
            away = of_area + drawn(OF_PRACTICE, random)
            steps[practice.code] = usual + ease[practice.tier] + SPREAD * away
    return steps


def answered(steps: Mapping[str, float], retest: Retest, random: Random) -> AnswerSheet:
    """Answer every question with the true step and an error, rounded and cut to 0 to 3."""
    mood = drawn(retest.shared, random)
    answers = {}
    for code, step in steps.items():
        error = retest.noise * (mood + drawn(1 - retest.shared, random))
        answers[code] = SheetAnswer(min(max(floor(step + error + 0.5), 0), 3))
    return AnswerSheet(answers)


def drawn(variance: float, random: Random) -> float:
    return random.gauss(0, sqrt(variance))


# ---- what they are told


def verdicts(both: Comparison) -> list[Verdict]:
    areas = (change for _area, change in both.areas)
    return [change.verdict for change in (both.overall, *areas) if change]


def said_of_level(both: Comparison) -> Verdict | None:
    """Return how sure a change of the overall level is said to be, or None if none is said."""
    if both.overall is None:
        return None
    # A rule without doubt shows the new level without a word, which reads as a fact.
    news = both.overall.level_news
    return news if both.now.rule.names_doubt or news is None else Verdict.CLEAR


def levels_apart(both: Comparison) -> int:
    before, now = (check.scored.overall.level for check in (both.before, both.now))
    return abs(before.rank - now.rank) if before and now else 0


def is_as_named(both: Comparison) -> bool:
    """Tell whether the second level is among those that the first check names."""
    named = whole_level(both.before)
    return both.now.scored.overall.level in {named.level, *named.lighter}


COLUMNS: Mapping[str, Fact] = {
    "clear": lambda both: Verdict.CLEAR in verdicts(both),
    "clear or likely": lambda both: {*verdicts(both)} != {Verdict.CHANCE},
    "level clear": lambda both: said_of_level(both) is Verdict.CLEAR,
    "level likely": lambda both: said_of_level(both) is Verdict.LIKELY,
    "level same": lambda both: levels_apart(both) == 0,
    "two apart": lambda both: levels_apart(both) > 1,
    "as named": is_as_named,
}


# ---- the table


Table = Mapping[tuple[str, Retest], Mapping[str, Sequence[float]]]


def lines_of(table: Table) -> list[str]:
    """Return a line for each rule and retest, with the range over the usual steps."""
    error = 100 * sqrt(0.25 / FIRMS)
    return [
        f"  unchanged firms in per cent, {FIRMS} at each usual step {USUAL_STEPS}, seed {SEED}",
        f"  (the standard error of a percentage is at most {error:.1f})",
        line_of("", list(COLUMNS)),
        *(
            line_of(f"{rule} {retest}", [in_range(row[name]) for name in COLUMNS])
            for (rule, retest), row in table.items()
        ),
    ]


def line_of(head: str, cells: Sequence[str]) -> str:
    return f"  {head:32}" + "".join(f"{cell:>16}" for cell in cells)


def in_range(figures: Sequence[float]) -> str:
    return f"{min(figures):.1f}–{max(figures):.1f}"


def figures_of(table: Table) -> dict[str, float]:
    """Return the worst means of the newest rule, each over the usual steps."""
    newest = shipped_model(SHIPPED[-1]).scoring.rule
    rows = {retest: row for (rule, retest), row in table.items() if rule == newest}

    def worst(column: str, who: Sequence[str] = (SAME, OTHER)) -> float:
        return max(fmean(row[column]) for retest, row in rows.items() if retest.who in who)

    return {
        "false_clear_percent": worst("clear"),
        "level_said_to_have_changed_percent": worst("level clear"),
        "two_levels_apart_percent": worst("two apart", [SAME]),
    }
