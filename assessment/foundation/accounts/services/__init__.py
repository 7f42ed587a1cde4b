"""Services that change a person's own account."""

from assessment.foundation.accounts.services.addresses import (
    confirm_address,
    correct_address,
    end_sessions,
    end_ways_to_sign_in,
    take_over,
)
from assessment.foundation.accounts.services.former_members import FORMER, former_member
from assessment.foundation.accounts.services.profile import change_profile, profile_values

__all__ = [
    "FORMER",
    "change_profile",
    "confirm_address",
    "correct_address",
    "end_sessions",
    "end_ways_to_sign_in",
    "former_member",
    "profile_values",
    "take_over",
]
