"""Invite people by email, and the page that their link opens."""

from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from assessment.foundation.accounts.access import SignedInRequest, public
from assessment.foundation.accounts.models import User
from assessment.foundation.accounts.queries import address_is_verified, is_proven_elsewhere
from assessment.foundation.announcements.happened import redirect_at
from assessment.foundation.links.services import TooManyLinks
from assessment.foundation.outbox.delivery import on_site
from assessment.foundation.parsing.addresses import shown_address
from assessment.foundation.parsing.typed_forms import lead_on, typed_on_our_page
from assessment.parties.access.queries import has_unproven_places
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses import services
from assessment.parties.businesses.models import Business, Invitation
from assessment.parties.consultancies.models import ConsultancyInvitation
from assessment.parties.consultancies.services import join_consultancy
from assessment.parties.settings.forms.invitations import InvitationForm
from assessment.parties.settings.queries import invitation_behind
from assessment.parties.settings.views.people import posted_pk, team_page

AnyInvitation = Invitation | ConsultancyInvitation


@members(Capability.MANAGE)
@require_POST
def invite(request: SignedInRequest, business: Business) -> HttpResponse:
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return team_page(request, business, form)
    return send(request, business, **form.cleaned_data)


@members(Capability.MANAGE)
@require_POST
def resend_invitation(request: SignedInRequest, business: Business) -> HttpResponse:
    """Send the invitation again with a new link; the old link stops working."""
    invitation = invitation_named(request, business)
    return send(request, business, email=invitation.email, role=invitation.role)


@members(Capability.MANAGE)
@require_POST
def revoke_invitation(request: SignedInRequest, business: Business) -> HttpResponse:
    invitation = invitation_named(request, business)
    services.revoke_invitation(invitation=invitation, by=request.user, at=timezone.now())
    message = gettext("The invitation to %(email)s has been cancelled. Its link no longer works.")
    messages.success(request, message % {"email": shown_address(invitation.email)})
    return redirect_at("people", "team", business.slug)


def send(request: SignedInRequest, business: Business, *, email: str, role: str) -> HttpResponse:
    """Send an invitation, or explain why not, and return to the team page."""
    # Otherwise anyone could sign up with an invented address and send mail through this site.
    if not address_is_verified(request.user):
        said = gettext("Please confirm your own email address first.")
        return lead_on(request, reverse("team", args=[business.slug]), said)

    def link(token: str) -> str:
        return on_site(reverse("accept_invitation", args=[token]))

    try:
        services.invite(
            business=business, email=email, role=role, by=request.user, at=timezone.now(), link=link
        )
    except services.AlreadyMember:
        message = gettext("%(email)s is already in your team.")
        messages.error(request, message % {"email": shown_address(email)})
    except TooManyLinks:
        said = gettext("You’ve reached today’s email limit. Try again tomorrow.")
        return lead_on(request, reverse("team", args=[business.slug]), said)
    else:
        message = gettext("The invitation to %(email)s is on its way.")
        messages.success(request, message % {"email": shown_address(email)})
    return redirect_at("invite", "team", business.slug)


def invitation_named(request: SignedInRequest, business: Business) -> Invitation:
    open_ones = business.invitations.open()
    return get_object_or_404(open_ones, pk=posted_pk(request, "invitation"))


@public
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show the invitation, and accept it only on POST, because mail scanners follow links."""
    invitation = invitation_behind(token)
    if invitation is None or not invitation.is_usable(timezone.now()):
        return ended(request, invitation)
    if request.user.is_authenticated and request.method == "POST":
        if request.user.deletion_asked_at:
            return redirect("closing_account")
        return join(request, invitation, by=request.user)
    return invitation_page(request, invitation)


def invitation_page(request: HttpRequest, invitation: AnyInvitation) -> HttpResponse:
    user = request.user
    facts = {
        "invitation": invitation,
        "to_practice": isinstance(invitation, ConsultancyInvitation),
        "fits": user.is_authenticated and invitation.is_for(user),
    }
    return render(request, "parties/settings/invitation.html", facts)


def join(request: HttpRequest, invitation: AnyInvitation, *, by: User) -> HttpResponse:
    """Accept the invitation, which was sent to the person's address and so proves it, too."""
    now, email = timezone.now(), invitation.email
    if not invitation.is_for(by):
        return invitation_page(request, invitation)
    if is_proven_elsewhere(email, user=by):
        return ask_to_sign_in(request)
    services.prove_address(account=by, email=email, same_person=True, at=now)
    if not accept(invitation, by=by, at=now):
        return ended(request, invitation)
    message = gettext("Welcome to %(business)s.") % {"business": invitation.place}
    messages.success(request, message)
    if has_unproven_places(by):
        return redirect("claims")
    to_practice = isinstance(invitation, ConsultancyInvitation)
    return redirect("portfolio" if to_practice else "business", invitation.place.slug)


def accept(invitation: AnyInvitation, *, by: User, at: datetime) -> bool:
    if isinstance(invitation, ConsultancyInvitation):
        return join_consultancy(invitation=invitation, by=by, at=at)
    return services.accept_invitation(invitation=invitation, by=by, at=at)


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Redirect to sign-in with a code: another account has proven this address."""
    logout(request)
    message = gettext("You already have an account with this address. Sign in, and then join.")
    messages.info(request, message)
    way_back = urlencode({"next": request.path})
    return redirect(f"{reverse('account_login')}?{way_back}")


def ended(request: HttpRequest, invitation: AnyInvitation | None) -> HttpResponse:
    """Tell the reader that the link no longer works, without saying why.

    Only the person who accepted the invitation is sent on to their businesses.
    """
    user = request.user
    if invitation and invitation.accepted_at and user.is_authenticated and invitation.is_for(user):
        return redirect("businesses")
    facts = {"typed": typed_on_our_page(request)}
    return render(request, "parties/settings/invitation_ended.html", facts, status=404)
