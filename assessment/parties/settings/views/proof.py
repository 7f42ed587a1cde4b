"""The page behind the link that confirms an email address."""

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from assessment.foundation.accounts.access import public
from assessment.foundation.accounts.forms import ConfirmAddressForm
from assessment.foundation.accounts.models import User
from assessment.foundation.accounts.queries import address_is_verified, is_proven_elsewhere
from assessment.parties.access.queries import unproven_memberships
from assessment.parties.businesses import services


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_email(request: HttpRequest, key: str) -> HttpResponse:
    """Ask whether the address is theirs, and confirm it only on POST: mail scanners follow links.

    In the session of the account the answer is enough. Elsewhere its password shows that the
    person who reads the mail is the one who signed up. Without it, somebody else may have.
    """
    link = EmailConfirmationHMAC.from_key(key)
    if link is None:
        return render(request, "account/email_confirm.html", {}, status=404)
    address: EmailAddress = link.email_address
    form = form_for(request, address)
    if request.method == "POST" and (form is None or form.is_valid()):
        known = form is not None and bool(form.cleaned_data["password"])
        return confirm(request, address, same_person=known or request.user == address.user)
    facts = {"address": address, "form": form}
    return render(request, "account/email_confirm.html", facts)


def form_for(request: HttpRequest, address: EmailAddress) -> ConfirmAddressForm | None:
    """Return the question for the password, or None where it would prove nothing."""
    account = address.user
    changes = address_is_verified(account)
    if request.user == account or (
        not changes and is_proven_elsewhere(address.email, user=account)
    ):
        return None
    # A mistyped new address must not give its owner an account that somebody has proven.
    return ConfirmAddressForm(request.POST or None, account=account, must_know=changes)


@transaction.atomic
def confirm(request: HttpRequest, address: EmailAddress, *, same_person: bool) -> HttpResponse:
    account, email, now = address.user, address.email, timezone.now()
    if address_is_verified(account) and not get_adapter().confirm_email(request, address):
        # Another account has proven it in the meantime, and allauth's message says so.
        return redirect("account_email")
    if request.user == account and is_proven_elsewhere(email, user=account):
        # This account is about to become part of another one.
        logout(request)
    owner = services.prove_address(account=account, email=email, same_person=same_person, at=now)
    if request.user == owner:
        return redirect(thank(request, owner))
    if owner == account:
        # Allauth asks for the second step, if there is one.
        page = thank(request, owner)
        signed_in: HttpResponse = perform_login(request, owner, redirect_url=page)
        return signed_in
    # This email does not open an account that was proven before.
    messages.info(
        request,
        gettext("You already have an account with this address. Sign in to find everything there."),
    )
    return redirect("account_login")


def thank(request: HttpRequest, owner: User) -> str:
    """Say that the address is confirmed, and return the page that comes next."""
    messages.success(request, gettext("Thank you. Your email address is confirmed."))
    if unproven_memberships(owner).exists():
        return reverse("claims")
    return reverse("businesses" if owner.has_usable_password() else "account_set_password")
