"""Looking model versions up."""

from assessment.catalogue.models import ModelVersion


def newest_version() -> ModelVersion:
    """The version that a new assessment begins with.

    Raises:
        ModelVersion.DoesNotExist: nothing was published yet (`manage.py load_model`).
    """
    return ModelVersion.objects.defer("source").latest("published_at", "pk")
