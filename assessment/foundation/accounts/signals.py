"""Record sign-ins and changes of an account when Django and allauth report them."""

import logging
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.signals import (
    authentication_step_completed,
    email_changed,
    email_confirmed,
    login_code_rejected,
    password_changed,
    password_reset,
    password_set,
)
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest
from django.utils import timezone

from assessment.foundation.accounts.models import User
from assessment.foundation.accounts.queries import account_of
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record, record_once
from assessment.foundation.brakes.limits import Scope
from assessment.foundation.brakes.sources import network, source_of
from assessment.foundation.parsing.addresses import normal_or_same

log = logging.getLogger(__name__)

PASSWORD_SIGNALS = {"changed": password_changed, "reset": password_reset, "set": password_set}


def connect() -> None:
    """Connect the receivers; the app calls this once, when it is ready."""
    user_logged_in.connect(signed_in, dispatch_uid="audit")
    user_logged_out.connect(signed_out, dispatch_uid="audit")
    user_login_failed.connect(sign_in_failed, dispatch_uid="audit")
    login_code_rejected.connect(code_rejected, dispatch_uid="audit")
    authentication_step_completed.connect(code_entered, dispatch_uid="proof")
    email_changed.connect(address_changed, dispatch_uid="audit")
    email_confirmed.connect(address_confirmed, dispatch_uid="audit")
    for signal in PASSWORD_SIGNALS.values():
        signal.connect(new_password, dispatch_uid="audit")


def signed_in(user: User, request: HttpRequest | None = None, **_more: Any) -> None:
    record(Event.SIGNED_IN, by=user, at=timezone.now())
    log.info("signed in: user=%s from=%s", user.pk, block_of(request))


def signed_out(user: User | None, request: HttpRequest | None = None, **_more: Any) -> None:
    # A session that has expired has nobody left to sign out.
    if user is not None:
        record(Event.SIGNED_OUT, by=user, at=timezone.now())
        log.info("signed out: user=%s from=%s", user.pk, block_of(request))


def sign_in_failed(
    credentials: dict[str, Any], request: HttpRequest | None = None, **_more: Any
) -> None:
    """Record a wrong password for a known address; for others there is only a line in the log."""
    address = str(credentials.get("email") or credentials.get("username") or "")
    record_failure(account_of(normal_or_same(address)), request)


def code_rejected(user: User | None, request: HttpRequest | None = None, **_more: Any) -> None:
    record_failure(user, request)


def record_failure(user: User | None, request: HttpRequest | None) -> None:
    now = timezone.now()
    log.warning("sign-in failed: user=%s from=%s", user and user.pk, block_of(request))
    if user:
        # Once an hour, so that strangers cannot fill the table.
        once = f"failed:{user.pk}:{now:%Y-%m-%dT%H}"
        record_once(Event.SIGN_IN_FAILED, once=once, by=user, at=now)


def code_entered(request: HttpRequest, user: User, method: str, **more: Any) -> None:
    """Let a code from a mail prove the address, before allauth signs the person in."""
    if method == "code":
        here = request.user == user
        get_adapter().prove_address(user, more.get("email") or user.email, same_person=here)


def new_password(user: User, request: HttpRequest | None = None, **_more: Any) -> None:
    record(Event.PASSWORD_CHANGED, by=user, at=timezone.now())
    log.info("password changed: user=%s from=%s", user.pk, block_of(request))


def address_changed(user: User, request: HttpRequest | None = None, **_more: Any) -> None:
    record(Event.ADDRESS_CHANGED, by=user, at=timezone.now())
    log.info("address changed: user=%s from=%s", user.pk, block_of(request))


def address_confirmed(email_address: Any, request: HttpRequest | None = None, **_more: Any) -> None:
    user = email_address.user
    record(Event.ADDRESS_CONFIRMED, by=user, at=timezone.now())
    log.info("address confirmed: user=%s from=%s", user.pk, block_of(request))


def block_of(request: HttpRequest | None) -> str:
    """Return the network of a visitor, such as 192.0.2.0/24, or "" if it is unknown.

    The log gets enough of an address to see an attack, and too little to find a person.
    """
    return network(source_of(request), Scope.WIDE) if request else ""
