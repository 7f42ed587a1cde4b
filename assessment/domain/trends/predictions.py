"""What a plan promised, seen from the check that it was made on."""

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.scoring.rules import rule_of


def predicted(model: MaturityModel, sheet: AnswerSheet, codes: frozenset[str]) -> AnswerSheet:
    """The sheet after these actions, as `plan_of` expects it, without searching for anything.

    What cannot be done on this sheet, since its check was corrected, is left out.
    """
    rule, then = rule_of(model), sheet
    quick_first = sorted(model.actions, key=lambda action: action.kind == "deep")
    for action in (action for action in quick_first if action.code in codes):
        practice = model.practice(action.practice)
        start, end = rule.span(then, action)
        # It must go on where its practice stands, and not too far for one quarter.
        goes_on = start == then.step(practice) and not sheet.set_aside(practice)
        if goes_on and start < end <= sheet.step(practice) + model.planning.steps_per_quarter:
            then = rule.lifted(then, [action])
    return then
