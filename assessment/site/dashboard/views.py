"""The home page of a business: what to do today."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessment.consulting.clients.queries.at_home import from_consultants
from assessment.consulting.sessions.queries import newest_session
from assessment.foundation.accounts.access import SignedInRequest
from assessment.journey.questionnaire.presenters import unsent_lines
from assessment.journey.results.presenters.levels import whole_level
from assessment.journey.results.wording import verdict
from assessment.journey.results.wording.verdict import way_up
from assessment.journey.retests.queries.asked_again import waiting_for
from assessment.parties.access.rules import Capability, may, members
from assessment.parties.businesses.models import Business
from assessment.site.dashboard import wording
from assessment.site.dashboard.charts import PlanLine, plan_line
from assessment.site.dashboard.queries import Today, today_of
from assessment.voices.second_opinions.queries.hub import asked_for_opinion


@members(Capability.VIEW)
@require_safe
def business(request: SignedInRequest, business: Business) -> HttpResponse:
    """Show what to do next, then the plan, the last result and the next check."""
    today = today_of(business, timezone.localdate())
    facts = {
        "business": business,
        "here": "home",
        "today": today,
        "line": line_of(today),
        "plan_line": today.plan and wording.plan_line(today.plan, today.date),
        "done_line": today.plan and wording.done_line(today.plan),
        "points": today.result and verdict.points(today.result.scored.overall),
        "verdict": today.result and verdict.verdict(today.result),
        "level": today.result and whole_level(today.result),
        "way_up": today.result and way_up(today.result),
        # Once the new check is sent, the old answers can be found beside the results.
        "unsent": [] if today.current.submitted else unsent_lines(today.current)[:1],
        "consultants": from_consultants(business, request.user, today.current),
        "session": newest_session(business, timezone.now()),
        "second_opinion": asked_for_opinion(business, request.user),
        "asked": waiting_for(business, request.user, today.date),
        "may_answer": may(business, Capability.ANSWER),
        "may_plan": may(business, Capability.PLAN),
    }
    return render(request, "site/dashboard/business.html", facts)


def line_of(today: Today) -> PlanLine | None:
    if today.plan is None or today.result is None:
        return None
    first, last = today.plan.quarter.starts_on, today.result.plan_until
    return plan_line(first, last, today.plan.actions, today.date)
