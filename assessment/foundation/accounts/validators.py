"""The password validator that knows the person and their businesses."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.passwords import EASY_TO_GUESS, is_easy_to_guess


class UnguessablePasswordValidator:
    """Refuses what is easy to guess for somebody who knows the person and their businesses."""

    def validate(self, password: str, user: User | None = None) -> None:
        known = words_known_about(user) if user else []
        if is_easy_to_guess(password, known=known):
            raise ValidationError(EASY_TO_GUESS, code="easy_to_guess")

    def get_help_text(self) -> str:
        return str(_("Use words that have nothing to do with each other."))


def words_known_about(user: User) -> list[str]:
    """Return what is known about a person: address, name, and where they belong."""
    if not user.pk:
        return [user.email, user.name]
    businesses = user.memberships.values_list("business__name", flat=True)
    practices = user.consultancies.values_list("consultancy__name", flat=True)
    return [user.email, user.name, *businesses, *practices]
