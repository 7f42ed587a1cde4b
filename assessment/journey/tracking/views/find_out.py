"""Answer the questions again that somebody has found out about."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import tell
from assessment.journey.planning.models import PlanItem
from assessment.journey.questionnaire.queries.open_assessment import current_assessment_of
from assessment.journey.questionnaire.services import start_correction
from assessment.journey.results.presenters.versions import can_be_corrected
from assessment.journey.results.queries import history_of
from assessment.journey.tracking.access import answerers
from assessment.parties.businesses.models import Business


@answerers
@require_POST
def answer_again(request: SignedInRequest, business: Business, item: PlanItem) -> HttpResponse:
    """Lead to the questions of the area: of the check, reopened if need be, or of the next one."""
    today = timezone.localdate()
    if not item.finds_out:
        return redirect("plan_item", business.slug, item.key)
    history = history_of(business)
    newest = history.quarters[-1] if history.quarters else None
    of_plan = newest and newest.assessment.quarter == item.plan.assessment.quarter
    if newest and of_plan and can_be_corrected(history, newest, today):
        start_correction(sent=newest.assessment, at=timezone.now())
        tell(request, gettext("You can now answer again, and then send your answers."))
    elif current_assessment_of(business, today).submitted:
        return redirect("check", business.slug)
    else:
        said = gettext("The last check can’t be changed any more, so this is your next one.")
        messages.info(request, said)
    return redirect("questions", business.slug, item.dimension)
