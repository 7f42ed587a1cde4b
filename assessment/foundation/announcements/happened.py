"""What has just happened: one sentence on the next page, with a button or link to undo it.

The next page shows it in `components/messages.html`, and `happened.js` has it read out.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

QUIET = "quiet"
"""The tag of a message that is only read out, because the page shows it anyway."""


def tell(request: HttpRequest, said: str) -> None:
    messages.success(request, said)


def tell_quietly(request: HttpRequest, said: str) -> None:
    """Have a sentence read out that nobody needs to see, because the page shows the same."""
    messages.success(request, said, extra_tags=QUIET)


def tell_with_undo(request: HttpRequest, said: str, button: SafeString) -> None:
    messages.success(request, format_html("{} {}", said, button))


def undo_button(url: str, words: str, *, name: str, value: Any) -> SafeString:
    """Return a button for the form that `components/messages.html` puts beside the sentence."""
    button = '<button class="text-button text-button--inline" type="submit" form="undo"'
    rest = ' formaction="{}" name="{}" value="{}">{}</button>'
    return format_html(button + rest, url, name, value, words)


def undo_link(url: str, words: str) -> SafeString:
    """Return a link back, for a page whose address says everything that it shows."""
    link = '<a class="text-button text-button--inline" href="{}">{}</a>'
    return format_html(link, url, words)


def redirect_at(place: str, name: str, *args: Any) -> HttpResponseRedirect:
    """Return to a page at the place of the change: the control that made it, or what follows it.

    Browsers scroll to an element that an address names, and focus it if they can.
    """
    return HttpResponseRedirect(f"{reverse(name, args=args)}#{place}")
