"""Abstract models shared by all secret links."""

from datetime import datetime
from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from assessment.foundation.links.tokens import hash_of
from assessment.foundation.outbox.models import OutgoingMail

LinkT = TypeVar("LinkT", bound="SecretLink")


class SecretLinkQuerySet(models.QuerySet[LinkT]):
    """Links of one model."""

    def open(self) -> Self:
        """Return links that have not been ended; they may have expired."""
        return self.filter(ended_at=None)

    def usable(self, at: datetime) -> Self:
        return self.open().filter(Q(expires_at=None) | Q(expires_at__gt=at))

    def behind(self, token: str) -> Self:
        """Return a queryset of the link with this token, usable or not; at most one row."""
        return self.filter(token_hash=hash_of(token))


class MailedLinkQuerySet(SecretLinkQuerySet[LinkT]):
    def addresses(self) -> list[str]:
        """Return the address of each link, with repeats; one query."""
        return list(self.order_by().values_list("email", flat=True))


class SecretLink(models.Model):
    """A URL that gives access to anyone who has it; only the hash of its token is stored.

    It is valid on the authority of the user who created it. Without `expires_at` it works until
    it is ended.
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
        """Return whether the link works at this moment; the same rule as `usable()`."""
        return self.ended_at is None and not self.has_expired(at)

    def has_expired(self, at: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= at


class MailedLink(SecretLink):
    """A secret link that is sent by email and therefore always expires.

    `mail` is the email that brings it, for as long as the outbox remembers it.
    """

    email = models.EmailField()
    mail = models.ForeignKey(
        OutgoingMail, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    expires_at = models.DateTimeField()

    class Meta(SecretLink.Meta):
        abstract = True
