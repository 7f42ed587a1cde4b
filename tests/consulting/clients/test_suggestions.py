"""A consultant suggests changes to a plan, which only the client's own people can make."""

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
from assessment.parties.businesses.models import Business, Role
from assessment.parties.consultancies.models import AccessLevel, Consultancy, Engagement
from assessment.parties.departures.services import end_engagement
from tests.factories import NOON, make_member, make_user
from tests.journey.tracking.plans import item

pytestmark = pytest.mark.django_db

WHY = "December is your busiest month."
JANUARY = date(2027, 1, 15)


def suggest_url(firm: Consultancy, business: Business) -> str:
    return reverse("suggest", args=[firm.slug, business.slug])


def review_url(business: Business) -> str:
    return reverse("plan_suggestion", args=[business.slug, PlanSuggestion.objects.get().key])


def leaving_all(plan: Plan) -> dict[str, Any]:
    """Return what the untouched form sends."""
    sent: dict[str, Any] = {"letter": ""}
    for each in plan.items.all():
        sent |= {f"do-{each.key}": "leave", f"who-{each.key}": "", f"why-{each.key}": ""}
        sent |= {f"day-{each.key}": "2026-12-10", f"swap-{each.key}": ""}
    return sent


def with_three_changes(plan: Plan) -> dict[str, Any]:
    """Return a form that moves one action, swaps one, and adds one."""
    late, soon = item("POL2q"), item("CUL3q")
    return leaving_all(plan) | {
        "letter": "Three small changes.",
        f"do-{late.key}": "move",
        f"day-{late.key}": "2027-01-15",
        f"why-{late.key}": WHY,
        f"do-{soon.key}": "swap",
        f"swap-{soon.key}": "CHA1q",
        f"why-{soon.key}": "You have the answers already.",
        "added": "PER2q",
        "day-PER2q": "2026-12-20",
        "who-PER2q": "",
        "why-PER2q": "Two hours, no cost.",
        "send": "1",
    }


@pytest.fixture
def suggested(
    plan: Plan, as_connie: Client, firm: Consultancy, business: Business
) -> PlanSuggestion:
    reply = as_connie.post(suggest_url(firm, business), with_three_changes(plan))
    assert reply.status_code == 302, reply.content.decode()
    return PlanSuggestion.objects.get()


def answers(*taken: str) -> dict[str, str]:
    return {f"answer-{n}": said for n, said in enumerate(taken, start=1)} | {"reply": ""}


# ---- suggesting


def test_the_page_lists_what_is_open_and_what_could_come_in(
    as_connie: Client, plan: Plan, firm: Consultancy, business: Business
) -> None:
    page = as_connie.get(suggest_url(firm, business)).text

    assert "Suggest changes to the plan" in page
    assert "The plan stays as it is until somebody there says yes" in page
    for each in plan.items.all():
        assert f'name="do-{each.key}"' in page
    assert 'value="CHA1q"' in page
    assert 'value="POL2q"' not in page


def test_adding_an_action_shows_its_fields_and_saves_nothing(
    as_connie: Client, plan: Plan, firm: Consultancy, business: Business
) -> None:
    sent = leaving_all(plan) | {"another": "PER2q", "letter": "Hello", "add": "1"}

    page = as_connie.post(suggest_url(firm, business), sent)

    assert page.status_code == 200
    assert 'name="why-PER2q"' in page.text
    assert "Hello" in page.text
    assert not PlanSuggestion.objects.exists()


def test_an_action_that_was_added_can_be_left_out(
    as_connie: Client, plan: Plan, firm: Consultancy, business: Business
) -> None:
    sent = leaving_all(plan) | {"added": "PER2q", "leave-out": "PER2q"}

    page = as_connie.post(suggest_url(firm, business), sent).text

    assert 'name="why-PER2q"' not in page


@pytest.mark.parametrize(
    ("kind", "field", "said"),
    [
        ("move", "day", "Choose the day it should be done by."),
        ("give", "who", "Choose who should do it."),
        ("swap", "swap", "Choose what should come in instead."),
        ("drop", "why", "Say why, in a sentence."),
    ],
)
def test_each_change_needs_what_it_says_and_a_reason(
    as_connie: Client,
    plan: Plan,
    firm: Consultancy,
    business: Business,
    kind: str,
    field: str,
    said: str,
) -> None:
    late = item("POL2q")
    sent = leaving_all(plan) | {f"do-{late.key}": kind, f"why-{late.key}": WHY, "send": "1"}

    page = as_connie.post(suggest_url(firm, business), sent | {f"{field}-{late.key}": ""})

    assert page.status_code == 422
    assert said in page.text


def test_nothing_changed_is_not_sent(
    as_connie: Client, plan: Plan, firm: Consultancy, business: Business
) -> None:
    page = as_connie.post(suggest_url(firm, business), leaving_all(plan) | {"send": "1"})

    assert page.status_code == 422
    assert "Nothing is changed yet" in page.text


def test_sending_changes_no_plan_and_tells_the_client_once(
    suggested: PlanSuggestion, plan: Plan, owner: User
) -> None:
    assert [change.kind for change in suggested.changes.all()] == ["move", "swap", "add"]
    assert not ItemChange.objects.exists()
    assert plan.items.count() == 3
    assert [(m.to, m.subject) for m in mail.outbox] == [
        ([owner.email], "Connie suggests 3 changes to your plan")
    ]
    assert WHY not in mail.outbox[0].body
    assert AuditEntry.objects.get(kind=Event.SUGGESTED).about == {"count": "3"}


def test_a_draft_is_kept_for_the_practice_and_sent_later(
    as_connie: Client, as_owner: Client, plan: Plan, firm: Consultancy, business: Business
) -> None:
    sent = with_three_changes(plan)
    del sent["send"]

    as_connie.post(suggest_url(firm, business), sent | {"keep": "1"})

    assert not mail.outbox
    page = as_connie.get(suggest_url(firm, business)).text
    assert WHY in page
    assert 'name="added" value="PER2q"' in page
    assert as_owner.get(review_url(business)).status_code == 404
    assert (
        "suggests changes to your plan"
        not in as_owner.get(reverse("business", args=[business.slug])).text
    )


def test_what_waits_can_be_taken_back_and_sent_again(
    as_connie: Client,
    as_owner: Client,
    suggested: PlanSuggestion,
    firm: Consultancy,
    business: Business,
) -> None:
    args = [firm.slug, business.slug, suggested.key]

    as_connie.post(reverse("take_suggestion_back", args=args))

    assert as_owner.get(review_url(business)).status_code == 404
    assert AuditEntry.objects.filter(kind=Event.SUGGESTION_ENDED).exists()
    as_connie.post(reverse("drop_suggestion", args=args))
    assert not PlanSuggestion.objects.exists()


# ---- answering


def test_the_owner_sees_was_and_now_with_nothing_chosen(
    as_owner: Client, suggested: PlanSuggestion, business: Business
) -> None:
    page = as_owner.get(review_url(business)).text

    assert "Connie suggests 3 changes to your plan" in page
    assert "Was due 11\u00a0November\u00a02026" in page
    assert "Due 15\u00a0January\u00a02027" in page
    assert "Not in your plan" in page
    assert " checked" not in page
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


# ---- who may


@pytest.mark.parametrize(
    ("level", "status"),
    [(AccessLevel.SEE, 403), (AccessLevel.WORK, 200), (AccessLevel.SEND, 200)],
)
def test_suggesting_takes_more_than_seeing(
    as_connie: Client,
    plan: Plan,
    engagement: Engagement,
    firm: Consultancy,
    business: Business,
    level: AccessLevel,
    status: int,
) -> None:
    Engagement.objects.filter(pk=engagement.pk).update(level=level)

    assert as_connie.get(suggest_url(firm, business)).status_code == status


def test_neither_a_consultant_nor_a_viewer_can_answer(
    as_connie: Client, suggested: PlanSuggestion, business: Business
) -> None:
    vera = make_user("vera")
    make_member(business, vera, Role.VIEWER)
    as_vera = Client()
    as_vera.force_login(vera)

    for client in (as_connie, as_vera):
        assert client.get(review_url(business)).status_code == 403
        assert client.post(review_url(business), answers("take", "take", "take")).status_code == 403

    assert not ItemChange.objects.exists()


def test_with_the_access_everything_is_gone_at_once(
    as_connie: Client,
    as_owner: Client,
    suggested: PlanSuggestion,
    engagement: Engagement,
    firm: Consultancy,
    business: Business,
    owner: User,
) -> None:
    end_engagement(engagement=engagement, by=owner, at=NOON)

    assert as_connie.get(suggest_url(firm, business)).status_code == 404
    assert as_owner.get(review_url(business)).status_code == 404
