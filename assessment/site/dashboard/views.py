"""The home page of a business: what to do today."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessment.foundation.accounts.access import SignedInRequest
from assessment.journey.questionnaire.presenters import unsent_lines
from assessment.journey.results.wording import verdict
from assessment.journey.results.wording.verdict import way_up
from assessment.parties.access.rules import Capability, may, members
from assessment.parties.businesses.models import Business
from assessment.site.dashboard.charts import quarter_line
from assessment.site.dashboard.queries import today_of
from assessment.site.dashboard.wording import done_line, plan_line


@members(Capability.VIEW)
@require_safe
def business(request: SignedInRequest, business: Business) -> HttpResponse:
    """Show what to do next, then the plan, the last result and the next check."""
    today = today_of(business, timezone.localdate())
    facts = {
        "business": business,
        "here": "home",
        "today": today,
        "line": today.plan and quarter_line(today.plan.quarter, today.plan.actions, today.date),
        "plan_line": today.plan and plan_line(today.plan, today.date),
        "done_line": today.plan and done_line(today.plan),
        "points": today.result and verdict.points(today.result.scored.overall),
        "verdict": today.result and verdict.verdict(today.result),
        "way_up": today.result and way_up(today.result),
        # Once the new check is sent, the old answers can be found beside the results.
        "unsent": [] if today.current.submitted else unsent_lines(today.current)[:1],
        "may_answer": may(business, Capability.ANSWER),
        "may_plan": may(business, Capability.PLAN),
    }
    return render(request, "site/dashboard/business.html", facts)
