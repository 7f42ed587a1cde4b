"""Change the report branding of a consulting firm."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.edits import Edit
from assessment.parties.consultancies.models import Brand, Consultancy
from assessment.parties.consultancies.queries import brand_of
from assessment.parties.consultancies.services.logos import encode_logo

log = logging.getLogger(__name__)

LOGO = "logo"


def change_brand(*, consultancy: Consultancy, edit: Edit[str], by: User, at: datetime) -> None:
    """Save what a page changed, for future reports. An edit without a logo keeps the old one.

    Raises:
        UnusableLogo: the logo cannot be used; nothing is changed.
        EditedMeanwhile: someone else changed the same values; nothing is changed.
    """
    if LOGO in edit.values:
        # Outside the transaction, so that other writers do not wait while an image is encoded.
        logo = encode_logo(edit.values[LOGO])
        edit = Edit(values={**edit.values, LOGO: logo}, seen=edit.seen)
    _keep(consultancy, edit, by, at)


def remove_logo(*, consultancy: Consultancy, seen: str, by: User, at: datetime) -> None:
    """Remove the logo with this mark, so that the cover shows only the firm's name.

    Raises:
        EditedMeanwhile: there is another logo by now, which stays.
    """
    _keep(consultancy, Edit(values={LOGO: b""}, seen={LOGO: seen}), by, at)


@transaction.atomic
def _keep(consultancy: Consultancy, edit: Edit[str], by: User, at: datetime) -> None:
    # The firm is locked, because it may not have a brand to lock yet.
    locked = Consultancy.objects.select_for_update(of=("self",)).get(pk=consultancy.pk)
    changes = edit.changes(brand_values(brand_of(locked)))
    Brand.objects.update_or_create(consultancy=consultancy, defaults={**changes, "changed_at": at})
    log.info("brand changed: practice=%s by=%s", consultancy.pk, by.pk)


def brand_values(brand: Brand) -> Mapping[str, Any]:
    """Return what a firm can change about its branding, by the name of its column."""
    return {
        LOGO: bytes(brand.logo),
        "colour": brand.colour,
        "contact": brand.contact,
        "disclaimer": brand.disclaimer,
    }
