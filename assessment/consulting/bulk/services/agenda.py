"""The points for the next meeting with a client, to print."""

import re
from datetime import date

from django.template.loader import render_to_string

from assessment.consulting.bulk.models import BulkClient
from assessment.consulting.clients.presenters.meeting import meeting_points
from assessment.consulting.clients.queries.client import client_record
from assessment.foundation.formatting.text import with_links
from assessment.foundation.pdf.worker import PdfRequest
from assessment.outputs.reports.editions import Edition, Paper
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.services import pdf_request


def agenda_request(client: BulkClient, document: ReportDocument, *, today: date) -> PdfRequest:
    """Build the request for the PDF worker, with the fonts and styles of a one-page report."""
    paper = Paper(client.job.paper)
    request = pdf_request(document, Edition.SUMMARY, paper)
    facts = {
        "document": document,
        "by": document.consultant,
        "points": meeting_points(client_record(client.business, today), ""),
        "today": today,
    }
    html = render_to_string("outputs/reports/document/agenda.html", facts)
    request["html"] = with_links(re.sub(r">\s+<", ">\n<", html))
    request["identifier"] = f"{document.fingerprint}-agenda-{paper}"
    return request
