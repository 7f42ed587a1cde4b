"""People are shown by name; their email address is shown only while they have none."""

import pytest
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import PlanItem
from assessment.outputs.reports.editions import Edition
from assessment.outputs.reports.presenters.saved_result import document_of
from assessment.outputs.reports.services import html_of
from tests.journey.tracking.links import HandOverTo, Outbox
from tests.journey.tracking.plans import board, send

pytestmark = pytest.mark.django_db

PAGES = {
    "home": lambda item: reverse("business", args=[slug_of(item)]),
    "plan": lambda item: board(item.plan.assessment.business),
    "action": lambda item: reverse("plan_item", args=[slug_of(item), item.key]),
    "results": lambda item: reverse("results", args=[slug_of(item), quarter_of(item)]),
    "reports": lambda item: reverse("reports", args=[slug_of(item)]),
    "sharing": lambda item: reverse("share", args=[slug_of(item), quarter_of(item)]),
}


def slug_of(item: PlanItem) -> str:
    return item.plan.assessment.business.slug


def quarter_of(item: PlanItem) -> str:
    return item.plan.assessment.slug


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_people_without_their_addresses(
    page: str, late: PlanItem, as_owner: Client, owner: User
) -> None:
    send(as_owner, "start_item", late)

    text = as_owner.get(PAGES[page](late)).text

    assert owner.email not in text


@pytest.mark.parametrize("page", ["plan", "action"])
@pytest.mark.parametrize(("name", "shown"), [("Maja Lindgren", "Maja"), ("", "owner@example.com")])
def test_a_person_has_a_name_or_else_an_address(
    page: str, name: str, shown: str, late: PlanItem, as_owner: Client, owner: User
) -> None:
    User.objects.filter(pk=owner.pk).update(name=name)

    assert shown in as_owner.get(PAGES[page](late)).text


@pytest.mark.parametrize("edition", list(Edition))
def test_a_report_prints_the_name_and_no_address(
    edition: Edition, late: PlanItem, owner: User
) -> None:
    assessment = late.plan.assessment

    document = document_of(assessment.business, assessment.quarter)

    assert document is not None
    html = html_of(document, edition)
    assert owner.email not in html
    assert "@" not in html


def test_the_mail_about_an_action_is_signed_with_the_name(
    hand_over: HandOverTo, owner: User, mailoutbox: Outbox
) -> None:
    hand_over("Hans")

    text = str(mailoutbox[-1].body)
    assert str(owner) in text
    assert owner.email not in text
    assert "Hello Hans," in text
