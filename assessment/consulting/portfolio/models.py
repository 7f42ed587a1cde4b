"""The tags that a practice gives its clients, and the views that its people save."""

from typing import TypeVar

from django.db import models
from django.db.models.functions import Lower

from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy, ConsultancyMember

LONGEST_LABEL = 40
"""How long the name of a tag or a view may be, so that it fits beside the others."""
LONGEST_QUERY = 500

Named = TypeVar("Named", bound=models.Model)


def called(found: models.QuerySet[Named], name: str) -> Named | None:
    """Return the row with this name, comparing in lower case exactly as the constraints do.

    `iexact` will not do, because PostgreSQL then compares in upper case.
    """
    return found.alias(small=Lower("name")).filter(small=Lower(models.Value(name))).first()


class ClientTag(models.Model):
    """A word of the practice for some of its clients; nobody else sees it."""

    consultancy = models.ForeignKey(
        Consultancy, on_delete=models.CASCADE, related_name="client_tags"
    )
    name = models.CharField(max_length=LONGEST_LABEL)

    class Meta:
        constraints = [
            models.UniqueConstraint("consultancy", Lower("name"), name="client_tag_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class TaggedClient(models.Model):
    """A business that has a tag. It shows while the practice has access, and stays if it ends.

    An owner who gives the access again finds nothing changed, and neither does the practice.
    """

    tag = models.ForeignKey(ClientTag, on_delete=models.CASCADE, related_name="tagged")
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("tag", "business", name="client_tagged_once")]

    def __str__(self) -> str:
        return f"{self.business}: {self.tag}"


class SavedView(models.Model):
    """Filters and a sort order that one person wants to find again; `query` is their address."""

    member = models.ForeignKey(
        ConsultancyMember, on_delete=models.CASCADE, related_name="saved_views"
    )
    name = models.CharField(max_length=LONGEST_LABEL)
    query = models.CharField(max_length=LONGEST_QUERY)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint("member", Lower("name"), name="saved_view_name_once")
        ]

    def __str__(self) -> str:
        return self.name
