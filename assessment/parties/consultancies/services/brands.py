"""Change the report branding of a consulting firm."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction

from assessment.foundation.accounts.models import User
from assessment.parties.consultancies.models import Brand, Consultancy
from assessment.parties.consultancies.services.logos import encode_logo

log = logging.getLogger(__name__)


def change_brand(
    *,
    consultancy: Consultancy,
    colour: str,
    contact: str,
    disclaimer: str,
    logo: bytes | None,
    by: User,
    at: datetime,
) -> None:
    """Save the branding for future reports; without a new logo the old one stays.

    Raises:
        UnusableLogo: the logo cannot be used; nothing is changed.
    """
    fields: dict[str, Any] = {"colour": colour, "contact": contact, "disclaimer": disclaimer}
    if logo is not None:
        # Outside the transaction, so that other writers do not wait while an image is encoded.
        fields["logo"] = encode_logo(logo)
    _keep(consultancy, fields, by, at)


def remove_logo(*, consultancy: Consultancy, by: User, at: datetime) -> None:
    """Remove the logo, so that the cover shows only the firm's name."""
    _keep(consultancy, {"logo": b""}, by, at)


@transaction.atomic
def _keep(consultancy: Consultancy, fields: dict[str, Any], by: User, at: datetime) -> None:
    Brand.objects.update_or_create(consultancy=consultancy, defaults={**fields, "changed_at": at})
    log.info("brand changed: practice=%s by=%s", consultancy.pk, by.pk)
