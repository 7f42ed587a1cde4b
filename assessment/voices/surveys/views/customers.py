"""The page on which a customer answers, opened from a poster, a card or a link."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from assessment.domain.model.voice_texts import CustomerSurvey
from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.access import public
from assessment.foundation.brakes.limits import Counted
from assessment.foundation.brakes.services import count_attempt
from assessment.foundation.brakes.sources import source_of
from assessment.voices.surveys import services
from assessment.voices.surveys.forms.answering import CustomerForm
from assessment.voices.surveys.queries.surveys import SurveyBehind, survey_behind, texts_for
from assessment.voices.surveys.wording import customers as wording

COOKIE = "survey-answered"
A_DAY = 86_400
FROM_OUR_PAGE = frozenset({"", "same-origin", "none"})
"""What browsers say about the page that a form came from; old ones don't tell."""


# CSRF protection by a cookie is not possible here: the page sets none before somebody sends it, and
# tells browsers not to send its address. Nobody is signed in, so another site could forge nothing
# in anybody's name. But it could make its visitors send answers from their own addresses, past the
# brake on floods. Browsers say where a form came from, and `is_from_elsewhere` refuses the others.
@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def customer_survey(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, or keep what a customer answered."""
    now = timezone.now()
    # Counted before the token is looked up, so that it brakes guesses as well.
    wait = count_attempt(request, Counted.SURVEY_ANSWER, at=now) if is_sent(request) else 0
    found = survey_behind(token, now)
    texts = texts_for(found.business) if found else None
    if found is None or texts is None:
        return unknown(request)
    with timezone.override(found.business.zone):
        if not found.survey.is_open:
            return resting(request, found)
        if is_sent(request):
            return answer(request, token, found, texts, wait)
        again = "again" in request.GET
        form = CustomerForm(survey=found.survey, texts=texts, again=again)
        before = has_answered(request, found) and not again
        return page(request, found, texts, form, before=before)


@public
@require_safe
def survey_thanks(request: HttpRequest, token: str) -> HttpResponse:
    """Thank a customer; the page can be loaded again without sending anything."""
    found = survey_behind(token, timezone.now())
    texts = texts_for(found.business) if found else None
    if found is None or texts is None:
        return unknown(request)
    facts = {"business": found.business, "texts": texts}
    return private(render(request, "voices/surveys/thanks.html", facts))


def is_sent(request: HttpRequest) -> bool:
    return request.method == "POST"


def answer(
    request: HttpRequest, token: str, found: SurveyBehind, texts: CustomerSurvey, wait: int
) -> HttpResponse:
    """Keep an answer; whatever stands against it, the page keeps everything that was typed."""
    form = CustomerForm(request.POST, survey=found.survey, texts=texts)
    if wait or is_from_elsewhere(request):
        return send_again(request, found, texts, wait)
    if not form.is_valid():
        return page(request, found, texts, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    now, sent_page = timezone.now(), form.cleaned_data["page"]
    if services.was_sent(survey=found.survey, page=sent_page, at=now):
        return private(redirect("survey_thanks", token))
    if has_answered(request, found) and not form.cleaned_data["again"]:
        return somebody_else(request, found, texts)
    services.keep_answer(
        survey=found.survey,
        given=form.given(),
        on=localdate(),
        page=sent_page,
        source=source_of(request),
        at=now,
    )
    response = redirect("survey_thanks", token)
    remember(response, token, found)
    return private(response)


def send_again(
    request: HttpRequest, found: SurveyBehind, texts: CustomerSurvey, wait: int
) -> HttpResponse:
    """Show what was typed, to be sent later or from our page."""
    typed = request.POST.dict()
    form = CustomerForm(survey=found.survey, texts=texts, typed=typed)
    problem = wording.too_many(wait) if wait else wording.from_elsewhere()
    status = HTTPStatus.TOO_MANY_REQUESTS if wait else HTTPStatus.FORBIDDEN
    return page(request, found, texts, form, problem=problem, status=status)


def somebody_else(request: HttpRequest, found: SurveyBehind, texts: CustomerSurvey) -> HttpResponse:
    """Ask whether somebody else answers in the same browser, with what they typed."""
    typed = request.POST.dict()
    form = CustomerForm(survey=found.survey, texts=texts, typed=typed, again=True)
    return page(request, found, texts, form, problem=wording.answered(), status=HTTPStatus.CONFLICT)


def page(
    request: HttpRequest,
    found: SurveyBehind,
    texts: CustomerSurvey,
    form: CustomerForm,
    *,
    before: bool = False,
    problem: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    facts: dict[str, Any] = {
        "business": found.business,
        "texts": texts,
        "form": form,
        "before": before,
        "problem": problem,
        "minutes": wording.how_long(found.survey),
    }
    return private(render(request, "voices/surveys/customer.html", facts, status=status))


def resting(request: HttpRequest, found: SurveyBehind) -> HttpResponse:
    """Say that the business asks nobody just now, and show what was typed, to be copied."""
    typed = [request.POST.get(name, "").strip() for name in ("why", "wanted", "unwanted")]
    facts = {"business": found.business, "typed": list(filter(None, typed))}
    status = HTTPStatus.CONFLICT if is_sent(request) else HTTPStatus.OK
    return private(render(request, "voices/surveys/resting.html", facts, status=status))


def unknown(request: HttpRequest) -> HttpResponse:
    """Show the same page for links that were renewed, closed or never existed."""
    typed = [request.POST.get(name, "").strip() for name in ("why", "wanted", "unwanted")]
    facts = {"typed": list(filter(None, typed))}
    return private(
        render(request, "voices/surveys/unknown.html", facts, status=HTTPStatus.NOT_FOUND)
    )


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Tell whether a page of another site sent the form."""
    ours = f"{request.scheme}://{request.get_host()}"
    # Browsers hide the origin of a page that hides its address, as ours does.
    known = {"", "null", ours, *settings.CSRF_TRUSTED_ORIGINS}
    return (
        request.headers.get("Sec-Fetch-Site", "") not in FROM_OUR_PAGE
        or request.headers.get("Origin", "") not in known
    )


# ---- one answer a quarter


def has_answered(request: HttpRequest, found: SurveyBehind) -> bool:
    """Tell whether somebody has answered in this browser in the quarter that runs."""
    try:
        return signer(found).unsign(request.COOKIES.get(COOKIE, "")) == quarter_of(found).key
    except BadSignature:
        return False


def remember(response: HttpResponse, token: str, found: SurveyBehind) -> None:
    """Let the browser remember, until the quarter ends, that somebody has answered.

    The cookie is the same for every customer of a survey and a quarter, so it
    identifies nobody. It only spares people from answering twice by accident.
    """
    quarter = quarter_of(found)
    response.set_cookie(
        COOKIE,
        signer(found).sign(quarter.key),
        max_age=((quarter.ends_on - localdate()).days + 1) * A_DAY,
        path=reverse("customer_survey", args=[token]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def signer(found: SurveyBehind) -> Signer:
    return Signer(salt=f"assessment.voices.surveys {found.survey.pk}")


def quarter_of(found: SurveyBehind) -> Quarter:
    return Quarter.containing(localdate(), found.business.first_month)


def private(response: HttpResponse) -> HttpResponse:
    """Keep the address out of Referer headers, caches and search engines."""
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
