"""Why pinned actions make a plan impossible, and the ways out."""

from dataclasses import dataclass, replace

from assessment.domain.model.maturity import Action
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.plans import PinsDoNotFit
from assessment.domain.scoring.submissions import Submission
from assessment.journey.planning import wording
from assessment.journey.planning.presenters import wish_links
from assessment.journey.planning.presenters.wish_links import wish_query
from assessment.journey.planning.wording.find_outs import finding_out_takes


@dataclass(frozen=True, kw_only=True)
class WayOut:
    """A change that makes a plan possible again, and its query."""

    text: str
    query: str


@dataclass(frozen=True, kw_only=True)
class PinConflict:
    """Why pinned or started actions make a plan impossible, and the ways out."""

    submission: Submission
    wish: PlanWish
    title: str
    says: tuple[str, ...]
    pins: tuple[tuple[Action, str], ...] = ()
    ways: tuple[WayOut, ...]


def pin_not_possible(submission: Submission, wish: PlanWish, action: Action) -> PinConflict:
    model = submission.model
    firsts = [a for a in model.actions_for(action.practice) if a.code in wish.excluded]
    without = WayOut(
        text=wording.without(action),
        query=wish_query(model, wish_links.unpinned(wish, action.code)),
    )
    title = wording.pins_do_not_fit_title(wish)
    if not firsts:
        says = (wording.pin_is_past(action),)
        return PinConflict(
            submission=submission, wish=wish, title=title, says=says, ways=(without,)
        )
    back = WayOut(
        text=wording.put_it_back(firsts[0]),
        query=wish_query(model, wish_links.put_back(wish, firsts[0].code)),
    )
    # A started action cannot be removed from the plan, so only putting the first one back helps.
    ways = (back,) if action.code in wish.running else (back, without)
    says = (wording.pin_needs(action, firsts[0]),)
    return PinConflict(submission=submission, wish=wish, title=title, says=says, ways=ways)


def pins_do_not_fit(submission: Submission, wish: PlanWish, unfit: PinsDoNotFit) -> PinConflict:
    model, needed = submission.model, unfit.needed
    allowed = replace(
        wish,
        hours=max(wish.hours, needed.hours + wish.find_out_hours),
        money=max(wish.money, needed.money),
        max_actions=max(wish.max_actions, unfit.count),
        empty_places=0,
    )
    allow = WayOut(
        text=wording.allow_all(allowed, submission.currency), query=wish_query(model, allowed)
    )
    unpin = WayOut(
        text=wording.unpin_all(), query=wish_query(model, replace(wish, pinned=frozenset()))
    )
    pins = [action for action in model.actions if action.code in wish.pinned]
    return PinConflict(
        submission=submission,
        wish=wish,
        title=wording.pins_do_not_fit_title(wish),
        says=(
            wording.forced_takes(wish, needed, unfit.count, submission.currency),
            wording.what_you_have(wish, submission.currency),
            *filter(None, [finding_out_takes(wish)]),
        ),
        pins=tuple((a, wish_query(model, wish_links.unpinned(wish, a.code))) for a in pins),
        ways=(allow, unpin) if pins else (allow,),
    )
