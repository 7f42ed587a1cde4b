"""Formatting of numbers, hours and steps."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.model.overlays import ALONE

QUARTERS_OF_AN_HOUR = {Decimal("0.25"): "¼", Decimal("0.5"): "½", Decimal("0.75"): "¾"}


def hours(number: int) -> str:
    shown = number_format(number, use_l10n=True, force_grouping=True)
    return ngettext("%(number)s hour", "%(number)s hours", number) % {"number": shown}


def team_hours(number: int, team: str) -> str:
    """Format working hours; for a team of a known size, say that they include everybody."""
    if team in {"", ALONE}:
        return hours(number)
    return _("%(hours)s, all of you together") % {"hours": hours(number)}


def spelt_out(number: int) -> str:
    """Spell out one to ten; format other numbers as digits."""
    names = [
        _("one"),
        _("two"),
        _("three"),
        _("four"),
        _("five"),
        _("six"),
        _("seven"),
        _("eight"),
        _("nine"),
        _("ten"),
    ]
    return names[number - 1] if 1 <= number <= len(names) else number_format(number)


def exact_number(amount: Decimal) -> str:
    """Format as `3½`; a fraction that is not a quarter stays a decimal."""
    whole, part = divmod(amount, 1)
    if not part:
        return number_format(int(whole))
    if part not in QUARTERS_OF_AN_HOUR:
        return number_format(amount.normalize())
    return (number_format(int(whole)) if whole else "") + QUARTERS_OF_AN_HOUR[part]


def exact_hours(amount: Decimal) -> str:
    """Format the actual hours something took, such as `3½ hours`."""
    # `ngettext` takes whole numbers only: up to one hour is singular ("½ hour"), 1½ is plural.
    count = 1 if 0 < amount <= 1 else 2
    return ngettext("%(number)s hour", "%(number)s hours", count) % {"number": exact_number(amount)}


def steps(number: int) -> str:
    return ngettext("%(number)s step", "%(number)s steps", number) % {"number": number}


def signed(number: int) -> str:
    """Format a whole number with its sign, using a real minus instead of a hyphen."""
    if number == 0:
        return "0"
    return f"−{-number}" if number < 0 else f"+{number}"
