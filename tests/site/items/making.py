"""A site with many businesses, each with a check, and some with second answers."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from random import Random

from assessment.domain.scoring.calibration import drawn_for_retest
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Answer, Assessment
from assessment.journey.retests.models import RetestAnswer, RetestKind, RetestSheet
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.models import ModelVersion
from tests.factories import NOON, make_model_version

MODEL = "cairn-1.1"
NOISE, SHARED = 0.5, 0.2
"""The truth before rounding; of recorded answers it comes back as about 0.53 and 0.13."""


def make_site(by: User, trades: Sequence[str], *, key: str = MODEL) -> list[Assessment]:
    """Create one business with a submitted check for each trade, all sent by one person."""
    version = make_model_version(key)
    businesses = Business.objects.bulk_create(
        Business(slug=f"b{number}", name=f"Business {number}", trade=trade, founded_at=NOON)
        for number, trade in enumerate(trades)
    )
    checks = Assessment.objects.bulk_create(
        make_check(business, version, by) for business in businesses
    )
    random = Random(7)  # noqa: S311
    Answer.objects.bulk_create(
        Answer(
            assessment=check,
            practice=practice.code,
            value=str(min(max(round(random.gauss(1.6, 0.9)), 0), 3)),
            revision=1,
            answered_at=NOON,
            answered_by=by,
        )
        for check in checks
        for practice in version.maturity.practices
    )
    return checks


def make_check(business: Business, version: ModelVersion, by: User) -> Assessment:
    return Assessment(
        business=business,
        quarter_starts_on=NOON.date().replace(month=10, day=1),
        model_version=version,
        started_at=NOON,
        submitted_at=NOON,
        submitted_by=by,
    )


def answer_again(
    checks: Sequence[Assessment],
    by: User,
    *,
    kind: RetestKind = RetestKind.SAME,
    days: int = 14,
    questions: int | None = None,
) -> None:
    """Give second answers with noise to these checks, and set the first ones from one truth."""
    random = Random(11)  # noqa: S311
    sheets = RetestSheet.objects.bulk_create(
        RetestSheet(
            assessment=check,
            kind=kind,
            person=by,
            agreed_at=NOON,
            answered_at=NOON + timedelta(days=days),
        )
        for check in checks
    )
    second = [
        RetestAnswer(sheet=sheet, practice=code, value=value)
        for sheet in sheets
        for code, value in answered_with_noise(sheet.assessment, random, questions)
    ]
    RetestAnswer.objects.bulk_create(second)


def answered_with_noise(
    check: Assessment, random: Random, questions: int | None
) -> Iterator[tuple[str, str]]:
    """Yield second answers, and replace the first ones: both are noisy views of one truth."""
    model = check.model_version.maturity
    asked = model.practices[:questions] if questions else drawn_for_retest(model, str(check.pk))
    moods = [random.gauss(0, NOISE * SHARED**0.5) for _ in range(2)]
    first = {answer.practice: answer for answer in check.answers.all()}
    for practice in asked:
        truth = random.gauss(1.6, 0.9)
        views = [
            min(max(round(truth + mood + random.gauss(0, NOISE * (1 - SHARED) ** 0.5)), 0), 3)
            for mood in moods
        ]
        first[practice.code].value = str(views[0])
        yield practice.code, str(views[1])
    Answer.objects.bulk_update([first[practice.code] for practice in asked], ["value"])
