"""What a plan promised, seen from the check that it was made on."""

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import Action, MaturityModel
from assessment.domain.scoring.rules import rule_of
from assessment.domain.scoring.scoring_rule import ScoringRule


def predicted(model: MaturityModel, sheet: AnswerSheet, codes: frozenset[str]) -> AnswerSheet:
    """The sheet after these actions, as `plan_of` expects it, without searching for anything.

    What cannot be done on this sheet, since its check was corrected, is left out.
    """
    rule, then = rule_of(model), sheet
    quick_first = sorted(model.actions, key=lambda action: action.kind == "deep")
    for action in quick_first:
        if action.code in codes and _possible(rule, sheet, then, action):
            then = rule.lifted(then, [action])
    return then


def _possible(rule: ScoringRule, before: AnswerSheet, then: AnswerSheet, action: Action) -> bool:
    """Whether an action goes on where its practice stands, and not too far for one quarter."""
    practice = rule.model.practice(action.practice)
    start, end = rule.span(then, action)
    if before.set_aside(practice) or start != then.step(practice):
        return False
    return start < end <= before.step(practice) + rule.model.planning.steps_per_quarter
