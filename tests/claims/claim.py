"""A sentence as a pattern, and what makes it true."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.claims.facts import Facts

Holds = Callable[[Facts, re.Match[str]], bool]
AREAS = r"((?:Culture|Policies|Channels|Consistency|Personalisation|, | and )+)"
NUMBER = r"(\d+)"
WIDE = 40


@dataclass(frozen=True)
class Claim:
    """A whole sentence as a pattern, and whether it is true of a check."""

    words: str
    holds: Holds

    def at_start(self, text: str) -> re.Match[str] | None:
        return re.match(rf"{self.words}(?=\s|$)", text)


def n(match: re.Match[str], group: int = 1) -> int:
    return int(match[group])


def always(_facts: Facts, _match: re.Match[str]) -> bool:
    return True
