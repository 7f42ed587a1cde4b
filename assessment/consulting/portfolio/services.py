"""Set and remove the tags of clients, and save the views of one person."""

from collections.abc import Collection, Mapping

from django.db import transaction

from assessment.consulting.portfolio.models import (
    ClientTag,
    SavedView,
    TaggedClient,
    called,
)
from assessment.domain.errors import DomainError
from assessment.parties.consultancies.models import Consultancy, ConsultancyMember

MOST_TAGS = 100
MOST_VIEWS = 12


class TooManyTags(DomainError):
    """The practice already has `MOST_TAGS` tags."""


class TooManyViews(DomainError):
    """The person already has `MOST_VIEWS` views."""


@transaction.atomic
def set_tag(*, consultancy: Consultancy, name: str, businesses: Collection[int]) -> ClientTag:
    """Give these clients a tag; a new name makes a new tag, in any spelling of its letters.

    The clients have been fetched for this practice by the caller.

    Raises:
        TooManyTags: nothing was changed.
    """
    (tag,) = set_tags(consultancy=consultancy, tagged={name: businesses})
    return tag


@transaction.atomic
def set_tags(*, consultancy: Consultancy, tagged: Mapping[str, Collection[int]]) -> list[ClientTag]:
    """Give clients several tags, by their names; as many queries as for one tag.

    Raises:
        TooManyTags: nothing was changed.
    """
    # Without the lock, two people could add the hundred-and-first tag together.
    Consultancy.objects.select_for_update().get(pk=consultancy.pk)
    known = {tag.name.lower(): tag for tag in consultancy.client_tags.all()}
    new = {name.lower(): name for name in tagged if name.lower() not in known}
    if len(known) + len(new) > MOST_TAGS and new:
        raise TooManyTags(*new.values())
    made = ClientTag.objects.bulk_create(
        ClientTag(consultancy=consultancy, name=name) for name in new.values()
    )
    known |= {tag.name.lower(): tag for tag in made}
    TaggedClient.objects.bulk_create(
        (
            TaggedClient(tag=known[name.lower()], business_id=business)
            for name, businesses in tagged.items()
            for business in businesses
        ),
        ignore_conflicts=True,
    )
    return [known[name.lower()] for name in tagged]


@transaction.atomic
def remove_tag(*, tag: ClientTag, businesses: Collection[int]) -> None:
    """Take a tag off these clients; a tag that no client has any more is deleted."""
    TaggedClient.objects.filter(tag=tag, business__in=businesses).delete()
    if not tag.tagged.exists():
        tag.delete()


def remove_unused_tags(*, consultancy: Consultancy) -> None:
    """Delete the tags that no client has any more."""
    consultancy.client_tags.filter(tagged=None).delete()


@transaction.atomic
def save_view(*, member: ConsultancyMember, name: str, query: str) -> SavedView:
    """Save filters under a name; those saved under it before are replaced.

    Raises:
        TooManyViews: nothing was changed.
    """
    ConsultancyMember.objects.select_for_update().get(pk=member.pk)
    known = called(member.saved_views.all(), name)
    if known is None:
        if member.saved_views.count() >= MOST_VIEWS:
            raise TooManyViews(name)
        return member.saved_views.create(name=name, query=query)
    known.query = query
    known.save(update_fields=["query"])
    return known


def forget_view(*, member: ConsultancyMember, name: str) -> None:
    """Delete one of a person's views; the clients in it are not touched."""
    member.saved_views.filter(name=name).delete()
