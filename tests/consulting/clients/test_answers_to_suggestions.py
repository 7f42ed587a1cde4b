"""The client answers suggested changes one by one, and can take back what it took over."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from assessment.consulting.clients.models import Decision, PlanSuggestion
from assessment.consulting.clients.services import answer_suggestion
from assessment.domain.planning.planned_actions import Status
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.journey.planning.models import ItemChange, Plan, PlanItem
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy
from tests.consulting.clients.suggesting import (
    JANUARY,
    answers,
    review_url,
)
from tests.factories import NOON
from tests.journey.tracking.plans import item
from tests.web_forms import ticked

pytestmark = pytest.mark.django_db


# ---- answering


def test_the_owner_sees_was_and_now_with_nothing_chosen(
    as_owner: Client, suggested: PlanSuggestion, business: Business
) -> None:
    page = as_owner.get(review_url(business)).text

    assert "Connie suggests 3 changes to your plan" in page
    assert "Was due 11\u00a0November\u00a02026" in page
    assert "Due 15\u00a0January\u00a02027" in page
    assert "Not in your plan" in page
    assert ticked(page) == []
    assert page.count('type="radio"') == 6


def test_each_change_needs_a_yes_or_a_no(
    as_owner: Client, suggested: PlanSuggestion, business: Business
) -> None:
    page = as_owner.post(review_url(business), {"answer-1": "take"})

    assert page.status_code == 422
    assert page.text.count("Say yes or no to this change.") >= 2
    assert not ItemChange.objects.exists()


def test_the_plan_changes_where_the_owner_said_yes_and_only_there(
    as_owner: Client, suggested: PlanSuggestion, plan: Plan, business: Business
) -> None:
    as_owner.post(review_url(business), answers("take", "leave", "take") | {"reply": "Thank you."})

    assert item("POL2q").due_on == JANUARY
    assert item("CUL3q").status == Status.OPEN
    assert item("PER2q").due_on == date(2026, 12, 20)
    assert item("PER2q").plan == plan
    assert not PlanItem.objects.filter(action="CHA1q").exists()
    assert [c.decision for c in suggested.changes.all()] == ["taken", "left", "taken"]


def test_a_swap_takes_one_out_with_the_reason_and_puts_the_other_in(
    as_owner: Client, suggested: PlanSuggestion, business: Business, owner: User
) -> None:
    as_owner.post(review_url(business), answers("leave", "take", "leave"))

    gone, came = item("CUL3q"), item("CHA1q")
    assert (gone.status, gone.outcome) == (Status.DROPPED, "You have the answers already.")
    assert (came.status, came.due_on) == (Status.OPEN, date(2026, 12, 10))
    assert came.changes.get().by == owner


def test_the_consultant_sees_what_was_accepted_and_what_was_not(
    as_owner: Client,
    as_connie: Client,
    suggested: PlanSuggestion,
    firm: Consultancy,
    business: Business,
) -> None:
    mail.outbox.clear()

    as_owner.post(review_url(business), answers("take", "leave", "take") | {"reply": "Thank you."})

    page = as_connie.get(
        reverse("client_suggestion", args=[firm.slug, business.slug, suggested.key])
    ).text
    assert page.count("Taken over") == 2
    assert page.count("Left as it is") == 1
    assert "Thank you." in page
    assert [m.subject for m in mail.outbox] == ["Owner answered what you suggested"]
    entry = AuditEntry.objects.get(kind=Event.SUGGESTION_ANSWERED)
    assert entry.about == {"person": "Connie", "count": "2"}
    as_connie.get(reverse("client", args=[firm.slug, business.slug]))


def test_leaving_the_plan_as_it_is_says_no_to_everything(
    as_owner: Client, suggested: PlanSuggestion, business: Business
) -> None:
    as_owner.post(review_url(business), {"leave-all": "1"})

    assert {c.decision for c in suggested.changes.all()} == {"left"}
    assert not ItemChange.objects.exists()


def test_leaving_the_plan_as_it_is_sends_the_word_back_and_overrules_what_was_chosen(
    as_owner: Client, suggested: PlanSuggestion, business: Business
) -> None:
    sent = answers("take", "take", "take") | {"leave-all": "1", "reply": "Not before spring."}

    as_owner.post(review_url(business), sent)

    suggested.refresh_from_db()
    assert suggested.reply == "Not before spring."
    assert {c.decision for c in suggested.changes.all()} == {"left"}


def test_a_word_back_that_is_too_long_stays_with_what_was_chosen(
    as_owner: Client, suggested: PlanSuggestion, business: Business
) -> None:
    sent = answers("take", "leave", "take") | {"leave-all": "1", "reply": "Word. " * 1_000}

    page = as_owner.post(review_url(business), sent)

    assert page.status_code == 422
    assert "Word. Word." in page.text
    assert ticked(page.text) == ["answer-1", "answer-2", "answer-3"]
    suggested.refresh_from_db()
    assert suggested.answered_at is None


@pytest.mark.parametrize("button", [{}, {"leave-all": "1"}], ids=["answer", "leave all"])
def test_a_word_back_that_comes_too_late_is_shown_again(
    as_owner: Client, suggested: PlanSuggestion, business: Business, button: dict[str, str]
) -> None:
    as_owner.post(review_url(business), answers("leave", "leave", "leave"))

    late = as_owner.post(
        review_url(business),
        answers("take", "take", "take") | {"reply": "Only in spring."} | button,
        headers={"origin": "http://testserver"},
    )

    assert late.status_code == 409
    assert "Only in spring." in late.text
    assert "Somebody was faster" in late.text
    suggested.refresh_from_db()
    assert suggested.reply == ""


def test_a_word_back_to_changes_that_were_taken_back_is_shown_again(
    as_owner: Client, suggested: PlanSuggestion, business: Business
) -> None:
    url = review_url(business)
    PlanSuggestion.objects.update(sent_at=None)

    late = as_owner.post(
        url,
        answers("take", "take", "take") | {"reply": "Only in spring."},
        headers={"origin": "http://testserver"},
    )

    assert late.status_code == 404
    assert "Only in spring." in late.text


def test_what_changed_meanwhile_is_said_and_not_overwritten(
    as_owner: Client, suggested: PlanSuggestion, business: Business
) -> None:
    late = item("POL2q")
    as_owner.post(reverse("start_item", args=[business.slug, late.key]), {"seen": late.revision})

    page = as_owner.get(review_url(business)).text

    assert "can’t be taken over any more" in page
    assert page.count('type="radio"') == 4
    as_owner.post(review_url(business), answers("take", "leave", "leave"))
    assert item("POL2q").due_on == date(2026, 11, 11)
    assert suggested.changes.get(position=1).decision == Decision.LEFT


def test_a_change_in_the_same_moment_is_marked_and_told(
    as_owner: Client, suggested: PlanSuggestion, business: Business
) -> None:
    """The page showed the change as possible, but the plan changed before the answer arrived."""
    PlanItem.objects.filter(action="POL2q").update(revision=7)
    owner = business.memberships.get().user

    answer_suggestion(
        suggestion=suggested,
        taken={1: True, 2: False, 3: True},
        reply="",
        by=owner,
        at=NOON,
    )

    assert suggested.changes.get(position=1).decision == Decision.OVERTAKEN
    assert suggested.changes.get(position=3).decision == Decision.TAKEN
    assert item("POL2q").due_on == date(2026, 11, 11)


def test_answering_twice_changes_nothing_the_second_time(
    as_owner: Client, suggested: PlanSuggestion, business: Business
) -> None:
    as_owner.post(review_url(business), answers("take", "take", "take"))

    reply = as_owner.post(review_url(business), answers("take", "take", "take"), follow=True)

    assert "Somebody was faster" in reply.text
    assert item("POL2q").changes.count() == 1


# ---- taking back


def undo(client: Client, business: Business, position: int) -> Any:
    key = PlanSuggestion.objects.get().key
    url = reverse("undo_suggested", args=[business.slug, key, position])
    return client.post(url, follow=True)


def test_for_thirty_days_each_change_can_be_taken_back(
    as_owner: Client,
    suggested: PlanSuggestion,
    business: Business,
    owner: User,
    at_noon: time_machine.Traveller,
) -> None:
    as_owner.post(review_url(business), answers("take", "take", "take"))
    at_noon.shift(timedelta(days=29))
    as_owner.force_login(owner)

    for position in (1, 2, 3):
        undo(as_owner, business, position)

    assert item("POL2q").due_on == date(2026, 11, 11)
    assert (item("CUL3q").status, item("CUL3q").outcome) == (Status.OPEN, "")
    assert not PlanItem.objects.filter(action__in=["CHA1q", "PER2q"]).exists()
    assert {c.decision for c in suggested.changes.all()} == {"taken_back"}
    assert AuditEntry.objects.filter(kind=Event.SUGGESTION_UNDONE).count() == 3


def test_after_thirty_days_nothing_can_be_taken_back(
    as_owner: Client,
    suggested: PlanSuggestion,
    business: Business,
    owner: User,
    at_noon: time_machine.Traveller,
) -> None:
    as_owner.post(review_url(business), answers("take", "take", "take"))
    at_noon.shift(timedelta(days=31))
    as_owner.force_login(owner)

    assert "Take it back" not in as_owner.get(review_url(business)).text
    assert "nothing to take back" in undo(as_owner, business, 1).text
    assert item("POL2q").due_on == JANUARY


def test_what_changed_since_stays_when_a_change_is_taken_back(
    as_owner: Client, suggested: PlanSuggestion, business: Business
) -> None:
    as_owner.post(review_url(business), answers("take", "leave", "leave"))
    late = item("POL2q")
    as_owner.post(reverse("start_item", args=[business.slug, late.key]), {"seen": late.revision})

    page = undo(as_owner, business, 1)

    assert "has changed since, so it stays as it is" in page.text
    assert item("POL2q").status == Status.RUNNING
    assert suggested.changes.get(position=1).decision == Decision.TAKEN
