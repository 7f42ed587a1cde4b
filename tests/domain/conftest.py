"""Fixtures with the models and the worked examples of Café Lindgren's last quarter."""

import pytest

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import MaturityModel
from assessment.parties.catalogue.library import own_model
from tests.domain.making import FIRST_MODEL, fixture, make_sheet_of


@pytest.fixture
def model() -> MaturityModel:
    return own_model()


@pytest.fixture
def lindgren() -> AnswerSheet:
    return make_sheet_of(fixture("scoring_cases_2")["sheets"][0]["answers"])


@pytest.fixture
def first_model() -> MaturityModel:
    """Return the model of rule sss-1."""
    return FIRST_MODEL


@pytest.fixture
def first_lindgren() -> AnswerSheet:
    """Return the same answers to the questions of the first model."""
    return make_sheet_of(fixture("scoring_cases")["sheets"][0]["answers"])
