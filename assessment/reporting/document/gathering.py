"""From domain values to a document: a check, the checks before it, and a plan."""

from collections.abc import Sequence
from datetime import date
from itertools import takewhile
from operator import itemgetter

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessment.domain.cairns import cairn_of
from assessment.domain.checks import Check
from assessment.domain.planning import Plan
from assessment.domain.scoring import shown
from assessment.domain.trends import Moved, comparison
from assessment.reporting.charts import SupportBar, stairs_chart
from assessment.reporting.document import sentences
from assessment.reporting.document.areas import area_part, change_line, printable
from assessment.reporting.document.planned import SavedItem, plan_part
from assessment.reporting.document.values import (
    AreaPart,
    GridCell,
    GridRow,
    LevelLine,
    MethodPart,
    MissingStep,
    MovedLine,
    PlanPart,
    ReportDocument,
    SinceLine,
    SincePart,
    StoneLine,
)
from assessment.scoring.page import GridCell as PageCell
from assessment.scoring.page import ResultsPage
from assessment.templatetags.cairn import quarter_months, quarter_name, steps

MISSING_ROOM = 3
"""Areas whose way to the next level has room on the page of the level."""


def gather(
    check: Check,
    *,
    earlier: Sequence[Check],
    plan: Plan,
    saved: Sequence[SavedItem] | None,
    today: date,
) -> ReportDocument:
    """Everything that a report of this check says.

    `earlier` holds the checks before this one, oldest first. `plan` is the saved plan as the
    domain sees it, and `saved` who does its actions and by when; or it is the suggested plan,
    `saved` is None, and its actions are due as if it had been saved on `today`.
    """
    page = ResultsPage(
        check=check,
        previous=earlier[-1] if earlier else None,
        wish=plan.wish,
        plan=plan,
        cairn=cairn_of(check.model, check.scored),
    )
    planned = plan_part(check, plan, saved, today)
    weakest_first = tuple(area_part(check, row, planned.steps, plan) for row in page.areas)
    return _document(page, planned, weakest_first)


def _document(
    page: ResultsPage, planned: PlanPart, weakest_first: tuple[AreaPart, ...]
) -> ReportDocument:
    check, overall = page.check, page.check.scored.overall
    order = [dimension.key for dimension in check.model.dimensions]
    return ReportDocument(
        language=_language(),
        business=printable(check.business),
        quarter_key=check.quarter.key,
        quarter=quarter_name(check.quarter),
        months=quarter_months(check.quarter),
        until=check.quarter.ends_on,
        checked_on=check.checked_on,
        checked_by=check.checked_by,
        verdict=overall.level.verdict if overall.level else _("Not enough answers for a score"),
        means=overall.level.means if overall.level else sentences.no_score(check),
        score=shown(overall.points) if overall.scored else None,
        supported=shown(overall.supported) if overall.scored else None,
        change_words=sentences.overall_change_words(page.previous, check) if page.scored else "",
        level=overall.level.title if overall.level else "",
        levels=_levels(check),
        verdict_begins=_verdict_begins(check),
        stairs=stairs_chart(page.rungs),
        level_line=page.level_line,
        way_up=page.way_up if page.scored else "",
        next_advice=sentences.way_up_advice(check),
        missing=_missing(page),
        missing_rule=_missing_rule(page),
        areas_line=page.areas_line,
        clear_from=_clear_from(page),
        compared_with=_compared_with(page),
        areas=tuple(sorted(weakest_first, key=lambda area: order.index(area.key))),
        weakest_first=weakest_first,
        cairn=page.cairn_chart,
        cairn_words=_cairn_words(page),
        stones=_stones(page),
        cairn_advice=page.grid_line,
        grid=_grid(page),
        support=_support(page),
        support_rule=sentences.support_rule(check),
        support_title=page.support_title if page.scored else "",
        support_text=page.support_text if page.scored else "",
        plan=planned,
        since=_since(page),
        method=_method(check),
        basis=sentences.basis_line(page.basis),
        source=check.model.content_hash,
    )


def _language() -> str:
    """The language the report is said in, as PDF readers want it: en-GB."""
    language, _dash, region = (get_language() or "en-gb").partition("-")
    return f"{language}-{region.upper()}" if region else language


def _compared_with(page: ResultsPage) -> str:
    """The quarter that this one is compared with, if it can be."""
    if page.previous is None or not page.comparable:
        return ""
    return quarter_name(page.previous.quarter)


# ---- the level


def _levels(check: Check) -> tuple[LevelLine, ...]:
    here, begins = check.scored.overall.level, _verdict_begins(check)
    return tuple(
        LevelLine(
            number=level.rank + 1,
            title=level.title,
            ladder=level.ladder,
            verdict_ends=level.verdict.removeprefix(begins).strip(),
            here=level == here,
            passed=here is not None and level.rank < here.rank,
        )
        for level in check.model.levels
    )


def _verdict_begins(check: Check) -> str:
    """The words that all verdicts begin with, said once in the head of their column."""
    words = zip(*(level.verdict.split() for level in check.model.levels), strict=False)
    same = takewhile(lambda nth: len(set(nth)) == 1, words)
    return " ".join(nth[0] for nth in same)


def _missing(page: ResultsPage) -> tuple[MissingStep, ...]:
    """The areas nearest to the next level, and the answers that hold them back."""
    way = page.working.steps
    if way is None:
        return ()
    tiers = page.check.model.tiers[: way.level.rank]
    usual = page.check.model.scoring.tier_mean
    found = []
    for dimension, count in sorted(way.areas, key=itemgetter(1)):
        low = [
            practice.short
            for tier in tiers
            if not _met(page, dimension.key, tier.key)
            for practice in page.check.sheet.applicable(dimension.in_tier(tier))
            if page.check.sheet.step(practice) < usual
        ]
        if count and low:
            found.append(MissingStep(area=dimension.title, words=sentences.to_go(count, low)))
    return tuple(found[:MISSING_ROOM])


def _met(page: ResultsPage, dimension: str, tier: str) -> bool:
    return page.check.scored.dimension(dimension).tier(tier).met


def _missing_rule(page: ResultsPage) -> str:
    way = page.working.steps
    if way is None or way.waits is None:
        return ""
    return _(
        "For %(level)s, every area but one must be there, and that one may be a level below. "
        "%(area)s may wait."
    ) % {"level": way.level.title, "area": way.waits.title}


def _clear_from(page: ResultsPage) -> str:
    if not _compared_with(page):
        return ""
    area, _overall = sentences.clear_from(page.check)
    return _("an arrow: a clear change, %(points)s or more") % {"points": area}


# ---- cairn, grid and support


def _stones(page: ResultsPage) -> tuple[StoneLine, ...]:
    """The tiers from the top down, as they lie."""
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


def _grid(page: ResultsPage) -> tuple[GridRow, ...]:
    return tuple(
        GridRow(
            title=row.dimension.title,
            cells=tuple(
                GridCell(tier=cell.tier.key, state=cell.state, words=_cell_words(cell))
                for cell in row.cells
            ),
        )
        for row in page.grid
    )


def _cell_words(cell: PageCell) -> str:
    if cell.state == "waiting" and cell.waits_for:
        return _("Waits for %(tier)s") % {"tier": cell.waits_for.title}
    if cell.state == "met":
        return _("In place")
    return _("%(steps)s to go") % {"steps": steps(cell.steps)}


def _support(page: ResultsPage) -> SupportBar | None:
    overall = page.check.scored.overall
    if not overall.scored:
        return None
    return SupportBar(score=overall.points, supported=overall.supported)


# ---- since last time


def _since(page: ResultsPage) -> SincePart | None:
    """What moved since the check before; None where the two cannot be compared."""
    if page.previous is None or not page.comparable:
        return None
    moved = comparison(page.previous, page.check).moved
    return SincePart(
        quarter=quarter_name(page.previous.quarter),
        areas=tuple(
            SinceLine(
                title=row.dimension.title,
                before=shown(row.change.before),
                now=shown(row.change.now),
                change=change_line(row.change),
            )
            for row in page.areas
            if row.change
        ),
        moved=tuple(_moved(page.check, one) for one in moved),
    )


def _moved(check: Check, moved: Moved) -> MovedLine:
    return MovedLine(
        area=check.model.dimension(moved.practice.dimension).title,
        short=moved.practice.short,
        before=sentences.answer_label(check, moved.before),
        now=sentences.answer_label(check, moved.now),
    )


def _method(check: Check) -> MethodPart:
    return MethodPart(
        lines=sentences.method_lines(check),
        made_from=sentences.made_from(check),
        credits=check.model.credits,
    )
