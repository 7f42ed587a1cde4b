"""The rows of the list."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from assessment.consulting.portfolio import wording
from assessment.consulting.portfolio.presenters.drawn import cells_of
from assessment.consulting.portfolio.presenters.standing import (
    TRADES,
    ClientFacts,
    position_of,
    reason_of,
)
from assessment.consulting.portfolio.queries.portfolio import Portfolio
from assessment.parties.consultancies.models import Engagement

A_SLUG = "a-client-of-the-practice"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRow:
    """One client; the cells behind its name are drawn already."""

    slug: str
    name: str
    choose: str
    url: str
    sector: str
    tags: Sequence[str]
    cells: SafeString


def rows_of(portfolio: Portfolio, columns: Sequence[tuple[str, str]]) -> list[ClientRow]:
    """Return the rows of a page; `columns` has the key and title of each area shown."""
    # Only the last part of the address differs, and building one takes long.
    client_url = reverse("client", args=[portfolio.clients.consultancy.slug, A_SLUG])
    return [
        _row(portfolio, engagement, columns, client_url) for engagement in portfolio.engagements
    ]


def _row(
    portfolio: Portfolio,
    engagement: Engagement,
    columns: Sequence[tuple[str, str]],
    client_url: str,
) -> ClientRow:
    business, today = engagement.business, portfolio.clients.today
    model, begun = portfolio.questions.of(engagement), portfolio.begun.get(business.pk)
    facts = ClientFacts(engagement=engagement, model=model, today=today, begun=begun)
    standing, seen_at = facts.standing, portfolio.seen_at.get(business.pk)
    return ClientRow(
        slug=business.slug,
        name=business.name,
        choose=wording.choose(business.name),
        url=client_url.replace(A_SLUG, business.slug),
        sector=str(TRADES[business.trade].label) if business.trade in TRADES else "",
        tags=portfolio.tags_of.get(business.pk, ()),
        cells=cells_of(
            reason_of(facts),
            position_of(standing, model, columns),
            seen=business.day(seen_at) if seen_at else None,
            due=standing.next_due_on if standing else None,
            today=today,
        ),
    )
