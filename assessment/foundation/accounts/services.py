"""Services that change a person's own account."""

from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.names import one_line


def change_profile(
    *, user: User, name: str, theme: str, shortcuts: bool, time_zone: str, language: str = ""
) -> None:
    """Save a person's name and their preferences for pages and emails."""
    user.name, user.theme, user.shortcuts = one_line(name), theme, shortcuts
    user.time_zone, user.language = time_zone, language
    user.save(update_fields=["name", "theme", "shortcuts", "time_zone", "language"])
