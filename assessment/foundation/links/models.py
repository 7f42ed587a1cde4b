"""Abstract models shared by all secret links."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import F, Q

from assessment.foundation.links.tokens import hash_of
from assessment.foundation.outbox.models import OutgoingMail

DoorT = TypeVar("DoorT", bound=models.Model)
LinkT = TypeVar("LinkT", bound="SecretLink")


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """On whose authority a door is open.

    A door is a row through which data or access leaves a business: a secret link, or work that
    waits to be done for somebody. It closes when the person who opened it may no longer do so.

    `person` is the column that names this person, `business` the lookup path to the business, and
    `needs` the capability that the person needs there. `can_move` says whether somebody else
    can answer for it.
    """

    business: str
    needs: str
    person: str = "made_by"
    can_move: bool = False


class DoorQuerySet(models.QuerySet[DoorT]):
    """Doors of one model, which declares its `authority` and has a column `ended_at`.

    There are two kinds: secret links, and work that waits, such as `ReportRunQuerySet`.
    """

    @property
    def authority(self) -> Authority:
        found: Authority = self.model.authority  # type: ignore[attr-defined]
        return found

    def open(self) -> Self:
        """Return the doors that have not been closed; links may have expired."""
        return self.filter(ended_at=None)

    def usable(self, at: datetime) -> Self:  # noqa: ARG002 - only some doors depend on the time
        """Return the open doors that can still be used."""
        return self.open()

    def close(self, at: datetime) -> int:
        """Close the open doors, and return how many there were."""
        return self.open().update(ended_at=at)

    def within(self, business: models.Model) -> Self:
        return self.filter(**{self.authority.business: business})

    def opened_by(self, people: Collection[int]) -> Self:
        return self.filter(**{f"{self.authority.person}__in": people})


class SecretLinkQuerySet(DoorQuerySet[LinkT]):
    """Links of one model."""

    def usable(self, at: datetime) -> Self:
        return self.open().filter(Q(expires_at=None) | Q(expires_at__gt=at))

    def behind(self, token: str) -> Self:
        """Return a queryset of the link with this token, usable or not; at most one row."""
        return self.filter(token_hash=hash_of(token))


class MailedLinkQuerySet(SecretLinkQuerySet[LinkT]):
    def close(self, at: datetime) -> int:
        """End the open links; emails that would deliver one of them are no longer sent."""
        brings_one = self.open().order_by().values("mail")
        OutgoingMail.objects.filter(pk__in=brings_one).withdraw(at)
        return super().close(at)

    def addresses(self) -> list[str]:
        """Return the address of each link, with repeats; one query."""
        return list(self.order_by().values_list("email", flat=True))


class SecretLink(models.Model):
    """A URL that gives access to anyone who has it; only the hash of its token is stored.

    It is valid on the authority of the user who created it, which each model declares. Without
    `expires_at` it works until it is ended.
    """

    authority: ClassVar[Authority]

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

    `mail` is the email that delivers it, for as long as the outbox remembers it.
    """

    email = models.EmailField()
    mail = models.ForeignKey(
        OutgoingMail, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    expires_at = models.DateTimeField()

    class Meta(SecretLink.Meta):
        abstract = True


class SentInvitationQuerySet(MailedLinkQuerySet[LinkT]):
    def open(self) -> Self:
        """Return invitations neither accepted nor revoked; they may have expired."""
        return super().open().filter(accepted_at=None)


class SentInvitation(MailedLink):
    """A link sent by email that makes its recipient one of the people of something."""

    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta(MailedLink.Meta):
        abstract = True

    def is_usable(self, at: datetime) -> bool:
        """Return whether the link can still be accepted; the same rule as `usable()`."""
        links: Any = type(self)._default_manager  # noqa: SLF001 - public
        return bool(links.usable(at).filter(pk=self.pk).exists())

    def is_for(self, user: AbstractBaseUser) -> bool:
        return self.email == user.get_username()
