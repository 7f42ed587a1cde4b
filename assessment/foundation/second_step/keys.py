"""The encryption of what apps and recovery codes are made from, with keys of the site."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import PermissionDenied


class UnreadableSecret(PermissionDenied):
    """A secret was stored under a `SECRET_KEY` that the site no longer has."""

    silent_variable_failure = True
    """Lets Django's templates leave out what depends on it, such as the number of codes left."""


def encrypted(text: str) -> str:
    return _keys().encrypt(text.encode()).decode()


def decrypted(text: str) -> str:
    """Return the secret.

    Raises:
        UnreadableSecret: neither `SECRET_KEY` nor one of its fallbacks fits.
    """
    try:
        return _keys().decrypt(text.encode()).decode()
    except InvalidToken as lost:
        raise UnreadableSecret from lost


def _keys() -> MultiFernet:
    """Return the newest key first. An older `SECRET_KEY` works while it is a fallback."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [sha256(b"assessment.second_step" + secret.encode()) for secret in secrets]
    return MultiFernet([Fernet(urlsafe_b64encode(each.digest())) for each in digests])
