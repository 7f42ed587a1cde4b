"""Services that change a business and its members."""

from assessment.parties.businesses.services.archiving import (
    archive_business,
    delete_business,
    purge_business,
    restore_business,
)
from assessment.parties.businesses.services.busy_weeks import (
    TooManyBusyWeeks,
    mark_busy,
    unmark_busy,
)
from assessment.parties.businesses.services.founding import (
    edit_business,
    editable_values,
    found_business,
    make_business,
    make_businesses,
    skip_set_up,
    slug_of,
    with_free_slug,
)
from assessment.parties.businesses.services.invitations import (
    AlreadyMember,
    ForSomebodyElse,
    accept_invitation,
    invite,
    revoke_invitation,
)
from assessment.parties.businesses.services.proof import (
    claim_business,
    prove_address,
    set_business_aside,
)

__all__ = [
    "AlreadyMember",
    "ForSomebodyElse",
    "TooManyBusyWeeks",
    "accept_invitation",
    "archive_business",
    "claim_business",
    "delete_business",
    "edit_business",
    "editable_values",
    "found_business",
    "invite",
    "make_business",
    "make_businesses",
    "mark_busy",
    "prove_address",
    "purge_business",
    "restore_business",
    "revoke_invitation",
    "set_business_aside",
    "skip_set_up",
    "slug_of",
    "unmark_busy",
    "with_free_slug",
]
