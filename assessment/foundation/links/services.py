"""Create and end secret links, within a daily quota per person."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from assessment.domain.errors import DomainError
from assessment.foundation.links.models import LinkT, MailedLinkQuerySet, SecretLinkQuerySet
from assessment.foundation.links.tokens import hash_of, new_token

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


def end_open_links(links: SecretLinkQuerySet[Any], *, at: datetime) -> int:
    """End the links that are still open, and return how many there were."""
    return links.open().update(ended_at=at)
