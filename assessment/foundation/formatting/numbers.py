"""Numbers, hours and steps as people read them."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import ngettext

QUARTERS_OF_AN_HOUR = {Decimal("0.25"): "¼", Decimal("0.5"): "½", Decimal("0.75"): "¾"}


def hours(number: int) -> str:
    return ngettext("%(number)s hour", "%(number)s hours", number) % {"number": number}


def exact_number(amount: Decimal) -> str:
    """3½; what is not a quarter of an hour stays a decimal."""
    whole, part = divmod(amount, 1)
    if not part:
        return number_format(int(whole))
    if part not in QUARTERS_OF_AN_HOUR:
        return number_format(amount.normalize())
    return (number_format(int(whole)) if whole else "") + QUARTERS_OF_AN_HOUR[part]


def exact_hours(amount: Decimal) -> str:
    """3½ hours: what something really took."""
    count = 1 if 0 < amount <= 1 else 2
    return ngettext("%(number)s hour", "%(number)s hours", count) % {"number": exact_number(amount)}


def steps(number: int) -> str:
    return ngettext("%(number)s step", "%(number)s steps", number) % {"number": number}


def signed(number: int) -> str:
    """A whole number with its sign, and a true minus."""
    if number == 0:
        return "0"
    return f"−{-number}" if number < 0 else f"+{number}"
