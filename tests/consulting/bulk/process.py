"""A separate process that makes the waiting files, with a printer that can hang."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import time_machine
from django.conf import settings
from django.db import connection

from assessment.consulting.bulk.services import documents
from assessment.foundation.pdf.client import Printed
from assessment.site.operations.background_work import new_worker
from tests.factories import NOON
from tests.site.reminders.process import DAY_LONG, send_output_to


@dataclass(frozen=True, kw_only=True)
class PrintingOrder:
    """The database of the process, its folders, and at which file it hangs."""

    database: str
    reports: Path
    output: Path
    hangs_at: int = 0

    @property
    def hangs(self) -> Path:
        return self.output.with_suffix(".hangs")


class HangingPdfClient:
    def __init__(self, order: PrintingOrder) -> None:
        self.order = order
        self.printed = 0

    def print(self, request: Any, *, whose: str) -> Printed:
        self.printed += 1
        if self.printed == self.order.hangs_at:
            self.order.hangs.touch()
            time.sleep(DAY_LONG)
        return Printed(f"%PDF {whose} {request['identifier']}".encode(), 1, 0.1, 1)


def make_files(order: PrintingOrder) -> None:
    send_output_to(order.output)
    connection.settings_dict["NAME"] = order.database
    settings.REPORTS_ROOT = order.reports
    printer = HangingPdfClient(order)
    with time_machine.travel(NOON), patch.object(documents, "pdf_client", printer):
        new_worker().run()
