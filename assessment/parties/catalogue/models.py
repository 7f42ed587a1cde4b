"""Published model versions, which never change."""

from dataclasses import replace
from functools import lru_cache

from django.db import models

from assessment.domain.exchange.model_file import read_model
from assessment.domain.exchange.overlay_file import read_overlay
from assessment.domain.model.fitting import FittedTexts
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.model.overlays import Circumstances

# Published content never changes, so parsed models can be cached by hash for the whole process.
_models: dict[tuple[str, str], MaturityModel] = {}
FITTED_MODELS_KEPT = 256


class ModelVersion(models.Model):
    """One version of the questions, readings and actions, stored exactly as in its file.

    `overlay_hash` names the overlay published for it since; empty while its own is in force.
    """

    key = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    content_hash = models.CharField(max_length=64, unique=True)
    source = models.TextField()
    published_at = models.DateTimeField()
    overlay_hash = models.CharField(max_length=64, blank=True, default="", db_default="")

    def __str__(self) -> str:
        return self.key

    @property
    def maturity(self) -> MaturityModel:
        """The parsed model with its overlay; the sources are fetched once per process."""
        return _models[self._parsed()]

    def fitted_to(self, business: Circumstances) -> MaturityModel:
        """The parsed model with the texts that fit a business, for everything that people read."""
        return _fitted(self._parsed(), business)

    def _parsed(self) -> tuple[str, str]:
        """Return the hashes under which the parsed model is cached."""
        hashes = self.content_hash, self.overlay_hash
        if hashes not in _models:
            model = read_model(self.source, published_model)
            if self.overlay_hash:
                overlay = OverlayVersion.objects.get(content_hash=self.overlay_hash)
                model = replace(model, overlay=read_overlay(overlay.source))
            _models[hashes] = model
        return hashes


class OverlayVersion(models.Model):
    """One version of the variants for a published model, stored exactly as in its file."""

    model_version = models.ForeignKey(
        ModelVersion, on_delete=models.CASCADE, related_name="overlays"
    )
    version = models.CharField(max_length=30)
    content_hash = models.CharField(max_length=64, unique=True)
    source = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("model_version", "version", name="overlay_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.model_version}, overlay {self.version}"


@lru_cache(maxsize=FITTED_MODELS_KEPT)
def _fitted(hashes: tuple[str, str], business: Circumstances) -> MaturityModel:
    return FittedTexts(_models[hashes], business).fitted


def published_model(key: str) -> MaturityModel | None:
    """Return the model published on this site under the key, or None."""
    version = ModelVersion.objects.filter(key=key).first()
    return version.maturity if version else None
