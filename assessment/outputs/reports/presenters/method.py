"""How a score is worked out, with formulas and the business's own numbers as the example."""

from collections.abc import Iterator
from fractions import Fraction
from math import sqrt

from django.utils.translation import gettext as _

from assessment.domain.model.answers import NOT_SURE, SET_ASIDE, Value
from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.comparison import CLEAR
from assessment.journey.results.presenters.score_breakdown import (
    AreaSum,
    Working,
    tenths,
    working_of,
)
from assessment.journey.results.wording import listed
from assessment.outputs.reports.presenters.document import MethodPart, MethodRule
from assessment.outputs.reports.wording import document


def method_part(check: Submission) -> MethodPart:
    model = check.model
    facts = {
        "model": model.key,
        "questions": len(model.practices),
        "areas": len(model.dimensions),
    }
    working = working_of(check, None)
    scored = [area for area in working.areas if area.score.scored]
    example = max(scored, key=lambda area: len(area.lines), default=None)
    return MethodPart(
        lines=document.method_lines(check),
        lead=_lead(example),
        rules=(*_sums(check, working, example), *_judgements(check, working)),
        questions=_("%(model)s, %(questions)s in %(areas)s areas") % facts,
        questions_hash=model.content_hash,
        rule=check.scored.rule,
        made_from=document.made_from(check),
        credits=model.credits,
    )


def _lead(example: AreaSum | None) -> str:
    if example is None:
        return _("Anyone can check it with a pencil.")
    return _("Anyone can check it with a pencil. The example is your %(area)s.") % {
        "area": example.dimension.title
    }


# ---- from answers to scores


def _sums(check: Submission, working: Working, example: AreaSum | None) -> Iterator[MethodRule]:
    yield _steps_rule(check, example)
    yield _weights_rule(check, example)
    yield _support_rule(check, example)
    yield _overall_rule(check, working)


def _steps_rule(check: Submission, example: AreaSum | None) -> MethodRule:
    texts = check.model.answers
    facts = {
        "labels": listed([f"“{label}”" for label in texts.labels]),
        "top": len(texts.labels) - 1,
        "unsure": texts.not_sure,
    }
    return MethodRule(
        title=_("An answer is a step"),
        text=_(
            "%(labels)s are steps 0 to %(top)s. “%(unsure)s” counts as step 0 for now. "
            "What doesn’t apply leaves the sum."
        )
        % facts,
        example=_steps_of(example) if example else "",
    )


def _steps_of(example: AreaSum) -> str:
    steps = [_step_word(line.answer.value) for line in example.lines]
    return f"{example.dimension.title}: {', '.join(steps)}"


def _step_word(value: Value) -> str:
    if value == NOT_SURE:
        return "0"
    return "–" if value == SET_ASIDE else str(value)


def _weights_rule(check: Submission, example: AreaSum | None) -> MethodRule:
    weights = {"weights": document.tier_weights(check)}
    top = len(check.model.answers.labels) - 1
    return MethodRule(
        title=_("Basics weigh most"),
        text=_("Each step is weighed by its tier: %(weights)s.") % weights,
        formula=_("100 × sum of (weight × step) ÷ (%(top)s × sum of weights)") % {"top": top},
        example=_quotient(example.points, example) if example else "",
    )


def _quotient(points: int, example: AreaSum) -> str:
    score = Fraction(100 * points, example.reachable)
    return _("100 × %(points)s ÷ %(reachable)s = %(exact)s, shown as %(shown)s") % {
        "points": points,
        "reachable": example.reachable,
        "exact": tenths(score),
        "shown": shown(score),
    }


def _support_rule(check: Submission, example: AreaSum | None) -> MethodRule:
    return MethodRule(
        title=_("What is shown, not only said"),
        text=document.support_rule(check),
        example=_quotient(example.supported, example) if example else "",
    )


def _overall_rule(check: Submission, working: Working) -> MethodRule:
    text = (
        _("The overall score is the mean of all areas. Each counts the same.")
        if working.equal_weights
        else _("The overall score is the mean of all areas, each by its weight.")
    )
    example = ""
    if check.scored.overall.scored and working.equal_weights:
        example = _("(%(areas)s) ÷ %(count)s = %(exact)s") % {
            "areas": working.sum_of_areas,
            "count": len(working.areas),
            "exact": working.exact,
        }
    return MethodRule(title=_("All areas make the whole"), text=text, example=example)


# ---- from scores to levels, changes and plans


def _judgements(check: Submission, working: Working) -> Iterator[MethodRule]:
    labels, figures = check.model.answers.labels, check.model.scoring
    yield MethodRule(
        title=_("When a tier is in place"),
        text=_(
            "Each of its answers is at “%(least)s” or better, and their average is “%(mean)s”. "
            "One step is one answer raised by one."
        )
        % {"least": labels[figures.tier_least], "mean": labels[figures.tier_mean]},
    )
    yield _levels_rule(check, working)
    yield _clear_rule(check)
    yield _plan_rule(check)


def _levels_rule(check: Submission, working: Working) -> MethodRule:
    level, example = check.scored.overall.level, ""
    if level:
        example = _("Your areas: %(levels)s. Together: %(level)s.") % {
            "levels": ", ".join(one.title for one in working.levels),
            "level": level.title,
        }
    texts = {
        "met_tiers": _(
            "A tier counts once every tier below it is in place. The business has a level when "
            "all areas but one have it. That one is at most one level below. The highest level "
            "also asks for %(supported)s supported points."
        )
    }
    return MethodRule(
        title=_("Levels build from the bottom"),
        text=texts[check.rule.wording] % {"supported": check.model.scoring.signature_supported},
        example=example,
    )


def _clear_rule(check: Submission) -> MethodRule:
    factor = Fraction(sqrt(2)) * CLEAR * check.rule.answer_noise
    area, overall = document.clear_from(check)
    return MethodRule(
        title=_("A clear change"),
        text=_(
            "The same person gives the same answer within half a step or so. A change is called "
            "clear only above that noise."
        ),
        formula=_("%(factor)s × root of the sum of squared weights ÷ sum of weights")
        % {"factor": tenths(factor)},
        example=_("From %(area)s points in an area, from %(overall)s overall")
        % {"area": tenths(area), "overall": tenths(overall)},
    )


def _plan_rule(check: Submission) -> MethodRule:
    values = [str(value) for value in check.model.planning.step_values]
    steps = [str(step) for step in range(len(values))]
    return MethodRule(
        title=_("The plan is the best there is"),
        text=_(
            "Of all sets of steps that fit the hours, the money and the number, the one that adds "
            "most is taken. Ties go to fewer hours."
        ),
        formula=_("Steps %(steps)s are worth %(values)s, times weight and importance")
        % {"steps": ", ".join(steps), "values": ", ".join(values)},
    )
