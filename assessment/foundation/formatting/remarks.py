"""Translation of sentences from the domain, which does not know Django."""

from django.utils.translation import gettext

from assessment.domain.planning.remarks import Remark


def said(remark: Remark) -> str:
    """Translate the remark and fill in its values."""
    return gettext(remark.text).format(**remark.facts)
