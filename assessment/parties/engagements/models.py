"""Requests of practices, invitations of owners, and businesses that were made for a client."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from assessment.foundation.accounts.models import User
from assessment.foundation.links.models import Authority, MailedLink, MailedLinkQuerySet
from assessment.foundation.links.tokens import hash_of
from assessment.parties.businesses.models import Business, Currency, Membership, Role
from assessment.parties.consultancies.models import (
    AccessLevel,
    Consultancy,
    ConsultancyMember,
    Engagement,
)

KEPT_FOR = timedelta(days=90)
"""How long a business that was made for a client waits for its owner."""
WARNED_BEFORE = (timedelta(days=30), timedelta(days=7))
"""How long before a business is deleted its practice is told, first and again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an owner gives: a level, a last day or none, and whether the scores count."""

    level: AccessLevel
    ends_on: date | None = None
    counts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedAccess:
    """What a practice asks for, of whom, and in which words."""

    email: str
    level: AccessLevel
    ends_on: date | None = None
    business_name: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClient:
    """A business that a practice makes for a client; empty is whatever it does not know."""

    name: str
    trade: str = ""
    team_size: str = ""
    currency: str = Currency.GBP
    owner_name: str = ""
    owner_email: str = ""


class PreparedBusiness(models.Model):
    """A business that a practice made for a client, who has not taken it over yet.

    Nobody can send its check in, so it has no result. `warnings` counts those about its deletion.
    The owner's name and address are forgotten with this row.
    """

    business = models.OneToOneField(Business, on_delete=models.CASCADE, related_name="prepared")
    consultancy = models.ForeignKey(
        Consultancy, on_delete=models.CASCADE, related_name="prepared_businesses"
    )
    owner_name = models.CharField(max_length=100, blank=True)
    owner_email = models.EmailField(blank=True, default="", db_default="")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    warnings = models.PositiveSmallIntegerField(default=0)
    warned_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.business}, made by {self.consultancy}"

    @property
    def deleted_at(self) -> datetime:
        """When it is deleted, unless the client takes it over before.

        Between the last warning and that day there are always seven days.
        """
        usual = self.made_at + KEPT_FOR
        if self.warned_at is None or self.warnings < len(WARNED_BEFORE):
            return usual
        return max(usual, self.warned_at + WARNED_BEFORE[-1])


class AccessRequestQuerySet(MailedLinkQuerySet["AccessRequest"]):
    def open(self) -> Self:
        """Return requests without an answer that were not cancelled; they may have expired."""
        return super().open().filter(accepted_at=None, declined_at=None)

    def usable(self, at: datetime) -> Self:
        """Return what can be answered now: its sender must still work for the practice."""
        sender = ConsultancyMember.objects.filter(
            consultancy=OuterRef("consultancy"),
            user=OuterRef("made_by"),
            user__is_active=True,
            user__deletion_asked_at=None,
        )
        in_use = Q(hands_over=None) | Q(hands_over__archived_at=None)
        return super().usable(at).filter(in_use, Exists(sender))

    def behind(self, token: str) -> Self:
        """Return the request with this token, which the first email or the reminder brought."""
        known = hash_of(token)
        return self.filter(Q(token_hash=known) | Q(reminder_hash=known))

    def waiting_for(self, user: User, at: datetime) -> Self:
        """Return what this person can answer, newest first."""
        found = self.usable(at).filter(email=user.email)
        return found.select_related("consultancy", "made_by", "hands_over").order_by("-made_at")


class AccessRequest(MailedLink):
    """What a practice asks of the owner at an address: to be let into their business.

    With `hands_over`, they get this business together with the question. `reminder_hash` belongs to
    the token in the reminder, because the first one is not known any more.
    """

    consultancy = models.ForeignKey(
        Consultancy, on_delete=models.CASCADE, related_name="access_requests"
    )
    business_name = models.CharField(max_length=100, blank=True)
    level = models.CharField(max_length=4, choices=AccessLevel)
    ends_on = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=500, blank=True)
    hands_over = models.ForeignKey(
        Business, on_delete=models.CASCADE, null=True, blank=True, related_name="hand_overs"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminder_hash = models.CharField(max_length=64, blank=True, default="", db_default="")

    authority = Authority(business="hands_over", needs="answer")

    objects = AccessRequestQuerySet.as_manager()

    class Meta(MailedLink.Meta):
        constraints = [
            *MailedLink.Meta.constraints,
            models.CheckConstraint(
                condition=Q(level__in=AccessLevel.values), name="access_request_level"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(declined_at=None),
                name="access_request_answered_once",
            ),
            models.UniqueConstraint(
                "reminder_hash", condition=~Q(reminder_hash=""), name="access_request_reminder"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultancy} asks {self.email}"

    @property
    def about(self) -> str:
        """The name of the business that it is about, as far as it is known."""
        return str(self.hands_over or self.business_name)

    def is_for(self, user: User) -> bool:
        return self.email == user.email


class AccessInvitationQuerySet(MailedLinkQuerySet["AccessInvitation"]):
    def open(self) -> Self:
        """Return invitations neither accepted nor cancelled; they may have expired."""
        return super().open().filter(accepted_at=None)

    def usable(self, at: datetime) -> Self:
        """Return what can be accepted now: its sender must still own the business."""
        owner = Membership.objects.filter(
            business=OuterRef("business"),
            user=OuterRef("made_by"),
            role=Role.OWNER,
            user__is_active=True,
            business__archived_at=None,
        )
        return super().usable(at).filter(Exists(owner))


class AccessInvitation(MailedLink):
    """A link by which an owner lets a consultant in, who accepts for one of their practices."""

    business = models.ForeignKey(
        Business, on_delete=models.CASCADE, related_name="access_invitations"
    )
    level = models.CharField(max_length=4, choices=AccessLevel)
    ends_on = models.DateField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    authority = Authority(business="business", needs="manage")

    objects = AccessInvitationQuerySet.as_manager()

    class Meta(MailedLink.Meta):
        constraints = [
            *MailedLink.Meta.constraints,
            models.CheckConstraint(
                condition=Q(level__in=AccessLevel.values), name="access_invitation_level"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.business} invites {self.email}"

    def is_for(self, user: User) -> bool:
        return self.email == user.email


class ExpiryNotice(models.Model):
    """That the people concerned were told about the last day of an access."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="notices")
    ends_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint("engagement", "ends_on", name="expiry_notice_once")]

    def __str__(self) -> str:
        return f"{self.engagement} until {self.ends_on}"
