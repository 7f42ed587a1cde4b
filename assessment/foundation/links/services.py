"""Create secret links within a daily quota, and close and reopen all doors of a kind."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.timezone import localtime

from assessment.domain.errors import DomainError
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.foundation.formatting.dates import day
from assessment.foundation.links.models import (
    DoorQuerySet,
    LinkT,
    MailedLink,
    MailedLinkQuerySet,
    SecretLink,
    SecretLinkQuerySet,
    SentInvitation,
    SentInvitationQuerySet,
)
from assessment.foundation.links.tokens import hash_of, new_token
from assessment.foundation.outbox import services as outbox

InvitationT = TypeVar("InvitationT", bound=SentInvitation)

A_DAY = timedelta(days=1)

Closed = dict[str, list[int]]
"""The keys of the doors that were closed together, by the name of their model."""


class TooManyLinks(DomainError):
    """The daily quota is used up, either for this address or in total."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How many links of one model a person may create within 24 hours."""

    links_a_day: int
    links_a_day_to_one: int

    def keep(
        self, links: MailedLinkQuerySet[Any], *, to: str, by: AbstractBaseUser, at: datetime
    ) -> None:
        """Check the quota before a link is created; one query.

        A link that is not emailed has an empty `to` and counts towards the total only.

        Raises:
            TooManyLinks: the quota is used up.
        """
        sent_to = links.filter(made_by=by, made_at__gt=at - A_DAY).addresses()
        to_one = sent_to.count(to) if to else 0
        if len(sent_to) >= self.links_a_day or to_one >= self.links_a_day_to_one:
            raise TooManyLinks(to)


INVITED_FOR = timedelta(days=14)
INVITATIONS = Quota(links_a_day=20, links_a_day_to_one=3)


def make_link(
    model: type[LinkT], *, by: AbstractBaseUser, at: datetime, **fields: Any
) -> tuple[LinkT, str]:
    """Create a link and return it with its secret token; `fields` are the model's own.

    The token cannot be shown again, because only its hash is stored.
    """
    token = new_token()
    link = model(token_hash=hash_of(token), made_by=by, made_at=at, **fields)
    link.save(force_insert=True)
    return link, token


def mail_link(
    link: MailedLink,
    *,
    name: str,
    context: Mapping[str, Any],
    sender: outbox.Sender | None = None,
) -> None:
    """Put the email with a new link into the outbox, in the same transaction."""
    link.mail = outbox.send(
        name=name, to=link.email, context=context, sender=sender, at=link.made_at
    )
    link.save(update_fields=["mail"])


def send_invitation(
    earlier: SentInvitationQuerySet[InvitationT],
    *,
    email: str,
    by: AbstractBaseUser,
    at: datetime,
    mail: str,
    context: Mapping[str, Any],
    link: Callable[[str], str],
    **fields: Any,
) -> InvitationT:
    """Email a person an invitation, and end any earlier one to the same place.

    The caller holds a lock on that place, so that the quota counts simultaneous invitations.

    Args:
        earlier: the invitations to the same place.
        mail: the name of the email.
        link: builds the full URL of the page from the secret token.

    Raises:
        TooManyLinks: the quota for today is used up.
    """
    model = earlier.model
    everywhere: Any = model._default_manager.all()  # noqa: SLF001 - public
    INVITATIONS.keep(everywhere, to=email, by=by, at=at)
    earlier.filter(email=email).close(at)
    expires_at = at + INVITED_FOR
    invitation, token = make_link(model, email=email, by=by, at=at, expires_at=expires_at, **fields)
    known = {"inviter": str(by), "url": link(token), "until": day(localtime(expires_at))}
    mail_link(invitation, name=mail, context={**known, **context})
    return invitation


def every_door() -> list[DoorQuerySet[Any]]:
    """Return the rows of every model that declares on whose authority it stands."""
    models = [model for model in apps.get_models() if hasattr(model, "authority")]
    return [model._default_manager.all() for model in models]  # type: ignore[misc] # noqa: SLF001


def close_doors(
    doors: Iterable[DoorQuerySet[Any]],
    *,
    business: Model,
    person: str,
    by: AbstractBaseUser | None,
    at: datetime,
) -> Closed:
    """Close these doors of a person in a business, and return which ones were open.

    It is recorded in the caller's transaction, together with what closes them.
    """
    closed = {}
    for found in doors:
        keys = sorted(found.open().values_list("pk", flat=True))
        if keys and found.filter(pk__in=keys).close(at):
            closed[found.model.__name__] = keys
    if count := sum(map(len, closed.values())):
        record(Event.DOORS_CLOSED, by=by, at=at, business=business, person=person, count=str(count))
    return closed


def reopen_links(closed: Closed, *, closed_at: datetime) -> int:
    """Reopen the links that were closed at this moment, and return how many.

    A link stays closed if it has ended again since, or if a newer one has taken its place.
    Work that was given up is not taken up again; people have to ask for it again.
    """
    links = [found for found in every_door() if isinstance(found, SecretLinkQuerySet)]
    return sum(
        _reopened(link)
        for found in links
        for link in found.filter(pk__in=closed.get(found.model.__name__, []), ended_at=closed_at)
    )


def _reopened(link: SecretLink) -> bool:
    link.ended_at = None
    try:
        # A savepoint, as only the database can say whether another link has taken the place.
        with transaction.atomic():
            link.save(update_fields=["ended_at"])
    except IntegrityError:
        return False
    return True
