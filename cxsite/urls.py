"""Every path of the site."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path

# Django's own admin sign-in has no rate limit, so administrators use ours like everyone else.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", include("assessment.urls")),
    path("account/", include("allauth.urls")),
    path(settings.ADMIN_PATH, admin.site.urls),
]

handler400 = "cxsite.errors.bad_request"
handler403 = "cxsite.errors.permission_denied"
handler404 = "cxsite.errors.not_found"
handler500 = "cxsite.errors.server_error"
handler429 = "cxsite.outdated_forms.too_many_requests"
