"""Rows that stay for the next test look as if they had just been created."""

import pytest
from django.db import connection, transaction

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.parties.businesses.models import Business
from tests.factories import make_user
from tests.kept import KeptRows, kept, wanted_by


@kept
def durable(db: None) -> User:
    with transaction.atomic(durable=True):
        return make_user("durable")


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


# ---- private parts of Django and pytest-django, which may change with any version


def test_a_fixture_may_begin_a_durable_block(durable: User) -> None:
    assert User.objects.get() == durable


@pytest.mark.usefixtures("db")
def test_whatever_uses_the_database_finds_its_rows_before_its_transaction_begins(
    request: pytest.FixtureRequest,
) -> None:
    assert {"kept_rows", "_django_db_helper"} <= set(request.fixturenames)


@pytest.mark.django_db(transaction=True)
def test_nothing_stays_for_a_test_with_its_own_transactions(
    kept_rows: KeptRows, business: Business
) -> None:
    assert kept_rows.levels == []
    assert not connection.in_atomic_block
    assert Business.objects.get() == business
