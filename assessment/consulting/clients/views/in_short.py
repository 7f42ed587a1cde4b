"""The summary of a client: drafted from its numbers, edited by the consultant, then printed."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessment.consulting.clients.forms.in_short import InShortForm
from assessment.consulting.clients.presenters.in_short import drafted, own_words, summary_lines
from assessment.consulting.clients.queries.client import ClientRecord, client_record
from assessment.consulting.clients.queries.summaries import WrittenSummary, summary_of
from assessment.consulting.clients.views.shared import frame
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import redirect_at, tell
from assessment.foundation.parsing.edits import EditedMeanwhile
from assessment.journey.results.models import Result
from assessment.outputs.reports.services import save_summary
from assessment.parties.access.rules import (
    Capability,
    PracticeCapability,
    clients_of_practice,
)
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import ConsultancyMember


@clients_of_practice(PracticeCapability.WORK, needs=Capability.COMMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def in_short(
    request: SignedInRequest, member: ConsultancyMember, business: Business
) -> HttpResponse:
    """Show the drafted sentences with their numbers, and save what the consultant makes of them."""
    record = client_record(business, timezone.localdate())
    if record.result is None:
        raise Http404
    summary = summary_of(record, member.consultancy)
    form = form_for(request, record, summary)
    status, theirs = 422 if form.is_bound else 200, ""
    if form.is_valid():
        try:
            save(request, member, record.result, form)
        except EditedMeanwhile as meanwhile:
            status, theirs = 409, meanwhile.theirs.get("text") or ""
            form.let_choose(meanwhile, {"text": theirs})
        else:
            tell(request, _("Saved. The next consultant edition prints this summary."))
            return redirect_at("save", "in_short", member.consultancy.slug, business.slug)
    facts = {
        **frame(member, business),
        "form": form,
        "summary": summary,
        "submission": record.submission,
        "theirs": theirs,
    }
    return render(request, "consulting/clients/in_short.html", facts, status=status)


def form_for(
    request: SignedInRequest, record: ClientRecord, summary: WrittenSummary
) -> InShortForm:
    return InShortForm(
        request.POST if request.method == "POST" else None,
        lines=summary_lines(drafted(record), summary),
        # A report of the latest check does not have the summary of an earlier one.
        stored=summary.text if summary.current else "",
        own=own_words(summary),
        fresh=not summary.known,
    )


def save(
    request: SignedInRequest, member: ConsultancyMember, result: Result, form: InShortForm
) -> None:
    save_summary(
        result=result,
        consultancy=member.consultancy,
        edit=form.edit(),
        sources=form.sources(),
        by=request.user,
        at=timezone.now(),
    )
