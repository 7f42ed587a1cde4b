"""The site's URLs plus a page that only says hello, to measure the cost of the middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_safe


@require_safe
def hello(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("Hello")


urlpatterns = [path("hello/", hello), path("", include("cxsite.urls"))]
