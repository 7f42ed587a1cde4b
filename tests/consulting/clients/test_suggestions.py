"""A consultant suggests changes to a plan, which only the client's own people can make."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from assessment.consulting.clients.models import PlanSuggestion
from assessment.domain.planning.planned_actions import Status
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.journey.planning.models import ItemChange, Plan, PlanItem
from assessment.parties.businesses.models import Business, Role
from assessment.parties.consultancies.models import AccessLevel, Consultancy, Engagement
from assessment.parties.departures.services import end_engagement
from tests.consulting.clients.suggesting import (
    WHY,
    answers,
    leaving_all,
    review_url,
    suggest_url,
    with_three_changes,
)
from tests.factories import NOON, make_member, make_user
from tests.journey.tracking.plans import item

pytestmark = pytest.mark.django_db


# ---- suggesting


@pytest.mark.parametrize("button", ["send", "keep", "add"])
def test_changes_that_come_after_others_were_sent_are_shown_again(
    as_connie: Client, plan: Plan, firm: Consultancy, business: Business, button: str
) -> None:
    as_connie.post(suggest_url(firm, business), with_three_changes(plan))
    late = leaving_all(plan) | {"letter": "One thing more.", button: "1"}

    reply = as_connie.post(
        suggest_url(firm, business), late, headers={"origin": "http://testserver"}
    )

    assert reply.status_code == 409
    assert "One thing more." in reply.text
    assert PlanSuggestion.objects.get().letter == "Three small changes."


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


def test_a_reason_without_a_change_is_not_lost(
    as_connie: Client, plan: Plan, firm: Consultancy, business: Business
) -> None:
    sent = leaving_all(plan) | {f"why-{item('POL2q').key}": WHY, "keep": "1"}

    page = as_connie.post(suggest_url(firm, business), sent)

    assert page.status_code == 422
    assert "choose what to do with this action" in page.text
    assert WHY in page.text


@pytest.mark.parametrize("button", ["add", "keep", "send"])
@pytest.mark.parametrize("meanwhile", ["finished", "taken out", "added by the client"])
def test_words_about_an_action_that_changed_meanwhile_stay_on_the_page(
    as_connie: Client,
    plan: Plan,
    firm: Consultancy,
    business: Business,
    meanwhile: str,
    button: str,
) -> None:
    typed = {k: v for k, v in with_three_changes(plan).items() if k != "send"} | {button: "1"}
    late = item("POL2q")
    if meanwhile == "added by the client":
        PlanItem.objects.filter(action="CON4q").update(action="PER2q")
        name, words = "why-PER2q", "Two hours, no cost."
    else:
        status = Status.DONE if meanwhile == "finished" else Status.DROPPED
        PlanItem.objects.filter(pk=late.pk).update(status=status, ended_on=NOON.date())
        name, words = f"why-{late.key}", WHY

    shown = as_connie.post(suggest_url(firm, business), typed)
    again = as_connie.post(suggest_url(firm, business), typed | {"told": name})

    assert "What you wrote about actions that have changed" in shown.text
    assert f'name="{name}" value="{words}"' in shown.text
    assert f'name="told" value="{name}"' in shown.text
    expected = [200, 200] if button == "add" else [422, 302]
    assert [shown.status_code, again.status_code] == expected


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


def test_a_draft_that_a_colleague_changed_meanwhile_is_not_replaced_by_accident(
    as_connie: Client, plan: Plan, firm: Consultancy, business: Business
) -> None:
    sent = with_three_changes(plan)
    del sent["send"]
    as_connie.post(suggest_url(firm, business), sent | {"keep": "1", "draft": ""})
    kept = PlanSuggestion.objects.get()

    clash = as_connie.post(suggest_url(firm, business), sent | {"keep": "1", "letter": "Mine."})

    assert clash.status_code == 409
    assert "kept another draft in the meantime" in clash.text
    assert "Mine." in clash.text
    assert PlanSuggestion.objects.get().letter == "Three small changes."
    again = {"keep": "1", "letter": "Mine.", "draft": kept.key}
    as_connie.post(suggest_url(firm, business), sent | again)
    assert PlanSuggestion.objects.get().letter == "Mine."


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
