"""The parts of the list that repeat, drawn once for each value.

A page has 250 cells, but few of them differ: an area, a score and its level. Drawing each again
takes most of the time of the page.
"""

from collections.abc import Hashable, Iterable
from datetime import date
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from assessment.consulting.portfolio import wording
from assessment.consulting.portfolio.presenters.standing import NamedClient, Position, Reason

KEPT = 8192
"""How many parts a process keeps: a hundred scores in five areas, and a few thousand clients."""


def cells_of(
    client: NamedClient,
    why: Reason | None,
    position: Position,
    *,
    seen: date | None,
    due: date | None,
    today: date,
) -> SafeString:
    """Return the cells of a row."""
    parts: list[tuple[str, Hashable]] = [
        ("client", client),
        ("why", why),
        ("level", position.level),
        ("score", position.score),
        *(("area", cell) for cell in position.cells),
        ("plan", position.plan),
        ("days", (seen, due, today)),
    ]
    return all_drawn(parts)


def all_drawn(parts: Iterable[tuple[str, Hashable]]) -> SafeString:
    """Draw each value by the template of its part, one behind the other."""
    language = get_language()
    # Each template has escaped what it was given.
    return SafeString("".join(_drawn(part, value, language) for part, value in parts))


@lru_cache(maxsize=KEPT)
def _drawn(part: str, value: Hashable, _language: str | None) -> SafeString:
    """Return a part, which its template draws from nothing but this value."""
    facts = _in_words(*value) if part == "days" and isinstance(value, tuple) else {part: value}
    return render_to_string(f"consulting/portfolio/drawn/_{part}.html", facts)


def _in_words(seen: date | None, due: date | None, today: date) -> dict[str, str]:
    return {
        "seen": wording.near_day(seen, today) if seen else "",
        "due": wording.near_day(due, today) if due else "",
    }
