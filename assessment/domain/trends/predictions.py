"""The answers that a plan was expected to lead to."""

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.scoring.rules import rule_of


def predicted(model: MaturityModel, sheet: AnswerSheet, codes: frozenset[str]) -> AnswerSheet:
    """Return the sheet after the actions with these codes, without searching for a plan.

    The result is the same as that of `plan_of`. If the check was corrected later, actions that
    are no longer possible on this sheet are left out.
    """
    rule, then = rule_of(model), sheet
    quick_first = sorted(model.actions, key=lambda action: action.kind == "deep")
    for action in (action for action in quick_first if action.code in codes):
        practice = model.practice(action.practice)
        start, end = rule.span(then, action)
        # An action is possible only if it continues from the practice's current step, and does
        # not lead further than the model allows within one quarter.
        goes_on = start == then.step(practice) and not sheet.set_aside(practice)
        if goes_on and start < end <= sheet.step(practice) + model.planning.steps_per_quarter:
            then = rule.lifted(then, [action])
    return then
