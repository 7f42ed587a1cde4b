"""How the reports of a consulting practice look."""

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
    """From now on its reports look like that; without a new logo the old one stays.

    Raises:
        UnusableLogo: nothing was changed.
    """
    words: dict[str, Any] = {"colour": colour, "contact": contact, "disclaimer": disclaimer}
    if logo is not None:
        # Outside the transaction: nobody who writes should wait for a picture.
        words["logo"] = encode_logo(logo)
    _keep(consultancy, words, by, at)


def remove_logo(*, consultancy: Consultancy, by: User, at: datetime) -> None:
    """Its name stands alone on the cover from now on."""
    _keep(consultancy, {"logo": b""}, by, at)


@transaction.atomic
def _keep(consultancy: Consultancy, words: dict[str, Any], by: User, at: datetime) -> None:
    Brand.objects.update_or_create(consultancy=consultancy, defaults={**words, "changed_at": at})
    log.info("brand changed: practice=%s by=%s", consultancy.pk, by.pk)
