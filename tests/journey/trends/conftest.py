"""A frozen clock, and quarters to compare."""

from typing import Any

import pytest
import time_machine

from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.models import ModelVersion
from tests.factories import NOON
from tests.journey.trends.making import SAMPLE, make_results, publish
from tests.kept import kept


@pytest.fixture(autouse=True)
def on_20_november() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@kept
def eight_quarters(business: Business, owner: User) -> None:
    make_results(business, owner, SAMPLE)


@kept
def lenient(db: None) -> ModelVersion:
    """A version in which every question can be set aside."""
    return publish("1.9", old="na_allowed = false", new="na_allowed = true")
