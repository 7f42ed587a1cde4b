"""Consulting firms, their people, their engagements with businesses, and their branding."""

from datetime import date, datetime, time, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Lower, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessment.foundation.links.models import SentInvitation, SentInvitationQuerySet
from assessment.parties.businesses.models import Business


class ConsultancyRole(models.TextChoices):
    """A person's role in a practice; `parties.access.rules` lists what each role allows."""

    ADMIN = "admin", _("Admin")
    CONSULTANT = "consultant", _("Consultant")
    ASSISTANT = "assistant", _("Assistant")

    @property
    def may_do(self) -> str:
        """Describe to the person with this role what it allows."""
        return str(PRACTICE_MAY_DO[self])


PRACTICE_MAY_DO = {
    ConsultancyRole.ADMIN: _("You can do everything, including people, settings and branding."),
    ConsultancyRole.CONSULTANT: _("You can work with every client that lets the practice in."),
    ConsultancyRole.ASSISTANT: _("You can work with clients, but private notes stay closed."),
}


class PracticeMail(models.TextChoices):
    """The emails about clients that each person of a practice can turn off."""

    ACCESS_GIVEN = "access_given", _("A client has let us in")
    ACCESS_ENDED = "access_ended", _("A client’s access has ended")
    CLIENT_WROTE = "client_wrote", _("A client has answered")
    MONDAY = "monday", _("A week begins in which clients need us")
    REPORTS_READY = "reports_ready", _("Reports that I asked for together are ready")


class Consultancy(models.Model):
    """A consulting firm that works for businesses under engagements.

    From `second_step_from` on, its people need two-step sign-in to see clients.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    founded_at = models.DateTimeField()
    second_step_from = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class ConsultancyMember(models.Model):
    """A person who works for a consulting firm.

    `muted` names the emails about clients that they don't want. A membership is `unproven` if it
    began before anybody confirmed the address of this person, like one of a business.
    """

    consultancy = models.ForeignKey(Consultancy, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consultancies"
    )
    # Before there were roles, everybody could do everything.
    role = models.CharField(
        max_length=10, choices=ConsultancyRole, db_default=Value(ConsultancyRole.ADMIN.value)
    )
    since = models.DateTimeField(db_default=Now())
    unproven = models.BooleanField(default=False, db_default=False)
    muted = models.JSONField(default=list, blank=True, db_default=Value([], models.JSONField()))

    # Only present on the member that a view gets: whether the person has other places.
    elsewhere: bool
    # The same: whether the practice requires a second step that the person doesn't have yet.
    lacks_second_step: bool

    class Meta:
        constraints = [
            models.UniqueConstraint("consultancy", "user", name="consultancy_member_once"),
            models.CheckConstraint(
                condition=Q(role__in=ConsultancyRole.values), name="consultancy_member_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} of {self.consultancy}"


class AccessLevel(models.TextChoices):
    """What a firm may do for a business; each level adds to the one before.

    `parties.access.rules` lists what each level allows.
    """

    SEE = "see", _("See")
    WORK = "work", _("Work with it")
    SEND = "send", _("Send in for you")

    @property
    def rank(self) -> int:
        """Its place from the lowest level up."""
        return list(AccessLevel).index(self)


class ConsultancyInvitationQuerySet(SentInvitationQuerySet["ConsultancyInvitation"]):
    def usable(self, at: datetime) -> Self:
        """Return what can be accepted now: its sender must still be able to invite."""
        admin = ConsultancyMember.objects.filter(
            consultancy=OuterRef("consultancy"),
            user=OuterRef("made_by"),
            role=ConsultancyRole.ADMIN,
            user__is_active=True,
            user__deletion_asked_at=None,
        )
        return super().usable(at).filter(Exists(admin))


class ConsultancyInvitation(SentInvitation):
    """A link sent by email that makes the recipient one of the people in a practice."""

    consultancy = models.ForeignKey(
        Consultancy, on_delete=models.CASCADE, related_name="invitations"
    )
    role = models.CharField(max_length=10, choices=ConsultancyRole)

    objects = ConsultancyInvitationQuerySet.as_manager()

    class Meta(SentInvitation.Meta):
        constraints = [
            *SentInvitation.Meta.constraints,
            models.UniqueConstraint(
                "consultancy",
                Lower("email"),
                condition=Q(accepted_at=None, ended_at=None),
                name="consultancy_invitation_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} to {self.consultancy}"

    @property
    def place(self) -> Consultancy:
        """What the invitation leads to."""
        return self.consultancy

    @property
    def may_do(self) -> str:
        return ConsultancyRole(self.role).may_do


class EngagementQuerySet(models.QuerySet["Engagement"]):
    def running(self, at: datetime | None = None) -> Self:
        """Return the engagements that give access at this moment, which is now by default.

        An access whose last day is over gives none, even before it has been closed.
        """
        current = Q(expires_at=None) | Q(expires_at__gt=at or timezone.now())
        return self.filter(current, ended_at=None)


class Engagement(models.Model):
    """The access that a business gives a consulting firm, until an owner ends it or it expires.

    It begins when it is given. `ends_on` is its last day, and `expires_at` the moment at which
    that day is over in the business's time zone. `counts` means that the business's scores may be
    included anonymously in the firm's figures about all its clients.
    """

    consultancy = models.ForeignKey(
        Consultancy, on_delete=models.CASCADE, related_name="engagements"
    )
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="engagements")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    given_at = models.DateTimeField()
    level = models.CharField(
        max_length=4,
        choices=AccessLevel,
        default=AccessLevel.SEND,
        db_default=AccessLevel.SEND.value,
    )
    ends_on = models.DateField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    counts = models.BooleanField(default=False)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "consultancy",
                "business",
                condition=Q(ended_at=None),
                name="engagement_running_once",
            ),
            models.CheckConstraint(
                condition=Q(level__in=AccessLevel.values), name="engagement_level"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None, expires_at=None)
                | Q(ends_on__isnull=False, expires_at__isnull=False),
                name="engagement_expires_after_its_last_day",
            ),
        ]
        indexes = [
            models.Index(
                "expires_at",
                condition=Q(ended_at=None, expires_at__isnull=False),
                name="engagement_expiring",
            )
        ]

    def __str__(self) -> str:
        return f"{self.consultancy} for {self.business}"

    @staticmethod
    def expiry(business: Business, ends_on: date | None) -> datetime | None:
        """Return when the last day of an access is over in the business's time zone."""
        if ends_on is None:
            return None
        return datetime.combine(ends_on + timedelta(days=1), time(), tzinfo=business.zone)

    @property
    def starts_on(self) -> date:
        """The first day of the access, in the business's time zone."""
        return self.business.day(self.given_at)

    @property
    def over_at(self) -> datetime | None:
        """When it ended or will expire; None if it runs until somebody ends it."""
        return self.ended_at or self.expires_at


class BrandFields(models.Model):
    """How a consulting firm's reports, shared pages and emails look, and what they say about it.

    The logos are the images as we re-encoded them, at most a few hundred kilobytes each. Colours
    are kept as they were chosen; what is printed in their place if they cannot be read is worked
    out from them.
    """

    logo = models.BinaryField(blank=True, default=bytes)
    logo_dark = models.BinaryField(blank=True, default=bytes, db_default=b"")
    colour = models.CharField(max_length=7, blank=True)
    accent = models.CharField(max_length=7, blank=True, default="", db_default="")
    cover_text = models.TextField(blank=True, default="", db_default="")
    contact = models.TextField(blank=True)
    disclaimer = models.TextField(blank=True)
    footer = models.CharField(max_length=90, blank=True, default="", db_default="")
    sender_name = models.CharField(max_length=60, blank=True, default="", db_default="")

    class Meta:
        abstract = True


class Brand(BrandFields):
    """The branding of a consulting firm as it is now."""

    consultancy = models.OneToOneField(Consultancy, on_delete=models.CASCADE, related_name="brand")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Brand of {self.consultancy}"


class KeptBrand(BrandFields):
    """A firm's name and branding at the time of a report, so that it can be printed again.

    `digest` is a hash of everything in it, so that all reports of one look share one row.
    """

    consultancy = models.ForeignKey(
        Consultancy, on_delete=models.CASCADE, related_name="kept_brands"
    )
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("consultancy", "digest", name="kept_brand_once")]

    def __str__(self) -> str:
        return f"Brand of {self.name} in {self.kept_at:%B %Y}"
