"""Jobs of a practice that make files for many of its clients."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessment.foundation.links.keys import new_key
from assessment.outputs.reports.editions import Edition, Options, Paper
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy, KeptBrand

FILES_KEPT = timedelta(days=7)
"""How long the files of a job can be downloaded."""


class FileKind(models.TextChoices):
    """A file that a job makes for a client; the editions have the names of `Edition`."""

    SUMMARY = "summary", _("One-page summary")
    OWNER = "owner", _("Full owner report")
    CONSULTANT = "consultant", _("Consultant edition")
    FRIDGE = "fridge", _("Page for the fridge")
    DOCX = "docx", _("Editable document")
    AGENDA = "agenda", _("Points for the meeting")


PACK = (
    FileKind.AGENDA,
    FileKind.SUMMARY,
    FileKind.CONSULTANT,
    FileKind.FRIDGE,
    FileKind.DOCX,
)
"""What a meeting pack contains."""


class ClientState(models.TextChoices):
    """The state of a job for one client."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being made")
    DONE = "done", _("Done")
    FAILED = "failed", _("Could not be made")
    LEFT_OUT = "left_out", _("Left out")


AHEAD = (ClientState.WAITING, ClientState.RUNNING)


class BulkJob(models.Model):
    """Files for many clients that somebody asked for together.

    `operation` comes from the page, so that a form sent twice makes one job. `brand` is the look
    of the practice when the job was asked for. The email that the files are ready is sent once,
    at `mailed_at`. The files are erased some days after the job ended.
    """

    key = models.CharField(max_length=20, unique=True, default=new_key)
    operation = models.UUIDField(default=uuid4)
    consultancy = models.ForeignKey(Consultancy, on_delete=models.CASCADE, related_name="bulk_jobs")
    brand = models.ForeignKey(KeptBrand, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    edition = models.CharField(max_length=12, blank=True)
    paper = models.CharField(max_length=6)
    options = models.JSONField(default=dict, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("consultancy", "operation", name="bulk_job_once")]
        indexes = [models.Index("consultancy", F("asked_at").desc(), name="bulk_job_history")]

    def __str__(self) -> str:
        return f"{self.edition or 'pack'} by {self.consultancy}"

    @property
    def is_pack(self) -> bool:
        """Whether it makes a meeting pack for each client, instead of one edition."""
        return not self.edition

    @property
    def kinds(self) -> tuple[FileKind, ...]:
        """The files that it makes for each client."""
        return PACK if self.is_pack else (FileKind(self.edition),)

    @property
    def erased_from(self) -> datetime | None:
        """The moment from which its files are erased; None until it has ended."""
        return self.ended_at and self.ended_at + FILES_KEPT

    def is_erased(self, at: datetime) -> bool:
        """Whether its files are gone, or would be if the schedule had already come by."""
        return self.erased_at is not None or (
            self.erased_from is not None and at >= self.erased_from
        )


class BulkClient(models.Model):
    """One client of a job.

    `number` is its place in the job, and `stem` the part of its file names that no other client
    of the job has. `quarter` names the check that the files are about. `reason` says why it was
    left out or could not be made. `queued_at` is when it was asked for, or last tried again.
    """

    job = models.ForeignKey(BulkJob, on_delete=models.CASCADE, related_name="clients")
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    stem = models.CharField(max_length=80)
    quarter = models.CharField(max_length=12, blank=True)
    state = models.CharField(max_length=10, choices=ClientState, default=ClientState.WAITING)
    reason = models.CharField(max_length=20, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("job", "business", name="bulk_client_once"),
            models.UniqueConstraint("job", "stem", name="bulk_client_stem_once"),
            models.CheckConstraint(
                condition=Q(state__in=ClientState.values), name="bulk_client_state"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], ended_at=None)
                | Q(state__in=["done", "failed", "left_out"], ended_at__isnull=False),
                name="bulk_client_ended_at",
            ),
        ]
        indexes = [
            # Not by state: SQLite uses a partial index only for conditions without parameters.
            models.Index("queued_at", condition=Q(ended_at=None), name="bulk_client_unfinished")
        ]

    def __str__(self) -> str:
        return f"{self.business} in {self.job}"


class BulkFile(models.Model):
    """A finished file of a client; its bytes are in a folder, under `key`.

    `content_hash` covers everything that went into a printed report, so that the same one need not
    be printed twice. `signs` are the characters that no font can show, with their places, and
    `lacks_summary` says that there was no summary to print where one belongs.
    `least_filled` is how much of its emptiest page is filled, in per cent; None if it has no pages.
    """

    client = models.ForeignKey(BulkClient, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=12, choices=FileKind)
    key = models.CharField(max_length=20, unique=True, default=new_key)
    name = models.CharField(max_length=150)
    content_hash = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    signs = models.JSONField(default=list, blank=True)
    lacks_summary = models.BooleanField(default=False)
    least_filled = models.PositiveSmallIntegerField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("client", "kind", name="bulk_file_once")]
        indexes = [models.Index("content_hash", name="bulk_file_content")]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedFiles:
    """What somebody asked for. `edition` is None for a meeting pack for each client.

    With `only_summarised`, clients without a summary of the latest check are left out.
    """

    edition: Edition | None
    paper: Paper
    options: Options = field(default_factory=Options)
    only_summarised: bool = False


def settings_of(job: BulkJob) -> tuple[Paper, Options]:
    """Return the paper and the options of a job."""
    return Paper(job.paper), Options.read(job.options)


def edition_of(kind: str) -> Edition | None:
    """Return the edition that a kind of file is, or None for those that are not reports."""
    return Edition(kind) if kind in set(Edition) else None
