"""Published model versions, which never change."""

from django.db import models

from assessment.domain.exchange.model_file import read_model
from assessment.domain.model.maturity import MaturityModel

# Published content never changes, so parsed models can be cached by hash for the whole process.
_models: dict[str, MaturityModel] = {}


class ModelVersion(models.Model):
    """One version of the questions, readings and actions, stored exactly as in its file."""

    key = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    content_hash = models.CharField(max_length=64, unique=True)
    source = models.TextField()
    published_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key

    @property
    def maturity(self) -> MaturityModel:
        """The parsed model; the source is fetched and parsed once per process."""
        if self.content_hash not in _models:
            _models[self.content_hash] = read_model(self.source, published_model)
        return _models[self.content_hash]


def published_model(key: str) -> MaturityModel | None:
    """Return the model published on this site under the key, or None."""
    version = ModelVersion.objects.filter(key=key).first()
    return version.maturity if version else None
