"""What other rooms ask about a person."""

from allauth.account.models import EmailAddress

from assessment.accounts.models import User


def address_is_verified(user: User) -> bool:
    """Whether this person has shown that their e-mail address is theirs."""
    addresses = EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True)
    return bool(addresses.exists())
