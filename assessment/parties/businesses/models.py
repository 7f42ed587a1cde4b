"""Businesses, their members and their invitations."""

from datetime import date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from assessment.domain.limits import RESTORABLE_FOR
from assessment.domain.model.overlays import Circumstances
from assessment.foundation.formatting.countries import country_of_zone
from assessment.foundation.links.models import (
    Authority,
    SentInvitation,
    SentInvitationQuerySet,
)


class Role(models.TextChoices):
    """A person's role in a business; `parties.access.rules` lists what each role allows."""

    OWNER = "owner", _("Owner")
    EDITOR = "editor", _("Editor")
    VIEWER = "viewer", _("Viewer")
    CONSULTANT = "consultant", _("Consultant")

    @property
    def may_do(self) -> str:
        """Describe to the person with this role what it allows."""
        return str(MAY_DO[self])


MAY_DO = {
    Role.OWNER: _("You can do everything, including inviting people and changing settings."),
    Role.EDITOR: _("You can answer the questions, make the plan and read all results."),
    Role.VIEWER: _("You can read the results, the plan and the reports."),
    Role.CONSULTANT: _("You can do what the owner has agreed, until they end your access."),
}
MEMBER_ROLES = [(role.value, role.label) for role in (Role.OWNER, Role.EDITOR, Role.VIEWER)]


class Trade(models.TextChoices):
    """What a business does. The keys match those of the examples in the question set."""

    FOOD = "food", _("Food and drink")
    SHOP = "shop", _("Shop")
    ONLINE = "online", _("Online shop")
    HOME = "home", _("Home trades")
    GARAGE = "garage", _("Garage and repair")
    HEALTH = "health", _("Health and care")
    BEAUTY = "beauty", _("Hair and beauty")
    HOTEL = "hotel", _("Hotel and travel")
    OFFICE = "office", _("Office and advice")
    CLASSES = "classes", _("Classes and courses")
    OTHER = "other", _("Something else")


class TeamSize(models.TextChoices):
    ALONE = "1", _("Just me")
    FEW = "2-4", _("2 to 4")
    SMALL = "5-9", _("5 to 9")
    MIDDLE = "10-24", _("10 to 24")
    LARGE = "25-50", _("25 to 50")


class Meeting(models.TextChoices):
    """How a business deals with its customers."""

    OUR_PLACE = "our_place", _("At our place")
    THEIR_PLACE = "their_place", _("At their place")
    PHONE = "phone", _("By phone")
    MESSAGE = "message", _("By email or message")
    WEBSITE = "website", _("On our website")
    SOCIAL = "social", _("On social media")


class Currency(models.TextChoices):
    GBP = "GBP", _("Pound (£)")
    EUR = "EUR", _("Euro (€)")
    SEK = "SEK", _("Swedish krona (kr)")
    USD = "USD", _("US dollar ($)")


class FirstMonth(models.IntegerChoices):
    """The first month of a business's quarters; only three values differ, as quarters repeat."""

    JANUARY = 1, _("January, April, July and October")
    FEBRUARY = 2, _("February, May, August and November")
    MARCH = 3, _("March, June, September and December")


class ArchiveReason(models.TextChoices):
    """Why a business was archived: nobody can use it, and it will be removed."""

    DELETED = "deleted", _("Deleted by an owner")
    ACCOUNT = "account", _("Deleted with the account of its only member")
    UNPROVEN = "unproven", _("Made before the email address was confirmed")


class BusinessInUseManager(models.Manager["Business"]):
    """Businesses that are not archived.

    It is the model's usual manager, so a query has to ask for archived businesses by name. Related
    objects are not filtered: a query that starts from another model excludes them itself.
    """

    def get_queryset(self) -> models.QuerySet["Business"]:
        return super().get_queryset().filter(archived_at=None)


class Business(models.Model):
    """A small business that completes a check each quarter."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name of your business"), max_length=100)
    trade = models.CharField(_("what you do"), max_length=30, blank=True)
    team_size = models.CharField(_("people"), max_length=5, choices=TeamSize, blank=True)
    meets = models.JSONField(_("how you meet customers"), default=list, blank=True)
    hours = models.PositiveSmallIntegerField(_("hours a quarter"), null=True, blank=True)
    money = models.PositiveIntegerField(_("money a quarter"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, default=Currency.GBP)
    first_month = models.PositiveSmallIntegerField(
        _("first month of a quarter"), choices=FirstMonth, default=FirstMonth.JANUARY
    )
    time_zone = models.CharField(_("time zone"), max_length=50, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, default="", db_default="")
    founded_at = models.DateTimeField()
    set_up_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    archived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    archived_for = models.CharField(
        max_length=10, choices=ArchiveReason, blank=True, default="", db_default=""
    )

    objects = BusinessInUseManager()
    with_archived: "models.Manager[Business]" = models.Manager()

    # Only present on businesses fetched through access.queries.businesses_with_access().
    role_of_viewer: str
    level_of_viewer: str = ""
    answers_apart: bool
    # Only present on businesses fetched through access.queries.businesses_of().
    unproven: bool
    # Only present on the business that a view gets: whether its look is recorded for today.
    looked: bool
    # The same: a consultant's highest level through practices that require no second step.
    level_without_second_step: str
    # Only present on the client that a page of a practice gets: the level of that practice.
    level_of_practice: str
    # The same: whether the viewer has other businesses or practices of their own.
    elsewhere: bool

    class Meta:
        verbose_name_plural = "businesses"
        constraints = [
            models.CheckConstraint(
                condition=Q(first_month__in=FirstMonth.values), name="business_first_month"
            ),
            models.CheckConstraint(
                condition=Q(archived_at=None, archived_for="")
                | Q(archived_at__isnull=False, archived_for__in=ArchiveReason.values),
                name="business_archived_for",
            ),
        ]
        indexes = [
            models.Index(
                "archived_at", condition=Q(archived_at__isnull=False), name="business_archived"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The business's time zone, or the site's if its owner has not chosen one."""
        return ZoneInfo(self.time_zone or settings.TIME_ZONE)

    @property
    def removed_at(self) -> datetime | None:
        """When an archived business will be removed for good; until then it can be restored."""
        return self.archived_at + RESTORABLE_FOR if self.archived_at else None

    @property
    def holidays_of(self) -> str:
        """The code of the country whose public holidays count: its own, or that of its zone."""
        return self.country or country_of_zone(self.zone.key)

    def day(self, at: datetime) -> date:
        """Return the date of this moment in the business's time zone."""
        return at.astimezone(self.zone).date()

    @property
    def role_label(self) -> str:
        """The viewer's role as a translated label."""
        return str(Role(self.role_of_viewer).label)

    @property
    def access_of_viewer(self) -> str:
        """What decides what the viewer may do: a member's role, or a consultant's level."""
        return self.level_of_viewer or self.role_of_viewer

    @property
    def circumstances(self) -> Circumstances:
        """What decides which texts fit the business."""
        return Circumstances(
            trade=self.trade,
            meets=tuple(key for key in Meeting.values if key in self.meets),
            team=self.team_size,
        )

    @property
    def alone(self) -> bool:
        """Whether one person runs it; then team questions and texts for teams are left out."""
        return self.team_size == TeamSize.ALONE


class BusyWeek(models.Model):
    """A week in which nothing in the plan of a business falls due, from its Monday."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="busy_weeks")
    starts_on = models.DateField()

    class Meta:
        ordering = ("starts_on",)
        constraints = [models.UniqueConstraint("business", "starts_on", name="busy_week_once")]

    def __str__(self) -> str:
        return f"{self.starts_on}: {self.business}"

    @property
    def ends_on(self) -> date:
        return self.starts_on + timedelta(days=6)


class Membership(models.Model):
    """One person's role in one business.

    It is `unproven` if it began before anybody confirmed the address of this person. They are
    asked whether the business is theirs, and get no reminders about it until they say so.
    """

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=10, choices=MEMBER_ROLES)
    since = models.DateTimeField()
    unproven = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint("business", "user", name="membership_once"),
            # Consultants have an engagement instead, which an owner can end.
            models.CheckConstraint(
                condition=Q(role__in=["owner", "editor", "viewer"]), name="membership_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.role} of {self.business}"


class InvitationQuerySet(SentInvitationQuerySet["Invitation"]):
    def usable(self, at: datetime) -> Self:
        """Return what can be accepted now: its sender must still be able to invite."""
        owner = Membership.objects.filter(
            business=OuterRef("business"),
            user=OuterRef("made_by"),
            role=Role.OWNER,
            user__is_active=True,
            business__archived_at=None,
        )
        return super().usable(at).filter(Exists(owner))


class Invitation(SentInvitation):
    """A link sent by email that makes the recipient a member."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=10, choices=MEMBER_ROLES)

    authority = Authority(business="business", needs="manage")

    objects = InvitationQuerySet.as_manager()

    class Meta(SentInvitation.Meta):
        constraints = [
            *SentInvitation.Meta.constraints,
            # Two clicks on "Send invitation" must not leave two working links for one person.
            models.UniqueConstraint(
                "business",
                Lower("email"),
                condition=Q(accepted_at=None, ended_at=None),
                name="invitation_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} to {self.business}"

    @property
    def place(self) -> Business:
        """What the invitation leads to."""
        return self.business

    @property
    def may_do(self) -> str:
        return Role(self.role).may_do
