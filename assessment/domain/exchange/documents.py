"""The JSON that commands, results and plans write, in the form that the reader accepts."""

from fractions import Fraction
from typing import Any

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.planned_actions import PlannedAction
from assessment.domain.planning.plans import QuarterPlan
from assessment.domain.scoring.scores import DimensionScore, OverallScore, shown
from assessment.domain.scoring.submissions import Submission


def sheet_document(sheet: AnswerSheet) -> dict[str, dict[str, Any]]:
    """Return the answers in the form that the reader accepts, without empty texts."""
    document: dict[str, dict[str, Any]] = {}
    for code, answer in sheet.answers.items():
        texts = {"note": answer.note, "reason": answer.reason}
        document[code] = {"value": answer.value, "evidence": str(answer.evidence)}
        document[code] |= {key: text for key, text in texts.items() if text}
    return document


def wish_document(wish: PlanWish) -> dict[str, Any]:
    """Return a wish in the form that the reader accepts."""
    return {
        "importance": dict(wish.importance),
        "plan": {
            "hours": wish.hours,
            "money": wish.money,
            # A document has no empty places: what was saved is the limit from then on.
            "max_actions": wish.room,
            "mode": str(wish.mode),
            # Sets have no fixed order, and the same wish must always give the same text.
            "pin": sorted(wish.pinned),
            "exclude": sorted(wish.excluded),
            "costs": {
                code: {"hours": cost.hours, "money": cost.money}
                for code, cost in sorted(wish.own_costs.items())
            },
        },
    }


def score_document(submission: Submission) -> dict[str, Any]:
    """Return the scores of a submission, with fractions as strings in lowest terms."""
    return {
        "model": submission.model.key,
        "rule": submission.scored.rule,
        "overall": overall_document(submission.scored.overall),
        "dimensions": {d.key: _dimension_document(d) for d in submission.scored.dimensions},
    }


def overall_document(overall: OverallScore) -> dict[str, Any]:
    if not overall.level:
        return {"status": overall.status}
    return {
        **_points(overall),
        "level": overall.level.key,
        "steps_to_next": overall.steps_to_next,
    }


def _dimension_document(dimension: DimensionScore) -> dict[str, Any]:
    if not dimension.level:
        return {"status": dimension.status}
    return {**_points(dimension), "level": dimension.level.key, "steps": dict(dimension.steps)}


def _points(score: OverallScore | DimensionScore) -> dict[str, Any]:
    # Numbers in JSON are floating point, which cannot represent thirds exactly.
    return {
        "status": score.status,
        "score": str(Fraction(score.points)),
        "shown": shown(score.points),
        "supported": str(Fraction(score.supported)),
        "upper": str(Fraction(score.upper)),
    }


def plan_document(plan: QuarterPlan) -> dict[str, Any]:
    """Return a plan, with its actions in the order in which to do them."""
    return {
        "value": plan.value,
        "levels_gained": plan.levels_gained,
        "hours": plan.hours,
        "money": plan.money,
        "actions": [_planned_document(planned) for planned in plan.actions],
        "expected": overall_document(plan.expected.overall),
        "left_out": [{"code": out.action.code, "why": str(out.why)} for out in plan.left_out],
    }


def _planned_document(planned: PlannedAction) -> dict[str, Any]:
    return {
        "code": planned.code,
        "practice": planned.practice.code if planned.practice else "",
        "title": planned.title,
        "hours": planned.hours,
        "money": planned.money,
        "due_week": planned.due_week,
        "why": str(planned.effect.why) if planned.effect else "",
    }
