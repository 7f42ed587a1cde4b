"""Rows that stay for the next test look as if they had just been created."""

import pytest
from django.db import connection

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.parties.businesses.models import Business
from tests.kept import KeptRows, wanted_by


@pytest.mark.parametrize("name", ["Corner Shop", "Tin Kettle"])
def test_what_a_test_changes_is_back_for_the_next(business: Business, name: str) -> None:
    assert business.name == "Café Lindgren"
    assert Business.objects.get().name == "Café Lindgren"

    business.name = name
    business.save()


def test_objects_of_one_test_belong_together(assessment: Assessment, business: Business) -> None:
    assert assessment.business is business


@pytest.mark.usefixtures("db")
def test_a_test_finds_no_rows_that_it_does_not_need() -> None:
    assert not User.objects.exists()
    assert not Business.objects.exists()


def test_a_fixture_comes_after_those_it_needs(
    request: pytest.FixtureRequest, answered: Assessment
) -> None:
    assert list(wanted_by(request.node)) == ["owner", "business", "assessment", "answered"]


@pytest.mark.django_db(transaction=True)
def test_nothing_stays_for_a_test_with_its_own_transactions(
    kept_rows: KeptRows, business: Business
) -> None:
    assert kept_rows.levels == []
    assert not connection.in_atomic_block
    assert Business.objects.get() == business
