"""The results page as values, built without database rows so that the sample can use it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from assessment.domain.model.answers import NOT_SURE, SET_ASIDE, Evidence
from assessment.domain.model.maturity import Dimension
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.planned_actions import PlannedAction, find_out_action
from assessment.domain.planning.planner import make_plan
from assessment.domain.planning.plans import QuarterPlan
from assessment.domain.scoring.cairns import CairnTier, cairn_of
from assessment.domain.scoring.scores import DimensionScore
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.changes import Change
from assessment.domain.trends.comparison import Comparison, comparison
from assessment.foundation.formatting.remarks import find_out_title
from assessment.journey.results.charts import CairnChart, DotRow, Rung, cairn_chart, stairs
from assessment.journey.results.presenters.changes import NamedChange, named_change
from assessment.journey.results.presenters.grid import GridRow, grid_row
from assessment.journey.results.presenters.in_plan import InPlan
from assessment.journey.results.presenters.levels import (
    HangsOn,
    NamedLevel,
    area_level,
    hangs_on,
    whole_level,
)
from assessment.journey.results.presenters.moved_answers import MovedLine, moved_line
from assessment.journey.results.presenters.score_breakdown import Working, working_of
from assessment.journey.results.wording import areas, changes, levels, verdict


@dataclass(frozen=True, kw_only=True)
class AreaRow:
    """One row of the table of areas; `chart` is None if the area has no score.

    `named` is the change in words. `new` says that the earlier check did not ask about the area.
    """

    dimension: Dimension
    score: DimensionScore
    level: NamedLevel
    chart: DotRow | None
    change: Change | None
    named: NamedChange | None
    new: bool

    @property
    def points(self) -> str:
        return verdict.points(self.score)

    @property
    def possible_range(self) -> str:
        return verdict.possible_range(self.score)


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


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggested action or something to find out, and its place in the saved plan, if any."""

    planned: PlannedAction
    place: InPlan | None

    @property
    def achieved(self) -> bool:
        return self.place is not None and self.place.status.achieved

    @property
    def place_words(self) -> str:
        return areas.place_in_plan(self.place.status, self.place.on) if self.place else ""


@dataclass(frozen=True, kw_only=True)
class ResultsPage:
    """Everything the results page shows about one check.

    `in_plan` has what is in the saved plan, by name; None without a plan, or if the reader may not
    see it.
    `acted` has the codes of the questions that were worked on since the previous check.
    """

    # No slots here: cached_property needs an instance dictionary to store its values.
    submission: Submission
    previous: Submission | None
    wish: PlanWish
    plan: QuarterPlan
    cairn: tuple[CairnTier, ...]
    in_plan: Mapping[str, InPlan] | None = None
    acted: frozenset[str] = frozenset()

    @property
    def scored(self) -> bool:
        return self.submission.scored.overall.scored

    @cached_property
    def both(self) -> Comparison | None:
        """The comparison with the previous check, if there is one."""
        if self.previous is None:
            return None
        return comparison(self.previous, self.submission, acted=self.acted)

    @property
    def comparable(self) -> bool:
        return self.both is not None and self.both.comparable

    @cached_property
    def moved(self) -> tuple[MovedLine, ...]:
        """The answers that rose or fell since last time, in question order."""
        moved = self.both.moved if self.both else ()
        return tuple(moved_line(self.submission, one) for one in moved)

    @cached_property
    def came_or_went(self) -> tuple[MovedLine, ...]:
        """The answers that are left out of the comparison because one side is not a number."""
        found = self.both.came_or_went if self.both else ()
        return tuple(moved_line(self.submission, one) for one in found)

    @cached_property
    def find_out(self) -> tuple[Suggestion, ...]:
        """What to find out before the actions, each with its place in the saved plan."""
        known = self.in_plan or {}
        planned = (find_out_action(area, find_out_title(area)) for area in self.plan.find_out)
        return tuple(Suggestion(p, known.get(p.named)) for p in planned)

    @cached_property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """The suggested actions, each with its place in the saved plan."""
        known = self.in_plan or {}
        return tuple(Suggestion(p, known.get(p.code)) for p in self.plan.actions)

    @property
    def first(self) -> Suggestion | None:
        """The first suggested action that is not done yet, or the first if all are."""
        to_do = (one for one in self.suggestions if not one.achieved)
        return next(to_do, next(iter(self.suggestions), None))

    @cached_property
    def rungs(self) -> tuple[Rung, ...]:
        here = self.level
        if here.level is None:
            return ()
        return stairs(self.submission.model.levels, here.level, here.lighter)

    @cached_property
    def level(self) -> NamedLevel:
        """The overall level with its doubt."""
        return whole_level(self.submission)

    @cached_property
    def hangs_on(self) -> tuple[HangsOn, ...]:
        """The single answers that the overall level depends on."""
        return hangs_on(self.submission)

    @property
    def gaps(self) -> tuple[AreaRow, ...]:
        """The areas whose level rests on a floor above a gap."""
        return tuple(row for row in self.areas if row.level.gap)

    @property
    def chances_line(self) -> str:
        return levels.chances_line()

    @property
    def level_rule(self) -> tuple[str, ...]:
        """The rule behind the levels, in the words of the model if it has them."""
        texts = self.submission.model.level_texts
        return texts.rule if texts else ()

    @property
    def level_news(self) -> tuple[str, ...]:
        """Which levels are shown otherwise than last time, each with its word."""
        return levels.level_news(self.both) if self.both else ()

    @property
    def comparison_notes(self) -> tuple[str, ...]:
        return levels.comparison_notes(self.both) if self.both else ()

    @property
    def worked_on(self) -> str:
        return levels.worked_on(self.both) if self.both else ""

    @property
    def judged_by_themselves(self) -> str:
        return levels.judged_by_themselves()

    @cached_property
    def areas(self) -> tuple[AreaRow, ...]:
        """The areas, weakest first, those without a score last."""
        rows: list[AreaRow] = []
        for score in areas.weakest_first(self.submission):
            change = self.both.area(score.key) if self.both else None
            chart = DotRow(
                now=score.points,
                low=score.supported,
                high=score.upper,
                then=point_to_draw(change),
                known=not score.unknown,
            )
            row = AreaRow(
                dimension=self.submission.model.dimension(score.key),
                score=score,
                level=area_level(self.submission, score.key),
                chart=chart if score.scored else None,
                change=change,
                named=named_change(self.both, change) if self.both and change else None,
                new=self.both is not None and self.both.has_new_questions(score.key),
            )
            rows.append(row)
        return tuple(rows)

    @cached_property
    def grid(self) -> tuple[GridRow, ...]:
        return tuple(grid_row(self.submission, row.dimension) for row in self.areas)

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
        return working_of(self.submission, self.both if self.comparable else None)

    # ---- sentences

    @property
    def points(self) -> str:
        return verdict.points(self.submission.scored.overall)

    @property
    def verdict(self) -> str:
        return verdict.verdict(self.submission)

    @property
    def means(self) -> str:
        return verdict.means(self.submission)

    @property
    def support_title(self) -> str:
        return verdict.support_title(self.submission)

    @property
    def support_text(self) -> str:
        return verdict.support_text(self.submission)

    @property
    def level_line(self) -> str:
        return verdict.level_line(self.submission)

    @property
    def way_up(self) -> str:
        change = changes.level_change(self.both) if self.both else ""
        return f"{verdict.way_up(self.submission)} {change}".strip()

    @property
    def overall_line(self) -> str:
        return changes.overall_line(self.both) if self.both else ""

    @property
    def areas_line(self) -> str:
        return changes.areas_line(self.both, areas.weakest_line(self.submission))

    @property
    def moved_line(self) -> str:
        return changes.moved_line(self.both) if self.both else ""

    @property
    def came_or_went_line(self) -> str:
        return changes.came_or_went_line(self.both) if self.both else ""

    @property
    def grid_line(self) -> str:
        return areas.steps_lines(self.submission, self.cairn)

    @property
    def unscored_line(self) -> str:
        return areas.listed([dimension.title for dimension in self.unscored])

    @property
    def lowest_open(self) -> CairnTier | None:
        n = areas.lowest_open(self.cairn)
        return None if n is None else self.cairn[n]

    @property
    def below_open(self) -> CairnTier | None:
        """The complete stone just below the lowest incomplete one."""
        n = areas.lowest_open(self.cairn)
        return self.cairn[n - 1] if n else None

    @property
    def missing_line(self) -> str:
        """The areas missing in the lowest incomplete stone."""
        stone = self.lowest_open
        return (
            areas.titles(self.submission, areas.missing_in(self.submission, stone)) if stone else ""
        )

    @property
    def estimated(self) -> bool:
        return areas.estimated(self.plan)

    @property
    def expected_line(self) -> str:
        return areas.expected_line(self.plan)

    @property
    def gains_line(self) -> str:
        return areas.gains_line(self.plan)


def point_to_draw(change: Change | None) -> Fraction | None:
    """Return the earlier score to mark beside the new one.

    It is None if other questions counted then: two marks would suggest a change that is not real.
    """
    return change.before if change and change.whole else None


def results_page(
    submissions: Sequence[Submission],
    wish: PlanWish,
    in_plan: Mapping[str, InPlan] | None = None,
    acted: frozenset[str] = frozenset(),
) -> ResultsPage:
    """Build the page of the last check, compared with the one before; checks oldest first."""
    submission, previous = submissions[-1], submissions[-2] if len(submissions) > 1 else None
    return ResultsPage(
        submission=submission,
        previous=previous,
        wish=wish,
        plan=make_plan(submission.model, submission.sheet, wish),
        cairn=cairn_of(submission.model, submission.scored),
        in_plan=in_plan,
        acted=acted,
    )
