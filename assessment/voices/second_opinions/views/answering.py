"""Accept, answer the questions apart, and say that one is done."""

from contextlib import suppress
from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assessment.domain.model.maturity import Dimension
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import tell
from assessment.parties.access.rules import Capability, members
from assessment.parties.businesses.models import Business
from assessment.voices.second_opinions import services, wording
from assessment.voices.second_opinions.forms import AcceptForm, ApartForm
from assessment.voices.second_opinions.queries.opinions import Opinion, newest_opinion


@members(Capability.VIEW, while_apart=True)
@require_POST
def accept_second(request: SignedInRequest, business: Business) -> HttpResponse:
    """Begin to answer apart."""
    opinion = own_or_404(request, business)
    form = AcceptForm(request.POST)
    form.is_valid()
    try:
        services.accept(opinion=opinion.row, terms=form.terms(), at=timezone.now())
    except services.NotSecond:
        services.decline(opinion=opinion.row, at=timezone.now())
        tell(request, wording.answered_the_check())
        return redirect("business", business.slug)
    return redirect("second_opinion", business.slug)


@members(Capability.VIEW, while_apart=True)
@require_POST
def decline_second(request: SignedInRequest, business: Business) -> HttpResponse:
    """Say no, or stop; the pages of the business are open again."""
    opinion = own_or_404(request, business)
    services.decline(opinion=opinion.row, at=timezone.now())
    tell(request, wording.declined())
    return redirect("business", business.slug)


@members(Capability.VIEW, while_apart=True)
@require_POST
def finish_second(request: SignedInRequest, business: Business) -> HttpResponse:
    """Say that one is done; this may open the comparison."""
    opinion = own_or_404(request, business)
    with suppress(services.Over, services.NotComplete):
        if services.finish(opinion=opinion.row, at=timezone.now()):
            return redirect("second_comparison", business.slug, opinion.check.slug)
        tell(request, wording.waiting())
    return redirect("second_opinion", business.slug)


@members(Capability.VIEW, while_apart=True)
@require_http_methods(["GET", "HEAD", "POST"])
def second_questions(request: SignedInRequest, business: Business, dimension: str) -> HttpResponse:
    """Show the questions of one area; a POST saves what is new and goes on to the next area."""
    opinion = own_or_404(request, business)
    found = [area for area in opinion.model.dimensions if area.key == dimension]
    if not found or opinion.row.accepted_at is None:
        raise Http404
    area, posted = found[0], request.POST if request.method == "POST" else None
    forms = forms_of(opinion, area, posted)
    if posted is None:
        return show(request, opinion, area, forms)
    try:
        saved = [save(opinion, form) for form in forms if form.is_new]
    except services.Over:
        return redirect("second_opinion", business.slug)
    now = own_or_404(request, business)
    if all(saved):
        tell(request, wording.saved(now))
        return redirect(*after(now, area))
    fresh = forms_of(now, area, None)
    shown = [form if form.errors else new for form, new in zip(forms, fresh, strict=True)]
    return show(request, now, area, shown, refused=[form for form in shown if form.is_bound])


def own_or_404(request: SignedInRequest, business: Business) -> Opinion:
    """Return the second opinion that this person gives; everybody else gets a 404."""
    opinion = newest_opinion(business)
    if opinion is None or not opinion.row.is_open or not opinion.is_for(request.user):
        raise Http404
    return opinion


def forms_of(opinion: Opinion, area: Dimension, posted: object) -> list[ApartForm]:
    return [
        ApartForm(
            posted,  # type: ignore[arg-type]
            model=opinion.model,
            practice=practice,
            stored=opinion.answers[practice.code],
        )
        for practice in area.practices
    ]


def save(opinion: Opinion, form: ApartForm) -> bool:
    """Save one answer in a transaction of its own, so that none waits for another."""
    if not form.is_valid():
        return False
    try:
        services.save_second_answer(opinion=opinion.row, save=form.save(), at=timezone.now())
    except services.OtherWindow as changed:
        form.explain_other_window(changed.stored)
        return False
    return True


def after(opinion: Opinion, area: Dimension) -> tuple[str, ...]:
    """Return the way on: to the next area, or back to the list after the last."""
    areas, slug = opinion.model.dimensions, opinion.business.slug
    following = areas[areas.index(area) + 1 :]
    if not following or opinion.complete:
        return "second_opinion", slug
    return "second_questions", slug, following[0].key


def show(
    request: SignedInRequest,
    opinion: Opinion,
    area: Dimension,
    forms: list[ApartForm],
    *,
    refused: list[ApartForm] | None = None,
) -> HttpResponse:
    positions = [opinion.model.position(form.practice.code) for form in forms]
    context = {
        "business": opinion.business,
        "opinion": opinion,
        "area": area,
        "rows": list(zip(positions, forms, strict=True)),
        "refused": refused,
        "last": area == opinion.model.dimensions[-1] or opinion.complete,
    }
    status = HTTPStatus.CONFLICT if refused else HTTPStatus.OK
    return render(request, "voices/second_opinions/questions.html", context, status=status)
