"""Who a report is made for, and how much of the queue and of the PDF worker they may use."""

from datetime import datetime

from assessment.foundation.brakes.limits import Counted, Scope
from assessment.foundation.brakes.services import count, wait_for
from assessment.foundation.pdf.faults import TooManyWait
from assessment.outputs.reports.models import UNFINISHED, ReportRun
from assessment.parties.businesses.models import Business, Role
from assessment.parties.consultancies.models import Consultancy

MOST_OF_BUSINESS = 8
MOST_OF_TENANT = 40
"""The most unfinished reports. Further requests are refused until some of them are done."""


def tenant_of(business: Business, consultancy: Consultancy | None) -> str:
    """Return who has the work done: a firm for its clients, or the person behind the businesses.

    One person with many businesses is one tenant, so a flood from all of them together waits as
    long as a flood from one. Of several owners, it is the one who joined first.
    """
    if consultancy:
        return f"firm-{consultancy.pk}"
    owners = business.memberships.filter(role=Role.OWNER).order_by("since", "pk")
    owner = owners.values_list("user", flat=True).first()
    return f"owner-{owner}" if owner else f"business-{business.pk}"


def tenant_behind(business: Business, practice: Consultancy | None) -> str:
    """Return whose share of the PDF worker a reader uses, whose role in the business is known."""
    is_client = business.role_of_viewer == Role.CONSULTANT
    return tenant_of(business, practice if is_client else None)


def keep_within_limits(business: Business, tenant: str, at: datetime) -> None:
    """Raise TooManyWait if the business or its tenant has reached a limit."""
    if business.report_runs.filter(status__in=UNFINISHED).count() >= MOST_OF_BUSINESS:
        raise TooManyWait
    if _unfinished(tenant) >= MOST_OF_TENANT:
        raise TooManyWait
    if wait_for(Counted.PRINT_SECONDS, Scope.ACCOUNT, tenant, at=at):
        raise TooManyWait


def note_printing(tenant: str, seconds: float, at: datetime) -> None:
    """Count the time that a report kept the PDF worker busy."""
    count(Counted.PRINT_SECONDS, Scope.ACCOUNT, tenant, at=at, weight=round(seconds))


def place_in_queue(run: ReportRun) -> int:
    """Return how many reports of the same tenant are already waiting or being made.

    The queue takes everybody's first report before anybody's second, and so on. A tenant who
    asks for forty therefore delays each of the others by one report, not by forty.
    """
    return _unfinished(run.tenant, besides=run.pk)


def _unfinished(tenant: str, *, besides: int = 0) -> int:
    runs = ReportRun.objects.filter(tenant=tenant, status__in=UNFINISHED)
    return runs.exclude(pk=besides).count()
