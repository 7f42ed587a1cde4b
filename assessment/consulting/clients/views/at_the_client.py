"""What the people of a client see and answer: comments and suggested changes."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessment.consulting.clients import services
from assessment.consulting.clients.access import own_people
from assessment.consulting.clients.forms.texts import NewMessageForm
from assessment.consulting.clients.presenters.conversations import threads
from assessment.consulting.clients.queries.conversations import (
    conversations_with,
    correspondence,
    firms_of,
)
from assessment.consulting.clients.queries.people import wants_mails
from assessment.consulting.clients.queries.questions import questions_of
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import redirect_at, tell
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy


def firm_or_404(business: Business, slug: str) -> Consultancy:
    """Return a practice that has access now; what it wrote closes together with that."""
    running = business.engagements.running().values("consultancy")
    return get_object_or_404(Consultancy.objects.filter(pk__in=running), slug=slug)


@own_people
@require_safe
def comments_of_firms(request: SignedInRequest, business: Business) -> HttpResponse:
    """Lead to the conversations with the only practice, or let people choose one."""
    firms = firms_of(business)
    if len(firms) == 1:
        return redirect("consultant_comments", business.slug, firms[0].slug)
    facts = {"business": business, "here": "comments", "firms": firms}
    return render(request, "consulting/clients/firms.html", facts)


@own_people
@require_http_methods(["GET", "HEAD", "POST"])
def consultant_comments(
    request: SignedInRequest, business: Business, practice: str
) -> HttpResponse:
    """Show the conversations with a practice, and write to it."""
    consultancy = firm_or_404(business, practice)
    model = questions_of(business)
    form = NewMessageForm(request.POST if request.method == "POST" else None, model=model)
    if form.is_valid():
        message = services.write_message(
            consultancy=consultancy,
            business=business,
            new=form.message(),
            from_client=True,
            by=request.user,
            at=timezone.now(),
        )
        tell(request, _("Sent to %(firm)s.") % {"firm": consultancy})
        place = f"conversation-{message.conversation_id}"
        return redirect_at(place, "consultant_comments", business.slug, consultancy.slug)
    found = correspondence(
        conversations_with(business, consultancy), reader=request.user, from_client=False
    )
    facts = {
        "business": business,
        "here": "comments",
        "consultancy": consultancy,
        "threads": threads(found, model),
        "form": form,
        "mails": wants_mails(request.user, business, consultancy),
    }
    status = 422 if form.is_bound else 200
    return render(request, "consulting/clients/consultant_comments.html", facts, status=status)


@own_people
@require_POST
def read_consultant(
    request: SignedInRequest, business: Business, practice: str, conversation: int
) -> HttpResponse:
    """Remember that the reader has read a conversation."""
    consultancy = firm_or_404(business, practice)
    found = get_object_or_404(conversations_with(business, consultancy), pk=conversation)
    services.mark_read(conversation=found, by=request.user, at=timezone.now())
    tell(request, _("Marked as read."))
    place = f"conversation-{found.pk}"
    return redirect_at(place, "consultant_comments", business.slug, consultancy.slug)


@own_people
@require_http_methods(["GET", "HEAD", "POST"])
def consultant_mails(request: SignedInRequest, business: Business, practice: str) -> HttpResponse:
    """Switch the reader's own emails about a practice's comments and suggestions on or off."""
    consultancy = firm_or_404(business, practice)
    if request.method != "POST":
        facts = {
            "business": business,
            "here": "comments",
            "consultancy": consultancy,
            "mails": wants_mails(request.user, business, consultancy),
        }
        return render(request, "consulting/clients/consultant_mails.html", facts)
    wanted = "on" in request.POST
    services.want_mails(consultancy=consultancy, business=business, wanted=wanted, by=request.user)
    tell(request, _("Emails are on.") if wanted else _("Emails are off. Everything is here."))
    return redirect("consultant_comments", business.slug, consultancy.slug)
