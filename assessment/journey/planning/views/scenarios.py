"""Views to save versions of a plan for comparison, and to delete them."""

from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.timezone import is_aware
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from assessment.domain.errors import DomainError
from assessment.domain.exchange.submission_json import read_wish
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.parsing.edits import EditedMeanwhile
from assessment.journey.planning import services
from assessment.journey.planning.forms.scenarios import NameForm
from assessment.journey.planning.models import Scenario
from assessment.journey.planning.presenters.wish_links import wish_query
from assessment.journey.planning.views.builder_state import BuilderState, builder, builder_state
from assessment.journey.results.queries import latest_result, submission_of
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business


@members(Capability.PLAN)
@require_POST
def keep_scenario(request: SignedInRequest, business: Business) -> HttpResponse:
    """Save the plan of the link under a name, and go back to it."""
    state, form = builder_state(request, business), NameForm(request.POST)
    if state and state.ready is None:
        messages.error(
            request, gettext("You can only save a plan that fits. Nothing has been saved yet.")
        )
    elif state and not form.is_valid():
        messages.error(request, form.problem)
    elif state:
        keep(request, state, form.cleaned_data["name"])
    return back_to_the_versions(request, business)


def keep(request: SignedInRequest, state: BuilderState, name: str) -> None:
    try:
        replaced = services.keep_scenario(
            business=state.business,
            quarter=state.submission.quarter,
            name=name,
            wish=state.wish,
            seen=newest_seen(request),
            by=request.user,
            at=timezone.now(),
        )
    except services.TooManyVersions:
        said = gettext("You’ve saved three versions, the most you can compare. Delete one first.")
        messages.error(request, said)
        return
    except EditedMeanwhile:
        messages.error(request, taken_meanwhile(name))
        return
    if replaced is None:
        said = gettext("“%(name)s” is saved.") % {"name": name}
        link = format_html('<a href="{}">{}</a>', "#versions", gettext("Compare versions"))
        messages.success(request, format_html("{} {}", said, link))
    else:
        said = gettext("This plan has replaced “%(name)s”.") % {"name": name}
        offer_again(request, state.submission, replaced, said, gettext("See the previous version"))


def newest_seen(request: SignedInRequest) -> datetime | None:
    """Return when the newest version on the page was saved."""
    try:
        seen = parse_datetime(request.POST.get("seen", ""))
    except ValueError:  # well formatted, but for example the 31st of June
        return None
    return seen if seen and is_aware(seen) else None


def taken_meanwhile(name: str) -> str:
    return gettext(
        "Another plan was saved as “%(name)s” in the meantime. Yours isn’t saved yet: "
        "choose another name below, or the same one to replace it."
    ) % {"name": name}


@members(Capability.PLAN)
@require_POST
def forget_scenario(request: SignedInRequest, business: Business) -> HttpResponse:
    """Delete a version; the message has a link back to its plan."""
    result, form = latest_result(business), NameForm(request.POST)
    if result and form.is_valid():
        kept = business.scenarios.filter(quarter_starts_on=result.assessment.quarter_starts_on)
        # After a double click the version is already gone; that is not an error.
        for version in kept.called(form.cleaned_data["name"]):
            services.forget_scenario(scenario=version)
            said = gettext("“%(name)s” has been deleted.") % {"name": version.name}
            again = gettext("See that plan again")
            offer_again(request, submission_of(result, business), version, said, again)
    return back_to_the_versions(request, business)


def offer_again(
    request: SignedInRequest, submission: Submission, version: Scenario, said: str, words: str
) -> None:
    """Say what happened, with a link to the plan of the deleted or replaced version."""
    try:
        query = wish_query(submission.model, read_wish(submission.model, version.wish))
    except DomainError:
        messages.success(request, said)
        return
    name = urlencode({"name": version.name})
    link = f"{builder(version.business)}?{query}&{name}#versions"
    messages.success(request, format_html('{} <a href="{}">{}</a>', said, link, words))


def back_to_the_versions(request: SignedInRequest, business: Business) -> HttpResponse:
    """Redirect to the plan that was on the page."""
    return redirect(f"{builder(business)}?{request.GET.urlencode()}#versions-title")
