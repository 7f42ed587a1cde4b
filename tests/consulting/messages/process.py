"""A separate process that writes to all clients, and can be stopped in the middle."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID

import time_machine
from django.conf import settings
from django.db import connection

from assessment.consulting.messages import services
from assessment.consulting.messages.models import MailingKind
from assessment.foundation.outbox import services as outbox
from assessment.foundation.outbox.courier import courier
from assessment.parties.consultancies.models import AccessLevel, ConsultancyMember, Engagement
from assessment.parties.engagements.models import RequestedAccess
from tests.factories import NOON
from tests.site.reminders.process import DAY_LONG, send_output_to


@dataclass(frozen=True, kw_only=True)
class WritingOrder:
    """The database of the process, and at which email or point it hangs.

    `hangs_at` counts the emails that are composed; beyond the last one it means the moment after
    everything was committed.
    """

    database: str
    output: Path
    operation: UUID
    hangs_at: int = 0

    @property
    def hangs(self) -> Path:
        return self.output.with_suffix(".hangs")

    def hang(self) -> None:
        self.hangs.touch()
        time.sleep(DAY_LONG)


def write_to_all(order: WritingOrder) -> None:
    send_output_to(order.output)
    connection.settings_dict["NAME"] = order.database
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    compose, composed = outbox.compose, 0

    def composing(**mail: Any) -> Any:
        nonlocal composed
        composed += 1
        if composed == order.hangs_at:
            order.hang()
        return compose(**mail)

    with (
        time_machine.travel(NOON),
        patch.object(outbox, "compose", composing),
        patch.object(courier, "wake"),
    ):
        member = ConsultancyMember.objects.get()
        services.send_mailing(
            member=member,
            businesses=list(Engagement.objects.values_list("business", flat=True)),
            mailing=services.NewMailing(
                operation=order.operation,
                kind=MailingKind.OWN_WORDS,
                words="Hello.",
                terms=RequestedAccess(email="", level=AccessLevel.WORK, words="Hello."),
            ),
            at=NOON,
            link=str,
        )
        if order.hangs_at > composed:
            order.hang()
