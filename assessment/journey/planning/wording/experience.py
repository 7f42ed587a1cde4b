"""Sentences about what actions took in practice."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.foundation.formatting.numbers import exact_number, hours


def estimated_and_real(estimated: int, real: str, firms: int) -> str:
    """Compare the model's estimate with the median over `firms` businesses.

    `real` is the median in hours, already formatted.
    """
    sentence = ngettext(
        "%(estimated)s estimated, %(real)s in practice (median of %(firms)s business)",
        "%(estimated)s estimated, %(real)s in practice (median of %(firms)s businesses)",
        firms,
    )
    return sentence % {"estimated": hours(estimated), "real": real, "firms": firms}


def took_last_time(took: str) -> str:
    return _("Last time it took you %(hours)s.") % {"hours": took}


def rose(steps: Decimal) -> str:
    """Say by how many steps others' answers changed after an action, up or down."""
    if not steps:
        return _("no change")
    size, count = abs(steps), 1 if abs(steps) <= 1 else 2
    words = (
        ngettext("%(number)s step higher", "%(number)s steps higher", count)
        if steps > 0
        else ngettext("%(number)s step lower", "%(number)s steps lower", count)
    )
    return words % {"number": exact_number(size)}
