"""Sign what was agreed in a session, send it to both sides, and print it."""

import logging
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from assessment.consulting.clients.queries.people import client_people
from assessment.consulting.sessions.models import SessionOutcome
from assessment.consulting.sessions.presenters.outcome import OutcomePage, outcome_page
from assessment.consulting.sessions.queries import SessionNow, Signing, points_of
from assessment.consulting.sessions.services.meeting import end_session, locked_session
from assessment.domain.errors import DomainError
from assessment.foundation.accounts.models import User
from assessment.foundation.formatting.dates import day_in_year
from assessment.foundation.outbox import services as outbox
from assessment.foundation.outbox.delivery import on_site
from assessment.foundation.parsing.names import one_line
from assessment.foundation.pdf.fingerprint import fingerprint_of
from assessment.outputs.reports.presenters.saved_result import consultant_of
from assessment.outputs.reports.services import printed_page
from assessment.parties.consultancies.queries import sender_of
from assessment.parties.consultancies.services import keep_brand

log = logging.getLogger(__name__)


class OutcomeChanged(DomainError):
    """Something was agreed, left or answered after the page to sign was opened."""


@transaction.atomic
def sign_outcome(
    *, now: SessionNow, signing: Signing, seen: str, by: User, at: datetime
) -> SessionOutcome:
    """Keep what was agreed for good, end the session and email both sides.

    Args:
        seen: the mark of the page that both sides have read.

    Raises:
        SessionOver: the session has ended already.
        OutcomeChanged: the page is no longer the one that they have read.
    """
    session = locked_session(now.session, at)
    brand = keep_brand(consultancy=session.consultancy, at=at)
    page = outcome_page(
        now,
        points_of(session),
        practice=brand.name,
        present=signing.present,
        signed=(signing.for_practice, signing.for_business),
        at=at,
    )
    if page.mark != seen:
        raise OutcomeChanged(session.key)
    outcome = SessionOutcome.objects.create(
        session=session,
        content=asdict(page),
        brand=brand,
        fingerprint=fingerprint_of([page, brand.digest]),
        signed_by=by,
        signed_at=at,
    )
    end_session(session=now.session, by=by, at=at)
    _mail_both(now, by, at)
    log.info("outcome signed: session=%s by=%s", session.pk, by.pk)
    return outcome


def _mail_both(now: SessionNow, by: User, at: datetime) -> None:
    """Tell the owners and editors, and the person who held the session, each with their address."""
    session, business = now.session, now.check.business
    firm = session.consultancy
    own = reverse("session_held", args=[business.slug, session.key])
    practices = reverse("session_outcome", args=[firm.slug, business.slug, session.key])
    to = {person.email: own for person in client_people(business, firm)} | {by.email: practices}
    for email, path in to.items():
        context = {
            "firm": one_line(firm.name),
            "business": one_line(business.name),
            "day": day_in_year(business.day(at)),
            "url": on_site(path),
        }
        outbox.send(
            name="session_outcome", to=email, context=context, sender=sender_of(firm), at=at
        )


def outcome_pdf(outcome: SessionOutcome, *, whose: str = "") -> bytes:
    """Return the signed page as a PDF, which always has the same bytes.

    Raises:
        CannotPrint, TooManyWait: see `reports.services.render`.
    """
    by = consultant_of(outcome.session.consultancy, {}, brand=outcome.brand)
    page = OutcomePage.read(outcome.content)
    facts = {"page": page, "by": by, "fingerprint": outcome.fingerprint}
    html = render_to_string("outputs/reports/document/session.html", facts)
    return printed_page(html, brand=by.palette.tokens, whose=whose)
