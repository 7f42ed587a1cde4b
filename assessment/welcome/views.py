"""The front door: what anybody may read before signing up."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessment.accounts.access import public
from assessment.catalogue.library import own_model
from assessment.welcome.forms import GalleryForm
from assessment.welcome.queries import clear_changes, sample_picture, worked_example

# The standard asks for less than a year.
SECURITY_CONTACT_HOLDS = timedelta(days=180)


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "welcome/home.html", {"picture": sample_picture()})


@public
@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """How scoring works, with the figures of the model and one area counted through."""
    model = own_model()
    facts = {"model": model, "example": worked_example(), "clear": clear_changes(model)}
    return render(request, "welcome/method.html", {**facts, "here": "method"})


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "welcome/privacy.html", {"contact": settings.CONTACT_EMAIL})


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "welcome/accessibility.html", {"contact": settings.CONTACT_EMAIL})


@public
@require_safe
def security_txt(_request: HttpRequest) -> HttpResponse:
    """Whom to tell about a hole (RFC 9116)."""
    expires = timezone.now() + SECURITY_CONTACT_HOLDS
    text = f"Contact: mailto:{settings.CONTACT_EMAIL}\nExpires: {expires:%Y-%m-%dT00:00:00Z}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@public
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for whoever builds pages; not there outside development."""
    if not settings.DEBUG:
        raise Http404
    return render(
        request,
        "welcome/components.html",
        {
            "empty": GalleryForm(auto_id="empty_%s"),
            "form": GalleryForm({}, auto_id="refused_%s"),
            "model": own_model(),
            "picture": sample_picture(),
        },
    )
