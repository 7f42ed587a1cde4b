"""The shared screen, which needs no account and leads nowhere else."""

from http import HTTPStatus

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assessment.consulting.sessions import services
from assessment.consulting.sessions.models import ScreenLink
from assessment.consulting.sessions.presenters.result import result_page
from assessment.consulting.sessions.queries import (
    SessionNow,
    area_named,
    as_it_is,
    mark_of,
    result_of,
    screen_behind,
)
from assessment.consulting.sessions.views.answering import (
    area_facts,
    not_saved_any_more,
    save_area,
    save_one,
)
from assessment.consulting.sessions.views.polling import unless_unchanged
from assessment.foundation.accounts.access import public
from assessment.foundation.parsing.typed_forms import typed_on_our_page
from assessment.journey.questionnaire.forms import AnswerForm


@public
@require_http_methods(["GET", "HEAD", "POST"])
def screen(request: HttpRequest, token: str) -> HttpResponse:
    """Show the area that the session is at; a POST saves it and goes on to the next."""
    link = screen_behind(token, timezone.now())
    if link is None:
        return over(request)
    with timezone.override(link.session.assessment.business.zone):
        if request.method == "POST":
            return secret(save_and_go_on(request, link, token))
        mark = mark_of(link.session, link.saves)
        return secret(unless_unchanged(request, mark, lambda: shown(request, link, token)))


@transaction.atomic
def save_and_go_on(request: HttpRequest, link: ScreenLink, token: str) -> HttpResponse:
    at, session = timezone.now(), link.session
    now = as_it_is(session, session.assessment.business, to_change=True)
    if now is None:
        return over(request)
    if now.check.submitted:
        return sent_meanwhile(request, token)
    refused = save_area(now, request.POST, by=link.made_by, at=at)
    if refused:
        return shown(request, link, token, refused)
    if now.following:
        services.turn_to(session=session, area=now.following.key, at=at)
    return redirect("screen", token)


def sent_meanwhile(request: HttpRequest, token: str) -> HttpResponse:
    """Go on to the result; what was typed after the check was sent in is shown before that."""
    typed = typed_on_our_page(request)
    if typed is None or not typed.texts:
        return redirect("screen", token)
    facts = {"user": AnonymousUser(), "typed": typed, "page_url": reverse("screen", args=[token])}
    page = "consulting/sessions/sent_meanwhile.html"
    return render(request, page, facts, status=HTTPStatus.CONFLICT)


def shown(
    request: HttpRequest, link: ScreenLink, token: str, refused: list[AnswerForm] | None = None
) -> HttpResponse:
    """Render the questions of the area, or the result once the check has been sent."""
    session = link.session
    now = as_it_is(session, session.assessment.business)
    if now is None:
        return over(request)
    if now.check.submitted:
        return shown_result(request, now, link, token)
    facts = {
        **area_facts(
            now,
            refused or [],
            with_last=session.shows_last_time,
            url_of=lambda code: reverse("screen_answer", args=[token, code]),
        ),
        # The person who is signed in on this device stays out of the page.
        "user": AnonymousUser(),
        "mark": mark_of(session, link.saves),
        "token": token,
        "page_url": reverse("screen", args=[token]),
    }
    status = 422 if refused else 200
    return render(request, "consulting/sessions/screen.html", facts, status=status)


def shown_result(
    request: HttpRequest, now: SessionNow, link: ScreenLink, token: str
) -> HttpResponse:
    sent = result_of(now.check)
    facts = {
        "session": link.session,
        "business": now.check.business,
        "current": now.check,
        "user": AnonymousUser(),
        "mark": mark_of(link.session, link.saves),
        "page_url": reverse("screen", args=[token]),
        "result": sent and result_page(sent),
    }
    return render(request, "consulting/sessions/screen_result.html", facts)


@public
@require_POST
def screen_answer(request: HttpRequest, token: str, code: str) -> HttpResponse:
    """Save one answer as soon as it is chosen."""
    at = timezone.now()
    link = screen_behind(token, at)
    if link is None:
        return secret(not_saved_any_more(request, status=HTTPStatus.NOT_FOUND))
    business, page = link.session.assessment.business, reverse("screen", args=[token])
    with timezone.override(business.zone), transaction.atomic():
        now = as_it_is(link.session, business, to_change=True)
        if now is None:
            return secret(not_saved_any_more(request, status=HTTPStatus.NOT_FOUND))
        return secret(save_one(request, now, code, page=page, by=link.made_by, at=at))


@public
@require_POST
def screen_turn(request: HttpRequest, token: str) -> HttpResponse:
    """Go to another area, in both windows."""
    at = timezone.now()
    link = screen_behind(token, at)
    if link is None:
        return over(request)
    now = as_it_is(link.session, link.session.assessment.business)
    if now is not None:
        area = area_named(now.check.model, request.POST.get("area", ""))
        services.turn_to(session=link.session, area=area.key, at=at)
    return secret(redirect("screen", token))


def over(request: HttpRequest) -> HttpResponse:
    """Show the same page for sessions that ended and for addresses that never existed."""
    facts = {"user": AnonymousUser(), "typed": typed_on_our_page(request)}
    page = render(request, "consulting/sessions/over.html", facts, status=HTTPStatus.NOT_FOUND)
    return secret(page)


def secret(response: HttpResponse) -> HttpResponse:
    """Keep the address out of caches; it works until the session ends."""
    response["Cache-Control"] = "no-store"
    return response
