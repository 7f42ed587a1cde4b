"""A job as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.consulting.bulk import wording
from assessment.consulting.bulk.models import BulkClient, BulkFile, ClientState
from assessment.consulting.bulk.queries.jobs import JobProgress, why_shut_out


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file to download, and what to look at before it is sent."""

    file: BulkFile
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JobLine:
    """A client of a job: its files, or the sentence that says why there are none."""

    client: BulkClient
    files: Sequence[FileLine] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Remarked:
    """A remark, and the names of the clients whose files it is about."""

    text: str
    clients: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class JobPage:
    """The files of a job and what happened to each client, in the order of the page."""

    progress: JobProgress

    @property
    def name(self) -> str:
        return wording.job_name(self.progress.job)

    @property
    def heading(self) -> str:
        return wording.heading(self.progress)

    @property
    def far(self) -> str:
        return wording.far(self.progress)

    @property
    def done(self) -> int:
        return len(self.progress.those(ClientState.DONE))

    @property
    def size(self) -> int:
        """How many bytes the files take together."""
        return sum(file.size for _client, file in self.progress.files)

    @property
    def ready(self) -> list[JobLine]:
        return [
            JobLine(client, [file_line(file) for file in client.files.all()])
            for client in self.progress.open
        ]

    @property
    def to_look_at(self) -> list[Remarked]:
        """What to look at before files are sent: each remark once, with its clients."""
        found: dict[str, dict[str, None]] = {}
        for line in self.ready:
            for file in line.files:
                for remark in file.remarks:
                    found.setdefault(remark, {})[str(line.client.business)] = None
        return [Remarked(remark, tuple(names)) for remark, names in found.items()]

    @property
    def failed(self) -> list[JobLine]:
        return without_files(self.progress.those(ClientState.FAILED))

    @property
    def not_made(self) -> str:
        return wording.not_made(len(self.failed))

    @property
    def retry(self) -> str:
        return wording.retry(len(self.failed))

    @property
    def tell_owners(self) -> str:
        return wording.tell_owners(len(self.ready))

    @property
    def left_out(self) -> list[JobLine]:
        """Those who were left out, and those who ended their access after their files were made."""
        withdrawn = [
            JobLine(client, text=str(wording.LEFT_OUT[why_shut_out(client)]))
            for client in self.progress.withdrawn
        ]
        return [*without_files(self.progress.those(ClientState.LEFT_OUT)), *withdrawn]

    @property
    def still_running(self) -> list[BulkClient]:
        return self.progress.those(ClientState.RUNNING)


def file_line(file: BulkFile) -> FileLine:
    return FileLine(file, tuple(wording.remarks(file)))


def without_files(clients: Sequence[BulkClient]) -> list[JobLine]:
    return [JobLine(client, text=wording.outcome(client)) for client in clients]
