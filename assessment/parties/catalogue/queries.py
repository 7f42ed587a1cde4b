"""Look up model versions."""

from assessment.domain.model.maturity import MaturityModel
from assessment.parties.catalogue.models import ModelVersion


def newest_version() -> ModelVersion:
    """Return the version that a new assessment uses.

    Raises:
        ModelVersion.DoesNotExist: nothing has been published yet (run `manage.py load_model`).
    """
    return ModelVersion.objects.defer("source").latest("published_at", "pk")


def published_model(key: str) -> MaturityModel | None:
    """Return the model published on this site under the key, or None."""
    version = ModelVersion.objects.filter(key=key).first()
    return version.maturity if version else None
