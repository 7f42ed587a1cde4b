"""Look up model versions."""

from assessment.parties.catalogue.models import ModelVersion


def newest_version() -> ModelVersion:
    """Return the version that a new assessment uses.

    Raises:
        ModelVersion.DoesNotExist: nothing has been published yet (run `manage.py load_model`).
    """
    return ModelVersion.objects.defer("source").latest("published_at", "pk")
