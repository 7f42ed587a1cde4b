"""Services that change a person's own account."""

from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext

from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.names import one_line


def change_profile(
    *, user: User, name: str, theme: str, shortcuts: bool, time_zone: str, language: str = ""
) -> None:
    """Save a person's name and their preferences for pages and emails."""
    user.name, user.theme, user.shortcuts = one_line(name), theme, shortcuts
    user.time_zone, user.language = time_zone, language
    user.save(update_fields=["name", "theme", "shortcuts", "time_zone", "language"])


FORMER = "former-member@cairn.invalid"
"""The address of the account that stands for everyone whose account is gone. `.invalid` is
reserved: no mail can ever be delivered there."""


def former_member() -> User:
    """Return the account that answers, plans and comments of deleted accounts are put under."""
    # Every time anew, in case somebody has signed up with this address.
    user = User.objects.filter(email=FORMER).order_by("pk").first() or User(email=FORMER)
    user.name, user.is_active = gettext("A former member"), False
    user.password = make_password(None)
    user.save()
    return user


def end_sessions(*, user: User) -> None:
    """Sign a person out everywhere."""
    for session in UserSession.objects.filter(user=user):
        session.end()
