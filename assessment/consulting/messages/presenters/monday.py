"""What the Monday email says: who needs the practice, and why, in the order of its list."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from assessment.consulting.messages import wording
from assessment.consulting.portfolio import wording as portfolio_wording
from assessment.consulting.portfolio.queries.filters import PortfolioFilter
from assessment.consulting.portfolio.queries.needs import Clients
from assessment.consulting.portfolio.queries.overview import overview_of
from assessment.foundation.outbox.delivery import on_site
from assessment.parties.consultancies.models import Consultancy, Engagement

MOST_NAMED = 15


def monday_context(consultancy: Consultancy, at: datetime) -> dict[str, Any] | None:
    """Return it for this moment, or None if nobody needs the practice; two queries."""
    overview = overview_of(Clients(consultancy=consultancy, at=at), PortfolioFilter())
    if not overview.found:
        return None
    first = overview.found[:MOST_NAMED]
    named = Engagement.objects.filter(pk__in=first).values_list("pk", "business__name")
    names = dict(named)
    lines = [
        wording.monday_line(names[key], ", ".join(map(portfolio_wording.need_label, needs)))
        for key, needs in ((key, overview.reasons[key]) for key in first)
    ]
    settings = reverse("practice_settings", args=[consultancy.slug])
    return {
        "heading": portfolio_wording.heading(overview.needing, overview.clients),
        "practice": consultancy.name,
        "lines": lines,
        "more": wording.more(len(overview.found) - len(first)),
        "url": on_site(reverse("portfolio", args=[consultancy.slug])),
        "stop_url": f"{on_site(settings)}#emails",
    }
