"""Publish model versions, and overlays for those that are published."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from assessment.domain.errors import DomainError
from assessment.domain.exchange.model_checks import checked_model
from assessment.domain.exchange.overlay_checks import checked_overlay
from assessment.domain.exchange.overlay_file import read_overlay
from assessment.parties.catalogue.models import ModelVersion, OverlayVersion, published_model


class AlreadyPublished(DomainError):
    """The key is already published with different content, which must not change."""


class NotPublished(DomainError):
    """The overlay is for a model that is not published on this site."""


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
            "overlay_hash": _overlay_hash(model.base),
        },
    )
    # Compared after get_or_create, so that two processes publishing at once are covered as well.
    if version.content_hash != model.content_hash:
        raise AlreadyPublished(model.key)
    return version, new


@transaction.atomic
def publish_overlay(*, source: str, at: datetime) -> tuple[OverlayVersion, bool]:
    """Store an overlay, and use it for its model and those made from it; the model stays as it is.

    Publishing the same file again changes nothing. Results keep the fingerprint of the variants
    that they were made with.

    Returns:
        The overlay, and whether it is new.

    Raises:
        NotPublished: its model is not published.
        FaultyModel: the file is not a valid overlay; the error lists every fault.
        AlreadyPublished: its version is already published with different content.
    """
    key = read_overlay(source).model
    model = published_model(key)
    if model is None:
        raise NotPublished(key)
    found = checked_overlay(source, model)
    content_hash = sha256(source.encode()).hexdigest()
    overlay, new = OverlayVersion.objects.get_or_create(
        model_version=ModelVersion.objects.get(key=key),
        version=found.version,
        defaults={"content_hash": content_hash, "source": source, "published_at": at},
    )
    if overlay.content_hash != content_hash:
        raise AlreadyPublished(f"{key}, overlay {found.version}")
    if new:
        using = [v.key for v in ModelVersion.objects.all() if key in {v.key, v.maturity.base}]
        ModelVersion.objects.filter(key__in=using).update(overlay_hash=content_hash)
    return overlay, new


def _overlay_hash(base: str) -> str:
    """Return the overlay in force for the model that another one is made from."""
    found = ModelVersion.objects.filter(key=base).values_list("overlay_hash", flat=True)
    return found.first() or ""
