"""A frozen clock, and quarters to compare."""

from typing import Any

import pytest
import time_machine

from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.models import ModelVersion
from tests.factories import CONTENT, NOON
from tests.journey.trends.making import CAFE, make_results, publish
from tests.kept import kept


@pytest.fixture(autouse=True)
def on_20_november() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@kept
def eight_quarters(business: Business, owner: User) -> None:
    make_results(business, owner, CAFE)


@kept
def lenient(db: None) -> ModelVersion:
    """A version in which every question can be set aside."""
    source = CONTENT.read_text().replace("na_allowed = false", "na_allowed = true")
    return publish("1.9", source=source)
