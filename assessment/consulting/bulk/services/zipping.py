"""Pack the files of a job for download."""

from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_STORED, ZipFile

from assessment.consulting.bulk.presenters.job_page import JobPage
from assessment.consulting.bulk.presenters.manifest import MANIFEST, manifest, path_in_zip
from assessment.consulting.bulk.queries.jobs import JobProgress
from assessment.consulting.bulk.services.storage import content_of


def zip_of(progress: JobProgress) -> IO[bytes]:
    """Return a ZIP with the files of the clients who let the practice in at this moment.

    It is made for each download, so that no file of a client who ended the access can be in it.
    """
    # On disk: the files of sixty clients would take fifty megabytes of memory.
    packed = TemporaryFile()  # noqa: SIM115 - the response closes it
    missing = set()
    # PDFs and Word documents are compressed already.
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for client, file in progress.files:
            content = content_of(file)
            if content is None:
                missing.add(file.key)
            else:
                archive.writestr(path_in_zip(client, file), content)
        archive.writestr(MANIFEST, manifest(JobPage(progress=progress), frozenset(missing)))
    packed.seek(0)
    return packed
