"""How a score is worked out, with formulas and the business's own numbers as an example."""

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from django.utils.translation import gettext as _

from assessment.domain.model.answers import NOT_SURE, SET_ASIDE, Value
from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.submissions import Submission
from assessment.domain.scoring.verdicts import CLEAR
from assessment.domain.trends.comparison import clear_from_squared, overall_clear_from_squared
from assessment.journey.results.presenters.levels import whole_level
from assessment.journey.results.presenters.score_breakdown import (
    AreaSum,
    Working,
    tenths,
    working_of,
)
from assessment.journey.results.wording.areas import listed
from assessment.journey.results.wording.levels import percent


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodRule:
    """One rule of the method, with its formula and an example if it has them."""

    title: str
    text: str
    formula: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodPart:
    """How the score is worked out, in brief and in full, and what the report was made from."""

    lines: tuple[str, ...]
    lead: str
    rules: tuple[MethodRule, ...]
    questions: str
    questions_hash: str
    rule: str
    made_from: str
    credits: tuple[str, ...]

    @property
    def pairs_of_rules(self) -> list[tuple[MethodRule, ...]]:
        """The rules in pairs, as they are printed side by side; the last pair can have only one."""
        return [self.rules[at : at + 2] for at in range(0, len(self.rules), 2)]


def method_part(submission: Submission) -> MethodPart:
    model = submission.model
    facts = {
        "model": model.key,
        "questions": len(model.practices),
        "areas": len(model.dimensions),
    }
    working = working_of(submission, None)
    scored = [area for area in working.areas if area.score.scored]
    example = max(scored, key=lambda area: len(area.lines), default=None)
    return MethodPart(
        lines=method_lines(submission),
        lead=_lead(example),
        rules=(
            _steps_rule(submission, example),
            _weights_rule(submission, example),
            _support_rule(submission, example),
            _overall_rule(submission, working),
            _tiers_rule(submission),
            _levels_rule(submission, working),
            *_sure_rule(submission),
            _clear_rule(submission),
            _plan_rule(submission),
        ),
        questions=_("%(model)s, %(questions)s questions in %(areas)s areas") % facts,
        questions_hash=model.content_hash,
        rule=submission.scored.rule,
        made_from=made_from(submission),
        credits=model.credits,
    )


def _lead(example: AreaSum | None) -> str:
    if example is None:
        return _("You can check it with pencil and paper.")
    return _(
        "You can check it with pencil and paper. The example is your own result for %(area)s."
    ) % {"area": example.dimension.title}


# ---- from answers to scores


def _steps_rule(submission: Submission, example: AreaSum | None) -> MethodRule:
    texts = submission.model.answers
    facts = {
        "labels": listed([f"“{label}”" for label in texts.labels]),
        "top": len(texts.labels) - 1,
        "unsure": texts.not_sure,
    }
    return MethodRule(
        title=_("An answer is a step"),
        text=_(
            "%(labels)s are steps 0 to %(top)s. “%(unsure)s” counts as step 0 for now. "
            "Questions that don’t apply are left out."
        )
        % facts,
        example=_steps_of(example) if example else "",
    )


def _steps_of(example: AreaSum) -> str:
    words: dict[Value, str] = {NOT_SURE: "0", SET_ASIDE: "–"}
    values = [line.answer.value for line in example.lines]
    steps = ", ".join(words.get(value, str(value)) for value in values)
    return f"{example.dimension.title}: {steps}"


def _weights_rule(submission: Submission, example: AreaSum | None) -> MethodRule:
    weights = {"weights": tier_weights(submission)}
    top = len(submission.model.answers.labels) - 1
    return MethodRule(
        title=_("The basics count most"),
        text=_("Each step is weighted by its tier: %(weights)s.") % weights,
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


def _support_rule(submission: Submission, example: AreaSum | None) -> MethodRule:
    return MethodRule(
        title=_("The cautious score"),
        text=support_rule(submission),
        example=_quotient(example.supported, example) if example else "",
    )


def _overall_rule(submission: Submission, working: Working) -> MethodRule:
    text = (
        _("The overall score is the average of all areas. Each counts equally.")
        if working.equal_weights
        else _("The overall score is the weighted average of all areas.")
    )
    example = ""
    if submission.scored.overall.scored and working.equal_weights:
        example = _("(%(areas)s) ÷ %(count)s = %(exact)s") % {
            "areas": working.sum_of_areas,
            "count": len(working.areas),
            "exact": working.exact,
        }
    return MethodRule(title=_("All areas make up the overall score"), text=text, example=example)


# ---- from scores to levels, changes and plans


def _tiers_rule(submission: Submission) -> MethodRule:
    labels, figures = submission.model.answers.labels, submission.model.scoring
    return MethodRule(
        title=_("When a tier is met"),
        text=_(
            "Each of its answers is at least “%(least)s”, and their average is at least "
            "“%(mean)s”. One step raises one answer by one."
        )
        % {"least": labels[figures.tier_least], "mean": labels[figures.tier_mean]},
    )


def _levels_rule(submission: Submission, working: Working) -> MethodRule:
    named, example = whole_level(submission), ""
    if named.words:
        example = _("Your areas: %(levels)s. Overall: %(level)s.") % {
            "levels": ", ".join(one.title for one in working.levels),
            "level": named.words,
        }
    texts = {
        "met_tiers": _(
            "A tier counts once every tier below it is met. The business has a level when "
            "every area but one has it, and that one is no more than one level below. The highest "
            "level also needs a cautious score of %(supported)s."
        ),
        "floors_for_steps": _(
            "Your level is the highest floor after giving up one for each step missing on the way. "
            "The highest also needs a cautious score of %(supported)s, and floors that still stand "
            "if any one answer slips."
        ),
    }
    return MethodRule(
        title=_("Levels build from the bottom"),
        text=texts[submission.rule.wording]
        % {"supported": submission.model.scoring.signature_supported},
        example=example,
    )


def _clear_rule(submission: Submission) -> MethodRule:
    area, overall = clear_from(submission)
    facts = {"area": tenths(area), "overall": tenths(overall)}
    if submission.rule.names_doubt:
        return MethodRule(
            title=_("A clear change"),
            text=like_for_like(),
            formula=_("(change in points)² ÷ variance, the largest first, against Holm’s limits"),
            example=clear_limits(submission),
        )
    factor = Fraction(sqrt(2)) * CLEAR * submission.rule.answer_noise
    return MethodRule(
        title=_("A clear change"),
        text=_(
            "The same person’s answers vary by about half a step. A change over the questions "
            "with a number both times is clear only if it is larger than that."
        ),
        formula=_("%(factor)s × square root of the sum of squared weights ÷ sum of weights")
        % {"factor": tenths(factor)},
        example=_("If every question is compared: %(area)s points in an area, %(overall)s overall")
        % facts,
    )


def _sure_rule(submission: Submission) -> tuple[MethodRule, ...]:
    """Explain the doubt about a level; nothing under a rule that names none."""
    if not submission.rule.names_doubt:
        return ()
    named = whole_level(submission)
    return (
        MethodRule(
            title=_("How sure a level is"),
            text=doubt_rule(submission),
            example=named.sure,
        ),
    )


def _plan_rule(submission: Submission) -> MethodRule:
    values = [str(value) for value in submission.model.planning.step_values]
    steps = [str(step) for step in range(len(values))]
    return MethodRule(
        title=_("The plan is the best possible"),
        text=_(
            "Of all sets of actions within your hours, your money and your limit, we choose the "
            "one that adds most. If two tie, we choose the one that takes fewer hours."
        ),
        formula=_("Steps %(steps)s are worth %(values)s, times weight and importance")
        % {"steps": ", ".join(steps), "values": ", ".join(values)},
    )


# ---- the rules in a sentence each


def support_rule(submission: Submission) -> str:
    least = submission.model.answers.labels[submission.rule.unbacked_from]
    return _(
        "In the cautious score, “%(usual)s” or better counts as one step lower "
        "until a note or check backs it."
    ) % {"usual": least}


def tier_weights(submission: Submission) -> str:
    """List the weight of each tier, such as "Solid 3, Smooth 2 and Sparkle 1"."""
    weights = [
        _("%(tier)s %(weight)s") % {"tier": tier.title, "weight": tier.weight}
        for tier in submission.model.tiers
    ]
    return listed(weights)


def method_lines(submission: Submission) -> tuple[str, ...]:
    """Explain how the score is worked out, in a sentence or two for each rule."""
    model, labels = submission.model, submission.model.answers.labels
    return (
        _(
            "Each answer is a step from 0 to %(top)s. Steps are weighted by tier: %(weights)s. "
            "A score is the share of all possible points that you reached, out of 100."
        )
        % {"top": len(labels) - 1, "weights": tier_weights(submission)},
        _("“%(unsure)s” counts as step 0 for now. Questions that don’t apply are left out.")
        % {"unsure": model.answers.not_sure},
        support_rule(submission),
        *level_lines(submission),
        *sure_lines(submission),
    )


def sure_lines(submission: Submission) -> tuple[str, ...]:
    """Explain how sure a level and a change are."""
    if submission.rule.names_doubt:
        return (doubt_rule(submission), like_for_like(), clear_limits(submission))
    area, overall = clear_from(submission)
    varies = _(
        "The same person’s answers vary slightly from one time to the next. If every question "
        "is compared, a change is clear from %(area)s points in an area, %(overall)s overall."
    )
    return (varies % {"area": tenths(area), "overall": tenths(overall)},)


def doubt_rule(submission: Submission) -> str:
    """Explain the words for the doubt about a level."""
    perhaps = percent(submission.model.scoring.perhaps)
    return _(
        "Each answer may be a step off: rarely with a check, more often without a note. "
        "A neighbouring level that would come out %(perhaps)s times in 100 or more is named too."
    ) % {"perhaps": perhaps}


def like_for_like() -> str:
    return _(
        "Only questions with a number both times are compared. All areas are judged together, "
        "so that chance alone rarely makes any of them look changed."
    )


def clear_limits(submission: Submission) -> str:
    """Say from how many points a change can be clear, if the same person answers everything."""
    area, overall = clear_from(submission)
    return _(
        "If the same person answers every question, the largest change of an area is clear from "
        "%(area)s points, the overall one from %(overall)s."
    ) % {"area": tenths(area), "overall": tenths(overall)}


def level_lines(submission: Submission) -> tuple[str, ...]:
    """Explain how answers lead to tiers, and tiers to levels, under the check's scoring rule."""
    labels, figures = submission.model.answers.labels, submission.model.scoring
    facts = {"least": labels[figures.tier_least], "mean": labels[figures.tier_mean]}
    met = _(
        "A tier is met when each answer is at least “%(least)s” and the average is at "
        "least “%(mean)s”. It counts once every tier below it is met."
    )
    whole = _(
        "The business has a level when every area but one has reached it, "
        "and that one is no more than one level below."
    )
    texts = submission.model.level_texts
    lines = {
        "met_tiers": (met % facts, whole),
        "floors_for_steps": (*(texts.rule if texts else ()), whole),
    }
    return lines[submission.rule.wording]


def made_from(submission: Submission) -> str:
    return _(
        "Question set %(model)s: %(questions)s questions in %(areas)s areas. "
        "Scoring rule: %(rule)s. Fingerprint of the questions: %(hash)s."
    ) % {
        "model": submission.model.key,
        "questions": len(submission.model.practices),
        "areas": len(submission.model.dimensions),
        "rule": submission.scored.rule,
        "hash": submission.model.content_hash[:16],
    }


def clear_from(submission: Submission) -> tuple[Fraction, Fraction]:
    """Return the points from which a change is clear: for the area that needs most, and overall."""
    widest = max(clear_from_squared(submission.model, d) for d in submission.model.dimensions)
    overall = overall_clear_from_squared(submission.model)
    return Fraction(sqrt(widest)), Fraction(sqrt(overall))
