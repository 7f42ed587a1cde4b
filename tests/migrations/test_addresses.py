"""Stored addresses get their normal form; one that would equal another stays as it is."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress

from assessment.site.reminders.queries.recipients import mark_of
from tests.factories import NOON
from tests.migrations.moving import migrated, sent_check, starting_at

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = ("assessment", "0012_where_queued_work_is_found")
AFTER = ("assessment", "0014_addresses_and_names")
TYPED, NORMAL = "pia@exämple.org", "pia@xn--exmple-cua.org"


def account(model: Any, email: str) -> Any:
    user = model("assessment", "User").objects.create(email=email)
    EmailAddress.objects.create(user_id=user.pk, email=email, primary=True)
    return user


def test_every_address_gets_its_normal_form() -> None:
    model = starting_at(BEFORE)
    user = account(model, TYPED)
    business = model("assessment", "Business").objects.create(slug="b", founded_at=NOON)
    about = {"business": business, "helper_email": TYPED}
    model("assessment", "Pause").objects.create(kind="late", since=NOON, **about)
    model("assessment", "Reminder").objects.create(
        key=f"b/late/1/{mark_of(None, TYPED)}", kind="late", about="1", made_at=NOON, **about
    )
    model("assessment", "Invitation").objects.create(
        business=business,
        email=TYPED,
        role="editor",
        token_hash="i",
        made_by=user,
        made_at=NOON,
        expires_at=NOON + timedelta(days=14),
    )

    model = migrated(AFTER)

    assert model("assessment", "User").objects.get().email == NORMAL
    assert EmailAddress.objects.get().email == NORMAL
    assert model("assessment", "Invitation").objects.get().email == NORMAL
    assert model("assessment", "Pause").objects.get().helper_email == NORMAL
    reminder = model("assessment", "Reminder").objects.get()
    assert reminder.helper_email == NORMAL
    assert reminder.key == f"b/late/1/{mark_of(None, NORMAL)}"


def test_an_account_whose_normal_form_is_taken_stays_and_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    model = starting_at(BEFORE)
    account(model, NORMAL)
    kept = account(model, TYPED)

    with caplog.at_level(logging.WARNING):
        model = migrated(AFTER)

    assert model("assessment", "User").objects.get(pk=kept.pk).email == TYPED
    assert EmailAddress.objects.get(user_id=kept.pk).email == TYPED
    assert f"another row has its normal form: User {kept.pk}" in caplog.text


def test_an_undo_writes_the_normal_form_back() -> None:
    model = starting_at(BEFORE)
    change = a_change(model, before={"helper_email": TYPED}, after={"helper_email": ""})

    model = migrated(AFTER)

    changed = model("assessment", "ItemChange").objects.get(pk=change.pk)
    assert (changed.before, changed.after) == ({"helper_email": NORMAL}, {"helper_email": ""})
    assert model("assessment", "PlanItem").objects.get().helper_email == NORMAL


def a_change(model: Any, **columns: Any) -> Any:
    """Create an action of a helper, and a change to it."""
    check = sent_check(model)
    plan = model("assessment", "Plan").objects.create(
        assessment=check,
        number=1,
        wish={},
        expected={},
        hours=5,
        money=0,
        saved_at=NOON,
        saved_by=check.submitted_by,
    )
    item = model("assessment", "PlanItem").objects.create(
        plan=plan,
        action="CUL1q",
        position=1,
        hours=2,
        money=0,
        due_on=NOON.date(),
        helper_name="Pia",
        helper_email=TYPED,
    )
    return model("assessment", "ItemChange").objects.create(
        item=item, revision=1, kind="taken_back", at=NOON, **columns
    )
