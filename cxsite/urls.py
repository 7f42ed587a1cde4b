"""Every path of the site."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from allauth.account import urls as account_urls
from allauth.account.decorators import secure_admin_login
from allauth.mfa.totp import urls as app_urls
from allauth.mfa.webauthn import urls as key_urls
from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import URLResolver, include, path

# Django's own admin sign-in has no rate limit, so administrators use ours like everyone else.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

CHANGES_OF_ACCOUNTS = {
    "account_change_password",
    "account_email",
    "account_reauthenticate",
    "account_reset_password_from_key",
    "account_set_password",
    "account_signup",
    "mfa_deactivate_totp",
    "mfa_remove_webauthn",
}
"""Allauth's pages that change an account and send an email about it."""


def with_atomic_post(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a change and the email about it one transaction, which allauth does not."""
    atomic = transaction.atomic(view)

    @wraps(view)
    def handle(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return (atomic if request.method == "POST" else view)(request, *args, **kwargs)

    return handle


def make_changes_atomic(patterns: Iterable[Any]) -> None:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            make_changes_atomic(pattern.url_patterns)
        elif pattern.name in CHANGES_OF_ACCOUNTS:
            pattern.callback = with_atomic_post(pattern.callback)


for module in (account_urls, app_urls, key_urls):
    make_changes_atomic(module.urlpatterns)

urlpatterns = [
    path("", include("assessment.urls")),
    path("account/", include("allauth.urls")),
    path(settings.ADMIN_PATH, admin.site.urls),
]

handler400 = "cxsite.errors.bad_request"
handler403 = "cxsite.errors.permission_denied"
handler404 = "cxsite.errors.not_found"
handler500 = "cxsite.errors.server_error"
handler429 = "cxsite.outdated_forms.too_many_requests"
