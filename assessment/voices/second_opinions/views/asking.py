"""Ask somebody for a second opinion, and follow the progress of both sides."""

from contextlib import suppress
from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import tell
from assessment.parties.access.rules import Capability, may, members
from assessment.parties.businesses.models import Business
from assessment.voices.second_opinions import services, wording
from assessment.voices.second_opinions.forms import AcceptForm, AskSecondForm
from assessment.voices.second_opinions.presenters.page import area_lines
from assessment.voices.second_opinions.queries.opinions import (
    Opinion,
    check_to_ask_about,
    newest_opinion,
    people_to_ask,
)


@members(Capability.VIEW, while_apart=True)
@require_safe
def second_opinion(request: SignedInRequest, business: Business) -> HttpResponse:
    """Show the second person what to answer, and everybody else the progress or whom to ask."""
    opinion = newest_opinion(business)
    if opinion and opinion.row.is_open:
        return show_under_way(request, business, opinion)
    return show_start(request, business, opinion)


def show_under_way(request: SignedInRequest, business: Business, opinion: Opinion) -> HttpResponse:
    """Show it to the second person as a task, and to everybody else the progress of both sides."""
    row = opinion.row
    context = {
        "business": business,
        "here": "voices",
        "opinion": opinion,
        "may_run": may(business, Capability.LISTEN),
    }
    if not opinion.is_for(request.user):
        return render(request, "voices/second_opinions/under_way.html", context)
    if row.accepted_at is None:
        context["form"] = AcceptForm()
        return render(request, "voices/second_opinions/asked.html", context)
    context["areas"] = area_lines(opinion)
    return render(request, "voices/second_opinions/apart.html", context)


def show_start(
    request: SignedInRequest,
    business: Business,
    last: Opinion | None,
    form: AskSecondForm | None = None,
) -> HttpResponse:
    """Show whom to ask, and why the last one ended."""
    check = check_to_ask_about(business, timezone.localdate(), timezone.now())
    same = last and (check is None or last.quarter == check.quarter)
    if last and last.row.revealed_at and same:
        return redirect("second_comparison", business.slug, last.check.slug)
    people = people_to_ask(check, request.user) if check else []
    context = {
        "business": business,
        "here": "voices",
        "check": check,
        "form": form or AskSecondForm(people=people),
        "people": people,
        "ended": wording.ended(last.row) if last and last.row.ended_at else "",
        "earlier": last if last and last.row.revealed_at else None,
        "may_run": may(business, Capability.LISTEN),
        "may_invite": may(business, Capability.MANAGE),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    return render(request, "voices/second_opinions/start.html", context, status=status)


@members(Capability.LISTEN)
@require_POST
def ask_second(request: SignedInRequest, business: Business) -> HttpResponse:
    """Ask one person by email."""
    now = timezone.now()
    check = check_to_ask_about(business, timezone.localdate(), now)
    if check is None:
        return redirect("second_opinion", business.slug)
    form = AskSecondForm(request.POST, people=people_to_ask(check, request.user))
    if not form.is_valid():
        return show_start(request, business, newest_opinion(business), form)
    with suppress(services.AlreadyAsked, services.NotSecond):
        services.invite(
            assessment=check,
            person=form.asked,
            counts=form.cleaned_data["counts"],
            by=request.user,
            at=now,
        )
        tell(request, wording.asked(form.asked))
    return redirect("second_opinion", business.slug)


@members(Capability.LISTEN)
@require_POST
def call_off_second(request: SignedInRequest, business: Business) -> HttpResponse:
    """End it before anything is revealed; a second click changes nothing."""
    opinion = open_or_404(business)
    services.call_off(opinion=opinion.row, by=request.user, at=timezone.now())
    tell(request, wording.called_off(opinion.row.person))
    return redirect("second_opinion", business.slug)


@members(Capability.LISTEN)
@require_POST
def second_ready(request: SignedInRequest, business: Business) -> HttpResponse:
    """Say that the answers of the check stand; this may open the comparison."""
    opinion = open_or_404(business)
    with suppress(services.Over, services.NotComplete):
        if services.say_ready(opinion=opinion.row, by=request.user, at=timezone.now()):
            return redirect("second_comparison", business.slug, opinion.check.slug)
        tell(request, wording.waiting())
    return redirect("second_opinion", business.slug)


def open_or_404(business: Business) -> Opinion:
    opinion = newest_opinion(business)
    if opinion is None or not opinion.row.is_open:
        raise Http404
    return opinion
