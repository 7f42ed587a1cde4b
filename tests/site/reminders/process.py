"""A separate process that runs one command at a given moment, with a fake mail server.

`python -m tests.site.reminders.process MOMENT COMMAND...` writes every mail to the folder that
POSTBOX names. HANGS makes it hang at that point of the first email, until a test kills it.
"""

import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import django
import time_machine
from django.core.mail.backends.base import BaseEmailBackend

FOLDER = Path(os.environ.get("POSTBOX", "."))
HANGS = os.environ.get("HANGS", "never")
"""never, composing (before sending is committed), before or after (handing over the email)."""
DAY_LONG = 86_400


def hang_at(point: str) -> None:
    if point == HANGS:
        (FOLDER / "hangs").touch()
        time.sleep(DAY_LONG)


class Postbox(BaseEmailBackend):
    """Stores each email in a file of its own, so that many processes can send at once."""

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        for message in email_messages:
            hang_at("before")
            kept = {"to": message.to, "subject": message.subject}
            (FOLDER / f"{uuid4()}.json").write_text(json.dumps(kept))
            hang_at("after")
        return len(email_messages)


def main(moment: str, *command: str) -> None:
    django.setup()
    from django.conf import settings  # noqa: PLC0415 - needs the setup
    from django.core.management import call_command  # noqa: PLC0415

    from assessment.foundation.outbox import delivery  # noqa: PLC0415

    settings.EMAIL_BACKEND = f"{__spec__.name}.Postbox"
    compose = delivery.compose

    def composing(**mail: Any) -> Any:
        hang_at("composing")
        return compose(**mail)

    with time_machine.travel(moment), patch.object(delivery, "compose", composing):
        call_command(*command)


if __name__ == "__main__":
    main(*sys.argv[1:])
