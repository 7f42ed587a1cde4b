"""Erase the files of jobs that are over."""

from datetime import datetime, timedelta

from django.db import transaction

from assessment.consulting.bulk.models import FILES_KEPT, BulkFile, BulkJob
from assessment.consulting.bulk.services import storage

JOBS_KEPT = timedelta(days=30)
"""How long a practice can see what it asked for, and ask for the same again."""


def erase(*, at: datetime) -> int:
    """Erase the files whose days are over, and jobs of long ago; return how many files."""
    with transaction.atomic():
        over = BulkJob.objects.filter(ended_at__lte=at - FILES_KEPT, erased_at=None)
        jobs = list(over.values_list("pk", flat=True))
        BulkFile.objects.filter(client__job__in=jobs).delete()
        BulkJob.objects.filter(pk__in=jobs).update(erased_at=at)
        BulkJob.objects.filter(erased_at__isnull=False, asked_at__lt=at - JOBS_KEPT).delete()
    return storage.sweep(at=at)
