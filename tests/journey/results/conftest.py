"""A sent check with every kind of answer."""

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.services import submit
from tests.factories import NOON
from tests.kept import kept


@kept
def sent(answered: Assessment, owner: User) -> Assessment:
    """The check for October to December, with a note, a reason and a checked answer."""
    answered.answers.filter(practice="CUL1").update(note="Over the till.")
    answered.answers.filter(practice="CUL3").update(checked=True)
    answered.answers.filter(practice="POL3").update(value="na", reason="We sell no goods.")
    submit(assessment=answered, by=owner, at=NOON)
    return answered
