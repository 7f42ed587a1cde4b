"""Pages to share a result: make links, see how they are used and turn them off."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.accounts.queries import address_is_verified
from assessment.foundation.announcements.happened import redirect_at
from assessment.foundation.links.one_time_secret import carried_over, carry_over, let_go
from assessment.foundation.links.services import TooManyLinks
from assessment.foundation.outbox.delivery import on_site
from assessment.foundation.parsing.addresses import shown_address
from assessment.foundation.parsing.keys import key_in
from assessment.foundation.parsing.typed_forms import lead_on
from assessment.journey.results.models import Result
from assessment.journey.results.queries import history_of
from assessment.outputs.sharing import services as actions
from assessment.outputs.sharing.forms import ShareForm
from assessment.outputs.sharing.models import SharedLinkQuerySet
from assessment.outputs.sharing.queries import link_lines, links_to
from assessment.parties.access.on_behalf import has_chosen, on_behalf
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy

MADE = "shared"


@members(Capability.SHARE)
@on_behalf(Capability.SHARE)
@require_http_methods(["GET", "HEAD", "POST"])
def share(
    request: SignedInRequest, business: Business, practice: Consultancy | None, quarter: str
) -> HttpResponse:
    """Show the links to one result; a POST makes another, shown once or sent by email."""
    history = history_of(business)
    result = history.named(quarter)
    if result is None:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    verified = address_is_verified(request.user)
    form = ShareForm(sent, verified=verified)
    if form.is_valid():
        return make_link(request, business, practice, form, result)
    links = links_to(history.revisions_of(result), business=business, by=request.user)
    token = just_made(request, links)
    facts = {
        "business": business,
        "practice": practice,
        "chooses_practice": has_chosen(request, business),
        "here": "results",
        "result": result,
        "form": form,
        "verified": verified,
        "lines": link_lines(links, business=business, at=timezone.now()),
        "url": address_of(token) if token else "",
    }
    response = render(request, "outputs/sharing/share.html", facts)
    let_go(request, response, MADE)
    return response


def make_link(
    request: SignedInRequest,
    business: Business,
    practice: Consultancy | None,
    form: ShareForm,
    result: Result,
) -> HttpResponse:
    """Make the link, or say why not, and return to the list."""
    email = form.cleaned_data["email"]
    response = redirect_at(
        "links" if email else "made", "share", business.slug, result.assessment.slug
    )
    try:
        token = actions.share_result(
            result=result,
            new=actions.NewLink(**form.cleaned_data, practice=practice),
            by=request.user,
            at=timezone.now(),
            link=address_of,
        )
    except TooManyLinks:
        said = gettext("You’ve reached today’s limit for links. Try again tomorrow.")
        return lead_on(request, response.url, said)
    if email:
        message = gettext("The link is on its way to %(email)s.")
        messages.success(request, message % {"email": shown_address(email)})
        return response
    messages.success(request, gettext("Your link is ready. Copy it now, as we only show it once."))
    # The page after the redirect shows the token, and only its hash is stored. It therefore
    # travels in a signed cookie that is deleted once the link has been shown.
    carry_over(response, MADE, token)
    return response


def just_made(request: SignedInRequest, links: SharedLinkQuerySet) -> str:
    """Return the token of a link that this browser has just made to this result, or nothing."""
    token = carried_over(request, MADE)
    if not token:
        return ""
    own = links.behind(token).filter(made_by=request.user)
    return token if own.exists() else ""


def address_of(token: str) -> str:
    return on_site(reverse("shared_result", args=[token]))


@members(Capability.SHARE)
@require_POST
def end_share(request: SignedInRequest, business: Business, quarter: str) -> HttpResponse:
    """Turn off one link, or all of them."""
    history = history_of(business)
    result = history.named(quarter)
    if result is None:
        raise Http404
    links = links_to(history.revisions_of(result), business=business, by=request.user)
    named = request.POST.get("link", "")
    if named != "all":
        links = links.filter(pk=get_object_or_404(links, pk=key_in(named)).pk)
    ended = actions.end_links(links=links, by=request.user, at=timezone.now())
    words = ngettext(
        "The link is turned off. It no longer shows your result.",
        "%(count)s links are turned off. They no longer show your result.",
        # None had to be turned off if the link had already expired; "0 links" would puzzle people.
        max(ended, 1),
    )
    messages.success(request, words % {"count": ended})
    return redirect_at("links", "share", business.slug, result.assessment.slug)
