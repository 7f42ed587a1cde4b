"""Access rules for views; a test walks every URL and requires one."""

from collections.abc import Callable
from typing import Any, Protocol, cast
from urllib.parse import urlsplit

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib.auth.decorators import login_not_required, login_required
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from assessment.foundation.accounts.models import User

View = Callable[..., HttpResponse]


class SignedInRequest(HttpRequest):
    """A request that has passed an access rule, so `user` is signed in."""

    user: User
    htmx: HtmxDetails


class RuledView(Protocol):
    """A view with its access rule, described in text that the access test reads."""

    access_rule: str

    def __call__(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse: ...


def with_access_rule(view: View, rule: str) -> RuledView:
    """Record on the view which rule guards it."""
    ruled = cast("RuledView", view)
    ruled.access_rule = rule
    return ruled


def public(view: View) -> RuledView:
    """Allow everyone, signed in or not."""
    return with_access_rule(login_not_required(view), "public")


def signed_in(view: View) -> RuledView:
    """Allow everyone with an account."""
    return with_access_rule(login_required(view), "signed in")


signed_in_lately: Callable[[View], View] = reauthentication_required
"""Ask for the password or the second step again, unless that was done a few minutes ago.

A form that was sent meanwhile is kept, and counts once the person has confirmed who they are.
"""


def page_of_form(request: HttpRequest) -> str:
    """Return the path of the page a form was sent from, or the usual page after sign-in."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, allowed_hosts={request.get_host()}):
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    return urlsplit(referer)._replace(scheme="", netloc="").geturl()


class ReadOnlyAdmin:
    """A mixin for admin pages on which nothing can be added, changed or deleted."""

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(
        self,
        request: HttpRequest,  # noqa: ARG002
        obj: Model | None = None,  # noqa: ARG002
    ) -> bool:
        return False

    def has_delete_permission(
        self,
        request: HttpRequest,  # noqa: ARG002
        obj: Model | None = None,  # noqa: ARG002
    ) -> bool:
        return False
