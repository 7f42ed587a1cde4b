"""The tables of a result for a spreadsheet: summary, answers, plan and trend."""

from collections.abc import Collection, Iterator, Sequence
from itertools import count

from django.utils.translation import gettext as _

from assessment.domain.planning.planner import make_plan
from assessment.domain.planning.plans import QuarterPlan
from assessment.domain.scoring.scores import DimensionScore, OverallScore, shown
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.changes import Change
from assessment.foundation.formatting.csv import Cell
from assessment.foundation.formatting.dates import quarter_name
from assessment.foundation.formatting.remarks import said
from assessment.foundation.formatting.tables import Column, Kind, Table, TableChart
from assessment.foundation.formatting.typed_text import printable
from assessment.journey.planning.queries.find_outs import suggested_dates
from assessment.journey.planning.queries.plans import plan_behind
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
from assessment.journey.results.wording.levels import chances_line
from assessment.journey.trends.presenters.lines import Numbers
from assessment.journey.trends.presenters.spreadsheet import heads_of, rows_of
from assessment.outputs.exports.queries import Exported
from assessment.outputs.exports.wording import notes
from assessment.outputs.reports.presenters.answers_table import answers_table
from assessment.outputs.reports.presenters.areas import left_out_line
from assessment.outputs.reports.presenters.method import support_rule

Cells = tuple[Cell, ...]


def tables_of(exported: Exported) -> tuple[Table, ...]:
    """Return everything about a result, one table per sheet."""
    return (
        summary_table(exported),
        *levels_tables(exported.submission),
        answers_table(exported.submission),
        plan_table(exported),
        trend_table(exported),
        about_table(exported),
    )


# ---- the summary


def summary_table(exported: Exported) -> Table:
    columns = [
        Column(_("Area"), width=24),
        Column(_("Score"), "number", 10, notes.score()),
        Column(_("Cautious"), "number", 12, support_rule(exported.submission)),
        Column(_("Level"), width=24),
        Column(_("Change since last time"), "number", 15, notes.change()),
        Column(_("Questions compared"), "number", 13, notes.compared()),
        Column(_("Best possible"), "number", 12, notes.best()),
    ]
    if exported.submission.rule.names_doubt:
        columns.append(Column(_("How sure the change is"), width=20, note=notes.sure()))
    rows = tuple(_summary(exported))
    return Table(
        title=_("Summary"),
        columns=tuple(columns),
        rows=rows,
        chart=_scores_chart(rows),
    )


def _scores_chart(rows: tuple[Cells, ...]) -> TableChart:
    """Draw the scores as bars; an area without a score has none."""
    scores = [f"{row[0]} {_('not known') if row[1] is None else row[1]}" for row in rows]
    return TableChart(
        kind="bar",
        title=_("Scores out of 100"),
        words=_("A bar for each score out of 100: %(scores)s.") % {"scores": ", ".join(scores)},
        columns=(1,),
        rows=(0, len(rows) - 1),
    )


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


def about_table(exported: Exported) -> Table:
    """Return the facts about the check, and what else to know about the comparison."""
    columns = (Column(_("About this check"), width=30), Column(_("Fact"), "long", 72))
    return Table(title=_("About"), columns=columns, rows=tuple(_about(exported)))


def _about(exported: Exported) -> Iterator[Cells]:
    submission = exported.submission
    yield (_("Business"), printable(submission.business))
    yield (_("Quarter"), quarter_name(submission.quarter))
    yield (_("First day"), submission.quarter.starts_on)
    yield (_("Last day"), submission.quarter.ends_on)
    yield (_("Checked on"), submission.checked_on)
    yield (_("Checked by"), printable(submission.checked_by))
    yield (_("Questions"), submission.model.key)
    yield (_("Scoring rule"), submission.scored.rule)
    yield (_("Fingerprint of the questions"), submission.model.content_hash)
    for sentence in _about_changes(exported):
        yield (_("Since last time"), sentence)


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
        *(
            Column(_("%(level)s, times in 100") % {"level": t}, "number", 12, chances_line())
            for t in titles
        ),
        Column(_("Why"), "long", 60),
    )
    below = tuple((line.words, "\n".join(line.practices)) for line in hangs_on(submission))
    rows = tuple(_levels(submission))
    return (Table(title=_("Levels"), columns=columns, rows=rows, below=below),)


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


# ---- the plan


def plan_table(exported: Exported) -> Table:
    """Return the current plan, dropped actions included, or our suggestion if none was saved.

    The actions that it was chosen over follow, each with the reason.
    """
    money = {"currency": exported.submission.currency}
    columns = (
        Column(_("No."), "number", 6),
        Column(_("Action"), "long", 38),
        Column(_("Area"), width=17),
        Column(_("Who"), width=18),
        Column(_("By"), "day", 13),
        Column(_("Status"), width=15, note=notes.status()),
        Column(_("Ended on"), "day", 13),
        Column(_("Planned hours"), "number", 11, notes.hours()),
        Column(_("Actual hours"), "number", 11),
        Column(_("Planned cost, %(currency)s") % money, "number", 13, notes.money()),
        Column(_("Actual cost, %(currency)s") % money, "number", 13),
        Column(_("Outcome"), "long", 34),
        Column(_("Note"), "long", 36, notes.note()),
    )
    plan, submission = exported.plan, exported.submission
    listed: Collection[str]
    if plan is None:
        behind = make_plan(submission.model, submission.sheet, exported.wish)
        rows, listed = _suggested(submission, behind), behind.codes
    else:
        behind, rows = plan_behind(plan, submission), _saved(plan)
        listed = {planned.code for planned in plan.actions}
    return Table(
        title=_("Plan"), columns=columns, rows=(*rows, *_alternatives(submission, behind, listed))
    )


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


def _alternatives(
    submission: Submission, plan: QuarterPlan, listed: Collection[str]
) -> Iterator[Cells]:
    """Yield the other actions possible, except those that the plan lists as dropped."""
    for out in plan.left_out:
        if out.action.code in listed:
            continue
        line = left_out_line(submission, out)
        about = (None, line.title, line.area, None, None, _("Not chosen"), None)
        yield (*about, out.cost.hours, None, out.cost.money, None, None, line.why)


def _suggested(submission: Submission, plan: QuarterPlan) -> Iterator[Cells]:
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
    looks = [("words", 11), *days, ("long", 26), *areas, ("number", 11), ("words", 26)]
    columns = (
        Column(head, kind, width)
        for head, (kind, width) in zip(heads_of(numbers), looks, strict=True)
    )
    # After the quarter, its days and its questions come the areas and the overall score.
    scores = range(4, 4 + len(numbers.heads) + 1)
    rows = rows_of(numbers)
    return Table(
        title=_("Trend"),
        columns=tuple(columns),
        rows=rows,
        chart=_lines_chart(rows, scores),
    )


def _lines_chart(rows: tuple[Cells, ...], scores: Sequence[int]) -> TableChart | None:
    """Draw a line for each score, from the quarter on in which each has a number."""
    # A spreadsheet would draw a reason in place of a number as a score of 0.
    told = [n for n, row in enumerate(rows) if any(isinstance(row[s], str) for s in scores)]
    first, last = max(told, default=-1) + 1, len(rows) - 1
    if first >= last:
        return None
    facts = {"first": rows[first][0], "last": rows[last][0]}
    words = _("A line for each area from %(first)s to %(last)s, from 0 to 100.") % facts
    return TableChart(
        kind="line",
        title=_("Scores by quarter"),
        words=words,
        columns=tuple(scores),
        rows=(first, last),
    )
