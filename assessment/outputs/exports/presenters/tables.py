"""The tables of a result for a spreadsheet: summary, answers, plan and trend."""

from collections.abc import Iterator
from itertools import count

from django.utils.translation import gettext as _

from assessment.domain.planning.planner import make_plan
from assessment.domain.scoring.scores import DimensionScore, OverallScore, shown
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.changes import Change
from assessment.foundation.formatting.csv import Cell
from assessment.foundation.formatting.dates import quarter_name
from assessment.foundation.formatting.remarks import said
from assessment.foundation.formatting.tables import Column, Kind, Table
from assessment.foundation.formatting.typed_text import printable
from assessment.journey.planning.queries.find_outs import suggested_dates
from assessment.journey.planning.queries.saved_plans import SavedPlan
from assessment.journey.results.presenters.changes import named_change
from assessment.journey.results.presenters.levels import (
    NamedLevel,
    area_level,
    hangs_on,
    whole_level,
)
from assessment.journey.results.wording import levels
from assessment.journey.results.wording.areas import weakest_first
from assessment.journey.trends.presenters.lines import Numbers
from assessment.journey.trends.presenters.spreadsheet import heads_of, rows_of
from assessment.outputs.exports.queries import Exported
from assessment.outputs.reports.presenters.answers_table import answers_table

Cells = tuple[Cell, ...]


def tables_of(exported: Exported) -> tuple[Table, ...]:
    """Return everything about a result, one table per sheet."""
    return (
        summary_table(exported),
        *levels_tables(exported.submission),
        answers_table(exported.submission),
        plan_table(exported),
        trend_table(exported),
    )


# ---- the summary


def summary_table(exported: Exported) -> Table:
    columns = [
        Column(_("Area"), width=34),
        Column(_("Score"), "number", 26),
        Column(_("Cautious"), "number", 12),
        Column(_("Level"), width=16),
        Column(_("Change since last time"), "number", 14),
        Column(_("Questions compared"), "number", 14),
        Column(_("Best possible"), "number", 12),
    ]
    if exported.submission.rule.names_doubt:
        columns.append(Column(_("How sure the change is"), width=20))
    return Table(title=_("Summary"), columns=tuple(columns), rows=tuple(_summary(exported)))


def _summary(exported: Exported) -> Iterator[Cells]:
    submission, both = exported.submission, exported.compared
    overall = submission.scored.overall
    whole = _scored(overall, whole_level(submission), both.overall if both else None)
    yield (_("Overall"), *whole, *_sure(exported, both.overall if both else None))
    for score in weakest_first(submission):
        change = both.area(score.key) if both else None
        cells = _scored(score, area_level(submission, score.key), change)
        title = submission.model.dimension(score.key).title
        yield (title, *cells, *_sure(exported, change))
    yield ()
    for sentence in _about_changes(exported):
        yield (_("Since last time"), sentence)
    yield (_("Business"), printable(submission.business))
    yield (_("Quarter"), quarter_name(submission.quarter))
    yield (_("First day"), submission.quarter.starts_on)
    yield (_("Last day"), submission.quarter.ends_on)
    yield (_("Checked on"), submission.checked_on)
    yield (_("Checked by"), printable(submission.checked_by))
    yield (_("Questions"), submission.model.key)
    yield (_("Scoring rule"), submission.scored.rule)
    yield (_("Fingerprint of the questions"), submission.model.content_hash)


def _scored(
    score: OverallScore | DimensionScore, named: NamedLevel, change: Change | None
) -> Cells:
    if not score.level:
        return (None, None, _("Not scored"), None, None, None)
    return (
        shown(score.points) if score.known_level else None,
        shown(score.supported),
        named.words or _("Not known yet"),
        change.shown if change else None,
        change.questions if change else None,
        shown(score.upper),
    )


def _sure(exported: Exported, change: Change | None) -> Cells:
    """Return the word for how sure a change is; no cell under a rule that has none."""
    texts, both = exported.submission.model.change_texts, exported.compared
    if texts is None or both is None:
        return ()
    return (named_change(both, change).word if change else texts.not_comparable,)


def _about_changes(exported: Exported) -> Iterator[str]:
    """Yield which levels have changed, and what else to know about the comparison."""
    if both := exported.compared:
        yield from levels.level_news(both)
        yield from levels.comparison_notes(both)
        if worked_on := levels.worked_on(both):
            yield worked_on


# ---- how sure the levels are


def levels_tables(submission: Submission) -> tuple[Table, ...]:
    """Return the chances of levels by area, and what the level depends on; none without doubt."""
    if submission.doubt is None:
        return ()
    titles = [level.title for level in submission.model.levels]
    columns = (
        Column(_("Area"), width=34),
        Column(_("Level"), width=26),
        *(Column(_("%(level)s, times in 100") % {"level": t}, "number", 12) for t in titles),
        Column(_("Why"), "long", 60),
    )
    return (Table(title=_("Levels"), columns=columns, rows=tuple(_levels(submission))),)


def _levels(submission: Submission) -> Iterator[Cells]:
    whole = whole_level(submission)
    if whole.level:
        yield (_("Overall"), whole.words, *whole.percents, whole.sure)
    for score in weakest_first(submission):
        named = area_level(submission, score.key)
        if named.level:
            why = " ".join(filter(None, [named.gap, named.sure]))
            title = submission.model.dimension(score.key).title
            yield (title, named.words, *named.percents, why)
    yield ()
    for line in hangs_on(submission):
        yield (line.words, "\n".join(line.practices))


# ---- the plan


def plan_table(exported: Exported) -> Table:
    """Return the current plan, dropped actions included, or our suggestion if none was saved."""
    money = {"currency": exported.submission.currency}
    columns = (
        Column(_("No."), "number", 5),
        Column(_("Action"), "long", 40),
        Column(_("Area"), width=18),
        Column(_("Who"), width=20),
        Column(_("By"), "day", 13),
        Column(_("Status"), width=13),
        Column(_("Ended on"), "day", 13),
        Column(_("Planned hours"), "number", 9),
        Column(_("Actual hours"), "number", 9),
        Column(_("Planned cost, %(currency)s") % money, "number", 12),
        Column(_("Actual cost, %(currency)s") % money, "number", 12),
        Column(_("Outcome"), "long", 46),
        Column(_("Note"), "long", 46),
    )
    plan = exported.plan
    rows = _suggested(exported) if plan is None else _saved(plan)
    return Table(title=_("Plan"), columns=columns, rows=tuple(rows))


def _saved(plan: SavedPlan) -> Iterator[Cells]:
    # What people typed can contain control characters, which XML does not allow.
    numbers = count(1)
    for planned in plan.actions:
        promised = planned.promised
        yield (
            None if planned.find_out else next(numbers),
            printable(planned.title),
            planned.area or None,
            printable(promised.who),
            promised.due_on,
            said(promised.status.label),
            promised.ended_on,
            planned.hours,
            promised.real_hours,
            planned.money,
            promised.real_money,
            printable(promised.outcome),
            printable(promised.note),
        )


def _suggested(exported: Exported) -> Iterator[Cells]:
    submission = exported.submission
    plan = make_plan(submission.model, submission.sheet, exported.wish)
    numbers = count(1)
    # Due as if saved on the day of the check, so that the same result gives the same file.
    for planned in suggested_dates(submission, plan, submission.checked_on):
        yield (
            None if planned.find_out else next(numbers),
            planned.title,
            planned.area,
            None,
            planned.due_on,
            _("Suggested"),
            None,
            planned.hours,
            None,
            planned.money,
        )


# ---- the trend


def trend_table(exported: Exported) -> Table:
    """Return one row per quarter, as the trends page shows them."""
    numbers = Numbers(timeline=exported.timeline)
    areas: list[tuple[Kind, int]] = [("number", 16)] * len(numbers.heads)
    days: list[tuple[Kind, int]] = [("day", 13), ("day", 13)]
    looks = [("words", 10), *days, ("words", 14), *areas, ("number", 10), ("words", 14)]
    columns = (
        Column(head, kind, width)
        for head, (kind, width) in zip(heads_of(numbers), looks, strict=True)
    )
    return Table(title=_("Trend"), columns=tuple(columns), rows=rows_of(numbers))
