"""Services that change a business and its members."""

from assessment.parties.businesses.services.founding import (
    describe_business,
    edit_business,
    editable_values,
    found_business,
    skip_set_up,
    slug_of,
)
from assessment.parties.businesses.services.invitations import (
    AlreadyMember,
    ForSomebodyElse,
    accept_invitation,
    invite,
    revoke_invitation,
)
from assessment.parties.businesses.services.members import LastOwner, change_role, remove_member

__all__ = [
    "AlreadyMember",
    "ForSomebodyElse",
    "LastOwner",
    "accept_invitation",
    "change_role",
    "describe_business",
    "edit_business",
    "editable_values",
    "found_business",
    "invite",
    "remove_member",
    "revoke_invitation",
    "skip_set_up",
    "slug_of",
]
