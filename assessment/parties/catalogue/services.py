"""Publish model versions."""

from datetime import datetime

from django.db import transaction

from assessment.domain.errors import DomainError
from assessment.domain.exchange.model_checks import checked_model
from assessment.parties.catalogue.models import ModelVersion, published_model


class AlreadyPublished(DomainError):
    """The key is already published with different content, which must not change."""


@transaction.atomic
def publish_model(*, source: str, at: datetime) -> tuple[ModelVersion, bool]:
    """Store a model file as a version; publishing the same file again changes nothing.

    Returns:
        The version, and whether it is new.

    Raises:
        FaultyModel: the file is not a valid model; the error lists every fault.
        AlreadyPublished: the key is already published with different content.
    """
    model = checked_model(source, published_model)
    version, new = ModelVersion.objects.get_or_create(
        key=model.key,
        defaults={
            "title": model.title,
            "content_hash": model.content_hash,
            "source": source,
            "published_at": at,
        },
    )
    # Compared after get_or_create, so that two processes publishing at once are covered as well.
    if version.content_hash != model.content_hash:
        raise AlreadyPublished(model.key)
    return version, new
