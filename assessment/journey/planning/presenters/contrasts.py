"""Why an action is in a plan or left out, in whole sentences."""

from dataclasses import dataclass

from assessment.domain.errors import DomainError
from assessment.domain.model.maturity import Action
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.contrasts import Alternative, Contrasts
from assessment.domain.planning.planner import make_plan
from assessment.domain.planning.plans import LeftOut
from assessment.domain.planning.substitutions import leaves_with
from assessment.domain.scoring.submissions import Submission
from assessment.journey.planning import wording
from assessment.journey.planning.wording import contrasts as says

MOST_COMPARED = 6
"""How many actions of a plan are compared with what they were chosen over: a plan for each."""
HOURS_FOR_ONE = 20
"""How many more hours are tried where a page is about one action."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """What an action is compared with, and what choosing that would mean.

    `swap` names the actions that would take its place, if the rest of the plan stays as it is.
    """

    title: str
    text: str
    swap: tuple[Action, ...] = ()


def rival_of(contrasts: Contrasts, action: Action, currency: str) -> Rival | None:
    """Compare an action in a plan with what would be there instead; None if it has to stay."""
    found = contrasts.without(action)
    if found is None:
        return None
    plan = contrasts.plan
    leaving = leaves_with(plan, action)
    beside = [other for other in found.left if other.code not in leaving]
    sentences = (
        says.also_out(beside),
        says.gives(plan, found),
        says.takes(found, currency),
        says.why_chosen(plan, action, found),
    )
    return Rival(
        title=says.rival(found.came),
        text=" ".join(filter(None, sentences)),
        swap=() if beside else found.came,
    )


def ways_in(contrasts: Contrasts, out: LeftOut, currency: str) -> tuple[str, ...]:
    """Say what would bring in an action that is left out: more room, hours or money."""
    if out.reason in {"excluded", "not_suitable"}:
        return ()
    return tuple(says.way_in(way, currency) for way in contrasts.ways_in(out.action.code))


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingInPlan:
    """Whether an action is in a plan, why, and what would change that."""

    planned: bool
    why: str = ""
    sentences: tuple[str, ...] = ()
    rival: Rival | None = None


def standing_in_plan(
    submission: Submission, wish: PlanWish, action: Action
) -> StandingInPlan | None:
    """Explain the place of one action in the plan for a wish.

    None if there is no such plan, or if the action cannot be done now.
    """
    try:
        plan = make_plan(submission.model, submission.sheet, wish)
    except DomainError:
        return None
    contrasts = Contrasts(plan, submission.sheet, HOURS_FOR_ONE)
    if action.code in plan.codes:
        rival = rival_of(contrasts, action, submission.currency)
        sentences = () if rival else (says.stays_in(),)
        return StandingInPlan(planned=True, rival=rival, sentences=sentences)
    outs = [out for out in plan.left_out if out.action == action]
    return _left_out(contrasts, outs[0], submission.currency) if outs else None


def _left_out(contrasts: Contrasts, out: LeftOut, currency: str) -> StandingInPlan:
    sentences = [*ways_in(contrasts, out, currency)]
    if out.reason == "excluded":
        back = contrasts.comes_back(out.action)
        sentences.append(says.comes_back() if back else says.stays_out())
    elif out.reason != "not_suitable" and not sentences:
        sentences.append(says.no_way_in(contrasts.searched, currency))
    if out.reason == "floor" and contrasts.comes_in_if_known(out):
        sentences.append(says.answer_first(out.dimension.title))
    pinned = contrasts.pinned(out.action)
    if pinned is None:
        sentences.append(says.cannot_be_pinned(out, contrasts.plan.wish))
    return StandingInPlan(
        planned=False,
        why=wording.lacking(out, currency),
        sentences=tuple(sentences),
        rival=None if pinned is None else _if_pinned(contrasts, out, pinned, currency),
    )


def _if_pinned(contrasts: Contrasts, out: LeftOut, found: Alternative, currency: str) -> Rival:
    came = [other for other in found.came if other != out.action]
    sentences = (
        says.pinned(came, found.left),
        says.gives(contrasts.plan, found),
        says.takes(found, currency),
    )
    return Rival(title=says.if_pinned(), text=" ".join(sentences))
