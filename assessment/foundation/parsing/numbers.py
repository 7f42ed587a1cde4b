"""Numbers as people write them: with separators, spaces, fractions and the sign of a currency."""

import re
from decimal import Decimal
from unicodedata import category, decimal

from babel.numbers import NumberFormatError, format_decimal, get_group_symbol, parse_decimal

BRITISH = "GBP"
# Countries with the euro do not agree on separators, so both ways are usual there.
LOCALES = {"GBP": ("en_GB",), "USD": ("en_US",), "SEK": ("sv_SE",), "EUR": ("en_IE", "de_DE")}
ANYWHERE = ("en_GB", "de_DE")
"""One locale for each of the two ways to use comma and point."""
SIGNS = {
    "GBP": ("£", "gbp"),
    "USD": ("us$", "$", "usd"),
    "SEK": ("kr.", "kr", "sek"),
    "EUR": ("€", "eur"),
}
FRACTIONS = {"¼": ".25", "½": ".5", "¾": ".75"}
LONGEST = 40

# Decimal() would also read "1e3", "NaN" and "1_000", so only digits and marks get that far.
DIGITS = re.compile(r"(?!.*[.,]\d{4})-?[\d.,]*\d[.,]?", re.ASCII)
SPACED = re.compile(r"(-?\d{1,3}(?:([ '’])\d{3})(?:\2\d{3})*)((?:[.,]\d{1,2})?)", re.ASCII)
THREE_AT_THE_END = re.compile(r"[.,]\d{3}$", re.ASCII)


def without_sign(typed: str) -> tuple[str, set[str]]:
    """Return the text without signs and codes of currencies, and the currencies found."""
    text, found = _tidy(typed), set()
    for currency, signs in SIGNS.items():
        for sign in signs:
            bare = text.removeprefix(sign).removesuffix(sign).strip()
            if bare != text:
                text = bare
                found.add(currency)
    return text, found


def readings(text: str, currency: str) -> tuple[tuple[Decimal, ...], bool]:
    """Return what a text can mean, smallest first, and whether only one reading is plausible.

    Three digits after a mark can be thousands or a fraction. They count as thousands if that is
    the custom of the currency's countries, as in "£1,000".
    """
    plain = plain_digits(text)
    own = _read_in(LOCALES.get(currency, LOCALES[BRITISH]), plain)
    every = own | _read_in(ANYWHERE, plain)
    if own and own == {max(every)}:
        return (*own,), True
    return tuple(sorted(every)), len(every) == 1 and not THREE_AT_THE_END.search(plain)


def written(number: Decimal | int, currency: str) -> str:
    """Format a number as usual in the currency's countries, so that it is read back the same."""
    locale, *others = LOCALES.get(currency, LOCALES[BRITISH])
    text = format_decimal(number, locale=locale, decimal_quantization=False)
    # A space means thousands everywhere, where a comma or a point would need a question.
    return text.replace(get_group_symbol(locale), "\u00a0") if others else text


def _tidy(typed: str) -> str:
    """Use plain digits and spaces, and remove invisible characters that came with a copy."""
    seen = (c for c in typed[: LONGEST + 1] if category(c) != "Cf")
    digits = "".join(str(decimal(c, c)) for c in seen)
    return " ".join(digits.replace("−", "-").split()).lower()


def plain_digits(text: str) -> str:
    """Remove spaces and apostrophes between thousands, and write ½ as a decimal."""
    text = _tidy(text).removeprefix("+")
    for sign, part in FRACTIONS.items():
        if text.endswith(sign):
            text = text.removesuffix(sign).rstrip() + part
    found = SPACED.fullmatch(text)
    text = re.sub(r"[ '’]", "", found[1]) + found[3] if found else text
    return text if len(text) <= LONGEST and DIGITS.fullmatch(text) else ""


def _read_in(locales: tuple[str, ...], plain: str) -> set[Decimal]:
    """Read with the separators of each locale; strictly, so that "10,00" is not 1000."""
    found = set()
    for locale in locales if plain else ():
        try:
            found.add(parse_decimal(plain, locale=locale, strict=True))
        except NumberFormatError:
            continue
    return found
