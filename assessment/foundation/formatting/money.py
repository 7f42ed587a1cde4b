"""Formatting of amounts of money."""

from django.utils.formats import number_format
from django.utils.translation import gettext

# Where each currency's sign goes, with the no-break space it needs.
MONEY = {"GBP": "£{}", "EUR": "€{}", "USD": "${}", "SEK": "{}\u00a0kr"}
SIGNS = {"GBP": "£", "EUR": "€", "USD": "$", "SEK": "kr"}


def money(amount: int, currency: str) -> str:
    """Format an amount with its currency sign, such as `£200` or `200 kr`."""
    number = number_format(amount, use_l10n=True, force_grouping=True)
    return MONEY.get(currency, "{}\u00a0" + currency).format(number)


def currency_sign(currency: str) -> str:
    return SIGNS.get(currency, currency)


def cost(amount: int, currency: str) -> str:
    """Format a cost, or return "free" for nothing."""
    return money(amount, currency) if amount else gettext("free")


def up_to(amount: int, currency: str) -> str:
    """Format a maximum cost, such as `up to £50`, or return "free" for nothing."""
    if not amount:
        return gettext("free")
    return gettext("up to %(amount)s") % {"amount": money(amount, currency)}
