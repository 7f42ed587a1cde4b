"""How a score, its level and a change are worked out, in sentences of a report."""

from fractions import Fraction
from math import sqrt

from django.utils.translation import gettext as _

from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.comparison import clear_from_squared, overall_clear_from_squared
from assessment.journey.results.presenters.score_breakdown import tenths
from assessment.journey.results.wording.areas import listed
from assessment.journey.results.wording.levels import percent


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
