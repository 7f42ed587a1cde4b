"""The jobs of a practice, and who still lets it in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Count, QuerySet, Sum

from assessment.consulting.bulk.models import AHEAD, BulkClient, BulkFile, BulkJob, ClientState
from assessment.parties.access.queries import answering_apart
from assessment.parties.consultancies.models import Consultancy, ConsultancyMember, Engagement

JOBS_SHOWN = 10


def let_in(consultancy: Consultancy) -> QuerySet[Engagement]:
    """Return the engagements that let a practice in at this moment."""
    running = Engagement.objects.running().filter(consultancy=consultancy)
    return running.filter(business__archived_at=None)


def open_to(member: ConsultancyMember) -> QuerySet[Engagement]:
    """Return those of its practice, except where this person is answering apart."""
    return let_in(member.consultancy).exclude(answering_apart("business", person=member.user_id))


def why_not(client: BulkClient) -> str:
    """Return why a job may make nothing for a client now; empty if it may; two queries.

    The client must let the practice in, and the person who asked must still work there.
    """
    job = client.job
    person = job.consultancy.members.filter(
        user=job.asked_by_id, user__is_active=True, user__deletion_asked_at=None
    )
    if not let_in(job.consultancy).filter(business=client.business_id).exists():
        return why_shut_out(client)
    return "" if person.exists() else "nobody"


def why_shut_out(client: BulkClient) -> str:
    """Return why a client that no longer lets the practice in does not."""
    return "closed" if client.business.archived_at else "ended"


@dataclass(frozen=True, kw_only=True)
class JobProgress:
    """A job with all its clients, as they are now.

    `lost` are the keys of the businesses that no longer let the practice in, or for which the
    reader is answering apart. Nothing that was made for them can be downloaded.
    """

    job: BulkJob
    clients: Sequence[BulkClient]
    lost: frozenset[int]
    at: datetime

    def those(self, *states: ClientState) -> list[BulkClient]:
        return [client for client in self.clients if client.state in states]

    @cached_property
    def open(self) -> list[BulkClient]:
        """The clients whose files can be downloaded now."""
        done = [] if self.is_erased else self.those(ClientState.DONE)
        return [client for client in done if client.business_id not in self.lost]

    @cached_property
    def withdrawn(self) -> list[BulkClient]:
        """The clients whose files are made, but who no longer let the practice in."""
        done = self.those(ClientState.DONE)
        return [client for client in done if client.business_id in self.lost]

    @cached_property
    def files(self) -> list[tuple[BulkClient, BulkFile]]:
        """What can be downloaded now, each with its client."""
        return [(client, file) for client in self.open for file in client.files.all()]

    @property
    def wanted(self) -> int:
        """For how many clients something is made, or should have been."""
        return len(self.clients) - len(self.those(ClientState.LEFT_OUT))

    @property
    def is_under_way(self) -> bool:
        return self.job.ended_at is None

    @property
    def is_erased(self) -> bool:
        return self.job.is_erased(self.at)


def progress_of(job: BulkJob, reader: ConsultancyMember, at: datetime) -> JobProgress:
    """Return the progress of a job of the reader's practice; three queries."""
    clients = job.clients.select_related("business").prefetch_related("files").order_by("number")
    open_now = set(open_to(reader).values_list("business", flat=True))
    found = list(clients)
    lost = frozenset(client.business_id for client in found) - open_now
    return JobProgress(job=job, clients=found, lost=lost, at=at)


def clients_of_job(consultancy: Consultancy, key: str, made: bool) -> list[int]:  # noqa: FBT001 - a slot
    """Return the businesses of a job, or with `made` only those with files; one query."""
    clients = BulkClient.objects.filter(job__consultancy=consultancy, job__key=key)
    found = clients.filter(state=ClientState.DONE) if made else clients
    return list(found.order_by("number").values_list("business", flat=True))


def jobs_of(consultancy: Consultancy) -> list[BulkJob]:
    """Return the latest jobs of a practice, newest first, each with its number of clients."""
    jobs = consultancy.bulk_jobs.select_related("asked_by").annotate(number=Count("clients"))
    return list(jobs.order_by("-asked_at", "-pk")[:JOBS_SHOWN])


def bytes_stored(consultancy: Consultancy) -> int:
    """Return how much the files of a practice take."""
    files = BulkFile.objects.filter(client__job__consultancy=consultancy)
    return files.aggregate(total=Sum("size"))["total"] or 0


def under_way(consultancy: Consultancy) -> int:
    """Return how many jobs of a practice have not ended."""
    return consultancy.bulk_jobs.filter(ended_at=None).count()


def unfinished(job: BulkJob) -> QuerySet[BulkClient]:
    return job.clients.filter(state__in=AHEAD)
