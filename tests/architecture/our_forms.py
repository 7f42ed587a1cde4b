"""Every form of the site."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.urls import get_resolver


def our_forms(above: Any = forms.BaseForm) -> Iterator[Any]:
    # Loading the addresses loads all views, and with them all forms.
    assert get_resolver().url_patterns
    for form in above.__subclasses__():
        if form.__module__.startswith("assessment."):
            yield form
        yield from our_forms(form)
