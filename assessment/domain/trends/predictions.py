"""What a plan promised, seen from the check that it was made on."""

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import Action, MaturityModel
from assessment.domain.planning.projection import lifted, span


def predicted(model: MaturityModel, sheet: AnswerSheet, codes: frozenset[str]) -> AnswerSheet:
    """The sheet after these actions, as `plan_of` expects it, without searching for anything.

    What cannot be done on this sheet, since its check was corrected, is left out.
    """
    then = sheet
    quick_first = sorted(model.actions, key=lambda action: action.kind == "deep")
    for action in quick_first:
        if action.code in codes and _possible(model, sheet, then, action):
            then = lifted(model, then, [action])
    return then


def _possible(model: MaturityModel, before: AnswerSheet, then: AnswerSheet, action: Action) -> bool:
    """Whether an action goes on where its practice stands, and not too far for one quarter."""
    practice = model.practice(action.practice)
    start, end = span(model, then, action)
    if before.set_aside(practice) or start != then.step(practice):
        return False
    return start < end <= before.step(practice) + model.planning.steps_per_quarter
