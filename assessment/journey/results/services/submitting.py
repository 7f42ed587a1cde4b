"""Submit a check: close its sheet and freeze its result in one transaction."""

from datetime import datetime

from django.db import transaction

from assessment.domain.exchange.documents import outcome_document, sheet_document
from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.answerers import Answerer
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.questionnaire.services import close
from assessment.journey.results.models import Result, hash_columns
from assessment.journey.results.services.standings import keep_standing


@transaction.atomic
def submit(*, assessment: Assessment, by: User, at: datetime) -> Result:
    """Close the sheet and freeze its result; neither changes after that.

    A correction that changes nothing is deleted, and the existing result is returned.

    Raises:
        Closed: it has already been submitted.
        Incomplete: some questions have no answer.
    """
    close(assessment=assessment, by=by, at=at)
    if assessment.corrects:
        existing = Result.objects.get(
            assessment__business=assessment.business_id,
            assessment__quarter_starts_on=assessment.quarter_starts_on,
            assessment__extra=assessment.extra,
            assessment__revision=assessment.revision - 1,
        )
        # The documents include notes, reasons and evidence, so equal ones mean equal answers.
        if existing.sheet == sheet_document(assessment.sheet()):
            assessment.delete()
            return existing
    result = freeze(assessment=assessment, at=at)
    keep_standing(business=assessment.business)
    return result


@transaction.atomic
def say_who_answered(*, assessment: Assessment, answerer: Answerer) -> None:
    """Store what the owner says about who answered, compared with last time.

    It changes no answer and no score, only how sure the changes since then are.
    """
    Assessment.objects.filter(pk=assessment.pk).update(answerer=answerer)
    keep_standing(business=assessment.business)


def freeze(*, assessment: Assessment, at: datetime) -> Result:
    """Score the sheet by the rule that its model version names, and store the result."""
    submission = Submission(
        business=assessment.business.name,
        quarter=assessment.quarter,
        model=assessment.model_version.maturity,
        sheet=assessment.sheet(),
        checked_on=assessment.business.day(at),
    )
    overall = submission.scored.overall
    return Result.objects.create(
        assessment=assessment,
        rule=submission.scored.rule,
        sheet=sheet_document(submission.sheet),
        outcome=outcome_document(submission),
        score=shown(overall.points) if overall.scored else None,
        level=overall.level.key if overall.level else "",
        frozen_at=at,
        **hash_columns(submission.model),
    )
