"""Published model versions; what was published never changes."""

from functools import lru_cache

from django.db import models

from assessment.domain.maturity import MaturityModel
from assessment.domain.model_file import read_model


@lru_cache(maxsize=32)
def _read(content_hash: str, source: str) -> MaturityModel:
    return read_model(source)


class ModelVersion(models.Model):
    """One version of the questions, readings and actions, exactly as its file says."""

    key = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    content_hash = models.CharField(max_length=64, unique=True)
    source = models.TextField()
    published_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key

    @property
    def maturity(self) -> MaturityModel:
        """The model as the domain reads it; read once a process."""
        return _read(self.content_hash, self.source)
