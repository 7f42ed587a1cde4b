"""Rounds of the pulse for tests, and staff who answer them in a browser without JavaScript."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any

from django.core import mail
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.links.tokens import hash_of
from assessment.parties.businesses.models import Business
from assessment.voices.pulse.models import PulseRound, PulseWay
from assessment.voices.pulse.queries import (
    PulseCard,
    door_behind,
    pulse_for_hub,
    questions_for,
    story_of,
)
from assessment.voices.pulse.services import NewRound, send_answers, start_round
from tests.factories import NOON

TODAY = date(2026, 11, 20)
CLOSES_ON, SHOWS_ON = date(2026, 12, 4), date(2026, 12, 11)
AFTER = NOON + timedelta(days=15)
"""The day after the last one."""
QUESTIONS = 10
NAMES = ("ann", "ben", "cem", "dot", "eva", "fay", "gus")
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


def addresses(number: int) -> tuple[str, ...]:
    return tuple(f"{NAMES[place % 7]}{place}@staff.example" for place in range(number))


def ask(
    business: Business,
    by: User,
    *,
    way: str = PulseWay.MAIL,
    people: int = 7,
    at: datetime = NOON,
    **fields: Any,
) -> tuple[PulseRound, list[str]]:
    """Start a round, and return it with the tokens that were emailed."""
    tokens: list[str] = []

    def link(token: str) -> str:
        tokens.append(token)
        return f"https://cairn.example{reverse('answer_pulse', args=[token])}"

    day = business.day(at)
    new = NewRound(
        way=way,
        people=people,
        addresses=addresses(people) if way == PulseWay.MAIL else (),
        closes_on=day + timedelta(days=14),
        shows_on=day + timedelta(days=21),
        reminds=fields.get("reminds", False),
    )
    return start_round(business=business, new=new, by=by, at=at, link=link), tokens


def give(
    token: str, answers: Sequence[int | None] = (1,) * QUESTIONS, words: str = "", at: Any = NOON
) -> None:
    """Answer with a token or a code."""
    door = door_behind(token, at)
    assert door is not None
    send_answers(door=door, answers=answers, words=words, at=at)


def links_mailed() -> list[str]:
    """Return the path in each email that was sent."""
    bodies = [str(each.body) for each in mail.outbox]
    return [re.search(r"(/p/\S+)", body)[1] for body in bodies if "/p/" in body]  # type: ignore[index]


def hidden(page: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in HIDDEN.findall(page)}


def answer_all(guest: Client, path: str, value: str = "1", words: str = "") -> Any:
    """Answer every question on its page, and return what follows on sending."""
    page = guest.get(path)
    page = guest.post(path, {**hidden(page.text), "do": "start"})
    for _ in range(QUESTIONS):
        page = guest.post(path, {**hidden(page.text), "do": "next", "a": value})
    return guest.post(path, {**hidden(page.text), "do": "send", "words": words})


def is_used(token: str) -> bool:
    return bool(
        PulseRound.objects.get(passes__token_hash=hash_of(token)).passes.filter(
            token_hash=hash_of(token), used=True
        )
    )


def card_of(business: Business) -> PulseCard:
    """Return what the page of all voices says about a team."""
    return pulse_for_hub(business, story_of(business), questions_for(business), 5)
