"""What a person changes about themselves."""

from assessment.accounts.models import User


def change_profile(*, user: User, name: str, theme: str, shortcuts: bool) -> None:
    """Remember how somebody is called and how they like their pages."""
    user.name, user.theme, user.shortcuts = name, theme, shortcuts
    user.save(update_fields=["name", "theme", "shortcuts"])
