"""Whether an action is in a plan, why, and what would change that."""

from dataclasses import dataclass

from assessment.domain.errors import DomainError
from assessment.domain.model.maturity import Action
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.contrasts import Alternative, Contrasts
from assessment.domain.planning.planner import make_plan
from assessment.domain.planning.plans import LeftOut
from assessment.domain.scoring.submissions import Submission
from assessment.journey.planning import wording
from assessment.journey.planning.wording import contrasts as says
from assessment.journey.planning.wording.contrasts import Rival, rival_of, ways_in

HOURS_FOR_ONE = 20
"""How many more hours are tried where a page is about one action."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingInPlan:
    """Whether an action is in a plan, why, and what would change that."""

    planned: bool
    why: str = ""
    sentences: tuple[str, ...] = ()
    rival: Rival | None = None


def standing_in_plan(
    submission: Submission, wish: PlanWish, action: Action, more_hours: int = HOURS_FOR_ONE
) -> StandingInPlan | None:
    """Explain the place of one action in the plan for a wish, with up to `more_hours` more.

    None if there is no such plan, or if the action cannot be done now.
    """
    try:
        plan = make_plan(submission.model, submission.sheet, wish)
    except DomainError:
        return None
    contrasts = Contrasts(plan, submission.sheet, more_hours)
    if action.code in plan.codes:
        rival = rival_of(contrasts, action, submission.currency)
        sentences = () if rival else (says.stays_in(),)
        return StandingInPlan(planned=True, rival=rival, sentences=sentences)
    outs = [out for out in plan.left_out if out.action == action]
    return standing_left_out(contrasts, outs[0], submission.currency) if outs else None


def standing_left_out(contrasts: Contrasts, out: LeftOut, currency: str) -> StandingInPlan:
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
        rival=None if pinned is None else rival_if_pinned(contrasts, out, pinned, currency),
    )


def rival_if_pinned(contrasts: Contrasts, out: LeftOut, found: Alternative, currency: str) -> Rival:
    came = [other for other in found.came if other != out.action]
    sentences = (
        says.pinned(came, found.left),
        says.gives(contrasts.plan, found),
        says.takes(found, currency),
    )
    return Rival(title=says.if_pinned(), text=" ".join(sentences))
