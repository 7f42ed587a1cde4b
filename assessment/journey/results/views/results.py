"""The pages of a result."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.mappings import practices_under
from assessment.foundation.accounts.access import SignedInRequest
from assessment.journey.questionnaire.presenters import UnsentLine, unsent_lines
from assessment.journey.questionnaire.queries.open_assessment import (
    current_assessment_of,
    open_between,
)
from assessment.journey.results.models import Result
from assessment.journey.results.presenters.area import AreaPage
from assessment.journey.results.presenters.in_plan import plan_slot
from assessment.journey.results.presenters.panels import others_slot
from assessment.journey.results.presenters.results import results_page
from assessment.journey.results.presenters.second_eyes import second_eyes_slot
from assessment.journey.results.presenters.versions import Version, can_be_corrected, version_of
from assessment.journey.results.queries import (
    History,
    history_of,
    latest_result,
    submission_of,
    suggested_wish,
)
from assessment.journey.retests.queries.asked_again import asked_again
from assessment.parties.access.rules import Capability, may, members
from assessment.parties.businesses.models import Business

FILES = ("xlsx", "docx", "csv", "json")


@members(Capability.VIEW)
@require_safe
def latest_results(request: SignedInRequest, business: Business) -> HttpResponse:
    """Redirect to the newest result, or explain how to get the first one."""
    result = latest_result(business)
    if result:
        return redirect("results", business.slug, result.assessment.quarter.slug)
    context = {
        "business": business,
        "here": "results",
        "may_answer": may(business, Capability.ANSWER),
        "unsent": unsent_of(business),
    }
    return render(request, "journey/results/no_results.html", context)


def unsent_of(business: Business) -> Sequence[UnsentLine]:
    """Return the checks that were answered but never sent, and have no result."""
    return unsent_lines(current_assessment_of(business, timezone.localdate()))


@members(Capability.VIEW)
@require_safe
def results(request: SignedInRequest, business: Business, quarter: str) -> HttpResponse:
    """Show one result, compared with the one before it."""
    history = history_of(business)
    result = result_or_404(history, quarter, request.GET.get("revision", ""))
    submission, before = submission_of(result, business), history.before(result)
    submissions = [submission_of(before, business), submission] if before else [submission]
    today = timezone.localdate()
    # An open correction or extra check expires on the day from which no new one can be started.
    # After that there is none to look for.
    can = can_be_corrected(history, result, today)
    open_one = open_between(business, submission.quarter) if can else None
    version = version_of(history, result, business, today, open_one)
    context = {
        "business": business,
        "here": "results",
        "may_submit": may(business, Capability.SUBMIT),
        "unsent": unsent_of(business) if version.counts else [],
        "result": results_page(
            submissions,
            suggested_wish(submission, business),
            in_plan=plan_slot.read(result) if version.counts else None,
            acted=acted_between(before, submissions) if before and version.counts else frozenset(),
        ),
        "version": version,
        "others": others_slot.read(business, submission) if version.counts else None,
        "asked": asked_again(
            business, request.user, today, sent=result.assessment if version.counts else None
        ),
        "second_eyes": second_eyes_slot.read(result.assessment, submission),
        "asks_who": bool(before) and asks_who_answered(business, submission, version),
        "links": links(business, submission, version) | since(business, submissions, version),
    }
    return render(request, "journey/results/results.html", context)


@members(Capability.VIEW)
@require_safe
def area_answers(
    request: SignedInRequest, business: Business, quarter: str, dimension: str
) -> HttpResponse:
    """Show the answers behind one area."""
    history = history_of(business)
    result = result_or_404(history, quarter, request.GET.get("revision", ""))
    submission = submission_of(result, business)
    found = [area for area in submission.model.dimensions if area.key == dimension]
    if not found:
        raise Http404
    version = version_of(history, result, business, timezone.localdate(), None)
    context = {
        "business": business,
        "here": "results",
        "area": AreaPage(submission=submission, dimension=found[0]),
        "version": version,
        "links": links(business, submission, version),
    }
    return render(request, "journey/results/area.html", context)


def result_or_404(history: History, slug: str, revision: str) -> Result:
    """Return the newest revision at this address, or the requested one; raise 404 if missing."""
    newest = history.named(slug)
    if newest and not revision:
        return newest
    found = history.revisions_of(newest) if newest else []
    asked = next((r for r in found if str(r.assessment.revision) == revision), None)
    if asked is None:
        raise Http404
    return asked


def links(business: Business, submission: Submission, version: Version) -> dict[str, str]:
    """Return the links of a result's pages; only a result that counts links to plan and reports.

    A plan is always built for the newest quarter, so only that one links to the builder.
    """
    slug, here = business.slug, version.slug
    found = {
        "results": reverse("results", args=[slug, here]),
        "query": f"?revision={version.revision}" if version.outdated else "",
    }
    if not version.counts:
        return found
    plans = version.newest and may(business, Capability.PLAN)
    return found | {
        "build": reverse("build_plan", args=[slug]) if plans else "",
        "plan": reverse("plan", args=[slug]),
        "reads_actions": "yes" if version.newest else "",
        "report": reverse("report", args=[slug, submission.quarter.slug, "owner", "a4"]),
        "reports": reverse("reports", args=[slug]),
        "share": reverse("share", args=[slug, here]) if may(business, Capability.SHARE) else "",
        **{kind: reverse(f"results_{kind}", args=[slug, here]) for kind in FILES},
    }


def asks_who_answered(business: Business, submission: Submission, version: Version) -> bool:
    """Tell whether the reader can say who answered: the owner, if the rule makes use of it."""
    return submission.rule.names_doubt and not version.outdated and may(business, Capability.MANAGE)


def acted_between(before: Result, submissions: Sequence[Submission]) -> frozenset[str]:
    """Return the codes of the questions that were worked on between the two checks."""
    then, now = submissions
    if not now.rule.names_doubt:
        return frozenset()
    planned = plan_slot.read(before) or {}
    done = {code for code, place in planned.items() if place.status.achieved}
    return practices_under(now.model, then.model, done)


def since(
    business: Business, submissions: Sequence[Submission], version: Version
) -> dict[str, str]:
    """Return the link to the trends since the previous check, if there is one."""
    if not version.counts or len(submissions) == 1:
        return {}
    before, now = (submission.quarter.slug for submission in submissions)
    page = reverse("trends", args=[business.slug])
    return {"trends": f"{page}?from={before}&to={now}#h-did"}
