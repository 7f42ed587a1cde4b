"""Services that change a consulting firm and its access to businesses."""

from assessment.parties.consultancies.services.brands import (
    brand_values,
    change_brand,
    keep_brand,
    remove_logo,
)
from assessment.parties.consultancies.services.engagements import let_count
from assessment.parties.consultancies.services.logos import (
    MOST_BYTES,
    Unusable,
    UnusableLogo,
    encode_logo,
)

__all__ = [
    "MOST_BYTES",
    "Unusable",
    "UnusableLogo",
    "brand_values",
    "change_brand",
    "encode_logo",
    "keep_brand",
    "let_count",
    "remove_logo",
]
