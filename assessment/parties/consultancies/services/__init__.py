"""Services that change a consulting firm and its access to businesses."""

from assessment.parties.consultancies.services.brands import (
    brand_values,
    change_brand,
    keep_brand,
    remove_logo,
)
from assessment.parties.consultancies.services.engagements import let_count
from assessment.parties.consultancies.services.founding import (
    RESERVED,
    choose_mails,
    claim_consultancy,
    consultancy_values,
    edit_consultancy,
    found_consultancy,
)
from assessment.parties.consultancies.services.invitations import (
    invite_colleague,
    join_consultancy,
    revoke_colleagues_invitation,
)
from assessment.parties.consultancies.services.logos import (
    MOST_BYTES,
    Unusable,
    UnusableLogo,
    encode_logo,
)

__all__ = [
    "MOST_BYTES",
    "RESERVED",
    "Unusable",
    "UnusableLogo",
    "brand_values",
    "change_brand",
    "choose_mails",
    "claim_consultancy",
    "consultancy_values",
    "edit_consultancy",
    "encode_logo",
    "found_consultancy",
    "invite_colleague",
    "join_consultancy",
    "keep_brand",
    "let_count",
    "remove_logo",
    "revoke_colleagues_invitation",
]
