"""Users, who sign in with their email address."""

from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessment.domain.limits import RESTORABLE_FOR
from assessment.foundation.parsing.addresses import normal_address, normal_or_same, shown_address
from assessment.foundation.parsing.passwords import normal_password

MOST_AT_AN_ADDRESS = 2
"""How many accounts an address can have: a proven one, and one whose owner has yet to prove that
the address is theirs. Otherwise signing up would reveal which addresses have accounts."""


class Theme(models.TextChoices):
    AUTO = "auto", _("As my device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the oldest account with this address, of which there can be two."""
        found = self.filter(email=normal_or_same(username or "")).order_by("pk").first()
        if found is None:
            raise self.model.DoesNotExist
        return found

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=normal_address(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person with an account; their memberships determine what they may do."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    # Not unique: see MOST_AT_AN_ADDRESS. Allauth's table has at most one proven row for an address.
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=100, blank=True)
    theme = models.CharField(_("look"), max_length=5, choices=Theme, default=Theme.AUTO)
    shortcuts = models.BooleanField(_("number keys choose an answer"), default=True)
    time_zone = models.CharField(_("time zone"), max_length=50, blank=True)
    language = models.CharField(_("language of e-mails"), max_length=10, blank=True)
    deletion_asked_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()  # type: ignore[assignment,misc]

    # Only present on accounts fetched through queries.accounts_at().
    proven: bool

    class Meta:
        indexes = [models.Index("email", name="user_email")]

    def __str__(self) -> str:
        return self.name or shown_address(self.email)

    @property
    def deleted_at(self) -> datetime | None:
        """When the account will be deleted for good, if its owner asked for that."""
        return self.deletion_asked_at + RESTORABLE_FOR if self.deletion_asked_at else None

    @property
    def zone(self) -> ZoneInfo:
        """The person's time zone, or the site's if they have not chosen one."""
        return ZoneInfo(self.time_zone or settings.TIME_ZONE)

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(raw_password and normal_password(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """Check a password in its normal spelling, and as typed if it was stored before that.

        A password that was stored as typed is replaced by its normal spelling.
        """
        normal = raw_password and normal_password(raw_password)
        if super().check_password(normal):
            return True
        if normal == raw_password or not super().check_password(raw_password):
            return False
        self.set_password(normal)
        self.save(update_fields=["password"])
        return True

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)
