"""What has changed since an earlier quarter, and up to two years side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from assessment.domain.planning.planned_actions import Commitment, PlannedAction
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.rules import score_sheet
from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.changes import Change, Moved
from assessment.domain.trends.comparison import Comparison, comparison
from assessment.domain.trends.predictions import predicted
from assessment.domain.trends.timeline import Point, timeline_of
from assessment.foundation.formatting.dates import quarter_name
from assessment.foundation.formatting.typed_text import for_paper
from assessment.foundation.pdf.fingerprint import NEWER
from assessment.journey.results.presenters.changes import named_change
from assessment.journey.results.presenters.results import ResultsPage
from assessment.journey.results.wording.areas import weakest_first
from assessment.journey.results.wording.levels import judged_by_themselves
from assessment.journey.trends.charts import MOST_QUARTERS
from assessment.journey.trends.presenters.lines import NONE, Figure, Lines
from assessment.journey.trends.presenters.plan_outcomes import Chapter, PastAction, chapters_of
from assessment.journey.trends.queries import PastPlan
from assessment.journey.trends.wording.finding import finding, reading
from assessment.journey.trends.wording.quarters import span
from assessment.outputs.reports.wording import document

SHADES = 5
EVERYTHING = ""
"""In place of an area's key: the score of all areas together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """How a score changed: the difference in points, and a sentence about it.

    `over` is how many questions it is counted over, if not over all that count.
    """

    shown: int
    clear: bool
    words: str
    over: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThenAndNow:
    """An answer that has changed, as text."""

    area: str
    short: str
    before: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceLine:
    """One area, or all of them together, then and now, as each check shows it.

    `expected` is the score the last plan predicted, if there was one.
    """

    title: str
    before: int
    now: int
    expected: int | None
    change: ChangeLine


@dataclass(frozen=True, slots=True, kw_only=True)
class LastPlanPart:
    """How the last plan went."""

    title: str
    done: str
    actions: tuple[PastAction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SincePart:
    """What has changed since an earlier check, and what was done in between.

    `news` says which levels have changed, `notes` what else to know about the comparison.
    """

    title: str
    quarter: str
    areas: tuple[SinceLine, ...]
    overall: SinceLine | None
    moved: tuple[ThenAndNow, ...]
    came_or_went: str
    plan: LastPlanPart | None
    news: tuple[str, ...] = field(default=(), metadata=NEWER)
    notes: tuple[str, ...] = field(default=(), metadata=NEWER)
    worked_on: str = field(default="", metadata=NEWER)

    @property
    def lines(self) -> tuple[SinceLine, ...]:
        """The areas, and at the end the overall score."""
        return (*self.areas, self.overall) if self.overall else self.areas

    @property
    def over_some(self) -> bool:
        """Whether any change is counted over only some of the questions."""
        return any(line.change.over for line in self.lines)

    @property
    def judged_by_themselves(self) -> str:
        return judged_by_themselves()

    @property
    def nothing_moved(self) -> str:
        """The sentence for when no answer rose or fell."""
        if self.came_or_went:
            return _("No other answers have changed.")
        return _("No answers have changed.")

    @property
    def promised(self) -> bool:
        """Whether a plan predicted any score, so that the column of expected scores is needed."""
        return any(line.expected is not None for line in self.lines)


@dataclass(frozen=True, slots=True)
class QuarterHead:
    """A quarter as the two-line heading of a narrow column."""

    months: str
    year: str


@dataclass(frozen=True, slots=True)
class HistoryCell:
    """A score in a quarter; `shade` runs from 1 (light) to 5 (dark), and is 0 without a score."""

    says: str
    shade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """The scores of one area, or of all areas together, quarter by quarter."""

    title: str
    cells: tuple[HistoryCell, ...]
    change: ChangeLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPart:
    """The most recent quarters side by side, oldest first."""

    title: str
    lead: str
    scale: str
    notes: tuple[str, ...]
    figures: tuple[Figure, ...]
    quarters: tuple[QuarterHead, ...]
    areas: tuple[HistoryRow, ...]
    overall: HistoryRow
    levels: tuple[str, ...]

    @property
    def over_some(self) -> bool:
        """Whether any change is counted over only some of the questions."""
        return any(row.change and row.change.over for row in (*self.areas, self.overall))


# ---- changes in scores


def change_line(both: Comparison, change: Change, then: str) -> ChangeLine:
    """Describe a change; `then` names the quarter compared with, empty for the previous check."""
    named = named_change(both, change)
    return ChangeLine(
        shown=named.shown,
        clear=named.clear,
        words=document.change_words(both, change, then),
        over=named.over,
    )


# ---- since an earlier check


def since_part(
    page: ResultsPage, submissions: Sequence[Submission], plans: Sequence[PastPlan], then: str
) -> SincePart | None:
    """Build the comparison with the page's earlier check; None if the two cannot be compared.

    `checks` are all checks, oldest first, and `plans` are those made between them.
    """
    both = page.both
    if both is None or not both.comparable:
        return None
    # The plan of the check before this one, if there was one.
    chapter = next(iter(chapters_of(submissions[-2:], plans)), None)
    # The last plan predicted scores from the previous check, so compare only with that one.
    promised = {} if then else _promised(chapter)
    return SincePart(
        title=_("Since %(quarter)s") % {"quarter": then} if then else _("Since last time"),
        quarter=quarter_name(both.before.quarter),
        areas=tuple(
            SinceLine(
                title=row.dimension.title,
                before=shown(row.change.sheet_before),
                now=shown(row.change.sheet_now),
                expected=promised.get(row.dimension.key),
                change=change_line(both, row.change, then),
            )
            for row in page.areas
            if row.change
        ),
        overall=_overall_line(both, promised, then),
        moved=tuple(_moved(page.submission, one) for one in both.moved),
        came_or_went=page.came_or_went_line,
        plan=_last_plan(chapter) if chapter else None,
        news=page.level_news,
        notes=page.comparison_notes,
        worked_on=page.worked_on,
    )


def _overall_line(both: Comparison, promised: Mapping[str, int], then: str) -> SinceLine | None:
    """Return the overall score then and now; None unless both checks have one."""
    if both.overall is None:
        return None
    return SinceLine(
        title=_("Overall"),
        before=shown(both.overall.sheet_before),
        now=shown(both.overall.sheet_now),
        expected=promised.get(EVERYTHING),
        change=change_line(both, both.overall, then),
    )


def _promised(chapter: Chapter | None) -> dict[str, int]:
    """Return the predicted scores of areas that had a planned action, by key, and overall."""
    if chapter is None:
        return {}
    submission = chapter.both.before
    then = score_sheet(
        submission.model, predicted(submission.model, submission.sheet, chapter.plan.codes)
    )
    planned = {p.dimension.key for p in chapter.plan.actions if p.action and p.dimension}
    # If an earlier score is not known, neither is the score that the plan was to reach.
    known = [score.key for score in submission.scored.dimensions if not score.unknown]
    scores = [then.dimension(key) for key in known if key in planned]
    promised = {score.key: shown(score.points) for score in scores if score.scored}
    if promised and then.overall.scored and not submission.scored.overall.unknown:
        promised[EVERYTHING] = shown(then.overall.points)
    return promised


def _last_plan(chapter: Chapter) -> LastPlanPart:
    return LastPlanPart(
        title=_("What you set out to do in %(quarter)s") % {"quarter": chapter.title},
        done=chapter.done,
        actions=tuple(
            replace(action, planned=action_for_paper(action.planned), went=for_paper(action.went))
            for area in chapter.areas
            for action in area.actions
        ),
    )


def action_for_paper(planned: PlannedAction) -> PlannedAction:
    """Return the action with printable text only, and without the fields that no report shows.

    The document's fingerprint covers every field. A note or a ticked step that is not printed
    must not change it, or the same report would be printed again.
    """
    promised = planned.commitment
    if promised:
        promised = Commitment(
            due_on=promised.due_on,
            who=for_paper(promised.who),
            status=promised.status,
            ended_on=promised.ended_on,
            outcome=for_paper(promised.outcome),
        )
    return replace(planned, title=for_paper(planned.title), commitment=promised)


def _moved(submission: Submission, moved: Moved) -> ThenAndNow:
    return ThenAndNow(
        area=submission.model.dimension(moved.practice.dimension).title,
        short=moved.practice.short,
        before=document.answer_label(submission, moved.practice, moved.before),
        now=document.answer_label(submission, moved.practice, moved.now),
    )


# ---- quarters side by side


def history_part(submissions: Sequence[Submission]) -> HistoryPart | None:
    """Return up to eight quarters, including those without a check; None for a first check.

    The areas are in the order of the whole report: the weakest one now comes first.
    """
    if len(submissions) == 1:
        return None
    timeline = timeline_of(submissions)
    entries = timeline.entries[-MOST_QUARTERS:]
    first = next(entry.submission for entry in entries if entry.submission)
    both = comparison(first, submissions[-1])
    then = quarter_name(first.quarter)
    time = span(first.quarter, submissions[-1].quarter, newest=True)
    lines = Lines(timeline=timeline, both=both, span=time, newest=True)
    order = [submissions[-1].model.dimension(s.key).title for s in weakest_first(submissions[-1])]
    # Without lines, there is no need to say where they stop.
    said = [lines.other_answers] if lines.enough else []
    return HistoryPart(
        title=finding(both, time),
        lead=reading(both),
        scale=lines.scale,
        notes=tuple(note for note in (lines.new_questions, *said, lines.missing) if note),
        figures=_in_order(lines.figures, order) if lines.enough else (),
        quarters=tuple(_head(entry.quarter) for entry in entries),
        areas=tuple(
            _row(
                area.title,
                [entry.area(area.key) for entry in entries],
                change_line(both, change, then) if change else None,
            )
            for area, change in sorted(both.areas, key=lambda pair: order.index(pair[0].title))
        ),
        overall=_row(
            _("Overall"),
            [entry.overall for entry in entries],
            change_line(both, both.overall, then) if both.overall else None,
        ),
        levels=tuple(entry.level_words or NONE for entry in entries),
    )


def _in_order(figures: Sequence[Figure], titles: Sequence[str]) -> tuple[Figure, ...]:
    """Sort the areas by their titles, after the overall score."""
    overall, *areas = figures
    return (overall, *sorted(areas, key=lambda figure: titles.index(figure.title)))


def _row(title: str, line: Sequence[Point], change: ChangeLine | None) -> HistoryRow:
    return HistoryRow(title=title, cells=tuple(_cell(point) for point in line), change=change)


def _cell(point: Point) -> HistoryCell:
    if point.points is None:
        return HistoryCell(NONE, 0)
    # Without the minimum, 100 points would get a sixth shade that no style defines.
    return HistoryCell(
        str(shown(point.points)), 1 + min(SHADES - 1, int(point.points * SHADES / 100))
    )


def _head(quarter: Quarter) -> QuarterHead:
    first, last = quarter.starts_on, quarter.ends_on
    months = f"{format_date(first, 'M')}–{format_date(last, 'M')}"
    return QuarterHead(months, str(last.year))
