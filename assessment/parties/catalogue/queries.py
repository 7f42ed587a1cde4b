"""Looking model versions up."""

from assessment.domain.model.maturity import MaturityModel
from assessment.parties.catalogue.models import ModelVersion


def newest_version() -> ModelVersion:
    """The version that a new assessment begins with.

    Raises:
        ModelVersion.DoesNotExist: nothing was published yet (`manage.py load_model`).
    """
    return ModelVersion.objects.defer("source").latest("published_at", "pk")


def published_model(key: str) -> MaturityModel | None:
    """The model of this key as it was published here, or None."""
    version = ModelVersion.objects.filter(key=key).first()
    return version.maturity if version else None
