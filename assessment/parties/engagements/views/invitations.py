"""An owner invites a consultant, who accepts for one of their practices."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from assessment.foundation.accounts.access import SignedInRequest, public, signed_in_lately
from assessment.foundation.accounts.queries import address_is_verified, is_proven_elsewhere
from assessment.foundation.links.services import TooManyLinks
from assessment.foundation.outbox.delivery import on_site
from assessment.foundation.parsing.addresses import shown_address
from assessment.foundation.parsing.typed_forms import lead_on, typed_on_our_page
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business
from assessment.parties.businesses.services import prove_address
from assessment.parties.consultancies.models import AccessLevel, Consultancy
from assessment.parties.consultancies.queries import practices_of
from assessment.parties.consultancies.services import found_consultancy
from assessment.parties.consultancies.wording import ALLOWED
from assessment.parties.engagements import services
from assessment.parties.engagements.forms.answers import InviteConsultantForm, WhichPracticeForm
from assessment.parties.engagements.models import AccessInvitation
from assessment.parties.engagements.queries import access_invitation_behind
from assessment.parties.engagements.views.finding import ask_to_sign_in, key_sent
from assessment.parties.engagements.wording import may_lines


@members(Capability.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_lately
def invite_consultant(request: SignedInRequest, business: Business) -> HttpResponse:
    """Send a consultant a link that lets one of their practices in."""
    # Otherwise anyone could sign up with an invented address and send mail through this site.
    if not address_is_verified(request.user):
        said = gettext("Please confirm your own email address first.")
        return lead_on(request, reverse("access", args=[business.slug]), said)
    posted = request.POST if request.method == "POST" else None
    form = InviteConsultantForm(posted, today=business.day(timezone.now()))
    if form.is_valid() and invited(request, business, form):
        return redirect("access", business.slug)
    context = {"business": business, "here": "team", "form": form, "lines": may_lines()}
    status = 422 if posted else 200
    return render(request, "parties/engagements/invite_consultant.html", context, status=status)


def invited(request: SignedInRequest, business: Business, form: InviteConsultantForm) -> bool:
    """Send the invitation; a problem is added to the form."""

    def link(token: str) -> str:
        return on_site(reverse("accept_as_consultant", args=[token]))

    email = form.cleaned_data["email"]
    try:
        services.invite_consultant(
            business=business,
            email=email,
            terms=form.terms(),
            by=request.user,
            at=timezone.now(),
            link=link,
        )
    except TooManyLinks:
        form.add_error("email", gettext("You’ve reached today’s email limit. Try again tomorrow."))
        return False
    message = gettext("The invitation to %(email)s is on its way.")
    messages.success(request, message % {"email": shown_address(email)})
    return True


@members(Capability.MANAGE)
@require_POST
def uninvite_consultant(request: SignedInRequest, business: Business) -> HttpResponse:
    found = business.access_invitations.open()
    invitation = get_object_or_404(found, pk=key_sent(request, "invitation"))
    services.uninvite_consultant(invitation=invitation, by=request.user, at=timezone.now())
    message = gettext("The invitation to %(email)s has been cancelled. Its link no longer works.")
    messages.success(request, message % {"email": shown_address(invitation.email)})
    return redirect("access", business.slug)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def accept_as_consultant(request: HttpRequest, token: str) -> HttpResponse:
    """Show the invitation, and accept it only on POST, because mail scanners follow links."""
    invitation = access_invitation_behind(token)
    if invitation is None or not usable(invitation):
        return ended(request, invitation)
    user = request.user
    form = None
    if user.is_authenticated and invitation.is_for(user):
        if user.deletion_asked_at:
            return redirect("closing_account")
        if is_proven_elsewhere(invitation.email, user=user):
            return ask_to_sign_in(request)
        practices = [member.consultancy for member in practices_of(user)]
        posted = request.POST if request.method == "POST" else None
        form = WhichPracticeForm(posted, practices=practices)
        if form.is_valid():
            return accept(request, invitation, form, practices)
    context = {
        "invitation": invitation,
        "allowed": ALLOWED[invitation.level],
        "level": AccessLevel(invitation.level).label,
        "form": form,
        "url": request.path,
    }
    status = 422 if form and form.is_bound else 200
    return render(request, "parties/engagements/accept_as_consultant.html", context, status=status)


def accept(
    request: HttpRequest,
    invitation: AccessInvitation,
    form: WhichPracticeForm,
    practices: list[Consultancy],
) -> HttpResponse:
    """Take the access for the chosen practice, or for a new one with the name that was given."""
    now, by = timezone.now(), request.user
    assert by.is_authenticated  # noqa: S101 - the caller has asked
    prove_address(account=by, email=invitation.email, same_person=True, at=now)
    chosen = form.cleaned_data.get("practice")
    practice = next((one for one in practices if one.slug == chosen), None)
    try:
        services.accept_as_consultant(
            invitation=invitation,
            consultancy=practice
            or found_consultancy(name=form.cleaned_data["name"], by=by, at=now),
            at=now,
        )
    except services.NoLongerOpen:
        return ended(request, invitation)
    except services.HasAccess:
        message = gettext("%(business)s has let this practice in already.")
        messages.info(request, message % {"business": invitation.business})
    else:
        message = gettext("%(business)s is now one of your clients.")
        messages.success(request, message % {"business": invitation.business})
    return redirect("business", invitation.business.slug)


def usable(invitation: AccessInvitation) -> bool:
    return AccessInvitation.objects.usable(timezone.now()).filter(pk=invitation.pk).exists()


def ended(request: HttpRequest, invitation: AccessInvitation | None) -> HttpResponse:
    """Tell the reader that the link no longer works; who accepted it is sent on."""
    user = request.user
    if invitation and invitation.accepted_at and user.is_authenticated and invitation.is_for(user):
        return redirect("business", invitation.business.slug)
    facts = {"typed": typed_on_our_page(request)}
    return render(request, "parties/engagements/link_ended.html", facts, status=404)
