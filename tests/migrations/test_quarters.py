"""The migration to a business's own quarters, and its rollback."""

import pytest
from django.db import IntegrityError, transaction

from tests.migrations.moving import OCTOBER, migrated, sent_check, starting_at

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = ("assessment", "0002_cache_table")
AFTER = ("assessment", "0003_quarters_of_ones_own")


def test_checks_from_before_are_those_of_their_quarter_and_businesses_keep_the_usual_ones() -> None:
    sent_check(starting_at(BEFORE))

    model = migrated(AFTER)

    made = model("assessment", "Assessment").objects.get()
    business = model("assessment", "Business").objects.get()
    assert (made.quarter_starts_on, made.extra, made.revision) == (OCTOBER, 0, 1)
    assert (business.first_month, business.time_zone) == (1, "")
    assert made.answers.count() == model("assessment", "Result").objects.count() == 1


def test_on_the_way_back_corrections_stay_and_only_checks_in_between_go() -> None:
    model = starting_at(AFTER)
    sent_check(model)
    sent_check(model, revision=2)
    sent_check(model, extra=1)

    back = migrated(BEFORE)

    kept = back("assessment", "Assessment").objects.order_by("revision")
    assert [made.revision for made in kept] == [1, 2]
    assert back("assessment", "Answer").objects.count() == 2
    assert back("assessment", "Result").objects.count() == 2


def test_there_and_back_a_quarter_still_has_one_check_of_each_revision() -> None:
    starting_at(AFTER)
    model = migrated(BEFORE)
    sent_check(model)

    with pytest.raises(IntegrityError), transaction.atomic():
        sent_check(model)
