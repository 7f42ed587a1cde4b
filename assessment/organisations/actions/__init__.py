"""What changes a business, who is in it, and how a practice looks."""

from assessment.organisations.actions.branding import change_brand, remove_logo
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
from assessment.organisations.actions.logos import Unusable, UnusableLogo
from assessment.organisations.actions.people import (
    LastOwner,
    change_role,
    end_mandate,
    let_count,
    remove_member,
)

__all__ = [
    "AlreadyMember",
    "ForSomebodyElse",
    "LastOwner",
    "TooManyInvitations",
    "Unusable",
    "UnusableLogo",
    "accept_invitation",
    "change_brand",
    "change_role",
    "describe_business",
    "end_mandate",
    "found_business",
    "invite",
    "let_count",
    "remove_logo",
    "remove_member",
    "rename_business",
    "revoke_invitation",
    "set_calendar",
    "skip_set_up",
]
