"""Pages for a consultant's comments on a result, for the client or for the firm only."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import redirect_at
from assessment.foundation.parsing.edits import EditedMeanwhile
from assessment.journey.results.models import Result
from assessment.journey.results.queries import history_of
from assessment.outputs.reports.forms.comments import CommentsForm
from assessment.outputs.reports.queries import comments_on
from assessment.outputs.reports.services import save_comments
from assessment.parties.access.on_behalf import on_behalf
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business, Role
from assessment.parties.consultancies.models import Consultancy


@members(Capability.COMMENT)
@on_behalf(Capability.COMMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def report_comments(
    request: SignedInRequest, business: Business, consultancy: Consultancy | None, quarter: str
) -> HttpResponse:
    """Show and save all comments in one form; the business itself never gets access."""
    if business.role_of_viewer != Role.CONSULTANT or consultancy is None:
        raise PermissionDenied
    result = history_of(business).named(quarter)
    if result is None:
        raise Http404
    model = result.assessment.model_version.maturity
    sent = request.POST if request.method == "POST" else None
    form = CommentsForm(sent, model=model, comments=comments_on(result, consultancy))
    if form.is_valid():
        return save(request, business, form, result, consultancy)
    return page(request, business, form, result, status=422 if sent else 200)


def save(
    request: SignedInRequest,
    business: Business,
    form: CommentsForm,
    result: Result,
    consultancy: Consultancy,
) -> HttpResponse:
    """Save the comments, or show what changed in the meantime without losing what was typed."""
    try:
        count = save_comments(
            result=result,
            consultancy=consultancy,
            edit=form.comments(),
            by=request.user,
            at=timezone.now(),
        )
    except EditedMeanwhile as meanwhile:
        form.let_choose_comments(meanwhile, comments_on(result, consultancy))
        return page(request, business, form, result, status=409)
    messages.success(request, saved_words(count))
    return redirect_at("save", "report_comments", business.slug, result.assessment.slug)


def saved_words(count: int) -> str:
    if not count:
        return _("You didn’t change any comments, so there was nothing to save.")
    return ngettext(
        "%(count)s comment saved. The next report you make will show it, unless it’s private.",
        "%(count)s comments saved. The next report you make will show any that aren’t private.",
        count,
    ) % {"count": count}


def page(
    request: SignedInRequest,
    business: Business,
    form: CommentsForm,
    result: Result,
    *,
    status: int,
) -> HttpResponse:
    facts = {"business": business, "here": "reports", "form": form, "result": result}
    return render(request, "outputs/reports/comments.html", facts, status=status)
