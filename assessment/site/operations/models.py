"""The processes that run queued tasks."""

from django.db import models


class WorkerLease(models.Model):
    """Until when the tasks of a worker count as being worked on; it is renewed while they are."""

    worker = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.worker} until {self.until}"
