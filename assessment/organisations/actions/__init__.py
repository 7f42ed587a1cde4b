"""What changes a business and who is in it."""

from assessment.organisations.actions.founding import (
    describe_business,
    found_business,
    rename_business,
    set_calendar,
    skip_set_up,
)
from assessment.organisations.actions.inviting import (
    AlreadyMember,
    ForSomebodyElse,
    TooManyInvitations,
    accept_invitation,
    invite,
    revoke_invitation,
)
from assessment.organisations.actions.people import (
    LastOwner,
    change_role,
    end_mandate,
    remove_member,
)

__all__ = [
    "AlreadyMember",
    "ForSomebodyElse",
    "LastOwner",
    "TooManyInvitations",
    "accept_invitation",
    "change_role",
    "describe_business",
    "end_mandate",
    "found_business",
    "invite",
    "remove_member",
    "rename_business",
    "revoke_invitation",
    "set_calendar",
    "skip_set_up",
]
