"""The JSON that commands, results and plans write, in the form that the reader accepts."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import Level, Practice
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.planned_actions import PlannedAction
from assessment.domain.planning.plans import QuarterPlan
from assessment.domain.scoring.scores import DimensionScore, OverallScore, shown
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.changes import Change
from assessment.domain.trends.comparison import Comparison

BILLION = 10**9
NOT_COMPARABLE = "not comparable"


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
        **({"team_size": wish.team} if wish.team else {}),
        "importance": dict(wish.importance),
        "plan": {
            "hours": wish.hours,
            "money": wish.money,
            # A document has no empty places, so the limit becomes the number of places in use.
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
    """Return the scores of a submission, and how sure its levels are if the rule says so."""
    document = outcome_document(submission)
    doubt, texts = submission.doubt, submission.model.level_texts
    if doubt is None or texts is None:
        return document
    levels = submission.model.levels
    for key, area in doubt.dimensions.items():
        chances = {
            level.key: str(chance) for level, chance in zip(levels, area.chances, strict=True)
        }
        document["dimensions"][key] |= {"chances": chances, "words": area.words(texts)}
    if whole := doubt.overall:
        chances = {level.key: _decimals(c) for level, c in zip(levels, whole.chances, strict=True)}
        fragile = {"down": _codes(doubt.falls_with), "up": _codes(doubt.rises_with)}
        document["overall"] |= {
            "chances": chances,
            "words": whole.words(texts),
            "fragile": fragile,
        }
    return document


def outcome_document(submission: Submission) -> dict[str, Any]:
    """Return the scores of a submission, with fractions as strings in lowest terms.

    This is what a result stores. How sure its levels are is calculated from the sheet each time.
    """
    levels = submission.model.levels
    return {
        "model": submission.model.key,
        "rule": submission.scored.rule,
        "overall": overall_document(submission.scored.overall),
        "dimensions": {d.key: _dimension_document(d, levels) for d in submission.scored.dimensions},
    }


def overall_document(overall: OverallScore) -> dict[str, Any]:
    if not overall.level:
        return {"status": overall.status}
    return {
        **_points(overall),
        "level": overall.level.key,
        **({"level_to": overall.level_to.key} if overall.level_to else {}),
        "steps_to_next": overall.steps_to_next,
    }


def _dimension_document(dimension: DimensionScore, levels: Sequence[Level]) -> dict[str, Any]:
    if not dimension.level:
        return {"status": dimension.status}
    document = {**_points(dimension), "level": dimension.level.key, "steps": dict(dimension.steps)}
    if not dimension.level_to:
        return document
    steps_to = zip(levels, dimension.steps_to, strict=False)
    return document | {
        "level_to": dimension.level_to.key,
        "missing": list(dimension.missing),
        "gaps": dimension.gaps,
        "steps_to_level": {level.key: steps for level, steps in steps_to},
    }


def _codes(practices: Iterable[Practice]) -> list[str]:
    return [practice.code for practice in practices]


def _decimals(chance: Fraction) -> str:
    """Return a chance with nine decimals; for a whole sheet, the fraction would fill a page."""
    whole, rest = divmod(round(chance * BILLION), BILLION)
    return f"{whole}.{rest:09d}"


def _points(score: OverallScore | DimensionScore) -> dict[str, Any]:
    # Numbers in JSON are floating point, which cannot represent thirds exactly.
    return {
        "status": score.status,
        "score": str(Fraction(score.points)),
        "shown": shown(score.points),
        "supported": str(Fraction(score.supported)),
        "upper": str(Fraction(score.upper)),
    }


def comparison_document(both: Comparison) -> dict[str, Any]:
    """Return how each area and the overall score changed, and how sure that is."""
    document: dict[str, Any] = {
        "dimensions": {dimension.key: _change_document(change) for dimension, change in both.areas},
        "overall": _change_document(both.overall),
    }
    if acted := both.worked_on:
        document["acted"] = {"word": str(acted.verdict or NOT_COMPARABLE)}
    if acted and acted.verdict:
        document["acted"] |= {
            "delta": str(acted.steps),
            "variance": str(acted.variance),
            "practices": acted.practices,
            "controls": acted.controls,
        }
    return document


def _change_document(change: Change | None) -> dict[str, str]:
    if change is None:
        return {"word": NOT_COMPARABLE}
    return {
        "delta": str(change.points),
        "variance": str(change.variance),
        "word": str(change.verdict),
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
