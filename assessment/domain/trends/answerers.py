"""Who answered each check, by the account that sent it and what the owner says."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Answerer(StrEnum):
    """What the owner says about who answered a check, compared with the one before."""

    SAME = "same"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class SentCheck:
    """A check with the account that sent it, and the owner's word on who answered, or none."""

    account: str
    said: str = ""


def people_behind(checks: Sequence[SentCheck]) -> list[str]:
    """Name the person behind each check, oldest first; the names only tell people apart.

    Without a word from the owner, an account is one person. The owner's word also holds for later
    checks from that account, until the owner says otherwise. If somebody else answered, it was the
    last of the other people who have answered before, or else somebody new.
    """
    known: dict[str, str] = {}
    people: list[str] = []
    for number, check in enumerate(checks):
        person = known.get(check.account, check.account)
        before = people[-1] if people else ""
        if before and check.said == Answerer.SAME:
            person = before
        elif check.said == Answerer.OTHER and person == before:
            others = (one for one in reversed(people) if one != before)
            person = next(others, f"{check.account} {number}")
        known[check.account] = person
        people.append(person)
    return people
