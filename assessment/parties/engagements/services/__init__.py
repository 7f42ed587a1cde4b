"""Services that ask for access, give, change and expire it, and hand businesses over."""

from assessment.parties.engagements.services.expiry import keep_access_current
from assessment.parties.engagements.services.giving import (
    HasAccess,
    change_access,
    give_access,
)
from assessment.parties.engagements.services.invitations import (
    accept_as_consultant,
    invite_consultant,
    uninvite_consultant,
)
from assessment.parties.engagements.services.preparing import (
    prepare_business,
    prepare_businesses,
)
from assessment.parties.engagements.services.requests import (
    REQUESTS_A_DAY,
    VALID_FOR,
    AlreadyClient,
    NoLongerOpen,
    accept_request,
    ask_for_access,
    cancel_request,
    decline_request,
    request_context,
    requests_left,
)

__all__ = [
    "REQUESTS_A_DAY",
    "VALID_FOR",
    "AlreadyClient",
    "HasAccess",
    "NoLongerOpen",
    "accept_as_consultant",
    "accept_request",
    "ask_for_access",
    "cancel_request",
    "change_access",
    "decline_request",
    "give_access",
    "invite_consultant",
    "keep_access_current",
    "prepare_business",
    "prepare_businesses",
    "request_context",
    "requests_left",
    "uninvite_consultant",
]
