"""A check that its owner sent at noon on 20 November 2026."""

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.services import submit
from tests.factories import NOON
from tests.kept import kept


@kept
def sent(answered: Assessment, owner: User) -> Assessment:
    submit(assessment=answered, by=owner, at=NOON)
    return answered
