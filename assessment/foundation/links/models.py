"""What all secret links have in common, whatever they open."""

from datetime import datetime
from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from assessment.foundation.links.tokens import hash_of

LinkT = TypeVar("LinkT", bound="SecretLink")


class SecretLinkQuerySet(models.QuerySet[LinkT]):
    """Links of one purpose."""

    def open(self) -> Self:
        """Not ended; may have expired."""
        return self.filter(ended_at=None)

    def usable(self, at: datetime) -> Self:
        return self.open().filter(Q(expires_at=None) | Q(expires_at__gt=at))

    def behind(self, token: str) -> Self:
        """The link with this token, usable or not; at most one."""
        return self.filter(token_hash=hash_of(token))


class MailedLinkQuerySet(SecretLinkQuerySet[LinkT]):
    def addresses(self) -> list[str]:
        """Where they were sent, once for each mail; one query."""
        return list(self.order_by().values_list("email", flat=True))


class SecretLink(models.Model):
    """An address that opens something to whoever has it; only its token's hash is kept.

    It holds on the authority of whoever made it. Without `expires_at` it works until it is ended.
    """

    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gt=F("made_at")),
                name="%(class)s_expires_later",
            )
        ]

    def is_usable(self, at: datetime) -> bool:
        """The same rule as `usable()`."""
        return self.ended_at is None and not self.has_expired(at)

    def has_expired(self, at: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= at


class MailedLink(SecretLink):
    """A secret link that goes out by mail, and therefore always expires."""

    email = models.EmailField()
    expires_at = models.DateTimeField()

    class Meta(SecretLink.Meta):
        abstract = True
