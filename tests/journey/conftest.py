"""Café Lindgren's last quarter, the starting point for tests of plans."""

from collections.abc import Iterator

import pytest
import time_machine

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.services import submit
from tests.factories import NOON, make_answers
from tests.journey.cafe import eight_checks
from tests.kept import kept


@kept
def lindgren(assessment: Assessment, owner: User) -> Assessment:
    """The café's check of this quarter, submitted."""
    given = eight_checks(assessment.model_version.maturity)[-1].sheet.answers
    make_answers(assessment, owner, {code: answer.value for code, answer in given.items()})
    submit(assessment=assessment, by=owner, at=NOON)
    return assessment


@pytest.fixture
def at_noon() -> Iterator[None]:
    """Set the clock to noon on 20 November 2026."""
    with time_machine.travel(NOON, tick=False):
        yield
