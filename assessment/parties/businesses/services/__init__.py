"""Services that change a business and its members."""

from assessment.parties.businesses.services.busy_weeks import (
    TooManyBusyWeeks,
    mark_busy,
    unmark_busy,
)
from assessment.parties.businesses.services.founding import (
    describe_business,
    found_business,
    rename_business,
    set_calendar,
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
    "TooManyBusyWeeks",
    "accept_invitation",
    "change_role",
    "describe_business",
    "found_business",
    "invite",
    "mark_busy",
    "remove_member",
    "rename_business",
    "revoke_invitation",
    "set_calendar",
    "skip_set_up",
    "slug_of",
    "unmark_busy",
]
