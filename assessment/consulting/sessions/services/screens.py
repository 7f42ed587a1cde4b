"""Open the shared screen: in this browser, or on another device with a code that works once."""

import logging
from datetime import datetime

from django.db import transaction

from assessment.consulting.sessions.models import CODE_WORKS_FOR, ClientSession, ScreenLink
from assessment.consulting.sessions.services.meeting import locked_session
from assessment.domain.errors import DomainError
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.foundation.links.keys import random_letters
from assessment.foundation.links.services import make_link
from assessment.foundation.links.tokens import hash_of, new_token

log = logging.getLogger(__name__)

CODE_LENGTH = 8


class UnknownCode(DomainError):
    """There is no such code, or it has been used, or its time is over."""


@transaction.atomic
def open_screen(*, session: ClientSession, by: User, at: datetime) -> str:
    """Open a shared screen, and return its secret token; it closes with the session.

    Raises:
        SessionOver: the session has ended.
    """
    current = locked_session(session, at)
    _link, token = make_link(
        ScreenLink, session=current, by=by, at=at, expires_at=current.expires_at, claimed_at=at
    )
    _record(session, by, at)
    return token


@transaction.atomic
def make_code(*, session: ClientSession, by: User, at: datetime) -> str:
    """Return a short code that opens the shared screen on another device, once.

    A new code replaces an unused one.

    Raises:
        SessionOver: the session has ended.
    """
    current = locked_session(session, at)
    ScreenLink.objects.filter(session=current, claimed_at=None).close(at)
    code = random_letters(CODE_LENGTH)
    until = min(at + CODE_WORKS_FOR, current.expires_at)
    ScreenLink.objects.create(
        session=current, token_hash=hash_of(code), made_by=by, made_at=at, expires_at=until
    )
    return code


@transaction.atomic
def enter_code(*, code: str, at: datetime) -> str:
    """Exchange a code for the secret token of a shared screen, and return that.

    Raises:
        UnknownCode: the code opens nothing.
    """
    waiting = ScreenLink.objects.waiting(at).behind(code)
    found = waiting.select_for_update(of=("self",)).first()
    if found is None:
        raise UnknownCode
    token = new_token()
    found.token_hash, found.claimed_at = hash_of(token), at
    found.expires_at = found.session.expires_at
    found.save(update_fields=["token_hash", "claimed_at", "expires_at"])
    _record(found.session, found.made_by, at)
    return token


def _record(session: ClientSession, by: User, at: datetime) -> None:
    business, firm = session.assessment.business, str(session.consultancy)
    record(Event.SESSION_SHOWN, by=by, at=at, business=business, firm=firm)
    log.info("shared screen opened: session=%s by=%s", session.pk, by.pk)
