"""Versions of a plan side by side: the one shown, and up to three saved by name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property

from assessment.domain.errors import DomainError
from assessment.domain.exchange.submission_json import read_wish
from assessment.domain.model.maturity import Tier
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.planner import make_plan, what_more_hours_buy
from assessment.domain.planning.plans import QuarterPlan
from assessment.domain.scoring.cairns import cairn_of
from assessment.domain.scoring.submissions import Submission
from assessment.journey.planning import wording
from assessment.journey.planning.models import Scenario
from assessment.journey.planning.presenters.builder import Building, actions_only_in
from assessment.journey.planning.presenters.starting_point import Start
from assessment.journey.planning.presenters.wish_links import wish_query, with_started
from assessment.journey.planning.queries.find_outs import finding_out
from assessment.journey.planning.queries.plans import MOST_VERSIONS
from assessment.journey.planning.queries.saved_plans import SavedPlan
from assessment.journey.results.wording.areas import lowest_open

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class VersionColumn:
    """One version: the figures of its plan, or why it has none.

    `use` is its query; empty if it is already shown or can no longer be read.
    """

    name: str
    means: str = ""
    cells: Sequence[str] = ()
    trouble: str = ""
    kept: bool = True
    shown: bool = False
    use: str = ""


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    """One row of the comparison, with a cell per version; a cell is empty if it has no plan."""

    title: str
    cells: Sequence[tuple[VersionColumn, str]]


@dataclass(frozen=True, kw_only=True)
class VersionComparison:
    """The plan on the page, or None if there is none, next to the saved versions."""

    submission: Submission
    building: Building | None
    saved: SavedPlan | None
    start: Start
    versions: Sequence[Scenario]

    @property
    def full(self) -> bool:
        return len(self.versions) >= MOST_VERSIONS

    @property
    def newest(self) -> str:
        """When the newest version was saved, for the form to send back."""
        return max((v.kept_at for v in self.versions), default=NEVER).isoformat()

    @property
    def next_name(self) -> str:
        """The first default name that is not in use."""
        taken = {version.name.casefold() for version in self.versions}
        names = (wording.version_name(number) for number in range(1, MOST_VERSIONS + 1))
        return next((name for name in names if name.casefold() not in taken), "")

    @cached_property
    def columns(self) -> Sequence[VersionColumn]:
        now = [self._now(self.building)] if self.building else []
        return [*now, *(self._kept(version) for version in self.versions)]

    @cached_property
    def rows(self) -> Sequence[VersionRow]:
        titles = wording.what_is_compared(self._tier)
        return [
            VersionRow(
                title=title, cells=[(c, c.cells[n] if c.cells else "") for c in self.columns]
            )
            for n, title in enumerate(titles)
        ]

    @cached_property
    def _tier(self) -> Tier:
        """The lowest tier not yet met in every area; the highest tier if all are met."""
        lowest = lowest_open(cairn_of(self.submission.model, self.submission.scored))
        return self.submission.model.tiers[-1 if lowest is None else lowest]

    def _now(self, building: Building) -> VersionColumn:
        return VersionColumn(
            name=wording.as_planned(),
            means=wording.means(building.wish, self.submission.currency),
            cells=self._cells(building.plan, building.larger),
            kept=False,
            shown=True,
        )

    def _kept(self, version: Scenario) -> VersionColumn:
        """Build the column of a saved version from today's answers.

        A correction since it was saved can make its plan impossible.
        """
        model, sheet = self.submission.model, self.submission.sheet
        try:
            wish = self._for_today(read_wish(model, version.wish))
        except DomainError:
            # The saved wish names actions or areas that the current question set does not have.
            return VersionColumn(name=version.name, trouble=wording.version_is_past())
        query = wish_query(model, wish)
        shown = query == self.query_shown
        means, use = wording.means(wish, self.submission.currency), "" if shown else query
        try:
            plan = make_plan(model, sheet, wish)
        except DomainError:
            trouble = wording.version_does_not_fit()
            return VersionColumn(name=version.name, means=means, trouble=trouble, use=use)
        cells = self._cells(plan, what_more_hours_buy(model, sheet, wish))
        return VersionColumn(name=version.name, means=means, cells=cells, shown=shown, use=use)

    @cached_property
    def query_shown(self) -> str:
        """The query of the plan on the page, as a version saved from it has it."""
        if self.building is None:
            return ""
        wish = self.building.wish
        return wish_query(
            self.submission.model, replace(wish, max_actions=wish.room, empty_places=0)
        )

    def _for_today(self, wish: PlanWish) -> PlanWish:
        """Return a saved wish for the team and the plan as they are now, like its link."""
        start = self.start.wish
        wish = replace(wish, team=start.team, not_suitable=start.not_suitable)
        return finding_out(self.submission, with_started(wish, self.start.started), self.saved)

    def _cells(self, plan: QuarterPlan, larger: QuarterPlan) -> Sequence[str]:
        """In the order of `wording.what_is_compared`."""
        cairn = cairn_of(self.submission.model, plan.expected)
        stone = next(stone for stone in cairn if stone.tier == self._tier)
        return (
            wording.puts_in(plan, self.submission.currency),
            str(len(plan.actions)),
            wording.score_line(plan),
            wording.level_line(plan),
            wording.number_of_areas(stone.count, len(stone.filled)),
            wording.more_hours_would(actions_only_in(larger, plan), larger),
        )
