"""Fixtures with our own model and Café Lindgren's last quarter."""

import pytest

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import MaturityModel
from assessment.parties.catalogue.library import own_model, sample_submissions


@pytest.fixture
def model() -> MaturityModel:
    return own_model()


@pytest.fixture
def lindgren() -> AnswerSheet:
    return sample_submissions()[-1].sheet
