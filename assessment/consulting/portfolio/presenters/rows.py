"""The rows of the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.safestring import SafeString

from assessment.consulting.portfolio.presenters.drawn import cells_of
from assessment.consulting.portfolio.presenters.standing import (
    TRADES,
    ClientFacts,
    NamedClient,
    position_of,
    reason_of,
)
from assessment.consulting.portfolio.queries.portfolio import Portfolio
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Engagement

A_SLUG = "a-client-of-the-practice"


@dataclass(frozen=True, kw_only=True)
class RowMaker:
    """What the rows of a page have in common.

    `columns` has the key and title of each area, and `ticked` what each box says.
    """

    portfolio: Portfolio
    columns: Sequence[tuple[str, str]]
    ticked: str

    def rows(self) -> list[SafeString]:
        """Return the cells of each row."""
        return [self._row(engagement) for engagement in self.portfolio.engagements]

    @cached_property
    def _client_url(self) -> str:
        """The address of a client: only its last part differs, and building one takes long."""
        return reverse("client", args=[self.portfolio.clients.consultancy.slug, A_SLUG])

    def _row(self, engagement: Engagement) -> SafeString:
        portfolio, business = self.portfolio, engagement.business
        facts = ClientFacts(
            engagement=engagement,
            model=portfolio.questions.of(engagement),
            today=portfolio.clients.today,
            started=portfolio.started.get(business.pk),
            reasons=portfolio.overview.reasons[engagement.pk],
        )
        standing, seen_at = facts.standing, portfolio.seen_at.get(business.pk)
        return cells_of(
            self._client(engagement.business),
            reason_of(facts),
            position_of(standing, facts.model, self.columns),
            seen=business.day(seen_at) if seen_at else None,
            due=standing.next_due_on if standing else None,
            today=facts.today,
        )

    def _client(self, business: Business) -> NamedClient:
        return NamedClient(
            slug=business.slug,
            name=business.name,
            url=self._client_url.replace(A_SLUG, business.slug),
            sector=str(TRADES[business.trade].label) if business.trade in TRADES else "",
            tags=tuple(self.portfolio.tags_of.get(business.pk, ())),
            ticked=self.ticked,
        )
