"""Making and ending secret links, and how many of them one person may make."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from assessment.domain.errors import DomainError
from assessment.foundation.links.models import LinkT, MailedLinkQuerySet, SecretLinkQuerySet
from assessment.foundation.links.tokens import hash_of, new_token

A_DAY = timedelta(days=1)


class TooManyLinks(DomainError):
    """A day's links are used up: for this address or altogether."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How many links of one purpose somebody may make within a day."""

    links_a_day: int
    links_a_day_to_one: int

    def keep(
        self, links: MailedLinkQuerySet[Any], *, to: str, by: AbstractBaseUser, at: datetime
    ) -> None:
        """One query. A link that is not mailed, with `to` empty, counts only altogether.

        Raises:
            TooManyLinks.
        """
        sent_to = links.filter(made_by=by, made_at__gt=at - A_DAY).addresses()
        to_one = sent_to.count(to) if to else 0
        if len(sent_to) >= self.links_a_day or to_one >= self.links_a_day_to_one:
            raise TooManyLinks(to)


def make_link(
    model: type[LinkT], *, by: AbstractBaseUser, at: datetime, **fields: Any
) -> tuple[LinkT, str]:
    """One more link with what is its purpose's own, and the secret token that leads to it.

    Nobody can show the token again, because only its hash is kept.
    """
    token = new_token()
    link = model(token_hash=hash_of(token), made_by=by, made_at=at, **fields)
    link.save(force_insert=True)
    return link, token


def end_open_links(links: SecretLinkQuerySet[Any], *, at: datetime) -> int:
    """From this moment the open ones among them open nothing; how many that were."""
    return links.open().update(ended_at=at)
