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
from assessment.consulting.portfolio.queries.listed import ListedClient
from assessment.consulting.portfolio.queries.portfolio import Portfolio

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
        return [self._row(client) for client in self.portfolio.rows]

    @cached_property
    def _client_url(self) -> str:
        """The address of a client: only its last part differs, and building one takes long."""
        return reverse("client", args=[self.portfolio.clients.consultancy.slug, A_SLUG])

    def _row(self, client: ListedClient) -> SafeString:
        portfolio, standing = self.portfolio, client.standing
        facts = ClientFacts(
            client=client,
            model=portfolio.questions.of(client),
            today=portfolio.clients.today,
            started=portfolio.started.get(client.business),
            reasons=portfolio.overview.reasons[client.key],
        )
        seen_at = portfolio.seen_at.get(client.business)
        return cells_of(
            self._named(client),
            reason_of(facts),
            position_of(standing, facts.model, self.columns),
            seen=client.day(seen_at) if seen_at else None,
            due=standing.next_due_on if standing else None,
            today=facts.today,
        )

    def _named(self, client: ListedClient) -> NamedClient:
        return NamedClient(
            slug=client.slug,
            name=client.name,
            url=self._client_url.replace(A_SLUG, client.slug),
            sector=str(TRADES[client.trade].label) if client.trade in TRADES else "",
            tags=tuple(self.portfolio.tags_of.get(client.business, ())),
            ticked=self.ticked,
        )
