"""The pages on which a business asks its team, and sees what the team said."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.accounts.queries import address_is_verified
from assessment.foundation.announcements.happened import tell
from assessment.foundation.outbox.delivery import on_site
from assessment.parties.access.rules import Capability, may, members
from assessment.parties.businesses.models import Business
from assessment.voices.pulse import services
from assessment.voices.pulse.forms import LONGEST, ExtendForm, RoundForm
from assessment.voices.pulse.models import PulseRound
from assessment.voices.pulse.presenters import Heads, quarter_of, team_result
from assessment.voices.pulse.queries import (
    PulseStory,
    is_too_small,
    owners_view,
    questions_for,
    story_of,
)
from assessment.voices.pulse.wording import so_far, still_needed, too_few


@members(Capability.VIEW)
@require_safe
def pulse(request: SignedInRequest, business: Business) -> HttpResponse:
    """Show the round that is open, or else the last one, or else how to begin."""
    story = story_of(business)
    if story.running:
        return running(request, business, story.running)
    if story.last:
        return closed(request, business, story, story.last)
    refused = cannot_ask(request, business)
    if refused:
        return refused
    if may(business, Capability.LISTEN):
        return redirect("ask_team", business.slug)
    return page(request, business, "not_asked", {})


@members(Capability.VIEW)
@require_safe
def pulse_round(request: SignedInRequest, business: Business, key: str) -> HttpResponse:
    """Show an earlier round that has closed."""
    story = story_of(business)
    found = story.named(key)
    if found is None:
        raise Http404
    return closed(request, business, story, found)


@members(Capability.LISTEN)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_team(request: SignedInRequest, business: Business) -> HttpResponse:
    """Set up a round; a POST starts it."""
    refused = cannot_ask(request, business)
    if refused:
        return refused
    if story_of(business).running:
        return redirect("pulse", business.slug)
    at = timezone.now()
    form = RoundForm(
        request.POST if request.method == "POST" else None,
        today=business.day(at),
        threshold=settings.PULSE_THRESHOLD,
        verified=address_is_verified(request.user),
    )
    if form.is_valid() and start(request, business, form):
        return redirect("pulse", business.slug)
    facts = {"form": form, "threshold": settings.PULSE_THRESHOLD, "asked_by": request.user}
    return page(request, business, "set_up", facts, status=422 if form.is_bound else 200)


def start(request: SignedInRequest, business: Business, form: RoundForm) -> bool:
    """Start the round, or put into the form why not."""
    try:
        services.start_round(
            business=business,
            new=services.NewRound(**form.cleaned_data),
            by=request.user,
            at=timezone.now(),
            link=lambda token: on_site(reverse("answer_pulse", args=[token])),
        )
    except services.NotPossible:
        # A round was started in another window, which the next page shows.
        return True
    except services.TooManyEmails:
        form.add_error(
            "addresses",
            _("Today’s limit for emails is reached. Try tomorrow, or use a poster."),
        )
        return False
    tell(request, _("The round is open."))
    return True


@members(Capability.LISTEN)
@require_POST
def remind_team(request: SignedInRequest, business: Business) -> HttpResponse:
    try:
        services.remind_everybody(round_=running_or_404(business), at=timezone.now())
    except services.NotPossible:
        messages.warning(request, _("Everybody has had a reminder already, or the round is over."))
    else:
        tell(request, _("The reminder is on its way to everybody."))
    return redirect("pulse", business.slug)


@members(Capability.LISTEN)
@require_http_methods(["GET", "HEAD", "POST"])
def extend_pulse(request: SignedInRequest, business: Business) -> HttpResponse:
    """Move the last day of the round that is open to a later one."""
    found = running_or_404(business)
    if found.closes_on >= found.started_on + LONGEST:
        messages.warning(request, _("A round can be open for two months at most, as this one is."))
        return redirect("pulse", business.slug)
    form = ExtendForm(request.POST if request.method == "POST" else None, found=found)
    if form.is_valid():
        try:
            services.extend_round(
                round_=found, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except services.NotPossible:
            messages.warning(request, _("The round has closed meanwhile, so it stays closed."))
        else:
            tell(request, _("The round stays open longer."))
        return redirect("pulse", business.slug)
    facts = {"form": form, "round": found}
    return page(request, business, "longer", facts, status=422 if form.is_bound else 200)


@members(Capability.LISTEN)
@require_http_methods(["GET", "HEAD", "POST"])
def close_pulse(request: SignedInRequest, business: Business) -> HttpResponse:
    """Close the round early, once enough people have answered."""
    found = running_or_404(business)
    if request.method != "POST":
        if not found.may_close:
            return redirect("pulse", business.slug)
        return page(request, business, "close", {"round": found})
    try:
        services.close_early(round_=found, by=request.user, at=timezone.now())
    except services.NotPossible:
        messages.warning(request, _("Too few had answered by last night, so it stays open."))
    else:
        tell(request, _("The round is closed."))
    return redirect("pulse", business.slug)


@members(Capability.LISTEN)
@require_http_methods(["GET", "HEAD", "POST"])
def leave_pulse(request: SignedInRequest, business: Business) -> HttpResponse:
    """Give up the round that is open, and delete what was answered."""
    found = running_or_404(business)
    if request.method != "POST":
        return page(request, business, "leave", {"round": found})
    try:
        services.leave_round(round_=found, by=request.user, at=timezone.now())
    except services.NotPossible:
        messages.warning(request, _("The round has closed meanwhile."))
    else:
        tell(request, _("The round and all its answers are deleted."))
    return redirect("pulse", business.slug)


# ---- pages


def running(request: SignedInRequest, business: Business, found: PulseRound) -> HttpResponse:
    facts = {
        "round": found,
        "heads": Heads(counted=found.counted, people=found.people),
        "title": so_far(found.counted, found.people),
        "needed": still_needed(found.counted, found.threshold),
        "may_ask": may(business, Capability.LISTEN),
    }
    return page(request, business, "running", facts)


def closed(
    request: SignedInRequest, business: Business, story: PulseStory, found: PulseRound
) -> HttpResponse:
    _result, owner = owners_view(business)
    model = found.model_version.fitted_to(business.circumstances)
    result = team_result(found, model, owner, story.before(found), business.first_month)
    others = [each for each in reversed(story.closed) if each != found]
    facts: dict[str, Any] = {
        "round": found,
        "result": result,
        "others": others,
        "may_ask": may(business, Capability.LISTEN) and not story.running,
        "words": found.words if may(business, Capability.WORDS) else [],
    }
    if result:
        return page(request, business, "result", facts)
    closed_on, answered = found.closed_on or found.closes_on, found.answered or 0
    facts |= {
        "title": too_few(answered),
        "heads": Heads(counted=answered, people=found.people),
        "quarter": quarter_of(closed_on, business.first_month),
    }
    return page(request, business, "too_few", facts)


def cannot_ask(request: SignedInRequest, business: Business) -> HttpResponse | None:
    """Say why the team can't be asked, or None if it can."""
    if business.alone:
        return page(request, business, "alone", {})
    if questions_for(business).pulse is None:
        return page(request, business, "no_questions", {})
    if is_too_small(business, settings.PULSE_THRESHOLD):
        return redirect("team_talk", business.slug)
    return None


def running_or_404(business: Business) -> PulseRound:
    found = story_of(business).running
    if found is None:
        raise Http404
    return found


def page(
    request: SignedInRequest,
    business: Business,
    name: str,
    facts: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    known = {"business": business, "here": "voices"}
    return render(request, f"voices/pulse/{name}.html", {**known, **facts}, status=status)
