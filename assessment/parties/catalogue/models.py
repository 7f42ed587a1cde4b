"""Published model versions, which never change."""

from functools import lru_cache

from django.db import models

from assessment.domain.exchange.model_file import read_model
from assessment.domain.model.fitting import FittedTexts
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.model.overlays import Circumstances

# Published content never changes, so parsed models can be cached by hash for the whole process.
_models: dict[str, MaturityModel] = {}
FITTED_MODELS_KEPT = 256


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

    def fitted_to(self, business: Circumstances) -> MaturityModel:
        """The parsed model with the texts that fit a business, for everything that people read."""
        return _fitted(self.maturity.content_hash, business)


@lru_cache(maxsize=FITTED_MODELS_KEPT)
def _fitted(content_hash: str, business: Circumstances) -> MaturityModel:
    return FittedTexts(_models[content_hash], business).fitted


def published_model(key: str) -> MaturityModel | None:
    """Return the model published on this site under the key, or None."""
    version = ModelVersion.objects.filter(key=key).first()
    return version.maturity if version else None
