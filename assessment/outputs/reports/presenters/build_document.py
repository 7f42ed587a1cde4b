"""Build a report document from a check, the checks before it and a plan."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile
from math import ceil, sqrt
from operator import itemgetter

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessment.domain.planning.planned_actions import PlannedAction
from assessment.domain.planning.plans import QuarterPlan
from assessment.domain.scoring.cairns import cairn_of
from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.formatting import csv_tables
from assessment.foundation.formatting.dates import quarter_months, quarter_name
from assessment.foundation.formatting.numbers import steps
from assessment.foundation.formatting.typed_text import for_paper
from assessment.journey.results.presenters.grid import GridCell
from assessment.journey.results.presenters.results import ResultsPage
from assessment.journey.results.wording.verdict import way_up
from assessment.journey.trends.presenters.plan_outcomes import worked_on_in
from assessment.journey.trends.queries import PastPlan
from assessment.journey.trends.wording.finding import reading
from assessment.outputs.reports.charts import SupportBar, stairs_chart
from assessment.outputs.reports.editions import Options
from assessment.outputs.reports.presenters.answers_table import answers_table
from assessment.outputs.reports.presenters.areas import Around, area_part
from assessment.outputs.reports.presenters.comparison import history_part, since_part
from assessment.outputs.reports.presenters.consultant import ConsultantPart
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.presenters.method import method_part, support_rule
from assessment.outputs.reports.presenters.plan import PlanPart, plan_part
from assessment.outputs.reports.presenters.standing import (
    ChanceRow,
    LevelLine,
    MissingStep,
    PrintedCell,
    PrintedRow,
    StoneLine,
    SurePart,
)
from assessment.outputs.reports.wording import document
from assessment.voices.overview.presenters.for_report import VoicesPart, voices_part
from assessment.voices.overview.queries import OtherViews

MISSING_ROOM = 3
"""How many areas fit in the list of what is missing for the next level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What a report needs in addition to its checks and its plan.

    `past` contains the plans made between those checks, and `others` what team and customers say.
    The default consultant is empty: no brand and no comments. `for_others` hides what others say,
    and the hours and the money available for the plan.
    """

    past: tuple[PastPlan, ...] = ()
    others: OtherViews | None = None
    consultant: ConsultantPart = field(default_factory=ConsultantPart)
    options: Options = field(default_factory=Options)
    for_others: bool = False


def build_document(
    submission: Submission,
    *,
    earlier: Sequence[Submission],
    plan: QuarterPlan,
    saved: Sequence[PlannedAction] | None,
    today: date,
    extras: Extras | None = None,
) -> ReportDocument:
    """Return everything that a report of this check says, in all its editions.

    `earlier` contains the checks before this one, oldest first. For a saved plan, `plan` is the
    domain's view of it and `saved` says who does its actions and by when. For a suggested plan,
    `saved` is None, and its actions are due as if it had been saved on `today`.
    """
    extras = extras or Extras()
    if not extras.options.notes:
        saved, extras = _without_outcomes(saved, extras)
    last = earlier[-1] if earlier else None
    asked_for = (each for each in earlier if each.quarter.slug == extras.options.compare)
    previous = next(asked_for, last)
    # The plans are those since the last check, not since an earlier one.
    until = submission.quarter
    past = [
        p for p in extras.past if last is previous and last and last.quarter <= p.quarter < until
    ]
    page = ResultsPage(
        submission=submission,
        previous=previous,
        acted=worked_on_in(past, submission.model),
        wish=plan.wish,
        plan=plan,
        cairn=cairn_of(submission.model, submission.scored),
    )
    given = ReportInput(page=page, submissions=(*earlier, submission), extras=extras)
    return _document(given, plan_part(submission, plan, saved, today, for_others=extras.for_others))


def _without_outcomes(
    saved: Sequence[PlannedAction] | None, extras: Extras
) -> tuple[Sequence[PlannedAction] | None, Extras]:
    """Remove what was written about actions: outcomes are notes too, so they go with the notes."""
    past = [
        replace(plan, actions=tuple(planned.without_outcome() for planned in plan.actions))
        for plan in extras.past
    ]
    kept = saved and [planned.without_outcome() for planned in saved]
    return kept, replace(extras, past=tuple(past))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportInput:
    """A check with the checks before it, and the page that compares them."""

    page: ResultsPage
    submissions: tuple[Submission, ...]
    extras: Extras

    @property
    def then(self) -> str:
        """The quarter compared with; empty for the previous check, which is called "last time"."""
        previous = self.page.previous
        if previous is None or previous is self.submissions[-2]:
            return ""
        return quarter_name(previous.quarter)


def _document(given: ReportInput, planned: PlanPart) -> ReportDocument:
    page, extras, then = given.page, given.extras, given.then
    submission, overall = page.submission, page.submission.scored.overall
    order = [dimension.key for dimension in submission.model.dimensions]
    around = Around(
        plan=page.plan,
        actions=planned.actions,
        consultant=extras.consultant,
        options=extras.options,
        both=page.both,
        then=then,
    )
    weakest_first = tuple(area_part(submission, row, around) for row in page.areas)
    change_words = document.overall_change_words(page.both, then) if page.scored else ""
    areas_line = page.areas_line
    if then and page.both:
        areas_line = reading(page.both)
    support = None
    if overall.scored and not overall.unknown:
        support = SupportBar(score=overall.points, supported=overall.supported)
    return ReportDocument(
        language=language_of_page(),
        business=for_paper(submission.business),
        quarter_key=submission.quarter.key,
        quarter=quarter_name(submission.quarter),
        months=quarter_months(submission.quarter),
        until=submission.plan_until,
        checked_on=submission.checked_on,
        checked_by=for_paper(submission.checked_by),
        verdict=page.verdict or _("Not enough answers for a score"),
        means=page.means or document.no_score(submission),
        score=shown(overall.points) if overall.scored else None,
        score_words=page.points if overall.scored else "",
        supported=shown(overall.supported) if overall.scored else None,
        change_words=change_words,
        level=page.level.words,
        levels=_levels(page),
        verdict_begins=_verdict_begins(submission),
        stairs=stairs_chart(page.rungs),
        level_line=page.level_line,
        way_up=_way_up(page, then),
        next_advice=document.way_up_advice(submission),
        missing=_missing(page),
        missing_rule=_missing_rule(page),
        step_labels=tuple(submission.model.answers.labels),
        areas_line=areas_line,
        clear_from=_clear_from(page),
        compared_with=_compared_with(page),
        then=then,
        areas=tuple(sorted(weakest_first, key=lambda area: order.index(area.key))),
        weakest_first=weakest_first,
        cairn=page.cairn_chart,
        cairn_words=_cairn_words(page),
        stones=_stones(page),
        cairn_advice=page.grid_line,
        grid=_grid(page),
        support=support,
        support_rule=support_rule(submission),
        support_title=page.support_title if page.scored else "",
        support_text=page.support_text if page.scored else "",
        plan=planned,
        since=since_part(page, given.submissions, extras.past, then),
        history=history_part(given.submissions) if extras.options.history else None,
        method=method_part(submission),
        consultant=extras.consultant,
        options=extras.options,
        left_out=document.left_out(extras.options),
        enclosed=_enclosed(submission, extras.options),
        basis=document.basis_line(page.basis),
        sure=_sure(page),
        voices=_voices(submission, extras),
    )


def _voices(submission: Submission, extras: Extras) -> VoicesPart | None:
    """Return what others say; it is for the business itself, not for those it shares with."""
    if extras.others is None or extras.for_others or not extras.options.voices:
        return None
    part = voices_part(submission, extras.others)
    if part and extras.options.method:
        # The method page has the credits of the questions, and attributes the mark there.
        return replace(part, attribution="")
    return part


def _enclosed(submission: Submission, options: Options) -> str:
    if not options.enclose:
        return ""
    return csv_tables.written(answers_table(submission, with_notes=options.notes)).decode()


# ---- comparison and language


def _way_up(page: ResultsPage, then: str) -> str:
    """Describe the way up; the page adds the change of level only against the previous check."""
    if not page.scored:
        return ""
    return way_up(page.submission) if then else page.way_up


def language_of_page() -> str:
    """The language of the report as PDF readers expect it, such as en-GB."""
    language, _dash, region = (get_language() or "en-gb").partition("-")
    return f"{language}-{region.upper()}" if region else language


def _compared_with(page: ResultsPage) -> str:
    """Name the quarter compared with; empty if there is none or it cannot be compared."""
    if page.previous is None or not page.comparable:
        return ""
    return quarter_name(page.previous.quarter)


# ---- the level


def _levels(page: ResultsPage) -> tuple[LevelLine, ...]:
    submission, named = page.submission, page.level
    here, begins = named.level, _verdict_begins(submission)
    return tuple(
        LevelLine(
            number=level.rank + 1,
            title=level.title,
            ladder=level.ladder,
            verdict_ends=level.verdict.removeprefix(begins).strip(),
            here=level == here,
            passed=here is not None and level.rank < here.rank,
            perhaps=level in named.lighter,
        )
        for level in submission.model.levels
    )


def _sure(page: ResultsPage) -> SurePart | None:
    """Say how sure the level is; None under a rule that names no doubt."""
    if not page.hangs_on:
        return None
    rows = [ChanceRow(title=row.dimension.title, percents=row.level.percents) for row in page.areas]
    return SurePart(
        words=page.level.words,
        sure=page.level.sure,
        rule=page.level_rule,
        gaps=tuple(document.gap(row.dimension.title, row.level.gap) for row in page.gaps),
        hangs_on=page.hangs_on,
        chances_line=page.chances_line,
        levels=tuple(level.title for level in page.submission.model.levels),
        chances=(*rows, ChanceRow(title=_("Overall"), percents=page.level.percents)),
    )


def _verdict_begins(submission: Submission) -> str:
    """Return the first words that all verdicts share, which are printed once as a heading."""
    # Verdicts differ in length, so the words after the shortest one are never compared.
    words = zip(*(level.verdict.split() for level in submission.model.levels), strict=False)
    same = takewhile(lambda nth: len(set(nth)) == 1, words)
    return " ".join(nth[0] for nth in same)


def _missing(page: ResultsPage) -> tuple[MissingStep, ...]:
    """List the areas closest to the next level, with the answers that hold them back."""
    way = page.working.steps
    if way is None:
        return ()
    tiers = page.submission.model.tiers[: way.level.rank]
    usual = page.submission.rule.usual_step
    found = []
    for dimension, count in sorted(way.areas, key=itemgetter(1)):
        low = [
            practice.short
            for tier in tiers
            if not page.submission.scored.dimension(dimension.key).tier(tier.key).met
            for practice in page.submission.sheet.applicable(dimension.in_tier(tier))
            if page.submission.sheet.step(practice) < usual
        ]
        if count and low:
            words = document.to_go(count, low)
            found.append((count, MissingStep(area=dimension.title, words=words)))
    shown, beyond = found[:MISSING_ROOM], sum(count for count, _step in found[MISSING_ROOM:])
    lines = [step for _count, step in shown]
    if beyond:
        lines.append(MissingStep(area=_("Other areas"), words=document.more_to_go(beyond)))
    return tuple(lines)


def _missing_rule(page: ResultsPage) -> str:
    way = page.working.steps
    if way is None or way.waits is None:
        return ""
    return _(
        "For %(level)s, every area but one must reach that level, and that one can be a level "
        "below. %(area)s can wait."
    ) % {"level": way.level.title, "area": way.waits.title}


def _clear_from(page: ResultsPage) -> str:
    if not _compared_with(page):
        return ""
    limits = [row.change.limit for row in page.areas if row.change]
    if not limits:
        return ""
    if page.submission.rule.names_doubt:
        # Each change has a limit of its own, which depends on the others.
        return _("arrow: a clear change")
    points = {"points": ceil(sqrt(max(limits)))}
    return _("arrow: a clear change of %(points)s or more") % points


# ---- cairn, grid and support


def _stones(page: ResultsPage) -> tuple[StoneLine, ...]:
    """List the tiers from the top stone down."""
    return tuple(
        StoneLine(
            key=stone.tier.key,
            title=stone.tier.title,
            says=_("%(count)s of %(all)s") % {"count": stone.count, "all": len(stone.filled)},
        )
        for stone in reversed(page.cairn)
    )


def _cairn_words(page: ResultsPage) -> str:
    tiers = [
        _("%(tier)s in %(count)s of %(all)s areas")
        % {"tier": stone.tier.title, "count": stone.count, "all": len(stone.filled)}
        for stone in page.cairn
    ]
    return _("The cairn: %(tiers)s") % {"tiers": ", ".join(tiers)}


def _grid(page: ResultsPage) -> tuple[PrintedRow, ...]:
    return tuple(
        PrintedRow(
            title=row.dimension.title,
            cells=tuple(
                PrintedCell(tier=cell.tier.key, state=cell.state, words=_cell_words(cell))
                for cell in row.cells
            ),
        )
        for row in page.grid
    )


def _cell_words(cell: GridCell) -> str:
    if cell.state == "waiting" and cell.waits_for:
        return _("Waiting for %(tier)s") % {"tier": cell.waits_for.title}
    if cell.state == "met":
        return _("Met")
    return _("%(steps)s to go") % {"steps": steps(cell.steps)}
