"""What a practice sends to other people comes in its name; everything else comes from the site."""

from collections.abc import Callable
from email.header import decode_header, make_header
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from assessment.journey.planning.models import PlanItem
from assessment.parties.consultancies.models import Brand
from tests.factories import make_engagement
from tests.foundation.outbox.kinds import (
    KINDS,
    Stage,
    ask_for_access,
    hand_business_over,
    hear_from_consultant,
    leave_unanswered,
    set_stage,
)
from tests.site.reminders.making import FRIDAY, make_reader

pytestmark = pytest.mark.django_db

OF_THE_SITE = {
    *("verify", "known_account", "second_account", "code", "reset", "unknown_account"),
    *("security_notice", "account_closed", "business_deleted"),
    *("invitation", "practice_invitation", "consultant_invited"),
    *("access_given", "access_changed", "access_ended", "access_expiring"),
    *("client_expiring", "client_wrote", "not_handed_over", "monday", "reports_ready"),
    *("second_opinion_asked", "second_opinion_ended", "second_opinion_revealed"),
    *("action_due", "late_digest", "quarter_summary", "second_look", "check_due"),
}
"""What the site tells people about their accounts, their own business and their practice."""
OF_A_BUSINESS = {"pulse_invitation", "pulse_reminder"}
"""What a business asks its own staff: it comes in its name."""


def as_consultant(stage: Stage) -> Stage:
    """Return the stage for somebody whom the owner has let in."""
    connie, client = make_reader("connie"), Client()
    make_engagement(stage.business, connie)
    client.force_login(connie)
    return Stage(connie, stage.business, stage.plan, stage.item, client)


def share_as_consultant(stage: Stage) -> None:
    KINDS["shared_result"].do(as_consultant(stage))


def hand_over_as_consultant(stage: Stage) -> None:
    PlanItem.objects.filter(pk=stage.item.pk).update(owner=None)
    KINDS["hand_over"].do(as_consultant(stage))


OF_A_PRACTICE: dict[str, tuple[str, Callable[[Stage], Any]]] = {
    "access_asked": ("Hill & Co", ask_for_access),
    "access_reminder": ("Hill & Co", leave_unanswered),
    "client_handed_over": ("Hill & Co", hand_business_over),
    "consultant_reminder": ("North Star", KINDS["consultant_reminder"].do),
    "consultant_plan": ("North Star", KINDS["consultant_plan"].do),
    "consultant_report": ("North Star", KINDS["consultant_report"].do),
    "consultant_words": ("North Star", KINDS["consultant_words"].do),
    "consultant_wrote": ("North Star", hear_from_consultant),
    "session_outcome": ("North Star", KINDS["session_outcome"].do),
    "hand_over": ("North Star", hand_over_as_consultant),
    "shared_result": ("North Star", share_as_consultant),
}
"""By kind of mail the practice that sends it, and how it comes about."""


def test_every_kind_of_mail_is_in_one_of_the_tables() -> None:
    assert KINDS.keys() == OF_A_PRACTICE.keys() | OF_THE_SITE | OF_A_BUSINESS
    assert not OF_A_PRACTICE.keys() & OF_THE_SITE


@pytest.mark.parametrize("name", OF_A_PRACTICE)
def test_it_comes_in_the_name_of_the_practice(name: str) -> None:
    practice, do = OF_A_PRACTICE[name]
    with time_machine.travel(FRIDAY, tick=False):
        stage = set_stage()
        mail.outbox.clear()
        do(stage)

    sent: Any = mail.outbox[-1]
    assert str(sent.message()["From"]).startswith(practice)
    for text in (sent.body, sent.alternatives[0][0]):
        assert "Sent on behalf of" in str(text)


@pytest.mark.parametrize("name", sorted(OF_A_BUSINESS))
def test_what_a_business_asks_its_staff_comes_in_its_name(name: str) -> None:
    with time_machine.travel(FRIDAY, tick=False):
        stage = set_stage()
        mail.outbox.clear()
        KINDS[name].do(stage)

    sent: Any = mail.outbox[-1]
    assert str(make_header(decode_header(sent.message()["From"]))).startswith(stage.business.name)
    assert "List-Unsubscribe" not in sent.message()


def test_the_sender_and_the_last_line_are_those_of_the_brand() -> None:
    with time_machine.travel(FRIDAY, tick=False):
        stage = set_stage()
        stage.post("begin_practice", name="Hill & Co")
        practice = stage.owner.consultancies.get().consultancy
        Brand.objects.create(
            consultancy=practice, changed_at=FRIDAY, sender_name="Hill", footer="Company 12345"
        )
        mail.outbox.clear()
        fields = {"email": "ann@example.com", "level": "see", "until": "none", "words": ""}
        stage.client.post(reverse("add_client", args=["hill-co"]), fields)

    [sent] = mail.outbox
    assert str(sent.message()["From"]).startswith("Hill <")
    assert str(sent.body).rstrip().endswith("Sent on behalf of Hill & Co. Company 12345")
