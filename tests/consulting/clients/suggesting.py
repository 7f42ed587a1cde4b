"""Helpers that suggest changes to a plan and answer them as the pages do."""

from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from assessment.consulting.clients.models import PlanSuggestion
from assessment.journey.planning.models import Plan
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy
from tests.journey.tracking.plans import item

WHY = "December is your busiest month."
JANUARY = date(2027, 1, 15)


def suggest_url(firm: Consultancy, business: Business) -> str:
    return reverse("suggest", args=[firm.slug, business.slug])


def review_url(business: Business) -> str:
    return reverse("plan_suggestion", args=[business.slug, PlanSuggestion.objects.get().key])


def leaving_all(plan: Plan) -> dict[str, Any]:
    """Return what the untouched form sends."""
    sent: dict[str, Any] = {"letter": ""}
    for each in plan.items.all():
        sent |= {f"do-{each.key}": "leave", f"who-{each.key}": "", f"why-{each.key}": ""}
        sent |= {f"day-{each.key}": "2026-12-10", f"swap-{each.key}": ""}
    return sent


def with_three_changes(plan: Plan) -> dict[str, Any]:
    """Return a form that moves one action, swaps one, and adds one."""
    late, soon = item("POL2q"), item("CUL3q")
    return leaving_all(plan) | {
        "letter": "Three small changes.",
        f"do-{late.key}": "move",
        f"day-{late.key}": "2027-01-15",
        f"why-{late.key}": WHY,
        f"do-{soon.key}": "swap",
        f"swap-{soon.key}": "CHA1q",
        f"why-{soon.key}": "You have the answers already.",
        "added": "PER2q",
        "day-PER2q": "2026-12-20",
        "who-PER2q": "",
        "why-PER2q": "Two hours, no cost.",
        "send": "1",
    }


def answers(*taken: str) -> dict[str, str]:
    return {f"answer-{n}": said for n, said in enumerate(taken, start=1)} | {"reply": ""}


def suggest(client: Client, plan: Plan, firm: Consultancy) -> PlanSuggestion:
    """Send three changes to the client."""
    url = suggest_url(firm, plan.assessment.business)
    reply = client.post(url, with_three_changes(plan))
    assert reply.status_code == 302, reply.content.decode()
    return PlanSuggestion.objects.get()
