"""The rows of the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

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


@dataclass(frozen=True, kw_only=True)
class RowMaker:
    """What the rows of a page have in common; `columns` has the key and title of each area."""

    portfolio: Portfolio
    columns: Sequence[tuple[str, str]]

    def rows(self) -> list[ClientRow]:
        return [self._row(engagement) for engagement in self.portfolio.engagements]

    @cached_property
    def _client_url(self) -> str:
        """The address of a client: only its last part differs, and building one takes long."""
        return reverse("client", args=[self.portfolio.clients.consultancy.slug, A_SLUG])

    @cached_property
    def _choosing(self) -> str:
        return wording.choosing()

    def _row(self, engagement: Engagement) -> ClientRow:
        portfolio, business = self.portfolio, engagement.business
        facts = ClientFacts(
            engagement=engagement,
            model=portfolio.questions.of(engagement),
            today=portfolio.clients.today,
            begun=portfolio.begun.get(business.pk),
            reasons=portfolio.overview.reasons[engagement.pk],
        )
        standing, seen_at = facts.standing, portfolio.seen_at.get(business.pk)
        return ClientRow(
            slug=business.slug,
            name=business.name,
            choose=self._choosing % {"name": business.name},
            url=self._client_url.replace(A_SLUG, business.slug),
            sector=str(TRADES[business.trade].label) if business.trade in TRADES else "",
            tags=portfolio.tags_of.get(business.pk, ()),
            cells=cells_of(
                reason_of(facts),
                position_of(standing, facts.model, self.columns),
                seen=business.day(seen_at) if seen_at else None,
                due=standing.next_due_on if standing else None,
                today=facts.today,
            ),
        )
