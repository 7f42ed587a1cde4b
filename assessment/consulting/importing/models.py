"""Lists of clients that were uploaded, and the clients that came from them."""

import json
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessment.consulting.portfolio.models import LONGEST_LABEL
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import ConsultancyMember

WAITS = timedelta(days=1)
"""How long a list waits to be added before it is erased."""
CAN_BE_TAKEN_BACK = timedelta(days=7)


class ListColumn(models.TextChoices):
    """What we read from a list."""

    NAME = "name", _("Business")
    EMAIL = "email", _("Owner’s email address")
    OWNER = "owner", _("Owner’s name")
    SECTOR = "sector", _("Sector")
    PEOPLE = "people", _("People")
    CURRENCY = "currency", _("Currency")
    TAGS = "tags", _("Tags")


class ClientList(models.Model):
    """A list that one person of a practice uploaded, and nobody else sees.

    `table` holds its rows as they were read, the first of which names the columns. Once the
    clients are added, only the rows that were left out remain, each with its reason. `columns`
    says which column each of our values is in, and `sectors` what the unknown words mean.
    """

    member = models.ForeignKey(
        ConsultancyMember, on_delete=models.CASCADE, related_name="client_lists"
    )
    file_name = models.CharField(max_length=100)
    table = models.JSONField()
    columns = models.JSONField(default=dict)
    sectors = models.JSONField(default=dict, blank=True)
    tag = models.CharField(max_length=LONGEST_LABEL, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    added_at = models.DateTimeField(null=True, blank=True)
    known = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index("expires_at", name="client_list_expiring")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def settled(self) -> str:
        """A short form of what somebody has chosen, which changes with it."""
        chosen = [self.columns, self.sectors, self.tag]
        return sha256(json.dumps(chosen, sort_keys=True).encode()).hexdigest()[:16]

    def can_be_taken_back(self, at: datetime) -> bool:
        """Return whether no owner has said yes yet, and the week is not over."""
        taken_over = self.imported.filter(business__prepared=None)
        return self.added_at is not None and at < self.expires_at and not taken_over.exists()


class ImportedClient(models.Model):
    """A client that came from a list, for as long as the list can be taken back."""

    client_list = models.ForeignKey(ClientList, on_delete=models.CASCADE, related_name="imported")
    business = models.OneToOneField(Business, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.business} from {self.client_list}"
