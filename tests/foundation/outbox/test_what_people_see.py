"""Wherever a link was sent by email, its page shows the status of that email."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.urls import reverse

from assessment.foundation.links.models import MailedLink
from assessment.foundation.outbox.models import MailReason, MailStatus, OutgoingMail
from assessment.journey.planning.models import HandOver
from assessment.outputs.sharing.models import SharedLink
from assessment.parties.businesses.models import Invitation
from assessment.parties.consultancies.models import ConsultancyInvitation
from assessment.parties.engagements.models import AccessInvitation, AccessRequest
from tests.foundation.outbox.kinds import KINDS, Stage, set_stage
from tests.site.reminders.making import FRIDAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_waits")]

PAGES: dict[type[MailedLink], tuple[str, Callable[[Stage], str]]] = {
    Invitation: ("invitation", lambda stage: reverse("team", args=[stage.business.slug])),
    ConsultancyInvitation: (
        "practice_invitation",
        lambda _stage: reverse("practice_people", args=["hill-co"]),
    ),
    AccessRequest: ("access_asked", lambda _stage: reverse("access_requests", args=["hill-co"])),
    AccessInvitation: (
        "consultant_invited",
        lambda stage: reverse("access", args=[stage.business.slug]),
    ),
    HandOver: (
        "hand_over",
        lambda stage: reverse("plan_item", args=[stage.business.slug, stage.item.key]),
    ),
    SharedLink: (
        "shared_result",
        lambda stage: reverse("share", args=[stage.business.slug, "2026-q4"]),
    ),
}
"""By model: the email that brings the link, and the page on which its sender sees the link."""

SAID: list[tuple[dict[str, Any], str]] = [
    ({"status": "waiting"}, "The email is on its way."),
    ({"status": "waiting", "tries": 1}, "The email is still on its way: the mail server isn’t"),
    ({"status": "sending"}, "The email is on its way."),
    ({"status": "handed_over"}, "Handed to the mail server on 20 November at 12:42."),
    (
        {"status": "refused", "reason": MailReason.NO_MAILBOX},
        "Refused: there is no such mailbox. Correct the address and send it again.",
    ),
    (
        {"status": "refused", "reason": MailReason.NOT_TAKEN},
        "Refused: the mail server won’t accept this email. Check the address and send it again.",
    ),
    ({"status": "unknown"}, "We can’t tell whether the email was sent. Send it again."),
    (
        {"status": "not_sent", "reason": MailReason.OUTDATED},
        "The email wasn’t sent: the mail server didn’t accept it for a whole day. Send it again.",
    ),
    (
        {"status": "not_sent", "reason": MailReason.WITHDRAWN},
        "The email didn’t leave, because access had ended.",
    ),
]


def words(text: str) -> str:
    plain = text.replace("\N{NO-BREAK SPACE}", " ").replace("<b>", "").replace("</b>", "")
    return " ".join(plain.split())


def settled(status: str) -> dict[str, Any]:
    if status in {"waiting", "sending"}:
        return {"sending_at": FRIDAY}
    at = FRIDAY + timedelta(minutes=42)
    return {"sending_at": FRIDAY, "settled_at": at, "subject": "", "text": "", "html": ""}


def test_every_mailed_link_is_in_the_table() -> None:
    models = {model for model in apps.get_models() if issubclass(model, MailedLink)}

    assert models == set(PAGES)


def test_every_status_and_every_reason_is_in_the_table() -> None:
    assert {str(now["status"]) for now, _words in SAID} == set(MailStatus.values)
    why_it_waits = {MailReason.NO_SERVER, MailReason.BUSY}
    said = {now["reason"] for now, _words in SAID if "reason" in now}
    assert said == set(MailReason) - why_it_waits


@pytest.mark.parametrize("model", PAGES)
def test_the_page_of_a_link_shows_the_status_of_its_email(model: Any) -> None:
    name, page_of = PAGES[model]
    found = {}
    with time_machine.travel(FRIDAY, tick=False):
        stage = set_stage()
        KINDS[name].do(stage)
        for now, _words in SAID:
            fields = {"tries": 0, "reason": "", **now, **settled(str(now["status"]))}
            OutgoingMail.objects.update(**fields)
            found[str(now)] = words(stage.client.get(page_of(stage)).text)

    assert [said for now, said in SAID if said not in found[str(now)]] == []


@pytest.mark.parametrize("model", PAGES)
def test_after_sending_a_page_says_that_the_mail_is_on_its_way(model: Any) -> None:
    name, page_of = PAGES[model]

    with time_machine.travel(FRIDAY, tick=False):
        stage = set_stage()
        KINDS[name].do(stage)
        page = words(stage.client.get(page_of(stage)).text)

    assert page.count("on its way") >= 2  # the message after sending, and the status of the link
    assert "ann@example.com" in page
    assert "We’ve sent" not in page


@pytest.mark.parametrize("model", PAGES)
def test_a_forgotten_email_has_no_status(model: Any) -> None:
    name, page_of = PAGES[model]

    with time_machine.travel(FRIDAY, tick=False):
        stage = set_stage()
        KINDS[name].do(stage)
        OutgoingMail.objects.all().delete()
        page = words(stage.client.get(page_of(stage)).text)

    assert model.objects.get().mail is None
    assert "The email is" not in page


@pytest.mark.parametrize("model", PAGES)
def test_the_email_of_a_link_that_is_ended_does_not_leave(model: Any) -> None:
    name, _page = PAGES[model]

    with time_machine.travel(FRIDAY, tick=False):
        stage = set_stage()
        KINDS[name].do(stage)
        slug, link = stage.business.slug, model.objects.get()
        if model is Invitation:
            stage.post("revoke_invitation", slug, invitation=str(link.pk))
        elif model is ConsultancyInvitation:
            stage.post("cancel_colleagues_invitation", "hill-co", invitation=str(link.pk))
        elif model is AccessRequest:
            stage.post("cancel_request", "hill-co", request=str(link.pk))
        elif model is AccessInvitation:
            stage.post("uninvite_consultant", slug, invitation=str(link.pk))
        elif model is HandOver:
            stage.item.refresh_from_db()
            stage.post("end_hand_over", slug, stage.item.key, seen=stage.item.revision)
        else:
            stage.post("end_share", slug, "2026-q4", link=str(link.pk))

    assert OutgoingMail.objects.get().reason == MailReason.WITHDRAWN


def test_an_invitation_sent_again_replaces_an_email_that_has_not_left() -> None:
    with time_machine.travel(FRIDAY, tick=False):
        stage = set_stage()
        for _ in range(2):
            KINDS["invitation"].do(stage)

    assert [mail.status for mail in OutgoingMail.objects.order_by("pk")] == ["not_sent", "waiting"]
