"""The trends page: the finding, the lines, two quarters side by side, and past actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assessment.domain.model.maturity import Dimension
from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.changes import Change
from assessment.domain.trends.comparison import Comparison, comparison
from assessment.domain.trends.timeline import Timeline, timeline_of
from assessment.foundation.formatting.dates import quarter_name
from assessment.journey.results.charts import DotRow
from assessment.journey.results.presenters.changes import NamedChange, named_change
from assessment.journey.results.presenters.moved_answers import MovedLine, moved_line
from assessment.journey.results.presenters.results import point_to_draw
from assessment.journey.results.wording import levels, verdict
from assessment.journey.trends.presenters.lines import Lines, Numbers
from assessment.journey.trends.presenters.period import Asked, Period, period_of
from assessment.journey.trends.presenters.plan_outcomes import (
    Chapter,
    MovedAnswer,
    chapters_of,
    moved_answers,
    worked_on_in,
)
from assessment.journey.trends.queries import PastPlan
from assessment.journey.trends.wording import quarters as words
from assessment.journey.trends.wording.finding import finding, reading

MOST_MOVED = 6
"""How many changed answers are shown at first; the others can be expanded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One area in both quarters, as each check shows it; a number is None if there is none.

    The change is over the questions that have a number in both.
    """

    area: Dimension
    chart: DotRow | None
    before: int | None
    now: str | None
    change: Change | None
    named: NamedChange | None

    @property
    def same(self) -> bool:
        """Whether both quarters show the same number."""
        return self.now == str(self.before)


@dataclass(frozen=True, kw_only=True)
class TrendsPage:
    """Everything the trends page shows."""

    timeline: Timeline
    period: Period
    both: Comparison
    plans: tuple[PastPlan, ...]

    @property
    def business(self) -> str:
        return self.period.now.business

    @property
    def quarters(self) -> str:
        return words.quarters_line(len(self.timeline.entries))

    @cached_property
    def title(self) -> str:
        return finding(self.both, self.period.span)

    @property
    def lead(self) -> str:
        return reading(self.both)

    @cached_property
    def lines(self) -> Lines:
        return Lines(
            timeline=self.timeline,
            both=self.both,
            span=self.period.span,
            newest=self.period.newest,
        )

    @cached_property
    def numbers(self) -> Numbers:
        return Numbers(timeline=self.timeline)

    @property
    def level_news(self) -> tuple[str, ...]:
        """Which levels are shown otherwise than in the earlier check, each with its word."""
        return levels.level_news(self.both)

    @property
    def notes(self) -> tuple[str, ...]:
        return levels.comparison_notes(self.both)

    @property
    def worked_on(self) -> str:
        return levels.worked_on(self.both)

    @property
    def judged_by_themselves(self) -> str:
        return levels.judged_by_themselves()

    # ---- two quarters side by side

    @property
    def apart(self) -> str:
        return words.apart(self.period.before.quarter, self.period.now.quarter)

    @property
    def sides(self) -> str:
        return words.sides(self.period.before.quarter, self.period.now.quarter)

    @property
    def before_head(self) -> str:
        return words.column(self.period.before.quarter, self.period.now.quarter)

    @property
    def now_head(self) -> str:
        return words.column(self.period.now.quarter, self.period.before.quarter)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The areas by size of change, those that cannot be compared last."""
        found: list[Pair] = []
        for area, change in sorted(self.both.areas, key=lambda one: _size(one[1]), reverse=True):
            score = self.period.now.scored.dimension(area.key)
            chart = DotRow(
                now=score.points,
                low=score.supported if score.unknown else score.points,
                high=score.upper if score.unknown else score.points,
                then=point_to_draw(change),
                known=not score.unknown,
            )
            pair = Pair(
                area=area,
                chart=chart if score.scored else None,
                before=shown(change.sheet_before) if change else None,
                now=verdict.points(score) if score.scored else None,
                change=change,
                named=named_change(self.both, change) if change else None,
            )
            found.append(pair)
        return tuple(found)

    # ---- changed answers and past actions

    @cached_property
    def _moved(self) -> tuple[MovedAnswer, ...]:
        return moved_answers(self.both, self.plans)

    @property
    def moved(self) -> tuple[MovedAnswer, ...]:
        return self._moved[:MOST_MOVED]

    @property
    def came_or_went(self) -> tuple[MovedLine, ...]:
        """The answers that are left out of the comparison because one side is not a number."""
        return tuple(moved_line(self.both.now, one) for one in self.both.came_or_went)

    @property
    def more_moved(self) -> tuple[MovedAnswer, ...]:
        """The changed answers that are collapsed at first."""
        return self._moved[MOST_MOVED:]

    @property
    def since(self) -> str:
        return quarter_name(self.period.before.quarter)

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        return chapters_of(self.period.submissions, self.plans)


def _size(change: Change | None) -> tuple[int, float]:
    """Sort by displayed points, then by exact ones; areas without a change come last."""
    if change is None:
        return (-1, 0)
    return (change.fallen, abs(float(change.now - change.before)))


def trends_page(period: Period, plans: Sequence[PastPlan] = ()) -> TrendsPage:
    """Build the page for at least two checks, with the plans between the two compared."""
    return TrendsPage(
        timeline=timeline_of(period.submissions),
        period=period,
        both=comparison(period.before, period.now, acted=worked_on_in(plans, period.now.model)),
        plans=tuple(plans),
    )


def sample_page(
    submissions: Sequence[Submission], plans: Sequence[PastPlan], asked: Asked
) -> TrendsPage:
    """Build the page from given checks and plans, without database queries."""
    period = period_of(submissions, asked)
    first, until = period.before.quarter, period.now.quarter
    return trends_page(period, [plan for plan in plans if first <= plan.quarter < until])
