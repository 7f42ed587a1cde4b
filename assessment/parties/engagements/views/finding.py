"""What several of these pages do first: read a key, or ask for another account."""

import re
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext


def key_sent(request: HttpRequest, field: str) -> int:
    """Return the primary key that a form or a link names, or 0, which matches no row.

    More than 18 digits could exceed the 64-bit range and raise an error in the database.
    """
    sent = (request.POST if request.method == "POST" else request.GET).get(field, "")
    return int(sent) if re.fullmatch(r"[0-9]{1,18}", sent) else 0


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Redirect to sign-in: another account has proven the address that was written to."""
    logout(request)
    message = gettext("You already have an account with this address. Sign in, and then go on.")
    messages.info(request, message)
    return redirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
