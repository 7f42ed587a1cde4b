"""The results page as values, built without database rows so that the sample can use it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assessment.domain.model.answers import NOT_SURE, SET_ASIDE, Evidence
from assessment.domain.model.maturity import Dimension, Tier
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.find_out import FindOutArea
from assessment.domain.planning.planned_actions import PlannedAction
from assessment.domain.planning.planner import make_plan
from assessment.domain.planning.plans import QuarterPlan
from assessment.domain.scoring.cairns import CairnTier, cairn_of
from assessment.domain.scoring.scores import DimensionScore
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.comparison import Change, change_of, comparable, comparison
from assessment.foundation.formatting.remarks import find_out_title
from assessment.journey.results import wording
from assessment.journey.results.charts import CairnChart, DotRow, Rung, cairn_chart, stairs
from assessment.journey.results.presenters.moved_answers import MovedLine, moved_line
from assessment.journey.results.presenters.score_breakdown import Working, working_of


@dataclass(frozen=True, kw_only=True)
class AreaRow:
    """One row of the table of areas; `chart` is None if the area has no score."""

    dimension: Dimension
    score: DimensionScore
    chart: DotRow | None
    change: Change | None

    @property
    def clear_word(self) -> str:
        return wording.change_word(self.change) if self.change else ""


@dataclass(frozen=True, kw_only=True)
class GridCell:
    """One tier of one area: met, open (with steps to go) or waiting for a lower tier."""

    tier: Tier
    state: str
    steps: int
    waits_for: Tier | None


@dataclass(frozen=True, kw_only=True)
class GridRow:
    dimension: Dimension
    scored: bool
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Counts of the answers and of the evidence for them."""

    questions: int
    answered: int
    chosen: int
    not_sure: int
    set_aside: int
    notes: int
    checked: int


@dataclass(frozen=True, kw_only=True)
class ResultsPage:
    """Everything the results page shows about one check."""

    # No slots here: cached_property needs an instance dictionary to store its values.
    submission: Submission
    previous: Submission | None
    wish: PlanWish
    plan: QuarterPlan
    cairn: tuple[CairnTier, ...]

    @property
    def scored(self) -> bool:
        return self.submission.scored.overall.scored

    @property
    def comparable(self) -> bool:
        return self.previous is not None and comparable(self.previous, self.submission)

    @cached_property
    def moved(self) -> tuple[MovedLine, ...]:
        """The answers that changed since last time, in question order."""
        if self.previous is None:
            return ()
        moved = comparison(self.previous, self.submission).moved
        return tuple(moved_line(self.submission, one) for one in moved)

    @cached_property
    def find_out(self) -> tuple[tuple[str, FindOutArea], ...]:
        """What to find out before the actions, with its title."""
        return tuple((find_out_title(area), area) for area in self.plan.find_out)

    @property
    def first_action(self) -> PlannedAction | None:
        return self.plan.actions[0] if self.plan.actions else None

    @cached_property
    def rungs(self) -> tuple[Rung, ...]:
        level = self.submission.scored.overall.level
        return stairs(self.submission.model.levels, level) if level else ()

    @cached_property
    def areas(self) -> tuple[AreaRow, ...]:
        """The areas, weakest first, those without a score last."""
        rows: list[AreaRow] = []
        for score in wording.weakest_first(self.submission):
            area = self.submission.model.dimension(score.key)
            change = change_of(self.previous, self.submission, area) if self.previous else None
            chart = DotRow(
                now=score.points,
                low=score.supported,
                high=score.upper,
                then=change.before if change else None,
            )
            shown = chart if score.scored else None
            rows.append(AreaRow(dimension=area, score=score, chart=shown, change=change))
        return tuple(rows)

    @cached_property
    def grid(self) -> tuple[GridRow, ...]:
        return tuple(_grid_row(self.submission, d) for d in self.submission.model.dimensions)

    @property
    def waiting(self) -> bool:
        return any(cell.state == "waiting" for row in self.grid for cell in row.cells)

    @cached_property
    def cairn_chart(self) -> CairnChart:
        return cairn_chart(self.cairn)

    @property
    def unscored(self) -> tuple[Dimension, ...]:
        scores = self.submission.scored.dimensions
        return tuple(self.submission.model.dimension(s.key) for s in scores if not s.scored)

    @cached_property
    def basis(self) -> Basis:
        answers = list(self.submission.sheet.answers.values())
        values = [answer.value for answer in answers]
        evidence = [answer.evidence for answer in answers]
        return Basis(
            questions=len(self.submission.model.practices),
            answered=len(answers),
            chosen=sum(isinstance(value, int) for value in values),
            not_sure=values.count(NOT_SURE),
            set_aside=values.count(SET_ASIDE),
            notes=evidence.count(Evidence.NOTE),
            checked=evidence.count(Evidence.CHECKED),
        )

    @cached_property
    def working(self) -> Working:
        return working_of(self.submission, self.previous if self.comparable else None)

    # ---- sentences

    @property
    def support_title(self) -> str:
        return wording.support_title(self.submission)

    @property
    def support_text(self) -> str:
        return wording.support_text(self.submission)

    @property
    def level_line(self) -> str:
        return wording.level_line(self.submission)

    @property
    def way_up(self) -> str:
        change = wording.level_change(self.previous, self.submission)
        return f"{wording.way_up(self.submission)} {change}".strip()

    @property
    def overall_line(self) -> str:
        return wording.overall_line(self.previous, self.submission)

    @property
    def areas_line(self) -> str:
        return wording.areas_line(self.previous, self.submission)

    @property
    def moved_line(self) -> str:
        return wording.moved_line(self.previous, self.submission) if self.previous else ""

    @property
    def grid_line(self) -> str:
        return wording.steps_lines(self.submission, self.cairn)

    @property
    def unscored_line(self) -> str:
        return wording.listed([dimension.title for dimension in self.unscored])

    @property
    def lowest_open(self) -> CairnTier | None:
        n = wording.lowest_open(self.cairn)
        return None if n is None else self.cairn[n]

    @property
    def below_open(self) -> CairnTier | None:
        """The complete stone just below the lowest incomplete one."""
        n = wording.lowest_open(self.cairn)
        return self.cairn[n - 1] if n else None

    @property
    def missing_line(self) -> str:
        """The areas missing in the lowest incomplete stone."""
        stone = self.lowest_open
        return (
            wording.titles(self.submission, wording.missing_in(self.submission, stone))
            if stone
            else ""
        )

    @property
    def expected_level(self) -> str:
        return wording.expected_level(self.plan)

    @property
    def gains_line(self) -> str:
        return wording.gains_line(self.plan)


def results_page(submissions: Sequence[Submission], wish: PlanWish) -> ResultsPage:
    """Build the page of the last check, compared with the one before; checks oldest first."""
    submission, previous = submissions[-1], submissions[-2] if len(submissions) > 1 else None
    return ResultsPage(
        submission=submission,
        previous=previous,
        wish=wish,
        plan=make_plan(submission.model, submission.sheet, wish),
        cairn=cairn_of(submission.model, submission.scored),
    )


def _grid_row(submission: Submission, dimension: Dimension) -> GridRow:
    score = submission.scored.dimension(dimension.key)
    cells, missing = [], None
    for tier in submission.model.tiers if score.scored else ():
        found = score.tier(tier.key)
        state = "open" if not found.met else "waiting" if missing else "met"
        cells.append(GridCell(tier=tier, state=state, steps=found.steps, waits_for=missing))
        missing = missing or (None if found.met else tier)
    return GridRow(dimension=dimension, scored=score.scored, cells=tuple(cells))
