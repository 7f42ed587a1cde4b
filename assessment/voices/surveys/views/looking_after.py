"""What only an owner does with answers: count those set aside, hide words, delete for good."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import tell
from assessment.foundation.parsing.keys import key_in
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business
from assessment.voices.surveys import services
from assessment.voices.surveys.forms.setting_up import HideForm
from assessment.voices.surveys.models import Survey, SurveyAnswer
from assessment.voices.surveys.presenters.quotes import quotes_of
from assessment.voices.surveys.queries.surveys import survey_of
from assessment.voices.surveys.queries.words import answer_of, set_aside_in
from assessment.voices.surveys.wording import pages as wording

ON_A_PAGE = 50


@members(Capability.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def survey_aside(request: SignedInRequest, business: Business) -> HttpResponse:
    """Show answers that came in a flood; a POST counts those that are ticked."""
    found = survey_or_404(business)
    if request.method != "POST":
        shown = Paginator(set_aside_in(found), ON_A_PAGE).get_page(request.GET.get("page"))
        facts = {"business": business, "shown": shown, "quotes": quotes_of(shown.object_list)}
        return render(request, "voices/surveys/aside.html", facts)
    keys = chosen(request.POST)
    count = services.count_answers(survey=found, keys=keys, by=request.user, at=timezone.now())
    tell(request, wording.counted(count) if count else wording.nothing_chosen())
    return redirect("survey_aside", business.slug)


@members(Capability.MANAGE)
@require_POST
def erase_aside(request: SignedInRequest, business: Business) -> HttpResponse:
    """Ask whether the ticked answers should be deleted for good, and delete them."""
    found, keys = survey_or_404(business), chosen(request.POST)
    if keys and "sure" not in request.POST:
        quotes = quotes_of(set_aside_in(found).filter(pk__in=keys))
        facts = {"business": business, "quotes": quotes}
        return render(request, "voices/surveys/erase_aside.html", facts)
    kept = list(set_aside_in(found).filter(pk__in=keys).values_list("pk", flat=True))
    count = services.erase_answers(survey=found, keys=kept, by=request.user, at=timezone.now())
    tell(request, wording.erased(count) if count else wording.nothing_chosen())
    return redirect("survey_aside", business.slug)


@members(Capability.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def hide_answer(request: SignedInRequest, business: Business, key: int) -> HttpResponse:
    """Ask why the text in an answer should be hidden, and hide it."""
    answer = answer_or_404(business, key)
    form = HideForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        services.hide_words(answer=answer, reason=reason, by=request.user, at=timezone.now())
        tell(request, wording.hidden())
        return redirect(page_of(business, answer))
    facts = {
        "business": business,
        "quote": quotes_of([answer])[0],
        "form": form,
        "back": page_of(business, answer),
    }
    return render(request, "voices/surveys/hide.html", facts, status=422 if form.errors else 200)


@members(Capability.MANAGE)
@require_POST
def show_answer(request: SignedInRequest, business: Business, key: int) -> HttpResponse:
    """Show the text in an answer again."""
    answer = answer_or_404(business, key)
    services.show_words(answer=answer, by=request.user, at=timezone.now())
    tell(request, wording.shown_again())
    return redirect(page_of(business, answer))


@members(Capability.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def erase_answer(request: SignedInRequest, business: Business, key: int) -> HttpResponse:
    """Ask whether an answer should be deleted for good, and delete it."""
    answer = answer_or_404(business, key)
    back = page_of(business, answer)
    if request.method != "POST":
        facts = {"business": business, "quote": quotes_of([answer])[0], "back": back}
        return render(request, "voices/surveys/erase.html", facts)
    count = services.erase_answers(
        survey=answer.survey, keys=[answer.pk], by=request.user, at=timezone.now()
    )
    tell(request, wording.erased(count))
    return redirect(back)


def chosen(sent: QueryDict) -> list[int]:
    """Return the answers that were ticked."""
    return [key for named in sent.getlist("answer") if (key := key_in(named))]


def survey_or_404(business: Business) -> Survey:
    found = survey_of(business)
    if found is None:
        raise Http404
    return found


def answer_or_404(business: Business, key: int) -> SurveyAnswer:
    answer = answer_of(survey_of(business), key)
    if answer is None:
        raise Http404
    return answer


def page_of(business: Business, answer: SurveyAnswer) -> str:
    """Return the page that lists the text in an answer."""
    quarter = Quarter.containing(answer.answered_on, business.first_month)
    return reverse("survey_words", args=[business.slug, quarter.slug])
