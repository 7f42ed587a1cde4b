"""Links to results: the link behind a token, and the links that a user can see and end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Sum

from assessment.foundation.accounts.models import User
from assessment.journey.results.models import Result
from assessment.outputs.sharing.models import SharedLink, SharedLinkQuerySet, SharedUse
from assessment.parties.access.rules import CAPABILITIES, Capability, business_open_to, may
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import AccessLevel
from assessment.parties.consultancies.queries import access_by_person

SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class Shared:
    """A working link, and the business as the person who made the link sees it."""

    link: SharedLink
    business: Business


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    """One link in the list: how often it was opened, and whether it still works.

    `state` is open, ended (turned off), over (expired) or left (its maker can no longer share).
    """

    link: SharedLink
    times: int
    last_on: date | None
    state: str

    @property
    def works(self) -> bool:
        return self.state == "open"


def link_behind(token: str, at: datetime) -> Shared | None:
    """Return the link behind a token if it still works, otherwise None; two queries.

    Links stop working when the person who made them loses permission to share.
    """
    link = (
        SharedLink.objects.usable(at)
        .with_engagement()
        .select_related("made_by", "result__assessment", "consultancy__brand")
        .behind(token)
        .first()
    )
    if link is None:
        return None
    shared = link.result.assessment.business_id
    business = business_open_to(link.made_by, shared, link.authority.needs)
    if business is None or not _still_shares(business.access_of_viewer, link):
        return None
    return Shared(link=link, business=business)


def links_to(results: Iterable[Result], *, business: Business, by: User) -> SharedLinkQuerySet:
    """Return the links to these results: an owner sees all of them, a consultant their own."""
    links = SharedLink.objects.filter(result__in=[result.pk for result in results])
    return links if may(business, Capability.MANAGE) else links.filter(made_by=by)


def link_lines(links: SharedLinkQuerySet, *, business: Business, at: datetime) -> list[LinkLine]:
    """List working links first, then the others, each newest first; four queries."""
    access = access_by_person(business)
    used = SharedUse.objects.filter(link__in=links.values("pk")).values("link")
    counted = used.annotate(all=Sum("times"), last=Max("day"))
    uses = {use["link"]: (use["all"], use["last"]) for use in counted}
    lines = []
    found = links.with_engagement().select_related("made_by", "mail")
    for link in found.order_by("-made_at", "-pk"):
        times, last_on = uses.get(link.pk, (0, None))
        shares = _still_shares(access.get(link.made_by_id, ""), link)
        state = _state(link, at, shares=shares)
        lines.append(LinkLine(link=link, times=times, last_on=last_on, state=state))
    # `sorted` is stable, so both groups stay in order, newest first.
    return sorted(lines, key=lambda line: not line.works)[:SHOWN]


def _still_shares(access: str, link: SharedLink) -> bool:
    """Say whether the link's maker can still share; consultants need an unbroken engagement."""
    may_share = link.made_by.is_active and link.authority.needs in CAPABILITIES.get(access, ())
    return may_share and (access not in AccessLevel.values or link.engaged)


def _state(link: SharedLink, at: datetime, *, shares: bool) -> str:
    if link.ended_at:
        return "ended"
    if link.has_expired(at):
        return "over"
    return "open" if shares else "left"
