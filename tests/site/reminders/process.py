"""A separate process that runs one command at a given moment, with a fake mail server.

Loading Django takes seconds, so processes are forked from one that has already done so.
"""

import json
import multiprocessing
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import django
import time_machine
from django.apps import apps
from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

DAY_LONG = 86_400
FORKING = multiprocessing.get_context("forkserver")
FORKING.set_forkserver_preload([__name__])

if not apps.ready:
    django.setup()
    # Otherwise every process would import the whole of Cairn for itself: the command, and all pages
    # for the links in an email.
    import_module("assessment.management.commands.run_schedule")
    reverse("home")


@dataclass(frozen=True, kw_only=True)
class Order:
    """The command, its database and where its emails and output go."""

    command: tuple[str, ...]
    moment: str
    database: str
    output: Path
    postbox: Path
    hangs: str
    """never, composing (before the email is stored), before or after (handing it over)."""

    def hang_at(self, point: str) -> None:
        if point == self.hangs:
            (self.postbox / "hangs").touch()
            time.sleep(DAY_LONG)


class Postbox(BaseEmailBackend):
    """Stores each email in a file of its own, so that many processes can send at once."""

    order: Order

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        for message in email_messages:
            self.order.hang_at("before")
            kept = {"to": message.to, "subject": message.subject}
            (self.order.postbox / f"{uuid4()}.json").write_text(json.dumps(kept))
            self.order.hang_at("after")
        return len(email_messages)


def carry_out(order: Order) -> None:
    send_output_to(order.output)
    connection.settings_dict["NAME"] = order.database
    settings.EMAIL_BACKEND = f"{__name__}.Postbox"
    Postbox.order = order
    from assessment.foundation.outbox import services  # noqa: PLC0415 - not before the setup

    compose = services.compose

    def composing(**mail: Any) -> Any:
        order.hang_at("composing")
        return compose(**mail)

    with time_machine.travel(order.moment), patch.object(services, "compose", composing):
        call_command(*order.command)


def send_output_to(output: Path) -> None:
    file = os.open(output, os.O_WRONLY | os.O_CREAT)
    for standard in (1, 2):
        os.dup2(file, standard)
