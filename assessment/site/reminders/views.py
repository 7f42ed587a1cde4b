"""Stopping reminders: by the link in each email, or for all businesses on one page."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from assessment.foundation.accounts.access import SignedInRequest, public, signed_in
from assessment.foundation.accounts.queries import address_is_verified
from assessment.foundation.announcements.happened import redirect_at
from assessment.site.reminders import services, wording
from assessment.site.reminders.forms import RemindersForm
from assessment.site.reminders.queries.subscriptions import (
    Subject,
    subject_behind,
    subscriptions_of,
)

ONE_CLICK = "List-Unsubscribe"
"""The form field that a mail program posts to unsubscribe automatically (RFC 8058)."""


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: SignedInRequest) -> HttpResponse:
    """Let people switch each kind of email on or off for each of their businesses."""
    subscriptions = subscriptions_of(request.user)
    sent = request.POST if request.method == "POST" else None
    form = RemindersForm(sent, subscriptions=subscriptions)
    if request.method == "POST" and form.is_valid():
        services.choose(edit=form.edit(), by=request.user, at=timezone.now())
        messages.success(request, gettext("Saved. We’ll only send the emails you’ve ticked."))
        return redirect_at("save", "reminders")
    facts = {"form": form, "verified": address_is_verified(request.user)}
    status = 422 if form.is_bound else 200
    return render(request, "site/reminders/reminders.html", facts, status=status)


@public
@csrf_exempt  # mail programs post without a page of ours; the signed link is the permission
@require_http_methods(["GET", "HEAD", "POST"])
def pause_reminders(request: HttpRequest, token: str) -> HttpResponse:
    """Show the page of a stop link, or act on its button.

    A GET request must not stop anything, because mail scanners open every link.
    """
    subject = subject_behind(token)
    if subject is None:
        raise Http404
    if request.method == "POST":
        change(request, subject)
    # Mail programs do not follow redirects after their one-click request.
    if request.method == "POST" and ONE_CLICK not in request.POST:
        response: HttpResponse = redirect("pause_reminders", token)
    else:
        response = pause_page(request, subject)
    response["Referrer-Policy"] = "no-referrer"
    return response


def change(request: HttpRequest, subject: Subject) -> None:
    if "start" in request.POST:
        services.resume(subject=subject)
    else:
        services.stop(subject=subject, at=timezone.now())


def pause_page(request: HttpRequest, subject: Subject) -> HttpResponse:
    facts = {
        "subject": subject,
        "stopped": subject.stopped,
        "sends": wording.sends(subject.kind, subject.business.name),
        "stop": wording.stop(subject.kind),
    }
    return render(request, "site/reminders/pause.html", facts)
