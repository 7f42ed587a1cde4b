"""The notes behind a client's answers, and what a consultant says about them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from assessment.consulting.clients import services
from assessment.consulting.clients.forms.texts import RemarkForm
from assessment.consulting.clients.presenters.evidence import EvidenceLine, evidence_page
from assessment.consulting.clients.queries.questions import check_to_review
from assessment.consulting.clients.views.shared import frame
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import redirect_at, tell
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.questionnaire.queries.evidence import standing_reviews
from assessment.journey.questionnaire.services import NothingToReview, OwnEvidence
from assessment.parties.access.rules import (
    Capability,
    PracticeCapability,
    clients_of_practice,
    may,
)
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import ConsultancyMember

CHANGED = gettext_lazy(
    "This answer has changed since you opened the page. Please look at it again."
)
OURS = gettext_lazy("Your practice gave this answer itself, so somebody else has to check it.")


@clients_of_practice(PracticeCapability.WORK)
@require_safe
def client_evidence(
    request: SignedInRequest, member: ConsultancyMember, business: Business
) -> HttpResponse:
    """Show every answer with a note, and the high answers without one."""
    return page(request, member, business)


@clients_of_practice(PracticeCapability.WORK, needs=Capability.COMMENT)
@require_POST
def review_note(
    request: SignedInRequest, member: ConsultancyMember, business: Business, code: str
) -> HttpResponse:
    """Say about one note that it convinces, or what is missing."""
    assessment = check_or_404(business)
    answer = get_object_or_404(assessment.answers.select_related("assessment"), practice=code)
    form = RemarkForm(request.POST, auto_id=f"{code}-%s")
    convinces = "convincing" in request.POST
    if convinces:
        form.fields["remark"].required = False
    if not form.is_valid():
        return page(request, member, business, form=form, about=code, status=422)
    remark = "" if convinces else form.cleaned_data["remark"]
    here = ("client_evidence", member.consultancy.slug, business.slug)
    try:
        services.review_client_evidence(
            consultancy=member.consultancy,
            answer=answer,
            seen=form.cleaned_data["seen"],
            remark=remark,
            by=request.user,
            at=timezone.now(),
        )
    except NothingToReview:
        answer.refresh_from_db()
        # The remark stays, beside the note as it is now.
        form.data = {**request.POST.dict(), "seen": answer.revision}
        form.add_error("remark", CHANGED)
        return page(request, member, business, form=form, about=code, status=409)
    except OwnEvidence:
        messages.warning(request, OURS)
        return redirect(*here)
    tell(request, _("The client now sees what is missing.") if remark else _("Checked."))
    return redirect_at(f"note-{code}", *here)


def check_or_404(business: Business) -> Assessment:
    assessment = check_to_review(business)
    if assessment is None:
        raise Http404
    return assessment


def page(
    request: SignedInRequest,
    member: ConsultancyMember,
    business: Business,
    *,
    form: RemarkForm | None = None,
    about: str = "",
    status: int = 200,
) -> HttpResponse:
    assessment = check_or_404(business)
    evidence = evidence_page(
        assessment, business, standing_reviews(assessment), ours=member.consultancy
    )
    facts = {
        **frame(member, business),
        "evidence": evidence,
        "groups": [
            (group.area, [(line, form_about(line, form, about)) for line in group.lines])
            for group in evidence.areas
        ],
        "form": form,
        "may_comment": may(business, Capability.COMMENT),
    }
    return render(request, "consulting/clients/evidence.html", facts, status=status)


def form_about(line: EvidenceLine, sent: RemarkForm | None, about: str) -> RemarkForm:
    """Return the form beside one note: the one that was sent, or an empty one."""
    code = line.practice.code
    if sent is not None and about == code:
        return sent
    return RemarkForm(auto_id=f"{code}-%s", initial={"seen": line.answer.revision})
