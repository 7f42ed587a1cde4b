"""The domain's sentences in the reader's language."""

from django.utils.translation import gettext

from assessment.domain.planning.remarks import Remark


def said(remark: Remark) -> str:
    """A sentence of the domain in the reader's language, its facts filled in."""
    return gettext(remark.text).format(**remark.facts)
