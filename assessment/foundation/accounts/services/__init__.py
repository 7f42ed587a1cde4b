"""Services that change a person's own account."""

from assessment.foundation.accounts.services.addresses import (
    confirm_address,
    correct_address,
    end_password_and_sessions,
    take_over,
)
from assessment.foundation.accounts.services.profile import (
    FORMER,
    change_profile,
    end_sessions,
    former_member,
    profile_values,
)

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
