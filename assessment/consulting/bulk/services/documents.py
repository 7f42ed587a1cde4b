"""Make one file of a client: a printed report, an editable document or the points to talk about."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.utils import timezone, translation

from assessment.consulting.bulk.models import (
    BulkClient,
    BulkFile,
    FileKind,
    edition_of,
    settings_of,
)
from assessment.consulting.bulk.services import storage
from assessment.consulting.bulk.services.agenda import agenda_request
from assessment.foundation.pdf.client import pdf_client
from assessment.foundation.pdf.faults import CannotPrint
from assessment.journey.results.queries import quarter_named, results_of
from assessment.outputs.exports.services import word_report
from assessment.outputs.reports.editions import Edition
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.presenters.saved_result import document_of
from assessment.outputs.reports.services import (
    content_hash,
    pdf_request,
    signs_without_a_font,
)

WITH_SUMMARY = frozenset({FileKind.CONSULTANT, FileKind.DOCX, FileKind.AGENDA})
"""The files in which the summary of the practice stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFile:
    """The bytes of a file, and what the practice should know about it."""

    content: bytes
    content_hash: str = ""
    signs: tuple[str, ...] = ()
    lacks_summary: bool = False
    least_filled: int | None = None


def make_file(client: BulkClient, kind: FileKind, *, at: datetime) -> None:
    """Make and store one file; if two workers do so together, one of them is kept.

    Raises:
        CannotPrint: it could not be made or stored.
    """
    with as_asked(client):
        made = made_for(client, kind, at=at)
    file = BulkFile(
        client=client,
        kind=kind,
        name=file_name(client, kind),
        content_hash=made.content_hash,
        sha256=sha256(made.content).hexdigest(),
        size=len(made.content),
        signs=list(made.signs),
        lacks_summary=made.lacks_summary,
        least_filled=made.least_filled,
        made_at=at,
    )
    # First the bytes: a row without its file would be a download that fails.
    storage.put(file.key, made.content)
    BulkFile.objects.bulk_create([file], ignore_conflicts=True)


@contextmanager
def as_asked(client: BulkClient) -> Iterator[None]:
    """Use the client's time zone and the language of the request, which a worker doesn't have."""
    language = client.job.options.get("language") or settings.LANGUAGE_CODE
    with timezone.override(client.business.zone), translation.override(language):
        yield


def made_for(client: BulkClient, kind: FileKind, *, at: datetime) -> MadeFile:
    edition = edition_of(kind)
    document = document_for(client, edition or Edition.CONSULTANT)
    paper, _options = settings_of(client.job)
    name = content_hash(document, edition, paper) if edition else ""
    made = printed_before(client, name) if name else None
    if made is None:
        made = new_file(client, kind, document, at=at)
    return replace(
        made,
        content_hash=name,
        signs=tuple(str(each) for each in signs_without_a_font(document)),
        lacks_summary=kind in WITH_SUMMARY and not document.consultant.summary,
    )


def new_file(
    client: BulkClient, kind: FileKind, document: ReportDocument, *, at: datetime
) -> MadeFile:
    whose = f"bulk-{client.job.consultancy_id}"
    if kind == FileKind.DOCX:
        return MadeFile(content=word_report(document, whose=whose))
    edition = edition_of(kind)
    paper, _options = settings_of(client.job)
    if edition is None:
        request = agenda_request(client, document, today=timezone.localdate(at))
    else:
        request = pdf_request(document, edition, paper)
    printed = pdf_client.print(request, whose=whose)
    return MadeFile(content=printed.pdf, least_filled=printed.least_filled)


def document_for(client: BulkClient, edition: Edition) -> ReportDocument:
    """Return what the report says, from the current data.

    Raises:
        CannotPrint: the result has been deleted.
    """
    job = client.job
    _paper, options = settings_of(job)
    quarter = quarter_named(results_of(client.business), client.quarter)
    document = quarter and document_of(
        client.business,
        quarter,
        options=options.only(edition.choices),
        practice=job.consultancy,
        brand=job.brand,
    )
    if not document:
        raise CannotPrint("the result is gone", reason="gone")
    return document


def printed_before(client: BulkClient, name: str) -> MadeFile | None:
    """Return the same report from another job of the practice, if its file is still there."""
    files = BulkFile.objects.filter(
        content_hash=name, client__job__consultancy=client.job.consultancy_id
    )
    file = files.order_by("-made_at").first()
    content = storage.content_of(file) if file else None
    if file is None or content is None:
        return None
    return MadeFile(content=content, least_filled=file.least_filled)


def file_name(client: BulkClient, kind: FileKind) -> str:
    """Name a file; within a job no two have the same name, because each client has a stem."""
    if kind == FileKind.DOCX:
        return f"{client.stem}_report.docx"
    paper, options = settings_of(client.job)
    edition = edition_of(kind)
    chosen = options.only(edition.choices).in_name if edition else ""
    return f"{client.stem}_{edition.ending if edition else kind}_{paper}{chosen}.pdf"
