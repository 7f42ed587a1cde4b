"""Services that change a person's own account."""

from assessment.foundation.accounts.services.addresses import (
    confirm_address,
    correct_address,
    end_password_and_sessions,
    end_sessions,
    take_over,
)
from assessment.foundation.accounts.services.former_members import FORMER, former_member
from assessment.foundation.accounts.services.profile import change_profile, profile_values

__all__ = [
    "FORMER",
    "change_profile",
    "confirm_address",
    "correct_address",
    "end_password_and_sessions",
    "end_sessions",
    "former_member",
    "profile_values",
    "take_over",
]
