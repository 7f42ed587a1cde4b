"""The list of files in a ZIP."""

from collections.abc import Iterator

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from assessment.consulting.bulk import wording
from assessment.consulting.bulk.models import BulkClient, BulkFile, FileKind
from assessment.consulting.bulk.presenters.job_page import JobPage
from assessment.foundation.formatting.csv import as_csv

MANIFEST = "manifest.csv"
Row = tuple[str, str, str, str, str, str, str]


def manifest(page: JobPage, missing: frozenset[str]) -> bytes:
    """Return the list as CSV; `missing` are the keys of the files that are not on this host."""
    heads = (
        *(_("Client"), _("File"), _("Edition"), _("Quarter"), _("Made at")),
        *("SHA-256", _("Remark")),
    )
    return as_csv((heads, *_rows(page, missing)))


def _rows(page: JobPage, missing: frozenset[str]) -> Iterator[Row]:
    for line in page.ready:
        for each in line.files:
            yield _row_of(line.client, each.file, " ".join(each.remarks), missing)
    for line in (*page.failed, *page.left_out):
        client = line.client
        yield str(client.business), "", "", client.quarter, "", "", line.text


def _row_of(client: BulkClient, file: BulkFile, remark: str, missing: frozenset[str]) -> Row:
    is_missing = file.key in missing
    return (
        str(client.business),
        "" if is_missing else path_in_zip(client, file),
        str(FileKind(file.kind).label),
        client.quarter,
        localtime(file.made_at).isoformat(timespec="minutes"),
        file.sha256,
        wording.missing() if is_missing else remark,
    )


def path_in_zip(client: BulkClient, file: BulkFile) -> str:
    """Return where a file is in the ZIP: the files of a pack are in a folder for each client."""
    return f"{client.stem}/{file.name}" if client.job.is_pack else file.name
