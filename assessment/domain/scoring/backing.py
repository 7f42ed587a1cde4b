"""How many points of a score notes and checks really back, and how many are someone's word alone.

This is not the supported score. That one counts low answers in full without any evidence, because
people rarely make themselves look worse than they are.
"""

from fractions import Fraction

from assessment.domain.model.answers import Evidence
from assessment.domain.model.maturity import Dimension
from assessment.domain.scoring.submissions import Submission


def backed_points(submission: Submission) -> Fraction:
    """Return the overall points that come from answers with a note or a check."""
    dimensions = submission.model.dimensions
    total = sum((dimension.weight for dimension in dimensions), Fraction())
    parts = (d.weight * backed_in(submission, d) for d in dimensions)
    return sum(parts, Fraction()) / total


def backed_in(submission: Submission, dimension: Dimension) -> Fraction:
    """Return the points of one area that come from such answers; 0 if no question applies."""
    answers = submission.sheet.answers
    weighed = [
        (answers[p.code].evidence, submission.rule.weigh(p, answers[p.code]))
        for p in submission.sheet.applicable(dimension.practices)
    ]
    backed = sum(each.points for evidence, each in weighed if evidence is not Evidence.NONE)
    reachable = sum(each.reachable for _evidence, each in weighed)
    return Fraction(100 * backed, reachable) if reachable else Fraction()
