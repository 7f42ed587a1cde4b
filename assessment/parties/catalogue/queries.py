"""Look up model versions."""

from assessment.parties.catalogue.library import SHIPPED
from assessment.parties.catalogue.models import ModelVersion


def newest_version() -> ModelVersion:
    """Return the version that a new assessment uses.

    Raises:
        ModelVersion.DoesNotExist: nothing has been published yet (run `manage.py load_model`).
    """
    return ModelVersion.objects.defer("source").latest("published_at", "pk")


def questions_of_its_own() -> str:
    """Return the key of the version that new assessments use, or "" if it comes with Cairn."""
    newest = ModelVersion.objects.defer("source").order_by("published_at", "pk").last()
    return newest.key if newest and newest.key not in SHIPPED else ""
