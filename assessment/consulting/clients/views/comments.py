"""What a practice and its client write to each other, as the practice sees it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessment.consulting.clients import services
from assessment.consulting.clients.forms.texts import NewMessageForm
from assessment.consulting.clients.presenters.conversations import threads
from assessment.consulting.clients.queries.conversations import conversations_with, correspondence
from assessment.consulting.clients.queries.questions import questions_of
from assessment.consulting.clients.views.shared import frame
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import redirect_at, tell
from assessment.parties.access.rules import (
    Capability,
    PracticeCapability,
    clients_of_practice,
    may,
)
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import ConsultancyMember


@clients_of_practice(PracticeCapability.WORK)
@require_http_methods(["GET", "HEAD"])
def client_comments(
    request: SignedInRequest, member: ConsultancyMember, business: Business
) -> HttpResponse:
    """Show every conversation with a client."""
    return page(request, member, business, NewMessageForm(model=questions_of(business)))


@clients_of_practice(PracticeCapability.WORK, needs=Capability.COMMENT)
@require_POST
def write_to_client(
    request: SignedInRequest, member: ConsultancyMember, business: Business
) -> HttpResponse:
    """Write to the client about the business or one of its areas."""
    form = NewMessageForm(request.POST, model=questions_of(business))
    if not form.is_valid():
        return page(request, member, business, form, status=422)
    message = services.write_message(
        consultancy=member.consultancy,
        business=business,
        new=form.message(),
        from_client=False,
        by=request.user,
        at=timezone.now(),
    )
    tell(request, _("Sent. %(client)s sees it on its page.") % {"client": business})
    place = f"conversation-{message.conversation_id}"
    return redirect_at(place, "client_comments", member.consultancy.slug, business.slug)


@clients_of_practice(PracticeCapability.WORK)
@require_POST
def read_client(
    request: SignedInRequest, member: ConsultancyMember, business: Business, conversation: int
) -> HttpResponse:
    """Remember that the reader has read a conversation."""
    found = get_object_or_404(conversations_with(business, member.consultancy), pk=conversation)
    services.mark_read(conversation=found, by=request.user, at=timezone.now())
    tell(request, _("Marked as read."))
    return redirect_at(
        f"conversation-{found.pk}", "client_comments", member.consultancy.slug, business.slug
    )


def page(
    request: SignedInRequest,
    member: ConsultancyMember,
    business: Business,
    form: NewMessageForm,
    *,
    status: int = 200,
) -> HttpResponse:
    found = correspondence(
        conversations_with(business, member.consultancy), reader=request.user, from_client=True
    )
    facts = {
        **frame(member, business),
        "threads": threads(found, questions_of(business)),
        "form": form,
        "may_comment": may(business, Capability.COMMENT),
    }
    return render(request, "consulting/clients/comments.html", facts, status=status)
