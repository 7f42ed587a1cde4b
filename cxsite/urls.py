"""Every path of the site."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from cxsite import health

urlpatterns = [
    path("", include("assessment.urls")),
    path("account/", include("allauth.urls")),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path(settings.ADMIN_PATH, admin.site.urls),
]

handler400 = "cxsite.errors.bad_request"
handler403 = "cxsite.errors.permission_denied"
handler404 = "cxsite.errors.not_found"
handler500 = "cxsite.errors.server_error"
handler429 = "cxsite.errors.too_many_requests"
