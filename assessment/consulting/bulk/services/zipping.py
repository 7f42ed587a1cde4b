"""Pack the files of a job for download."""

import errno
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_STORED, ZipFile

from assessment.consulting.bulk.presenters.job_page import JobPage
from assessment.consulting.bulk.presenters.manifest import MANIFEST, manifest, path_in_zip
from assessment.consulting.bulk.queries.jobs import JobProgress
from assessment.consulting.bulk.services.storage import content_of
from assessment.domain.errors import DomainError

NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


class NoRoom(DomainError):
    """The disk is full."""


def zip_of(progress: JobProgress) -> IO[bytes]:
    """Return a ZIP with the files of the clients who let the practice in at this moment.

    It is made for each download, so that no file of a client who ended the access can be in it.

    Raises:
        NoRoom: the disk is full.
    """
    with ExitStack() as closed_if_broken:
        try:
            # On disk: the files of sixty clients would take fifty megabytes of memory.
            packed = closed_if_broken.enter_context(TemporaryFile())
            pack(progress, packed)
        except OSError as trouble:
            if trouble.errno in NO_ROOM:
                raise NoRoom(str(progress.job)) from trouble
            raise
        closed_if_broken.pop_all()
    return packed


def pack(progress: JobProgress, packed: IO[bytes]) -> None:
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
