"""Change the report branding of a consulting firm."""

import logging
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.edits import Edit, mark
from assessment.parties.consultancies.models import Brand, BrandFields, Consultancy, KeptBrand
from assessment.parties.consultancies.queries import brand_of
from assessment.parties.consultancies.services.logos import encode_logo

log = logging.getLogger(__name__)

LOGOS = ("logo", "logo_dark")
NAMES = (
    *LOGOS,
    *("colour", "accent", "cover_text", "contact", "disclaimer", "footer", "sender_name"),
)
"""What a firm can change about its branding, by the name of its column."""


def change_brand(*, consultancy: Consultancy, edit: Edit[str], by: User, at: datetime) -> None:
    """Save what a page changed, for future reports. An edit without a logo keeps the old one.

    Raises:
        UnusableLogo: the logo cannot be used; nothing is changed.
        EditedMeanwhile: someone else changed the same values; nothing is changed.
    """
    # Outside the transaction, so that other writers do not wait while an image is encoded.
    logos = {name: encode_logo(edit.values[name]) for name in LOGOS if name in edit.values}
    _keep(consultancy, Edit(values={**edit.values, **logos}, seen=edit.seen), by, at)


def remove_logo(*, consultancy: Consultancy, which: str, seen: str, by: User, at: datetime) -> None:
    """Remove one of the two logos if it still has this mark.

    Raises:
        EditedMeanwhile: there is another logo by now, which stays.
    """
    _keep(consultancy, Edit(values={which: b""}, seen={which: seen}), by, at)


@transaction.atomic
def _keep(consultancy: Consultancy, edit: Edit[str], by: User, at: datetime) -> None:
    # The firm is locked, because it may not have a brand to lock yet.
    locked = Consultancy.objects.select_for_update(of=("self",)).get(pk=consultancy.pk)
    changes = edit.changes(brand_values(brand_of(locked)))
    Brand.objects.update_or_create(consultancy=consultancy, defaults={**changes, "changed_at": at})
    log.info("brand changed: practice=%s by=%s", consultancy.pk, by.pk)


@transaction.atomic
def keep_brand(*, consultancy: Consultancy, at: datetime) -> KeptBrand:
    """Return the firm's name and branding of this moment, kept for good."""
    values = brand_values(brand_of(consultancy))
    parts = [consultancy.name, *(mark(values[name]) for name in NAMES)]
    kept, _new = KeptBrand.objects.get_or_create(
        consultancy=consultancy,
        digest=sha256("\0".join(parts).encode()).hexdigest(),
        defaults={**values, "name": consultancy.name, "kept_at": at},
    )
    return kept


def brand_values(brand: BrandFields) -> Mapping[str, Any]:
    """Return what a firm can change about its branding, by the name of its column."""
    found = {name: getattr(brand, name) for name in NAMES}
    # PostgreSQL returns a view of the bytes.
    return {**found, **{name: bytes(found[name]) for name in LOGOS}}
