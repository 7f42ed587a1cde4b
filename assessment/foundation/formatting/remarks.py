"""Translation of sentences from the domain, which does not know Django."""

from django.utils.translation import gettext, ngettext

from assessment.domain.planning.find_out import FindOutArea
from assessment.domain.planning.remarks import Remark
from assessment.foundation.formatting.numbers import spelt_out


def find_out_title(area: FindOutArea) -> str:
    """Name what to find out: Find out about Culture: six questions."""
    number = len(area.practices)
    return ngettext(
        "Find out about %(area)s: %(number)s question",
        "Find out about %(area)s: %(number)s questions",
        number,
    ) % {"area": area.dimension.title, "number": spelt_out(number)}


def said(remark: Remark) -> str:
    """Translate the remark and fill in its values."""
    return gettext(remark.text).format(**remark.facts)
