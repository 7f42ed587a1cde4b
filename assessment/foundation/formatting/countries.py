"""Countries: their names, their time zones and their public holidays."""

from collections import Counter
from datetime import date
from functools import cache
from unicodedata import normalize
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global

PARTS = {"GB": "ENG"}
"""The part of a country whose holidays count where the country as a whole has few of its own."""

CONTINENTS = {
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
}
Choices = tuple[tuple[str, str], ...]


@cache
def codes() -> frozenset[str]:
    """Return the codes of the countries whose public holidays are known."""
    from holidays.registry import COUNTRIES  # noqa: PLC0415 - see `_of_years`

    return frozenset(known[1] for known in COUNTRIES.values()) & frozenset(_names())


@cache
def countries() -> Choices:
    """Return these countries with their names, sorted by name, as choices for a form field."""
    named = ((code, _names()[code]) for code in codes())
    return tuple(sorted(named, key=lambda choice: choice[1]))


def country_name(code: str) -> str:
    """Return the name of a country; empty for an unknown one."""
    return _names().get(code, "")


def country_of_zone(zone: str) -> str:
    """Return the code of the country of a time zone; empty if it has none, like UTC."""
    code = get_global("zone_territories").get(zone, "")
    return code if code in codes() else ""


@cache
def time_zones() -> Choices:
    """Return the world's time zones by country, as choices for a form field.

    A country with one zone is named alone; otherwise its cities follow. Old names of zones, which
    belong to no country, come last, so that a business that has one keeps it.
    """
    names = [name for name in available_timezones() if name.split("/")[0] in CONTINENTS]
    of_zone = get_global("zone_territories")
    inside = Counter(of_zone.get(name) for name in names)
    found = [(name, _names().get(of_zone.get(name, ""), "")) for name in names]
    labels = {
        name: country if inside[of_zone[name]] == 1 else f"{country}: {_city(name, country)}"
        for name, country in found
        if country
    }
    others = {name: name.replace("_", " ") for name, country in found if not country}
    return tuple(sorted(labels.items(), key=_by_label)) + tuple(sorted(others.items()))


def _by_label(choice: tuple[str, str]) -> bytes:
    """Sort by label, without accents: Åland comes before Albania."""
    return normalize("NFKD", choice[1]).casefold().encode("ascii", "ignore")


def _city(zone: str, country: str) -> str:
    """Name the city of a zone: America/North_Dakota/Beulah is Beulah, North Dakota."""
    places = zone.replace("_", " ").split("/")[:0:-1]
    return ", ".join(place for place in places if place != country)


def public_holidays(country: str, first: date, last: date) -> frozenset[date]:
    """Return the public holidays of a country from one day to another; none if it is unknown."""
    if country not in codes():
        return frozenset()
    found = _of_years(country, first.year, last.year)
    return frozenset(day for day in found if first <= day <= last)


@cache
def _of_years(country: str, first: int, last: int) -> frozenset[date]:
    # Importing the package takes half a second, which most commands and tests don't need.
    from holidays import country_holidays  # noqa: PLC0415

    return frozenset(
        country_holidays(country, subdiv=PARTS.get(country), years=range(first, last + 1))
    )


@cache
def _names() -> dict[str, str]:
    return {code: str(name) for code, name in Locale("en", "GB").territories.items()}
