"""What several of these pages do first: read a key, or ask for another account."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from assessment.foundation.parsing.keys import key_in


def key_sent(request: HttpRequest, field: str) -> int:
    """Return the primary key that a form or a link names, or 0, which matches no row."""
    return key_in((request.POST if request.method == "POST" else request.GET).get(field, ""))


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Redirect to sign-in: another account has proven the address that was written to."""
    logout(request)
    message = gettext("You already have an account with this address. Sign in, and then go on.")
    messages.info(request, message)
    return redirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
