"""Keep the row that lists show of a business equal to what its results say.

Code that changes what the row is made from calls `keep_standing` in the same transaction. It is
made from checks that were sent or corrected, who answered, and the months and time zone of the
business. Imports and the removal of a person change it as well. `planning.services` does the same
for the columns about the plan.
"""

from typing import Any

from django.db import transaction

from assessment.domain.scoring.scores import DimensionScore, shown
from assessment.domain.scoring.submissions import Submission
from assessment.domain.scoring.verdicts import Verdict
from assessment.domain.trends.changes import Change
from assessment.domain.trends.comparison import Comparison, comparison
from assessment.journey.results.models import Movement, Result, Standing
from assessment.journey.results.queries import results_of, submission_of
from assessment.parties.businesses.models import Business

NO_PLAN = {"actions": 0, "achieved": 0, "plan_moved_at": None}
WAYS = {
    Verdict.CLEAR: (Movement.CLEAR_FALL, Movement.CLEAR_RISE),
    Verdict.LIKELY: (Movement.LIKELY_FALL, Movement.LIKELY_RISE),
    Verdict.CHANCE: (Movement.CHANCE, Movement.CHANCE),
}


@transaction.atomic
def keep_standing(*, business: Business) -> None:
    """Write the row of a business again; in a new quarter it has no plan yet."""
    # Two people who change something at the same time write one after the other.
    locked = Business.with_archived.select_for_update().get(pk=business.pk)
    found = standing_of(locked)
    if found is None:
        return
    known = Standing.objects.filter(business=locked).first()
    if known is None:
        Standing.objects.create(business=locked, **found)
        return
    if known.quarter_starts_on != found["quarter_starts_on"]:
        found |= NO_PLAN
    Standing.objects.filter(pk=known.pk).update(**found)


def standing_of(business: Business) -> dict[str, Any] | None:
    """Calculate the columns of a business afresh, without those about its plan; one query."""
    results = results_of(business)
    if not results:
        return None
    checks = [submission_of(result, business) for result in results[-2:]]
    now, latest = checks[-1], results[-1]
    both = comparison(*checks) if len(checks) > 1 else None
    return {
        "assessment_id": latest.assessment_id,
        "quarter_starts_on": latest.assessment.quarter_starts_on,
        "sent_at": getattr(latest, "first_sent_at", None) or latest.frozen_at,
        "next_due_on": now.next_check_on,
        **_score(latest, now),
        **_change(now, both),
    }


def _score(result: Result, check: Submission) -> dict[str, Any]:
    overall = check.scored.overall
    doubt = check.doubt.overall if check.doubt else None
    level, other = (doubt.level, doubt.other) if doubt else (overall.known_level, None)
    return {
        "score": result.score,
        "score_shown": result.points,
        "low": shown(overall.supported) if overall.scored else None,
        "high": shown(overall.upper) if overall.scored else None,
        "level": level.key if level else "",
        "level_rank": level.rank if level else None,
        "certainty": doubt.certainty if doubt else "",
        "other_level": other.key if other else "",
        "areas": {score.key: _area(score) for score in check.scored.dimensions if score.scored},
    }


def _area(score: DimensionScore) -> dict[str, Any]:
    level = score.known_level
    return {
        "points": shown(score.points),
        "low": shown(score.supported),
        "high": shown(score.upper),
        "rank": level.rank if level else None,
    }


def _change(now: Submission, both: Comparison | None) -> dict[str, Any]:
    change = both.overall if both else None
    return {
        "movement": _movement(now, both),
        "points_before": shown(change.before) if change else None,
        "points_now": shown(change.now) if change else None,
        "fallen_area": both.fallen[0].key if both and both.fallen else "",
    }


def _movement(now: Submission, both: Comparison | None) -> Movement:
    if not now.scored.overall.scored:
        return Movement.UNSCORED
    if both is None:
        return Movement.FIRST
    return _way(both.overall) if both.overall else Movement.UNCOMPARED


def _way(change: Change) -> Movement:
    fall, rise = WAYS[change.verdict]
    return rise if change.points > 0 else fall
