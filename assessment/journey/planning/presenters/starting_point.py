"""Where the builder starts: from the saved plan, or from the business's usual budget."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from assessment.domain.model.maturity import Action
from assessment.domain.planning.constraints import Cost, PlanWish
from assessment.domain.planning.planned_actions import Status
from assessment.domain.planning.substitutions import doable
from assessment.domain.scoring.submissions import Submission
from assessment.journey.planning.presenters.wish_links import with_started
from assessment.journey.planning.queries.saved_plans import SavedPlan

UNFINISHED = frozenset({Status.RUNNING, Status.PARTLY})


@dataclass(frozen=True, kw_only=True)
class Start:
    """The plan to show if the link does not say otherwise.

    Attributes:
        started: costs of actions already started or done, by code; no link can remove them.
        carried: actions left unfinished last quarter, which start pinned.
    """

    wish: PlanWish
    started: Mapping[str, Cost] = field(default_factory=dict)
    carried: tuple[Action, ...] = ()

    @property
    def started_hours(self) -> int:
        return sum(cost.hours for cost in self.started.values())


def start_of(
    submission: Submission, saved: SavedPlan | None, before: SavedPlan | None, usual: PlanWish
) -> Start:
    """Start from the plan saved for the check's quarter, or from what the plan `before` left."""
    could = doable(submission.model, submission.sheet)
    return (
        _from_saved(saved, usual, could) if saved else _from_usual(submission, before, usual, could)
    )


def _from_saved(saved: SavedPlan, usual: PlanWish, could: frozenset[str]) -> Start:
    """Start from the saved plan: started actions stay in, dropped ones stay out.

    The team counts as it is now, so that a plan made again fits it.
    """
    running = saved.underway & could
    started = {planned.code: planned.cost for planned in saved.actions if planned.code in running}
    dropped = {p.code for p in saved.actions if not p.own and p.status == Status.DROPPED}
    pinned, excluded = saved.wish.pinned - dropped, saved.wish.excluded | dropped
    wish = replace(
        saved.wish,
        pinned=pinned,
        excluded=excluded,
        team=usual.team,
        not_suitable=usual.not_suitable,
    )
    return Start(wish=with_started(wish, started), started=started)


def _from_usual(
    submission: Submission, before: SavedPlan | None, usual: PlanWish, could: frozenset[str]
) -> Start:
    """Start from the usual budget, pinning last quarter's unfinished actions while they fit."""
    left = [p for p in before.actions if p.status in UNFINISHED] if before else []
    # Actions are tried one by one. If one does not fit any more, a smaller one after it can.
    carried: list[Action] = []
    for code in (planned.code for planned in left if planned.code in could):
        with_it = [*carried, submission.model.action(code)]
        carried = with_it if _fit(submission, with_it, usual) else carried
    pinned = frozenset(action.code for action in carried)
    return Start(wish=replace(usual, pinned=pinned), carried=tuple(carried))


def _fit(submission: Submission, actions: Collection[Action], wish: PlanWish) -> bool:
    costs = [wish.cost(submission.model, action) for action in actions]
    hours, money = sum(cost.hours for cost in costs), sum(cost.money for cost in costs)
    return (
        hours <= wish.hours_for_actions and money <= wish.money and len(costs) <= wish.max_actions
    )
