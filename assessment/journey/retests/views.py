"""Agree to be asked again, answer the questions, and take it back."""

from contextlib import suppress

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import redirect_at, tell
from assessment.journey.retests import services, wording
from assessment.journey.retests.forms import RetestForm
from assessment.journey.retests.queries.asked_again import AskedAgain, asked_again, sent_check
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business


@members(Capability.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def retest(request: SignedInRequest, business: Business, quarter: str) -> HttpResponse:
    """Show the questions to the person who sent the check; a POST stores the second answers."""
    asked = asked_or_404(request, business, quarter)
    form = RetestForm(request.POST if request.method == "POST" else None, asked=asked)
    if request.method == "POST" and asked.open and asked.sheet:
        if not form.is_valid():
            return show(request, asked, form)
        with suppress(services.AnsweredBefore):
            services.save_retest(
                sheet=asked.sheet,
                assessment=asked.assessment,
                answers=form.answers(),
                at=timezone.now(),
            )
    if request.method == "POST":
        return redirect("retest", business.slug, quarter)
    return show(request, asked, form)


@members(Capability.ANSWER)
@require_POST
def agree_to_retest(request: SignedInRequest, business: Business, quarter: str) -> HttpResponse:
    """Record that this person can be asked again; if it is time already, show the questions."""
    asked = asked_or_404(request, business, quarter)
    if asked.offered:
        services.agree_to_retest(assessment=asked.assessment, by=request.user, at=timezone.now())
    if asked.time_has_come:
        return redirect("retest", business.slug, quarter)
    tell(request, wording.will_ask(asked))
    return redirect_at("retest", "results", business.slug, quarter)


@members(Capability.ANSWER)
@require_POST
def withdraw_retest(request: SignedInRequest, business: Business, quarter: str) -> HttpResponse:
    """Take the agreement back, and delete the second answers."""
    asked = asked_or_404(request, business, quarter)
    if asked.sheet:
        services.withdraw_retest(sheet=asked.sheet)
        tell(request, wording.withdrawn(asked))
    return redirect("results", business.slug, quarter)


def asked_or_404(request: SignedInRequest, business: Business, quarter: str) -> AskedAgain:
    """Return what this person can answer again; everybody but the sender gets a 404."""
    sent = sent_check(business, quarter, request.user)
    asked = asked_again(business, request.user, timezone.localdate(), sent=sent)
    if asked is None:
        raise Http404
    return asked


def show(request: SignedInRequest, asked: AskedAgain, form: RetestForm) -> HttpResponse:
    context = {"business": asked.business, "asked": asked, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "journey/retests/retest.html", context, status=status)
