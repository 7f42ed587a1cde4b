"""How numbers, days and the domain's remarks are said on a page, in a mail and in a report."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from django import template
from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from assessment.domain.scoring import scores

if TYPE_CHECKING:
    from assessment.domain.planning.remarks import Remark
    from assessment.domain.quarters import Quarter

register = template.Library()

# The first word found in a browser's own description names it; the order matters,
# because most of them also claim to be one of the others.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)

# Where the sign of a currency stands, with the no-break space it needs.
MONEY = {"GBP": "£{}", "EUR": "€{}", "USD": "${}", "SEK": "{}\u00a0kr"}
QUARTERS_OF_AN_HOUR = {Decimal("0.25"): "¼", Decimal("0.5"): "½", Decimal("0.75"): "¾"}
SIGNS = {"GBP": "£", "EUR": "€", "USD": "$", "SEK": "kr"}


@register.filter
def said(remark: "Remark") -> str:
    """A sentence of the domain in the reader's language, its facts filled in."""
    return gettext(remark.text).format(**remark.facts)


@register.filter
def shown(points: Fraction) -> int:
    """Exact points as the whole number that people see."""
    return scores.shown(points)


@register.filter
def money(amount: int, currency: str) -> str:
    """An amount with its currency sign: £200, 200 kr."""
    number = number_format(amount, use_l10n=True, force_grouping=True)
    return MONEY.get(currency, "{}\u00a0" + currency).format(number)


@register.filter
def currency_sign(currency: str) -> str:
    return SIGNS.get(currency, currency)


@register.filter
def cost(amount: int, currency: str) -> str:
    """What something costs, or "free"."""
    return money(amount, currency) if amount else gettext("free")


@register.filter
def up_to(amount: int, currency: str) -> str:
    """What something costs at most: up to £50, or "no cost"."""
    if not amount:
        return gettext("no cost")
    return gettext("up to %(amount)s") % {"amount": money(amount, currency)}


@register.filter
def hours(number: int) -> str:
    return ngettext("%(number)s hour", "%(number)s hours", number) % {"number": number}


@register.filter
def exact_number(amount: Decimal) -> str:
    """3½; what is not a quarter of an hour stays a decimal."""
    whole, part = divmod(amount, 1)
    if not part:
        return number_format(int(whole))
    if part not in QUARTERS_OF_AN_HOUR:
        return number_format(amount.normalize())
    return (number_format(int(whole)) if whole else "") + QUARTERS_OF_AN_HOUR[part]


@register.filter
def exact_hours(amount: Decimal) -> str:
    """3½ hours: what something really took."""
    count = 1 if 0 < amount <= 1 else 2
    return ngettext("%(number)s hour", "%(number)s hours", count) % {"number": exact_number(amount)}


@register.filter
def steps(number: int) -> str:
    return ngettext("%(number)s step", "%(number)s steps", number) % {"number": number}


@register.filter
def quarter_months(quarter: "Quarter") -> str:
    """October to December."""
    return gettext("%(first)s to %(last)s") % {
        "first": format_date(quarter.starts_on, "F"),
        "last": format_date(quarter.ends_on, "F"),
    }


@register.filter
def quarter_name(quarter: "Quarter") -> str:
    """October to December 2026; with both years if it runs over New Year."""
    if quarter.starts_on.year == quarter.ends_on.year:
        return f"{quarter_months(quarter)} {quarter.ends_on.year}"
    return gettext("%(first)s to %(last)s") % {
        "first": format_date(quarter.starts_on, "F Y"),
        "last": format_date(quarter.ends_on, "F Y"),
    }


@register.filter(expects_localtime=True)
def day(moment: date) -> str:
    """14 October."""
    return format_date(moment, "j\u00a0F")


@register.filter(expects_localtime=True)
def day_in_year(moment: date) -> str:
    """14 October 2026."""
    return format_date(moment, "j\u00a0F\u00a0Y")


@register.filter(expects_localtime=True)
def weekday(moment: date) -> str:
    """Wednesday 14 October."""
    return format_date(moment, "l j\u00a0F")


@register.filter(expects_localtime=True)
def clock(moment: date) -> str:
    """10:42."""
    return format_date(moment, "H:i")


@register.filter
def browser(user_agent: str) -> str:
    """Firefox on Windows: enough to recognise one's own devices."""
    names = [
        next((name for word, name in words if word in user_agent), "")
        for words in (BROWSERS, DEVICES)
    ]
    if not all(names):
        return names[0] or names[1] or gettext("A browser we do not know")
    return gettext("%(browser)s on %(device)s") % {"browser": names[0], "device": names[1]}
