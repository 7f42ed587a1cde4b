"""Amounts of money as people read them."""

from django.utils.formats import number_format
from django.utils.translation import gettext

# Where the sign of a currency stands, with the no-break space it needs.
MONEY = {"GBP": "£{}", "EUR": "€{}", "USD": "${}", "SEK": "{}\u00a0kr"}
SIGNS = {"GBP": "£", "EUR": "€", "USD": "$", "SEK": "kr"}


def money(amount: int, currency: str) -> str:
    """An amount with its currency sign: £200, 200 kr."""
    number = number_format(amount, use_l10n=True, force_grouping=True)
    return MONEY.get(currency, "{}\u00a0" + currency).format(number)


def currency_sign(currency: str) -> str:
    return SIGNS.get(currency, currency)


def cost(amount: int, currency: str) -> str:
    """What something costs, or "free"."""
    return money(amount, currency) if amount else gettext("free")


def up_to(amount: int, currency: str) -> str:
    """What something costs at most: up to £50, or "no cost"."""
    if not amount:
        return gettext("no cost")
    return gettext("up to %(amount)s") % {"amount": money(amount, currency)}
