"""Texts and helpers for the tests of shared results."""

import re
from collections.abc import Callable

from django.urls import reverse

from assessment.parties.businesses.models import Business

Share = Callable[..., str]
NOTE = "Over the till, says Zoë."
REASON = "We sell no goods here."


def share_url(business: Business, name: str = "share") -> str:
    return reverse(name, args=[business.slug, "2026-q4"])


def path_in(text: str) -> str:
    found = re.search(r"http://testserver(/s/[^\s\"<]+)", text)
    assert found
    return found[1]


def words(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
