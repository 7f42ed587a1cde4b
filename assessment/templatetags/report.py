"""Filters of the printed report: words that stay together, and which way a text runs."""

import re
from datetime import date
from unicodedata import bidirectional

from django import template
from django.utils.dateformat import format as format_date

register = template.Library()

NBSP = "\u00a0"
LAST_LINE = 14
FEW_WORDS = 4


@register.filter
def bind(words: str, least: int = LAST_LINE) -> str:
    """Keep the last line `least` characters long, and a number with its unit.

    WeasyPrint has no `text-wrap: pretty`.
    """
    words = re.sub(r"(\d) (?=[a-z£€$])", rf"\1{NBSP}", words)
    parts = words.split(" ")
    while len(parts) > FEW_WORDS and len(parts[-1]) < least:
        parts[-2:] = [f"{parts[-2]}{NBSP}{parts[-1]}"]
    return " ".join(parts)


@register.filter
def signed(number: int) -> str:
    """A whole number with its sign, and a true minus."""
    if number == 0:
        return "0"
    return f"−{-number}" if number < 0 else f"+{number}"


@register.filter
def short_day(day: date) -> str:
    """14 Oct."""
    return format_date(day, f"j{NBSP}M")


@register.filter
def direction(words: str) -> str:
    """Which way a text runs, by its first letter that tells."""
    strong = (bidirectional(character) for character in words)
    first = next((kind for kind in strong if kind in {"L", "R", "AL"}), "L")
    return "ltr" if first == "L" else "rtl"
