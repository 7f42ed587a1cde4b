"""Create and end secret links, within a daily quota per person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from assessment.domain.errors import DomainError
from assessment.foundation.links.models import (
    LinkT,
    MailedLink,
    MailedLinkQuerySet,
    SecretLinkQuerySet,
)
from assessment.foundation.links.tokens import hash_of, new_token
from assessment.foundation.outbox import services as outbox
from assessment.foundation.outbox.models import OutgoingMail

A_DAY = timedelta(days=1)


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


def mail_link(link: MailedLink, *, name: str, context: Mapping[str, Any]) -> None:
    """Put the mail that brings a new link into the outbox, in the same transaction."""
    link.mail = outbox.send(name=name, to=link.email, context=context, at=link.made_at)
    link.save(update_fields=["mail"])


def end_open_links(links: SecretLinkQuerySet[Any], *, at: datetime) -> int:
    """End the links that are still open, and return how many there were.

    A mail that would bring one of them is withdrawn if it has not left yet.
    """
    if issubclass(links.model, MailedLink):
        mails = OutgoingMail.objects.filter(pk__in=links.open().order_by().values("mail"))
        outbox.withdraw(mails=mails, at=at)
    return links.open().update(ended_at=at)
