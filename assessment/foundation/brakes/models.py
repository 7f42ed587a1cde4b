"""Counters of attempts, one row for each thing that is counted and window of time."""

from django.db import models


class Brake(models.Model):
    """How often something was done within a window of time; after that, the row no longer counts.

    `key` is a keyed hash, so the table names neither accounts nor addresses.
    """

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveBigIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.count} until {self.ends_at}"
