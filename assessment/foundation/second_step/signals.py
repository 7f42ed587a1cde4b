"""Record changes of the second step, and wrong codes, when allauth reports them."""

import logging
from typing import Any

from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils import timezone

from assessment.foundation.accounts.models import User
from assessment.foundation.accounts.signals import block_of, record_failure
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record

log = logging.getLogger(__name__)


def connect() -> None:
    """Connect the receivers; the app calls this once, when it is ready."""
    signals.authenticator_added.connect(added, dispatch_uid="audit")
    signals.authenticator_removed.connect(removed, dispatch_uid="audit")
    signals.authenticator_reset.connect(codes_made, dispatch_uid="audit")
    signals.authentication_failed.connect(failed, dispatch_uid="audit")


def added(user: User, authenticator: Authenticator, request: HttpRequest, **_more: Any) -> None:
    # Recovery codes come with the first app or key, so they are not an event of their own.
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        _note(Event.SECOND_STEP_ADDED, user, request)


def removed(user: User, authenticator: Authenticator, request: HttpRequest, **_more: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        _note(Event.SECOND_STEP_REMOVED, user, request)


def codes_made(user: User, request: HttpRequest, **_more: Any) -> None:
    _note(Event.RECOVERY_CODES_MADE, user, request)


def failed(user: User, request: HttpRequest, **_more: Any) -> None:
    record_failure(user, request)


def _note(event: Event, user: User, request: HttpRequest) -> None:
    record(event, by=user, at=timezone.now())
    log.info("%s: user=%s from=%s", event, user.pk, block_of(request))
