"""The weeks in which nothing in a plan should fall due."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import redirect_at
from assessment.journey.planning.forms.busy_weeks import BusyWeekForm, FreeWeekForm
from assessment.journey.planning.presenters.plan_pages import about
from assessment.journey.planning.queries.closed_days import coming_busy_weeks
from assessment.journey.planning.wording import dates
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business
from assessment.parties.businesses.services import TooManyBusyWeeks, mark_busy, unmark_busy


@members(Capability.PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def busy_weeks(request: SignedInRequest, business: Business) -> HttpResponse:
    """List the coming busy weeks; a POST marks another one."""
    today = timezone.localdate()
    form = BusyWeekForm(request.POST if request.method == "POST" else None, today=today)
    if form.is_bound and form.is_valid():
        try:
            week = mark_busy(business=business, day=form.cleaned_data["day"], today=today)
        except TooManyBusyWeeks:
            form.add_error("day", dates.too_many_busy_weeks())
        else:
            messages.success(request, dates.marked_busy(week))
            return redirect_at("save", "busy_weeks", business.slug)
    facts = {
        **about(business),
        "form": form,
        "weeks": [(week, dates.week_named(week)) for week in coming_busy_weeks(business, today)],
        "left_out": dates.left_out_days(business.holidays_of),
    }
    status = 422 if form.errors else 200
    return render(request, "journey/planning/busy_weeks.html", facts, status=status)


@members(Capability.PLAN)
@require_POST
def free_week(request: SignedInRequest, business: Business) -> HttpResponse:
    """Remove a busy week from the list; one that is gone already is no error."""
    form = FreeWeekForm(request.POST)
    if form.is_valid():
        unmark_busy(business=business, starts_on=form.cleaned_data["starts_on"])
        messages.success(request, gettext("That week is free again."))
    return redirect_at("save", "busy_weeks", business.slug)
