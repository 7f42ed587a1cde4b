"""Café Lindgren's last quarter, the starting point for tests of plans."""

from collections.abc import Iterator

import pytest
import time_machine

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.services import submit
from assessment.parties.catalogue.library import sample_submissions
from tests.factories import NOON, make_answers
from tests.kept import kept


@kept
def lindgren(assessment: Assessment, owner: User) -> Assessment:
    """The sample's last quarter, submitted."""
    answers = sample_submissions()[-1].sheet.answers
    make_answers(assessment, owner, {code: answer.value for code, answer in answers.items()})
    submit(assessment=assessment, by=owner, at=NOON)
    return assessment


@pytest.fixture
def at_noon() -> Iterator[None]:
    """Set the clock to noon on 20 November 2026."""
    with time_machine.travel(NOON, tick=False):
        yield
