"""Start a round, remind everybody once, and keep it open longer."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.db import transaction

from assessment.domain.errors import DomainError
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.foundation.brakes.limits import Counted, Scope
from assessment.foundation.brakes.services import count
from assessment.foundation.formatting.dates import weekday
from assessment.foundation.formatting.numbers import spelt_out
from assessment.foundation.links.tokens import hash_of, new_token
from assessment.foundation.outbox import services as outbox
from assessment.foundation.outbox.models import OutgoingMail
from assessment.foundation.parsing.names import one_line
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.queries import newest_version
from assessment.voices.pulse.models import (
    PulseAddress,
    PulseBox,
    PulsePass,
    PulseRound,
    PulseWay,
)
from assessment.voices.pulse.tokens import code_of, hash_of_code

log = logging.getLogger(__name__)


class NotPossible(DomainError):
    """The round is no longer, or not yet, in a state in which this can be done."""


class TooManyEmails(DomainError):
    """This person has had as many people asked by email today as is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRound:
    """What was chosen for a round. `addresses` are in normal form, each once."""

    way: str
    people: int
    addresses: tuple[str, ...]
    closes_on: date
    shows_on: date
    reminds: bool


@transaction.atomic
def start_round(
    *, business: Business, new: NewRound, by: User, at: datetime, link: Callable[[str], str]
) -> PulseRound:
    """Start a round; by email, everybody is sent a link of their own.

    `link` builds the full URL from a secret token. Only hashes are stored, and none of them beside
    an address.

    Raises:
        NotPossible: a round is open already.
        TooManyEmails: nothing was sent.
    """
    # Lock the business, so that two simultaneous requests cannot both start a round.
    Business.objects.select_for_update().get(pk=business.pk)
    if PulseRound.objects.filter(business=business, closed_on=None).exists():
        raise NotPossible
    started = _make_round(business, new, by, at)
    if new.way == PulseWay.MAIL:
        _count_emails(new, by, at)
        _invite(started, new.addresses, at, link)
    record(Event.PULSE_OPENED, by=by, at=at, business=business)
    log.info("pulse started: round=%s way=%s by=%s", started.key, started.way, by.pk)
    return started


@transaction.atomic
def remind_everybody(*, round_: PulseRound, at: datetime) -> None:
    """Email everybody who was asked, whether they have answered or not; once a round.

    Raises:
        NotPossible: nobody was asked by email, they have been reminded, or the round is closed.
    """
    found = open_or_refuse(round_)
    today = found.business.day(at)
    if not found.by_mail or found.reminded_on is not None or not found.takes_answers_on(today):
        raise NotPossible
    for address in found.addresses.all():
        address.reminder = _send("pulse_reminder", address, at, asked_on=weekday(found.started_on))
        address.save(update_fields=["reminder"])
    found.reminded_on = today
    found.save(update_fields=["reminded_on"])


@transaction.atomic
def extend_round(
    *,
    round_: PulseRound,
    closes_on: date,
    shows_on: date,
    by: User,
    at: datetime,
) -> None:
    """Move the last day of an open round to a later one.

    Raises:
        NotPossible: the round is closed, its last day is over, or the new day is no later.
    """
    found = open_or_refuse(round_)
    if not found.takes_answers_on(found.business.day(at)) or closes_on <= found.closes_on:
        raise NotPossible
    found.closes_on, found.shows_on = closes_on, max(shows_on, closes_on)
    found.save(update_fields=["closes_on", "shows_on"])
    log.info("pulse extended: round=%s by=%s", found.key, by.pk)


def open_or_refuse(round_: PulseRound) -> PulseRound:
    """Lock a round that is open.

    Raises:
        NotPossible: it is closed, or gone.
    """
    locked = PulseRound.objects.select_for_update(of=("self",)).select_related("business")
    found = locked.running().filter(pk=round_.pk).first()
    if found is None:
        raise NotPossible
    return found


def _make_round(business: Business, new: NewRound, by: User, at: datetime) -> PulseRound:
    today = business.day(at)
    made = PulseRound(
        business=business,
        model_version=newest_version(),
        way=new.way,
        people=new.people,
        threshold=settings.PULSE_THRESHOLD,
        asked_by=one_line(str(by)),
        started_on=today,
        counted_on=today,
        closes_on=new.closes_on,
        shows_on=new.shows_on,
        reminds=new.reminds and new.way == PulseWay.MAIL,
    )
    if new.way == PulseWay.POSTER:
        made.code_hash = hash_of_code(code_of(made.key))
    made.save(force_insert=True)
    PulseBox.objects.create(round=made)
    return made


def _count_emails(new: NewRound, by: User, at: datetime) -> None:
    subject, weight = str(by.pk), len(new.addresses)
    if count(Counted.PULSE_EMAIL, Scope.ACCOUNT, subject, at=at, weight=weight):
        raise TooManyEmails


def _invite(
    started: PulseRound, addresses: tuple[str, ...], at: datetime, link: Callable[[str], str]
) -> None:
    tokens = [new_token() for _ in addresses]
    passes = [PulsePass(token_hash=hash_of(token), round=started) for token in tokens]
    # In the order of the hashes, which is no order at all: see PulsePass.
    PulsePass.objects.bulk_create(sorted(passes, key=lambda each: each.token_hash))
    for email, token in zip(addresses, tokens, strict=True):
        address = PulseAddress(round=started, email=email)
        address.invitation = _send("pulse_invitation", address, at, url=link(token))
        address.save(force_insert=True)


def _send(name: str, address: PulseAddress, at: datetime, **facts: str) -> OutgoingMail:
    found = address.round
    business = one_line(found.business.name)
    last_moment = datetime.combine(found.closes_on, time.max, tzinfo=found.business.zone)
    context = {
        "business": business,
        "asked_by": found.asked_by,
        "closes_on": weekday(found.closes_on),
        "shows_on": weekday(found.shows_on),
        "threshold": spelt_out(found.threshold),
        **facts,
    }
    return outbox.send(
        name=name,
        to=address.email,
        context=context,
        sender=outbox.Sender(name=business, line=""),
        at=at,
        useless_after=last_moment,
    )
