"""Results and whole businesses as files for other programs."""

import json
import logging
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.formatting import csv_tables
from assessment.journey.results.queries import quarter_named, results_of
from assessment.outputs.exports.presenters import xlsx
from assessment.outputs.exports.presenters.docx import report
from assessment.outputs.exports.presenters.tables import answers_table, tables_of
from assessment.outputs.exports.queries import Exported, exported, submission_of
from assessment.outputs.reports.editions import Edition
from assessment.outputs.reports.presenters.files import file_name, named, variant
from assessment.outputs.reports.views.printing import document_or_404
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business

log = logging.getLogger(__name__)

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


@members(Capability.VIEW)
@require_safe
def results_xlsx(request: SignedInRequest, business: Business, quarter: str) -> HttpResponse:
    """Summary, answers, plan and trend as a workbook."""
    found = exported_or_404(business, quarter)
    about = xlsx.About(title=title_of(found), author=business.name, day=found.day)
    content = xlsx.workbook(tables_of(found), about)
    name = file_name(business, found.check.quarter.key, ".xlsx")
    return sent(request, business, content, name)


@members(Capability.VIEW)
@require_safe
def results_csv(request: SignedInRequest, business: Business, quarter: str) -> HttpResponse:
    """The answers with all that was typed beside them."""
    found = exported_or_404(business, quarter)
    name = file_name(business, found.check.quarter.key, "_answers.csv")
    return sent(request, business, csv_tables.written(answers_table(found.check)), name)


@members(Capability.VIEW)
@require_safe
def results_json(request: SignedInRequest, business: Business, quarter: str) -> HttpResponse:
    """What the commands without a browser read, and what it came to."""
    found = exported_or_404(business, quarter)
    name = file_name(business, found.check.quarter.key, ".json")
    return sent(request, business, as_json(submission_of(found)), name)


@members(Capability.VIEW)
@require_safe
def results_docx(request: SignedInRequest, business: Business, quarter: str) -> HttpResponse:
    """The report as a document to edit, from the values that the PDF prints as it is asked for."""
    document = document_or_404(request, business, quarter, request.GET, Edition.CONSULTANT)
    ending = f"_report{variant(document.options)}.docx"
    name = file_name(business, document.quarter_key, ending)
    return sent(request, business, report.written(document), name)


def exported_or_404(business: Business, quarter: str) -> Exported:
    wanted = quarter_named(results_of(business), quarter)
    found = exported(business, wanted) if wanted else None
    if found is None:
        raise Http404
    return found


def title_of(found: Exported) -> str:
    return f"{found.check.business}, {found.check.quarter.key}"


def as_json(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def sent(request: SignedInRequest, business: Business, content: bytes, name: str) -> HttpResponse:
    """The file; to a program that names the ETag of the one it has, only if something changed."""
    etag = quote_etag(sha256(content).hexdigest())
    response = get_conditional_response(request, etag=etag)
    kind = KINDS[name.rpartition(".")[2]]
    response = response or HttpResponse(content, content_type=kind)
    response["ETag"] = etag
    log.info("exported: file=%s business=%s by=%s", name, business.pk, request.user.pk)
    return named(response, name)
