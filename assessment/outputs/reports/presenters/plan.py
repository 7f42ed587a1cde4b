"""The plan of a report, saved or suggested, and the actions that were left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import accumulate

from assessment.domain.errors import DomainError
from assessment.domain.model.overlays import ALONE
from assessment.domain.planning.constraints import Cost
from assessment.domain.planning.contrasts import Contrasts
from assessment.domain.planning.planned_actions import PlannedAction
from assessment.domain.planning.planner import best_actions, what_more_hours_buy
from assessment.domain.planning.plans import LeftOut, QuarterPlan
from assessment.domain.planning.suggestions import sparkle_pin
from assessment.domain.quarters import PLAN_WEEKS
from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.formatting.money import cost
from assessment.foundation.formatting.numbers import hours
from assessment.foundation.formatting.remarks import said
from assessment.foundation.pdf.fingerprint import NEWER
from assessment.journey.planning.queries.find_outs import suggested_dates
from assessment.journey.planning.wording.contrasts import MOST_COMPARED, rival_of, ways_in
from assessment.outputs.reports.charts import Weeks, weeks_chart
from assessment.outputs.reports.presenters.areas import (
    TITLE_ROOM,
    LeftOutLine,
    ReportAction,
    good_next,
    left_out_line,
)
from assessment.outputs.reports.presenters.comparison import action_for_paper
from assessment.outputs.reports.wording import document

LEFT_OUT_ROOM = 6
LONGEST_PLAN = timedelta(weeks=PLAN_WEEKS)
BRIEF_ROOM = 5
"""How many actions fit on the first page."""
BRIEF_LINES, ONE_LINE = 7, 44
"""Lines for the actions on the first page, and the letters that fit on one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindOut:
    """What to find out about an area, which comes before the actions; `state` is as in them."""

    title: str
    task: str
    done_when: str
    due_on: date
    who: str
    hours: str
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenOver:
    """An action of the plan, what would be in its place, and what that would mean."""

    title: str
    rival: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPart:
    """The plan of the quarter, or why there is none.

    `left_out` lists the actions that came closest to being included, and `alternatives` lists
    every other one. `chosen_over` compares the first actions of the plan with those they were
    chosen over, unless another plan would be the best by now. `nothing_next` is the text for
    when no action is left to do.
    """

    saved: bool
    summary: str
    expected: str
    nothing_fits: str
    nothing_next: str
    actions: tuple[ReportAction, ...]
    weeks: Weeks | None
    weeks_words: str
    left_out: tuple[LeftOutLine, ...]
    alternatives: tuple[LeftOutLine, ...]
    more_time: str
    find_out: tuple[FindOut, ...]
    joy: LeftOutLine | None
    chosen_over: tuple[ChosenOver, ...] = field(default=(), metadata=NEWER)

    @property
    def first(self) -> ReportAction | None:
        """The next action to do: the first that has not ended."""
        return next((action for action in self.actions if not action.state), None)

    @property
    def brief(self) -> tuple[ReportAction, ...]:
        """The actions that fit on the first page; those still to do take precedence."""
        # `sorted` is stable, so the actions keep their order within both groups.
        still_first = sorted(self.actions, key=lambda action: bool(action.state))
        heights = accumulate(1 + (len(action.planned.title) > ONE_LINE) for action in still_first)
        lines = BRIEF_LINES - 2 * self.has_long_next
        count = sum(height <= lines for height in heights)
        return tuple(sorted(still_first[: min(count, BRIEF_ROOM)], key=lambda one: one.number))

    @property
    def has_long_next(self) -> bool:
        """Whether the title of the next action takes more than two lines on the first page."""
        return self.first is not None and len(self.first.planned.title) > TITLE_ROOM

    @property
    def rows_to_pin_up(self) -> int:
        """How many rows the page to pin up has: what to find out, and then the actions."""
        return len(self.find_out) + len(self.actions)

    @property
    def has_own(self) -> bool:
        """Whether the plan includes any of the owner's own actions."""
        return any(action.planned.own for action in self.actions)

    @property
    def beyond(self) -> int:
        """How many actions do not fit on the first page."""
        return len(self.actions) - len(self.brief)


def plan_part(
    submission: Submission,
    plan: QuarterPlan,
    saved: Sequence[PlannedAction] | None,
    today: date,
    *,
    for_others: bool = False,
) -> PlanPart:
    """Build the plan in the order to do it; a suggested one is due as if saved on `today`.

    With `for_others`, it says how many hours and how much money the plan takes, but not how much
    the business has.
    """
    everything = (
        suggested_dates(submission, plan, today) if saved is None else _with_effects(saved, plan)
    )
    planned = [p for p in everything if not p.find_out]
    actions = tuple(
        _action(submission, p, n, plan.wish.team) for n, p in enumerate(planned, start=1)
    )
    beyond = [p.cost for p in planned if p.code not in plan.codes]
    takes = Cost(
        plan.all_hours + sum(cost.hours for cost in beyond),
        plan.money + sum(cost.money for cost in beyond),
    )
    # People can set a due date after the next check; the timeline shows it in the last week.
    weeks = [week_of(submission, action.due_on) for action in actions]
    joy = sparkle_pin(plan)
    contrasts = None if for_others else contrasts_of(submission, plan)
    near = [*plan.left_out_as("fits"), *plan.left_out_as("too_costly")]
    return PlanPart(
        saved=saved is not None,
        summary=document.plan_takes(takes, plan.wish, submission.currency)
        if for_others
        else document.plan_summary(takes, plan.wish, submission.currency),
        expected=document.plan_expected(plan),
        nothing_fits=document.nothing_fits(plan, submission.currency),
        nothing_next=document.nothing_next(plan, actions, submission.currency),
        actions=actions,
        weeks=weeks_chart(weeks) if weeks else None,
        weeks_words=document.weeks_words(weeks),
        left_out=tuple(left_out_line(submission, out) for out in near[:LEFT_OUT_ROOM]),
        alternatives=tuple(alternative_line(submission, out, contrasts) for out in plan.left_out),
        more_time=_more_time(submission, plan),
        find_out=tuple(_find_out(p) for p in everything if p.find_out),
        joy=left_out_line(submission, joy) if joy else None,
        chosen_over=tuple(comparisons(contrasts, submission.currency)) if contrasts else (),
    )


def contrasts_of(submission: Submission, plan: QuarterPlan) -> Contrasts | None:
    """Return what the plan is compared with; None if another one would be the best by now."""
    try:
        best = best_actions(submission.model, submission.sheet, plan.wish)
    except DomainError:
        return None
    same = plan.codes == {action.code for action in best}
    return Contrasts(plan, submission.sheet, document.MORE_HOURS) if same else None


def alternative_line(
    submission: Submission, out: LeftOut, contrasts: Contrasts | None
) -> LeftOutLine:
    line = left_out_line(submission, out)
    ways = ways_in(contrasts, out, submission.currency) if contrasts else ()
    return replace(line, ways_in=" ".join(ways))


def comparisons(contrasts: Contrasts, currency: str) -> Iterator[ChosenOver]:
    for action in contrasts.plan.library[:MOST_COMPARED]:
        if rival := rival_of(contrasts, action, currency):
            yield ChosenOver(title=action.title, rival=rival.title, text=rival.text)


def week_of(submission: Submission, day: date) -> int:
    """Return the week of the plan, 1 to 13; a day outside it counts towards the nearest week.

    Week 1 is the first of the quarter. If the next check falls due later, it is the first of the
    13 weeks before that.
    """
    first = max(submission.quarter.starts_on, submission.next_check_on - LONGEST_PLAN)
    return max(1, min(PLAN_WEEKS, (day - first).days // 7 + 1))


def _with_effects(saved: Sequence[PlannedAction], plan: QuarterPlan) -> list[PlannedAction]:
    """Return the saved actions in their order, with the effect that the plan expects of each.

    An action keeps its place, without an effect, once a correction has raised its answer.
    """
    expected = {planned.code: planned for planned in plan.actions}
    return [
        replace(expected[p.code], commitment=p.commitment) if p.code in expected else p
        for p in saved
    ]


def _action(submission: Submission, planned: PlannedAction, number: int, team: str) -> ReportAction:
    planned = action_for_paper(planned)
    action, effect, promised = planned.action, planned.effect, planned.promised
    suggested = action.who[:1].upper() + action.who[1:] if action and team != ALONE else ""
    return ReportAction(
        number=number,
        planned=planned,
        due_on=promised.due_on,
        who=promised.who or suggested,
        hours=hours(planned.hours),
        money=cost(planned.money, submission.currency),
        price=document.price(planned.cost, submission.currency, team),
        why=said(effect.why) if effect else "",
        lift=document.lift(shown(effect.points_before), shown(effect.points_after))
        if effect and effect.known
        else "",
        good=good_next(submission, action) if action else "",
        state=document.state(promised.status, promised.ended_on),
    )


def _more_time(submission: Submission, plan: QuarterPlan) -> str:
    if not plan.actions:
        return ""
    larger = what_more_hours_buy(
        submission.model, submission.sheet, plan.wish, hours=document.MORE_HOURS
    )
    return document.more_time(plan, larger)


def _find_out(planned: PlannedAction) -> FindOut:
    planned = action_for_paper(planned)
    promised = planned.promised
    return FindOut(
        title=planned.title,
        task=planned.first_move,
        done_when=planned.done_when,
        due_on=promised.due_on,
        who=promised.who,
        hours=hours(planned.hours),
        state=document.state(promised.status, promised.ended_on),
    )
